"""What things cost. One function prices a basket; lists and product pages use the same parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.core.compiled import CompiledQuery
from apps.core.memo import memo
from apps.currency.money import Money
from apps.pricing import rules
from apps.pricing.errors import NoTaxRate
from apps.pricing.models import Price, TaxClass, TaxRate
from apps.pricing.rules import Taxed

WAS_WINDOW = timedelta(days=30)

# ---- tax -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tax:
    """How goods of a class are taxed on their way to a country."""

    code: str
    name: str
    percent: Decimal  # at the destination; 0 for exports
    home_percent: Decimal  # included in the shop's own prices
    is_export: bool

    def apply(self, gross_at_home: Money) -> Taxed:
        """Turn a price as the shop states it at home into what this destination pays."""
        if self.is_export:
            return rules.untaxed(gross_at_home, self.home_percent)
        return rules.from_gross(gross_at_home, self.percent)


def _rates_on(*, day: date) -> QuerySet[TaxRate, Any]:
    rows = TaxRate.objects.filter(Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day)))
    return rows.order_by("valid_from").values_list("tax_class__code", "country", "tax_class__name", "percent")


_RATES_ON = CompiledQuery(_rates_on, day=date(1609, 11, 30))


@memo(seconds=15)
def _tax_table(day: date) -> dict[tuple[str, str], tuple[str, Decimal]]:
    return {(code, country): (name, percent) for code, country, name, percent in _RATES_ON.rows(day=day)}


def refresh_taxes(*, at: datetime) -> None:
    """Read the tax table of a day anew. Placing an order does; pages live with a copy up to 15 s old."""
    _tax_table.fresh(timezone.localdate(at))


def tax_for(tax_class: str, country: str, *, at: datetime | None = None) -> Tax:
    """Return how a tax class is taxed in a country.

    Countries of the tax union (those with a rate of their own) tax the price as it stands; anything else is
    an export without tax. Raises NoTaxRate if not even the home country has a rate.
    """
    table = _tax_table(timezone.localdate(at))
    home = table.get((tax_class, settings.HOME_COUNTRY))
    if home is None:
        raise NoTaxRate(tax_class=tax_class, country=settings.HOME_COUNTRY)
    own = table.get((tax_class, country))
    if own is None:
        return Tax(tax_class, home[0], Decimal(0), home[1], is_export=True)
    return Tax(tax_class, own[0], own[1], home[1], is_export=False)


def tax_classes() -> list[tuple[str, str]]:
    return list(TaxClass.objects.order_by("name").values_list("code", "name"))


# ---- prices ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """What a variant costs a visitor, and, if it is reduced, the lowest price of the 30 days before."""

    price: Money
    was: Money | None
    tax: Tax
    home_price: Money  # with home tax, as the price list states it

    @property
    def saved_percent(self) -> int:
        if self.was is None or not self.was:
            return 0
        return round(100 * (self.was.minor - self.price.minor) / self.was.minor)


_IN_FORCE = """
SELECT DISTINCT ON (variant_id) variant_id, amount_minor, starts_at, is_reduced
  FROM pricing_price
 WHERE variant_id = ANY(%s) AND currency = %s AND starts_at <= %s
 ORDER BY variant_id, starts_at DESC
"""


def prices_in_force(
    variant_ids: Iterable[int], *, currency: str, at: datetime | None = None
) -> dict[int, tuple[Money, datetime, bool]]:
    """Return the price of each variant that has one: (price with home tax, since when, is it reduced)."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [list(variant_ids), currency, at or timezone.now()])
        return {
            pk: (Money(amount, currency), start, reduced) for pk, amount, start, reduced in cursor.fetchall()
        }


def price_in_force(variant: str, currency: str, at: datetime) -> Subquery:
    """Return the price list as an expression for other apps' queries.

    `variant` and `currency` name columns of the outer query. The value is in minor units with home tax, and
    NULL where there is no price.
    """
    rows = Price.objects.filter(variant=OuterRef(variant), currency=OuterRef(currency), starts_at__lte=at)
    return Subquery(rows.order_by("-starts_at").values("amount_minor")[:1])


def lowest_before(reductions: Mapping[int, datetime], *, currency: str) -> dict[int, Money]:
    """Return the lowest price in force in the 30 days before each reduction (variant id to its start) began.

    The price already in force when that window opens counts. Without any history there is no entry.
    """
    if not reductions:
        return {}
    rows = Price.objects.filter(variant__in=reductions, currency=currency).order_by("variant", "starts_at")
    history: dict[int, list[tuple[datetime, int]]] = {}
    for variant_id, start, amount in rows.values_list("variant", "starts_at", "amount_minor"):
        if start < reductions[variant_id]:
            history.setdefault(variant_id, []).append((start, amount))
    lowest = {}
    for variant_id, prices in history.items():
        opens = reductions[variant_id] - WAS_WINDOW
        before = [amount for start, amount in prices if start < opens][-1:]
        inside = [amount for start, amount in prices if start >= opens]
        lowest[variant_id] = Money(min(before + inside), currency)
    return lowest


