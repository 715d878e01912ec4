"""Every change of a price. Prices are added, never overwritten."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.catalog import services as catalog
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.models import Price


@transaction.atomic
def set_prices(
    *, prices: Mapping[int, Money], starts_at: datetime | None = None, is_reduced: bool = False, actor: str
) -> None:
    """Give variants (id to price with home tax) a price from a moment on; by default from now.

    A price equal to the one in force is not written again. A start in the future waits for its moment.
    """
    start = starts_at or timezone.now()
    for currency in sorted({price.currency for price in prices.values()}):
        wanted = {pk: price for pk, price in prices.items() if price.currency == currency}
        in_force = selectors.prices_in_force(wanted, currency=currency, at=start)
        Price.objects.bulk_create(
            Price(
                variant_id=pk,
                currency=currency,
                amount_minor=price.minor,
                starts_at=start,
                is_reduced=is_reduced,
                actor=actor,
            )
            for pk, price in wanted.items()
            if pk not in in_force or in_force[pk][0] != price or in_force[pk][2] != is_reduced
        )
    refresh_base_prices(variant_ids=list(prices))


@transaction.atomic
def refresh_base_prices(*, variant_ids: list[int]) -> None:
    """Copy the prices now in force to the catalogue, where lists sort and filter by them."""
    found = selectors.prices_in_force(variant_ids, currency=settings.BASE_CURRENCY)
    catalog.record_base_prices(prices={pk: found[pk][0].minor if pk in found else None for pk in variant_ids})


def follow_schedule() -> int:
    """Bring the catalogue's copies up to prices that have started meanwhile; return how many were stale."""
    stale = selectors.stale_copies(currency=settings.BASE_CURRENCY)
    if stale:
        refresh_base_prices(variant_ids=stale)
    return len(stale)
