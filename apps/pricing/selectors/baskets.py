"""One function prices a basket."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from apps.currency.money import Money
from apps.pricing.rounding import LINE, Part, Rounded, round_parts
from apps.pricing.rules import BusinessBuyer, Taxed
from apps.pricing.selectors.taxes import Tax, tax_for
from apps.pricing.trace import RoundingStep, Step


@dataclass(frozen=True, slots=True)
class Item:
    """A line to be priced. `unit` is the price with home tax that was promised for it."""

    key: object
    tax_class: str
    quantity: int
    unit: Money
    steps: tuple[Step, ...] = ()  # how the unit price was found, if the caller knows


@dataclass(frozen=True, slots=True)
class PricedItem:
    """A line with its amounts. `line` is already corrected; the corrections say what rounding moved."""

    key: object
    quantity: int
    unit: Taxed
    line: Taxed
    tax: Tax
    rounding_correction: Money  # by how much the line's gross was moved
    net_correction: Money
    trace: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TaxSum:
    """What one tax rate takes in a basket."""

    percent: Decimal
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """A basket with every amount that anybody shows or charges. Totals are sums of rounded lines."""

    currency: str
    items: list[PricedItem]
    goods: Taxed
    delivery: Taxed | None
    delivery_tax: Tax | None
    total: Taxed
    taxes: list[TaxSum]
    is_export: bool
    rounding: str
    delivery_correction: Money
    notes: tuple[str, ...]  # why no tax is charged; to be shown and printed on the invoice

    @property
    def rounding_correction(self) -> Money:
        """By how much rounding moved the total; nothing in mode "line"."""
        moved = [item.rounding_correction for item in self.items]
        return sum(moved, self.delivery_correction)


def price_basket(
    items: Sequence[Item],
    *,
    currency: str,
    country: str,
    delivery: tuple[Money, str] | None = None,
    at: datetime | None = None,
    region: str = "",
    postcode: str = "",
    business: BusinessBuyer | None = None,
    rounding: str | None = None,
) -> PricedBasket:
    """Price a basket: lines, delivery (price with home tax, tax class), tax per rate and total.

    Each line is rounded by itself: the unit price that consumers see is fixed, a line is unit x quantity, and
    net (or, where prices are shown without tax, gross) is rounded half up once per line. `rounding`, by default
    settings.PRICE_ROUNDING, may then correct lines (see `rounding.py`). All amounts are in `currency`; a
    foreign one raises CurrencyMismatch, an unknown mode ValueError, a missing tax rate NoTaxRate.
    """
    mode = settings.PRICE_ROUNDING if rounding is None else rounding

    def tax_of(tax_class: str) -> Tax:
        return tax_for(tax_class, country, region=region, postcode=postcode, at=at, business=business)

    taxes = [tax_of(item.tax_class) for item in items]
    units = [tax.apply(item.unit) for tax, item in zip(taxes, items, strict=True)]
    lines = [tax.line(unit, item.quantity) for tax, unit, item in zip(taxes, units, items, strict=True)]
    if delivery is not None:
        taxes.append(tax_of(delivery[1]))
        lines.append(taxes[-1].apply(delivery[0]))
    rounded = _round(lines, taxes, mode)
    priced = [
        _priced(item, unit, tax, done, mode)
        for item, unit, tax, done in zip(items, units, taxes, rounded, strict=False)
    ]
    return _basket(priced, rounded, taxes, currency=currency, mode=mode, is_delivered=delivery is not None)


def _round(lines: Sequence[Taxed], taxes: Sequence[Tax], mode: str) -> list[Rounded]:
    parts = [Part(line, tax.percent, tax.treatment) for line, tax in zip(lines, taxes, strict=True)]
    return round_parts(parts, mode)


def _priced(item: Item, unit: Taxed, tax: Tax, rounded: Rounded, mode: str) -> PricedItem:
    steps: tuple[Step, ...] = (*item.steps, tax.step)
    if mode != LINE:
        steps = (*steps, RoundingStep(mode, rounded.rounding_correction, rounded.net_correction))
    return PricedItem(
        item.key,
        item.quantity,
        unit,
        rounded.amount,
        tax,
        rounded.rounding_correction,
        rounded.net_correction,
        steps,
    )


def _basket(
    items: list[PricedItem],
    rounded: Sequence[Rounded],
    taxes: Sequence[Tax],
    *,
    currency: str,
    mode: str,
    is_delivered: bool,
) -> PricedBasket:
    parts = [(tax, done.amount) for tax, done in zip(taxes, rounded, strict=True)]
    goods = _sum([item.line for item in items], currency)
    delivery = rounded[-1].amount if is_delivered else None
    return PricedBasket(
        currency=currency,
        items=items,
        goods=goods,
        delivery=delivery,
        delivery_tax=taxes[-1] if is_delivered else None,
        total=goods + delivery if delivery else goods,
        taxes=_taxes(parts, currency),
        is_export=any(tax.is_export for tax in taxes),
        rounding=mode,
        delivery_correction=rounded[-1].rounding_correction if is_delivered else Money.zero(currency),
        notes=tuple(dict.fromkeys(tax.note for tax in taxes if tax.note)),
    )


def _sum(parts: Iterable[Taxed], currency: str) -> Taxed:
    zero = Money.zero(currency)
    return sum(parts, Taxed(zero, zero))


def _taxes(parts: list[tuple[Tax, Taxed]], currency: str) -> list[TaxSum]:
    by_percent: dict[Decimal, list[Taxed]] = {}
    for tax, amount in parts:
        if tax.is_taxed:
            by_percent.setdefault(tax.percent, []).append(amount)
    sums = {percent: _sum(amounts, currency) for percent, amounts in by_percent.items()}
    return [
        TaxSum(percent, amount.tax, amount.gross) for percent, amount in sorted(sums.items(), reverse=True)
    ]
