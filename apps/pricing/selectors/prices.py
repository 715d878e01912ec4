"""The price in force.

For a variant, currency, customer group, quantity and moment: of each price list, and of the rows without one,
the row with the largest minimum quantity that is reached counts, and among those the one that started last.
Of these a list for the group goes before a list for everybody, and that before the rows without a list; then
the list with the lowest priority number, then the lowest price. An explicit price in the asked currency goes
before a converted one.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Func, JSONField, Value
from django.db.models.expressions import Combinable
from django.utils import timezone

from apps.core.memo import memo
from apps.currency.money import Money
from apps.pricing.models import Price
from apps.pricing.trace import ConversionStep, PriceStep, Step


@dataclass(frozen=True, slots=True)
class Conversion:
    """A way to turn base prices into another currency, with the rate that it uses and its day."""

    convert: Callable[[Money], Money]
    rate: Decimal  # units of the other currency for one of the base currency
    on: date
    source: str = ""

    def __call__(self, base: Money) -> Money:
        return self.convert(base)


@dataclass(frozen=True, slots=True)
class FoundPrice:
    """A price in force, and how it was found."""

    price: Money  # with home tax
    since: datetime
    is_reduced: bool
    base: Money | None  # the base price it was converted from
    steps: tuple[Step, ...]


# Rows without a list rank 0, of a list for everybody 1, of a list for the group 2.
_FITS = """
       p.starts_at <= {at} AND (p.ends_at IS NULL OR p.ends_at > {at}) AND p.min_quantity <= {quantity}
   AND (l.id IS NULL OR (l.is_active AND l.customer_group IN ('', {group}) AND l.currency IN ('', p.currency)
        AND (l.starts_at IS NULL OR l.starts_at <= {at}) AND (l.ends_at IS NULL OR l.ends_at > {at})))
"""
_RANK = "(CASE WHEN l.id IS NULL THEN 0 WHEN l.customer_group = '' THEN 1 ELSE 2 END)"

# The best row for one variant, as [id, currency, amount, since, reduced, from quantity, list].
_BEST = f"""
SELECT jsonb_build_array(c.id, c.currency, c.amount_minor, c.since, c.is_reduced, c.min_quantity, c.list)
  FROM (SELECT DISTINCT ON (p.currency, p.price_list_id)
               p.id, p.currency, p.amount_minor, greatest(p.starts_at, l.starts_at) AS since, p.is_reduced,
               p.min_quantity, coalesce(l.name, '') AS list, coalesce(l.priority, 0) AS priority, {_RANK} AS rank
          FROM pricing_price p LEFT JOIN pricing_pricelist l ON l.id = p.price_list_id
         WHERE p.variant_id = {{variant}} AND p.currency IN ({{currency}}, {{base}}) AND {_FITS}
         ORDER BY p.currency, p.price_list_id, p.min_quantity DESC, p.starts_at DESC) c
 ORDER BY (c.currency = {{currency}}) DESC, c.rank DESC, c.priority, c.amount_minor, c.id LIMIT 1
"""  # noqa: S608 - made of constants

_OF_EACH = f"""
SELECT w.variant_id,
       ({
    _BEST.format(
        variant="w.variant_id",
        currency="%(currency)s",
        base="%(base)s",
        at="%(at)s",
        quantity="w.quantity",
        group="%(group)s",
    )
})::text
  FROM unnest(%(variants)s::bigint[], %(quantities)s::integer[]) AS w(variant_id, quantity)
