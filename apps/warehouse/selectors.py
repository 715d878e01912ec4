"""What is to be picked, packed, and waited for at a location."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection

from apps.orders.models import Order, OrderLine, Shipment
from apps.orders.states import FulfilmentStatus
from apps.shipping import selectors as shipping
from apps.shipping.models import Method
from apps.tracking import selectors as tracking
from apps.tracking.models import Label
from apps.warehouse import rules
from apps.warehouse.models import Box
from apps.warehouse.rules import Claim

ONE_ROUND = 50  # how many orders are picked in one go


class _Claimed(NamedTuple):
    line_id: int
    order_id: int
    stock_id: int
    on_hand: int | None
    shelf: str
    expected_on: date | None
    units: int


# Every order that stock is promised to counts, also one on hold or not paid yet: the older keeps its place.
_CLAIMS = """
SELECT l.id, o.id, s.id, CASE WHEN s.is_tracked THEN s.on_hand END, s.shelf, s.expected_on, sum(m.allocated_change)
  FROM orders_order o
  JOIN orders_orderline l ON l.order_id = o.id AND l.allocated_qty > 0 AND NOT l.is_gift_card
  JOIN inventory_stockmovement m ON m.reference = 'order-line:' || l.id
  JOIN inventory_stock s ON s.id = m.stock_id AND s.location_id = %(location)s
 WHERE o.status IN ('DRAFT', 'PLACED', 'PART_SHIPPED', 'PART_RETURNED')
   AND o.fulfilment_status IN ('OPEN', 'PACKED', 'PART_SHIPPED')
   AND (%(variants)s::bigint[] IS NULL OR l.variant_id = ANY(%(variants)s::bigint[]))
 GROUP BY l.id, o.id, s.id HAVING sum(m.allocated_change) > 0
 ORDER BY coalesce(o.placed_at, o.created_at), o.id, l.position
"""


def _claims(location_id: int, variants: list[int] | None = None) -> list[tuple[_Claimed, int]]:
    """What a location owes to open orders, the oldest first, each with how much of it lies there now."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS, {"location": location_id, "variants": variants})
        rows = [_Claimed._make(row) for row in cursor.fetchall()]
    claims = [Claim(row.line_id, row.stock_id, row.units) for row in rows]
    return list(zip(rows, rules.ready(claims, {row.stock_id: row.on_hand for row in rows}), strict=True))


# ---- one order on the bench ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A line of an order at one location."""

    line: OrderLine
    units: int  # promised from here and not shipped
    ready: int  # of these lie here now
    packed: int  # of these are in the open box
    shelf: str
    expected_on: date | None

    @property
    def waiting(self) -> int:
        return self.units - self.ready

    @property
    def to_pack(self) -> int:
        return max(0, self.ready - self.packed)


def open_box(order_id: int, location_id: int) -> Box | None:
    """Return the box that is being packed for an order at a location."""
    return Box.objects.filter(order=order_id, location=location_id, shipment=None).first()


def parts_of(order: Order, location_id: int, box: Box | None) -> list[Part]:
    """Return what an order gets from a location, in the order of its lines; what has left is left out."""
    lines = {line.pk: line for line in order.lines.select_related("variant")}
    variants = [line.variant_id for line in lines.values() if line.variant_id]
    packed = dict(box.lines.values_list("line", "quantity")) if box else {}
    found = [
        Part(lines[row.line_id], row.units, here, packed.get(row.line_id, 0), row.shelf, row.expected_on)
        for row, here in _claims(location_id, variants)
        if row.line_id in lines
    ]
    return sorted(found, key=lambda part: part.line.position)


def parcels_of(order_id: int) -> list[Shipment]:
    """Return the parcels of an order that have left, with their places and contents."""
    parcels = Shipment.objects.filter(order=order_id).select_related("location", "box")
    return list(parcels.prefetch_related("lines__line"))


# ---- the pick list ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """An order that can be packed at a location."""

    order: Order
    units: int  # to be picked
    boxed: int  # in the open box
    waiting: int  # not here yet
    is_packed: bool  # stands packed as a whole, without a box of ours


@dataclass
class Pick:
    """Units of one item to be fetched from its shelf, and for whom."""

    shelf: str
    line: OrderLine
    units: int = 0
    orders: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wait:
    """Units that an order waits for."""

    order: Order
    line: OrderLine
    units: int
    expected_on: date | None


@dataclass(frozen=True)
class PickList:
    """The work of a location: the promise that ends first comes first."""

    jobs: list[Job]
    picks: list[Pick]
    waits: list[Wait]
    more: int  # orders beyond this round


