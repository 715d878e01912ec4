"""Stock rows: locked in primary key order, once per transaction, before they are checked; then moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from apps.core.compiled import CompiledQuery
from apps.core.faults import is_on
from apps.inventory import rules
from apps.inventory.errors import InsufficientStock
from apps.inventory.models import Stock
from apps.inventory.rules import Shelf


@cache
def _stock_of(count: int, *, is_locking: bool) -> CompiledQuery:
    """Return the statement that reads the stock rows of so many variants, in primary key order."""

    def build(**variants: int) -> QuerySet[Stock]:
        rows = Stock.objects.filter(variant__in=list(variants.values())).order_by("pk")
        if is_locking:
            rows = rows.select_for_update(of=("self",))
        return rows.select_related("location")

    return CompiledQuery(build, **{f"variant_{n}": 16091130 + n for n in range(count)})


def locked(variant_ids: Collection[int]) -> list[Stock]:
    """Lock the stock rows of variants in one statement, in primary key order."""
    if not variant_ids:
        return []
    statement = _stock_of(len(variant_ids), is_locking=is_on("stock_lock"))
    rows = statement.objects(**{f"variant_{n}": pk for n, pk in enumerate(variant_ids)})
    return list(rows)


@dataclass(frozen=True)
class Share:
    """So many units from one stock row."""

    stock: Stock
    quantity: int


def share_out(
    stocks: list[Stock], wanted: Mapping[int, int], held: Mapping[int, int], country: str = ""
) -> dict[int, list[Share]]:
    """Decide which stock row gives how many units of each variant; raises InsufficientStock.

    `held` is what others keep of each row. The strategy is `rules.share_out`.
    """
    by_key = {stock.pk: stock for stock in stocks}
    shelves = [_shelf(stock, held.get(stock.pk, 0)) for stock in stocks]
    given = rules.share_out(shelves, wanted, country)
    short = {pk: sum(given[pk].values()) for pk, units in wanted.items() if sum(given[pk].values()) < units}
    if short:
        raise InsufficientStock(short)
    return {pk: [Share(by_key[key], units) for key, units in part.items()] for pk, part in given.items()}


def _shelf(stock: Stock, held: int) -> Shelf:
    place = stock.location
    free = stock.on_hand - stock.allocated - stock.safety - held
    extra = (stock.backorder_limit if stock.allows_backorder else 0) if stock.is_tracked else None
    return Shelf(
        key=stock.pk,
        variant_id=stock.variant_id,
        location_id=place.pk,
        country=place.country,
        priority=place.priority,
        free=max(0, free) if stock.is_tracked else None,
        sellable=None if extra is None else max(0, free + extra),
    )


_MOVE = """
WITH written AS (
    INSERT INTO inventory_stockmovement
        (stock_id, kind, on_hand_change, allocated_change, reference, actor, reason, at)
    SELECT stock, %(kind)s, on_hand, allocated, reference, %(actor)s, %(reason)s, %(now)s
      FROM unnest(%(stocks)s::bigint[], %(on_hand)s::int[], %(allocated)s::int[], %(references)s::text[])
        AS change (stock, on_hand, allocated, reference)
    RETURNING stock_id, on_hand_change, allocated_change
)
UPDATE inventory_stock s SET on_hand = s.on_hand + w.on_hand, allocated = s.allocated + w.allocated
  FROM (SELECT stock_id, sum(on_hand_change) AS on_hand, sum(allocated_change) AS allocated
          FROM written GROUP BY stock_id) w
 WHERE w.stock_id = s.id
"""


def move(
    changes: list[tuple[Stock, str, int, int]], kind: str, actor: str, now: datetime, reason: str = ""
) -> None:
    """Write movements of locked stock rows and change the rows by them, in one statement."""
    if not changes:
        return
    stocks, references, on_hand, allocated = (list(column) for column in zip(*changes, strict=True))
    values: dict[str, Any] = {"kind": kind, "actor": actor, "reason": reason, "now": now}
    values |= {"stocks": [s.pk for s in stocks], "references": references}
    values |= {"on_hand": on_hand, "allocated": allocated}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, values)
    for stock, _, more_on_hand, more_allocated in changes:
        stock.on_hand += more_on_hand
        stock.allocated += more_allocated
