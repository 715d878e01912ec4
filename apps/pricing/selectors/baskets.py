"""One function prices a basket."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from apps.currency.money import Money
from apps.pricing.rounding import LINE, Part, Rounded, round_parts
from apps.pricing.rules import BusinessBuyer, Taxed
from apps.pricing.selectors.conversion import stated_in
from apps.pricing.selectors.taxes import Tax, tax_for
from apps.pricing.trace import PromotionStep, RoundingStep, Step
from apps.promotions import rules as promotions
from apps.promotions.rules import Context, Coupon, Gift, Line, Result, Rule, Share


@dataclass(frozen=True, slots=True)
class Item:
    """A line to be priced. `unit` is the price with home tax that was promised for it."""

    key: Hashable
    tax_class: str
    quantity: int
    unit: Money
    steps: tuple[Step, ...] = ()  # how the unit price was found, if the caller knows
    product_id: int = 0  # what promotions look at
    variant_id: int = 0
    category_ids: frozenset[int] = frozenset()
    brand_id: int = 0
    is_discountable: bool = True


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, as far as prices depend on it. Of a guest little is known before the checkout."""

    customer_groups: frozenset[str] = frozenset()
    is_first_order: bool = True
    uses: Mapping[int, int] = field(default_factory=dict)  # promotion to how often it was used before


@dataclass(frozen=True, slots=True)
class Running:
    """The promotions that run, and the codes that were typed in."""

    rules: Sequence[Rule] = ()
    coupons: frozenset[Coupon] = frozenset()


@dataclass(frozen=True, slots=True)
class PricedItem:
    """A line with its amounts. `line` is already corrected; the corrections say what rounding moved."""

    key: Hashable
    quantity: int
    unit: Taxed
    before: Taxed  # the line before promotions
    line: Taxed
    shares: tuple[Share, ...]  # what promotions took off, gross
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
    delivery_before: Taxed | None  # before promotions
    promotions: Result

    @property
    def goods_before(self) -> Money:
        """The goods at their prices before promotions, gross."""
        return sum((item.before.gross for item in self.items), Money.zero(self.currency))

    @property
    def discount(self) -> Money:
        """What promotions take off goods and delivery together, gross."""
        return Money(self.promotions.off_goods + self.promotions.off_delivery, self.currency)

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
    running: Running | None = None,
    buyer: Buyer | None = None,
) -> PricedBasket:
    """Price a basket: lines, promotions, delivery (price with home tax, tax class), tax per rate and total.

    Each line is rounded by itself: the unit price that consumers see is fixed, a line is unit x quantity,
    promotions take their shares off that, and net (or, where prices are shown without tax, gross) is rounded
    half up once per line. `rounding`, by default settings.PRICE_ROUNDING, may then correct lines (see
    `rounding.py`). All amounts are in `currency`; a foreign one raises CurrencyMismatch, an unknown mode
    ValueError, a missing tax rate NoTaxRate.
    """
    mode = settings.PRICE_ROUNDING if rounding is None else rounding

    def tax_of(tax_class: str) -> Tax:
        return tax_for(tax_class, country, region=region, postcode=postcode, at=at, business=business)

    taxes = [tax_of(item.tax_class) for item in items]
    units = [tax.apply(item.unit) for tax, item in zip(taxes, items, strict=True)]
    before = [tax.line(unit, item.quantity) for tax, unit, item in zip(taxes, units, items, strict=True)]
    if delivery is not None:
        taxes.append(tax_of(delivery[1]))
        before.append(taxes[-1].apply(delivery[0]))
    delivered = before[-1] if delivery is not None else None
    result = Result(shares={item.key: [] for item in items})
    if running is not None and (running.rules or running.coupons):
        context = _context(currency, country, at, delivered, running.coupons, buyer or Buyer())
        result = promotions.apply(_for_promotions(items, units), running.rules, context)
    lines = _reduced(items, before, taxes, result)
    rounded = _round(lines, taxes, mode)
    priced = [
        _priced(item, unit, was, tax, done, mode, result)
        for item, unit, was, tax, done in zip(items, units, before, taxes, rounded, strict=False)
    ]
    return _basket(priced, rounded, taxes, currency=currency, mode=mode, delivered=delivered, result=result)


