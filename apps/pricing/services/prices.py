"""Every change of a price. Prices are added, never overwritten."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.catalog import services as catalog
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.errors import PriceOverInThePast
from apps.pricing.models import Price, PriceList


@transaction.atomic
def set_prices(
    *,
    prices: Mapping[int, Money],
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    is_reduced: bool = False,
    price_list: int | None = None,
    min_quantity: int = 1,
    actor: str,
) -> None:
    """Give variants (id to price with home tax) a price from a moment on; by default from now.

    A price equal to the one in force in the same list and quantity step is not written again. A start in the
    future waits for its moment; with an end, the price before returns then. Raises PriceOverInThePast.
    """
    start = starts_at or timezone.now()
    if ends_at is not None and ends_at <= start:
        raise PriceOverInThePast
    for currency in sorted({price.currency for price in prices.values()}):
        wanted = {pk: price for pk, price in prices.items() if price.currency == currency}
        in_force = selectors.own_prices(
            wanted, currency=currency, price_list=price_list, min_quantity=min_quantity, at=start
        )
        rows = (
            Price(
                variant_id=pk,
                price_list_id=price_list,
                currency=currency,
                amount_minor=price.minor,
                min_quantity=min_quantity,
                starts_at=start,
                ends_at=ends_at,
                is_reduced=is_reduced,
                actor=actor,
            )
            for pk, price in wanted.items()
        )
        Price.objects.bulk_create(row for row in rows if not _is_same(row, in_force.get(row.variant_id)))
    refresh_base_prices(variant_ids=list(prices))


def _is_same(row: Price, in_force: Price | None) -> bool:
    return in_force is not None and (in_force.amount_minor, in_force.is_reduced, in_force.ends_at) == (
        row.amount_minor,
        row.is_reduced,
        row.ends_at,
    )


@transaction.atomic
def refresh_base_prices(*, variant_ids: list[int]) -> None:
    """Copy the prices now in force to the catalogue, where lists sort and filter by them."""
    found = selectors.prices_in_force(variant_ids, currency=settings.BASE_CURRENCY)
    catalog.record_base_prices(prices={pk: found[pk][0].minor if pk in found else None for pk in variant_ids})


@transaction.atomic
def save_price_list(*, price_list: PriceList) -> None:
    """Save who gets a price list and when, and bring the catalogue's copies of its prices up to date."""
    price_list.save()
    variants = (
        Price.objects.filter(price_list=price_list)
        .order_by("variant_id")
        .values_list("variant_id", flat=True)
    )
    refresh_base_prices(variant_ids=list(variants.distinct()))


def follow_schedule() -> int:
    """Bring the catalogue's copies up to prices that have started or ended; return how many were stale."""
    stale = selectors.stale_copies(currency=settings.BASE_CURRENCY)
    if stale:
        refresh_base_prices(variant_ids=stale)
    return len(stale)