def pick_list(location_id: int, *, limit: int = ONE_ROUND) -> PickList:
    """Return the paid orders that can be packed at a location, their items by shelf, and what is waited for.

    Orders on hold and orders that are not paid are left out, but keep their place in the queue for goods. The
    number of statements does not depend on how much there is.
    """
    claims = _claims(location_id)
    orders = _to_be_packed({row.order_id for row, _ in claims})
    boxed = _boxed(orders, location_id)
    by_order: dict[int, list[tuple[_Claimed, int]]] = defaultdict(list)
    for row, here in claims:
        if row.order_id in orders:
            by_order[row.order_id].append((row, here))
    jobs = [_job(orders[pk], rows, boxed) for pk, rows in by_order.items() if any(here for _, here in rows)]
    jobs.sort(key=lambda job: (job.order.promised_last, job.order.placed_at, job.order.pk))
    now, more = jobs[:limit], len(jobs[limit:])
    return PickList(
        jobs=now,
        picks=_picks([job for job in now if not job.is_packed], by_order, boxed),
        waits=_waits(orders, by_order),
        more=more,
    )


def _to_be_packed(ids: Collection[int]) -> dict[int, Order]:
    """Orders that may be packed, with their lines, oldest first."""
    found = Order.objects.filter(pk__in=ids, held_at=None).order_by("placed_at", "pk")
    with_lines = found.prefetch_related("lines__variant")
    return {order.pk: order for order in with_lines if order.stands and order.is_paid}


Boxed = Mapping[int, Mapping[int, int]]  # order to line to units


def _boxed(orders: Iterable[int], location_id: int) -> Boxed:
    """What lies in a location's open boxes. An order with a box elsewhere is in it too, with nothing."""
    boxes = Box.objects.filter(order__in=list(orders), shipment=None).prefetch_related("lines")
    found: dict[int, dict[int, int]] = {}
    for box in boxes:
        mine = found.setdefault(box.order_id, {})
        if box.location_id == location_id:
            mine |= {part.line_id: part.quantity for part in box.lines.all()}
    return found


def _in_box(boxed: Boxed, row: _Claimed, here: int) -> int:
    return min(here, boxed.get(row.order_id, {}).get(row.line_id, 0))


def _job(order: Order, rows: list[tuple[_Claimed, int]], boxed: Boxed) -> Job:
    ready = sum(here for _, here in rows)
    in_box = sum(_in_box(boxed, row, here) for row, here in rows)
    return Job(
        order=order,
        units=ready - in_box,
        boxed=in_box,
        waiting=sum(row.units for row, _ in rows) - ready,
        is_packed=order.fulfilment_status == FulfilmentStatus.PACKED and order.pk not in boxed,
    )


def _picks(jobs: list[Job], by_order: Mapping[int, list[tuple[_Claimed, int]]], boxed: Boxed) -> list[Pick]:
    found: dict[int, Pick] = {}
    for job in jobs:
        lines = {line.pk: line for line in job.order.lines.all()}
        for row, here in by_order[job.order.pk]:
            units = here - _in_box(boxed, row, here)
            if units:
                pick = found.setdefault(row.stock_id, Pick(row.shelf, lines[row.line_id]))
                pick.units += units
                pick.orders[job.order.code] = pick.orders.get(job.order.code, 0) + units
    return sorted(found.values(), key=lambda pick: (not pick.shelf, pick.shelf, pick.line.sku))


def _waits(orders: Mapping[int, Order], by_order: Mapping[int, list[tuple[_Claimed, int]]]) -> list[Wait]:
    found = []
    for pk, order in orders.items():
        lines = {line.pk: line for line in order.lines.all()}
        found += [
            Wait(order, lines[row.line_id], row.units - here, row.expected_on)
            for row, here in by_order[pk]
            if row.units > here
        ]
    return found


def next_order(location_id: int) -> Order | None:
    """Return the order that is to be packed next at a location."""
    jobs = pick_list(location_id, limit=1).jobs
    return jobs[0].order if jobs else None


def makes_labels(order: Order) -> bool:
    """Tell whether the way an order travels has a carrier that sells its labels."""
    return shipping.connection_of(order.delivery_method) != Method.Connection.TABLE


def label_of(box: Box) -> Label | None:
    """Return the label that was bought for a parcel."""
    label = tracking.labels([box.shipment_id]).get(box.shipment_id) if box.shipment_id else None
    return label if label is not None and label.is_bought else None


def box_by_id(pk: int) -> Box | None:
    """Return a box with its order, place and parcel."""
    return Box.objects.select_related("order", "location", "shipment__order").filter(pk=pk).first()
