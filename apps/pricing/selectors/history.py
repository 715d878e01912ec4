"""What things cost before."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from apps.currency.money import Money
from apps.pricing import rules
from apps.pricing.models import Price
from apps.pricing.rules import Span

WAS_WINDOW = timedelta(days=30)


def lowest_before(
    reductions: Mapping[int, datetime], *, currency: str, window: timedelta | None = None
) -> dict[int, Money]:
    """Return the lowest price in force in the 30 days before each reduction (variant id to its start) began.

    The price already in force when that window opens counts. Without any history there is no entry. Only
    what everybody paid for a single unit counts; of several lists for everybody the lowest, even of one
    that is switched off by now, so that a reduction is never overstated.
    """
    return lowest_of({pk: (start, currency) for pk, start in reductions.items()}, window=window)


def lowest_of(
    reductions: Mapping[int, tuple[datetime, str]], *, window: timedelta | None = None
) -> dict[int, Money]:
    """Return the same for reductions in several currencies (variant id to start and currency), read at once."""
    if not reductions:
        return {}
    lowest: dict[int, Money] = {}
    for (variant_id, _), spans in _timelines(reductions).items():
        begins, currency = reductions[variant_id]
        amount = rules.lowest_in_force(spans, opens=begins - (window or WAS_WINDOW), begins=begins)
        if amount is not None and (variant_id not in lowest or amount < lowest[variant_id].minor):
            lowest[variant_id] = Money(amount, currency)
    return lowest


def _timelines(
    reductions: Mapping[int, tuple[datetime, str]],
) -> dict[tuple[int, int | None], list[Span]]:
    """Return the history of each variant by price list, as far as the list held at all."""
    rows = Price.objects.filter(
        variant__in=list(reductions),
        currency__in={currency for _, currency in reductions.values()},
        min_quantity=1,
    ).exclude(price_list__customer_group__gt="")
    found: dict[tuple[int, int | None], list[Span]] = {}
    for variant, price_list, currency, amount, start, end, opens, closes in rows.values_list(
        "variant",
        "price_list",
        "currency",
        "amount_minor",
        "starts_at",
        "ends_at",
        "price_list__starts_at",
        "price_list__ends_at",
    ):
        begins = max(start, opens) if opens else start
        ends = min((moment for moment in (end, closes) if moment), default=None)
        if currency == reductions[variant][1] and (ends is None or ends > begins):
            found.setdefault((variant, price_list), []).append(Span(begins, ends, amount))
    return found