"""  # noqa: S608 - made of constants


def found_prices(
    variant_ids: Iterable[int],
    *,
    currency: str,
    at: datetime | None = None,
    group: str = "",
    quantity: int | Mapping[int, int] = 1,
    convert: Callable[[Money], Money] | None = None,
) -> dict[int, FoundPrice]:
    """Return the price of a unit of each variant that has one, in one statement.

    `quantity` is one for all or one per variant. With `convert`, a variant without an explicit price in the
    currency gets its base price converted; a Conversion also tells its rate for the trace.
    """
    ids = list(dict.fromkeys(variant_ids))
    values: dict[str, Any] = {
        "variants": ids,
        "quantities": [quantity if isinstance(quantity, int) else quantity.get(pk, 1) for pk in ids],
        "currency": currency,
        "base": settings.BASE_CURRENCY,
        "group": group,
        "at": at or timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_EACH, values)
        rows = [(pk, json.loads(best)) for pk, best in cursor.fetchall() if best is not None]
    found = {pk: found_from(best, currency=currency, convert=convert) for pk, best in rows}
    return {pk: price for pk, price in found.items() if price is not None}


def found_from(
    value: list[Any] | None, *, currency: str, convert: Callable[[Money], Money] | None
) -> FoundPrice | None:
    """Return what `price_in_force` found; None without a price in the currency or a way to convert to it."""
    if value is None or (value[1] != currency and convert is None):
        return None
    row_id, stored_in, minor, begins, is_reduced, min_quantity, price_list = value
    stored, since = Money(minor, stored_in), datetime.fromisoformat(begins)
    step = PriceStep(row_id, price_list, min_quantity, since, stored)
    if stored_in == currency or convert is None:
        return FoundPrice(stored, since, is_reduced, None, (step,))
    price = convert(stored)
    known = convert if isinstance(convert, Conversion) else None
    converted = (
        ConversionStep(stored, price, known.rate, known.on, known.source)
        if known
        else ConversionStep(stored, price, None, None, "")
    )
    return FoundPrice(price, since, is_reduced, stored, (step, converted))


def prices_in_force(
    variant_ids: Iterable[int],
    *,
    currency: str,
    at: datetime | None = None,
    group: str = "",
    quantity: int | Mapping[int, int] = 1,
    convert: Callable[[Money], Money] | None = None,
) -> dict[int, tuple[Money, datetime, bool]]:
    """Return the price of each variant that has one: (price with home tax, since when, is it reduced).

    The arguments are those of `found_prices`, which also tells how each price was found.
    """
    found = found_prices(
        variant_ids, currency=currency, at=at, group=group, quantity=quantity, convert=convert
    )
    return {pk: (price.price, price.since, price.is_reduced) for pk, price in found.items()}


class _PriceInForce(Func):
    """The price in force as a column: (variant, currency, base currency, moment, customer group, quantity)."""

    output_field = JSONField(null=True)

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile the sub-select; parameters follow the order of the placeholders in _BEST."""
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        (variant, of), (currency, in_), (base, or_in), (at, when), (group, whose), (quantity, many) = compiled
        sql = _BEST.format(
            variant=variant, currency=currency, base=base, at=at, group=group, quantity=quantity
        )
        return f"({sql})", (*of, *in_, *or_in, *when, *when, *many, *whose, *when, *when, *in_)


def price_in_force(
    variant: str,
    currency: str,
    at: datetime,
    *,
    group: Combinable | str = "",
    quantity: Combinable | int = 1,
) -> Func:
    """Return the price list as an expression for other apps' queries; `found_from` reads its value.

    `variant` and `currency` name columns of the outer query; `group` and `quantity` are values or expressions.
    """
    whose = Value(group) if isinstance(group, str) else group
    many = Value(quantity) if isinstance(quantity, int) else quantity
    return _PriceInForce(variant, currency, Value(settings.BASE_CURRENCY), Value(at), whose, many)


def own_prices(
    variant_ids: Iterable[int], *, currency: str, price_list: int | None, min_quantity: int, at: datetime
) -> dict[int, Price]:
    """Return the row in force of each variant within one list (None: no list) and quantity step."""
    rows = Price.objects.filter(
        variant__in=list(variant_ids),
        currency=currency,
        price_list=price_list,
        min_quantity=min_quantity,
        starts_at__lte=at,
    ).exclude(ends_at__lte=at)
    return {row.variant_id: row for row in rows.order_by("variant_id", "-starts_at").distinct("variant_id")}


@memo(seconds=15)
def has_quantity_prices() -> bool:
    """Tell whether anything costs less from a quantity on."""
    return Price.objects.filter(min_quantity__gt=1).exists()


def stale_copies(*, currency: str, limit: int = 5000) -> list[int]:
    """Return variants whose copied base price is not the one in force: a price has started or ended."""
    best = _BEST.format(
        variant="v.id",
        currency="%(currency)s",
        base="%(currency)s",
        at="%(at)s",
        group="''",
        quantity="1",
    )
    sql = f"""
        SELECT v.id FROM catalog_variant v
         WHERE v.base_price_minor IS DISTINCT FROM (({best}) ->> 2)::bigint ORDER BY v.id LIMIT %(limit)s
    """  # noqa: S608 - made of constants
    with connection.cursor() as cursor:
        cursor.execute(sql, {"currency": currency, "at": timezone.now(), "limit": limit})
        return [row[0] for row in cursor.fetchall()]
