"""What can be bought. One formula, used by pages, basket, checkout and API."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Func, JSONField, Sum, Value
from django.utils import timezone

from apps.catalog.models import Variant
from apps.inventory.models import StockLocation, StockMovement

LOW_STOCK = 5

# available = on hand - allocated - active holds of others - safety threshold, never below 0;
# what may be back-ordered comes on top (no limit: NULL). Untracked goods never run out.
_STATE = """
SELECT jsonb_build_array(
           bool_or(NOT s.is_tracked),
           sum(greatest(0, s.on_hand - s.allocated - s.safety - coalesce(h.others, 0))),
           bool_or(s.allows_backorder AND s.backorder_limit IS NULL),
           sum(greatest(0, s.on_hand - s.allocated - s.safety - coalesce(h.others, 0)
               + CASE WHEN s.allows_backorder THEN coalesce(s.backorder_limit, 0) ELSE 0 END)),
           min(s.expected_on), sum(h.own), min(h.own_until))
  FROM inventory_stock s
  LEFT JOIN LATERAL (
       SELECT sum(quantity) FILTER (WHERE owner IS DISTINCT FROM {owner}) AS others,
              sum(quantity) FILTER (WHERE owner = {owner}) AS own,
              min(expires_at) FILTER (WHERE owner = {owner}) AS own_until
         FROM inventory_hold WHERE stock_id = s.id AND expires_at > {now}) h ON true
 WHERE s.variant_id = {variant}
"""
_STATE_OF_WANTED = _STATE.format(owner="%(owner)s", now="%(now)s", variant="wanted.id")
# The inner SELECT hides the number of variants from the planner: else it plans the statement anew each time.
_STATES = f"""
SELECT wanted.id, ({_STATE_OF_WANTED}) FROM unnest((SELECT %(variants)s::bigint[])) AS wanted(id)
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, slots=True)
class Availability:
    """How much of something can be bought now, and how to say it."""

    in_stock: int  # lies here and is free
    sellable: int | None  # with back-orders; None means no limit
    expected_on: date | None = None
    held: int = 0  # kept aside for the one who asks, and counted as free above
    held_until: datetime | None = None

    @property
    def can_be_bought(self) -> bool:
        return self.sellable is None or self.sellable > 0

    @property
    def is_in_stock(self) -> bool:
        return self.in_stock > 0

    @property
    def is_low(self) -> bool:
        return 0 < self.in_stock < LOW_STOCK

    @property
    def is_backorder(self) -> bool:
        return self.can_be_bought and not self.is_in_stock

    def covers(self, quantity: int) -> bool:
        return self.sellable is None or self.sellable >= quantity


NOTHING = Availability(in_stock=0, sellable=0)
_UNTRACKED = 1_000_000


class StockState(Func):
    """The availability formula for other apps' queries: (variant, owner of holds, point in time).

    Its values are read by `availability_from`.
    """

    output_field = JSONField()

    def __init__(self, variant: str, owner: Any, at: datetime) -> None:
        super().__init__(variant, owner, Value(at))

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile the sub-select; parameters follow the order of the placeholders in _STATE."""
        (variant, variant_params), (owner, owner_params), (now, now_params) = (
            compiler.compile(expression) for expression in self.source_expressions
        )
        sql = _STATE.format(variant=variant, owner=owner, now=now)
        return f"({sql})", (*owner_params, *owner_params, *owner_params, *now_params, *variant_params)


def availability_from(state: list[Any] | None) -> Availability:
    """Read a value of StockState; a variant without a stock row is sold out."""
    if state is None or state[1] is None:
        return NOTHING
    untracked, in_stock, no_limit, sellable, expected, held, held_until = state
    until = datetime.fromisoformat(held_until) if held_until else None
    if untracked:
        return Availability(_UNTRACKED, None, None, held or 0, until)
    expected_on = date.fromisoformat(expected) if expected else None
    return Availability(in_stock, None if no_limit else sellable, expected_on, held or 0, until)


def availability(
    variant_ids: Iterable[int], *, owner: UUID | None = None, now: datetime | None = None
) -> dict[int, Availability]:
    """Return what can be bought of each variant, in one statement.

    Holds of `owner` do not count against the owner. Variants without a stock row are sold out.
    """
    wanted = list(set(variant_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, {"variants": wanted, "owner": owner, "now": now or timezone.now()})
        return {pk: availability_from(json.loads(state)) for pk, state in cursor.fetchall()}


def together(parts: Iterable[Availability]) -> Availability:
    """Combine the availability of several variants that stand on one card."""
    parts = list(parts)
    sellable = None if any(p.sellable is None for p in parts) else sum(p.sellable or 0 for p in parts)
    expected = [p.expected_on for p in parts if p.expected_on]
    return Availability(sum(p.in_stock for p in parts), sellable, min(expected) if expected else None)


def shortages(wanted: Mapping[int, int], *, owner: UUID | None = None) -> dict[int, int]:
    """Return the variants of which fewer can be bought than wanted, with what is free of each."""
    free = availability(wanted, owner=owner)
    return {pk: free[pk].sellable or 0 for pk, quantity in wanted.items() if not free[pk].covers(quantity)}


def stale_availability(states: Mapping[int, bool]) -> dict[int, bool]:
    """Return those of the states (variant id to can be bought) that the catalogue's copy does not show yet."""
    copies = dict(Variant.objects.filter(pk__in=states).values_list("pk", "is_available"))
    return {pk: state for pk, state in states.items() if pk in copies and copies[pk] != state}


def shipped_from(references: Iterable[str]) -> dict[str, int]:
    """Return the stock row (key) that each order line was last shipped from."""
    shipped = StockMovement.objects.filter(reference__in=list(references), kind=StockMovement.Kind.SHIPPED)
    return dict(shipped.order_by("pk").values_list("reference", "stock"))


def locations() -> list[StockLocation]:
    """Return the places that goods are sent from, in the order in which they are tried."""
    return list(StockLocation.objects.all())


def allocated_at(references: Iterable[str]) -> dict[int, dict[str, int]]:
    """Return how many units of each order line are still promised by each location (key), by its priority."""
    rows = StockMovement.objects.filter(reference__in=list(references))
    sums = rows.values_list("stock__location", "reference").annotate(left=Sum("allocated_change"))
    found: dict[int, dict[str, int]] = {}
    for location_id, reference, left in sums.filter(left__gt=0).order_by(
        "stock__location__priority", "stock__location"
    ):
        found.setdefault(location_id, {})[reference] = left
    return found