def price_gift(gift: Gift, *, tax: Tax, currency: str) -> PricedItem:
    """Price what a promotion adds to a basket: nothing, with the promotion as the reason."""
    zero = Money.zero(currency)
    nothing = Taxed(zero, zero)
    return PricedItem(
        key=gift,
        quantity=gift.quantity,
        unit=nothing,
        before=nothing,
        line=nothing,
        shares=(Share(gift.promotion_id, gift.label, gift.code, 0),),
        tax=tax,
        rounding_correction=zero,
        net_correction=zero,
        trace=(PromotionStep(gift.label, gift.code, zero), tax.step),
    )


def _for_promotions(items: Sequence[Item], units: Sequence[Taxed]) -> list[Line]:
    """Let promotions work on what consumers pay: gross amounts, or untaxed ones where no tax is charged."""
    return [
        Line(
            key=item.key,
            product_id=item.product_id,
            variant_id=item.variant_id,
            category_ids=item.category_ids,
            brand_id=item.brand_id,
            quantity=item.quantity,
            unit_minor=unit.gross.minor,
            currency=unit.gross.currency,
            is_discountable=item.is_discountable,
        )
        for item, unit in zip(items, units, strict=True)
    ]


def _context(
    currency: str,
    country: str,
    at: datetime | None,
    delivered: Taxed | None,
    coupons: frozenset[Coupon],
    buyer: Buyer,
) -> Context:
    return Context(
        currency=currency,
        country=country,
        now=at or timezone.now(),
        customer_groups=buyer.customer_groups,
        is_first_order=buyer.is_first_order,
        coupons=coupons,
        delivery_minor=None if delivered is None else delivered.gross.minor,
        convert=stated_in,
        uses=buyer.uses,
    )


def _reduced(
    items: Sequence[Item], before: Sequence[Taxed], taxes: Sequence[Tax], result: Result
) -> list[Taxed]:
    """Take the shares off the lines, and off the delivery if there is one, and tax what is left."""
    off = [result.off_line(item.key) for item in items]
    if len(before) > len(items):
        off.append(result.off_delivery)
    return [
        tax.of_gross(line.gross - Money(minor, line.gross.currency)) if minor else line
        for line, tax, minor in zip(before, taxes, off, strict=True)
    ]


def _round(lines: Sequence[Taxed], taxes: Sequence[Tax], mode: str) -> list[Rounded]:
    parts = [Part(line, tax.percent, tax.treatment) for line, tax in zip(lines, taxes, strict=True)]
    return round_parts(parts, mode)


def _priced(
    item: Item, unit: Taxed, before: Taxed, tax: Tax, rounded: Rounded, mode: str, result: Result
) -> PricedItem:
    shares = result.shares.get(item.key, ())
    taken = (PromotionStep(s.label, s.code, Money(s.minor, unit.gross.currency)) for s in shares)
    steps: tuple[Step, ...] = (*item.steps, *taken, tax.step)
    if mode != LINE:
        steps = (*steps, RoundingStep(mode, rounded.rounding_correction, rounded.net_correction))
    return PricedItem(
        item.key,
        item.quantity,
        unit,
        before,
        rounded.amount,
        tuple(shares),
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
    delivered: Taxed | None,
    result: Result,
) -> PricedBasket:
    parts = [(tax, done.amount) for tax, done in zip(taxes, rounded, strict=True)]
    goods = _sum([item.line for item in items], currency)
    delivery = rounded[-1].amount if delivered else None
    return PricedBasket(
        currency=currency,
        items=items,
        goods=goods,
        delivery=delivery,
        delivery_tax=taxes[-1] if delivered else None,
        total=goods + delivery if delivery else goods,
        taxes=_taxes(parts, currency),
        is_export=any(tax.is_export for tax in taxes),
        rounding=mode,
        delivery_correction=rounded[-1].rounding_correction if delivered else Money.zero(currency),
        notes=tuple(dict.fromkeys(tax.note for tax in taxes if tax.note)),
        delivery_before=delivered,
        promotions=result,
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
        TaxSum(percent, amount.tax, amount.gross)
        for percent, amount in sorted(sums.items(), reverse=True)
        if amount.gross
    ]