def offers(
    tax_classes_of: Mapping[int, str], *, country: str, currency: str, at: datetime | None = None
) -> dict[int, Offer]:
    """Return what each variant (id to tax class) costs a visitor from a country.

    One statement, and a second one if something is reduced. Variants without a price are left out.
    """
    found = prices_in_force(tax_classes_of, currency=currency, at=at)
    starts = {pk: start for pk, (_, start, is_reduced) in found.items() if is_reduced}
    lowest = lowest_before(starts, currency=currency)
    result = {}
    for pk, (price, _, _) in found.items():
        tax = tax_for(tax_classes_of[pk], country, at=at)
        was = lowest.get(pk)
        result[pk] = Offer(
            price=tax.apply(price).gross,
            was=tax.apply(was).gross if was is not None and was > price else None,
            tax=tax,
            home_price=price,
        )
    return result


# ---- a basket ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """A line to be priced. `unit` is the price with home tax that was promised for it."""

    key: object
    tax_class: str
    quantity: int
    unit: Money


@dataclass(frozen=True, slots=True)
class PricedItem:
    key: object
    quantity: int
    unit: Taxed
    line: Taxed
    tax: Tax


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


def price_basket(
    items: Sequence[Item],
    *,
    currency: str,
    country: str,
    delivery: tuple[Money, str] | None = None,
    at: datetime | None = None,
) -> PricedBasket:
    """Price a basket: lines, delivery (price with home tax, tax class), tax per rate and total.

    Rounding mode "line": the gross price of a unit is fixed, a line is unit x quantity, and its net is
    rounded half up once per line. All amounts are in `currency`; a foreign one raises CurrencyMismatch.
    """
    priced = [_price_item(item, country, at) for item in items]
    goods = _sum([item.line for item in priced], currency)
    delivery_tax = tax_for(delivery[1], country, at=at) if delivery else None
    delivered = delivery_tax.apply(delivery[0]) if delivery and delivery_tax else None
    parts = [(item.tax, item.line) for item in priced]
    if delivered is not None and delivery_tax is not None:
        parts.append((delivery_tax, delivered))
    return PricedBasket(
        currency=currency,
        items=priced,
        goods=goods,
        delivery=delivered,
        delivery_tax=delivery_tax,
        total=goods + delivered if delivered else goods,
        taxes=_taxes(parts, currency),
        is_export=any(tax.is_export for tax, _ in parts),
    )


def _price_item(item: Item, country: str, at: datetime | None) -> PricedItem:
    tax = tax_for(item.tax_class, country, at=at)
    unit = tax.apply(item.unit)
    gross = unit.gross * item.quantity
    line = Taxed(gross, gross) if tax.is_export else rules.from_gross(gross, tax.percent)
    return PricedItem(item.key, item.quantity, unit, line, tax)


def _sum(parts: Iterable[Taxed], currency: str) -> Taxed:
    zero = Money.zero(currency)
    return sum(parts, Taxed(zero, zero))


def _taxes(parts: list[tuple[Tax, Taxed]], currency: str) -> list[TaxSum]:
    by_percent: dict[Decimal, list[Taxed]] = {}
    for tax, amount in parts:
        if not tax.is_export:
            by_percent.setdefault(tax.percent, []).append(amount)
    sums = {percent: _sum(amounts, currency) for percent, amounts in by_percent.items()}
    return [
        TaxSum(percent, amount.tax, amount.gross) for percent, amount in sorted(sums.items(), reverse=True)
    ]


def stale_copies(*, currency: str, limit: int = 5000) -> list[int]:
    """Return variants whose copied base price is not the one in force: a scheduled price has started."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT v.id FROM catalog_variant v
              JOIN LATERAL (SELECT amount_minor FROM pricing_price p
                             WHERE p.variant_id = v.id AND p.currency = %s AND p.starts_at <= %s
                             ORDER BY starts_at DESC LIMIT 1) p ON true
             WHERE v.base_price_minor IS DISTINCT FROM p.amount_minor ORDER BY v.id LIMIT %s
            """,
            [currency, timezone.now(), limit],
        )
        return [row[0] for row in cursor.fetchall()]
