"""Packing, one box at a time. The order is locked before its boxes, and its boxes before the stock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.documents import services as documents
from apps.documents.models import Document
from apps.orders import services as orders
from apps.orders.errors import ChangedMeanwhile
from apps.orders.models import Order, OrderLine, Shipment
from apps.tracking import services as tracking
from apps.tracking.models import Label
from apps.warehouse import rules, selectors
from apps.warehouse.errors import AllPacked, EmptyBox, NotHere, NotInTheBox, UnknownCode
from apps.warehouse.models import Box, BoxLine
from apps.warehouse.rules import Details
from apps.warehouse.selectors import Part


@dataclass(frozen=True)
class Bench:
    """An order at a location, as the packer has it in hand: the revision is that of the page."""

    order_id: int
    location_id: int
    revision: int


@transaction.atomic
def scan(*, bench: Bench, code: str, actor: str, now: datetime | None = None) -> BoxLine:
    """Put one unit into the open box by its item number or GTIN, and return what lies there of it then.

    Of several lines with the same item the first that is not complete gets it. Raises UnknownCode, AllPacked,
    and what `put` raises.
    """
    order, box = _open(bench, actor, now or timezone.now())
    parts = selectors.parts_of(order, bench.location_id, box)
    meant = [part for part in parts if rules.is_meant(code, sku=part.line.sku, gtin=part.line.gtin)]
    if not meant:
        raise UnknownCode(code.strip()[:60])
    return _put(order, box, next((part for part in meant if part.to_pack), meant[0]), 1, actor)


@transaction.atomic
def put(*, bench: Bench, line_id: int, quantity: int, actor: str, now: datetime | None = None) -> BoxLine:
    """Put units of a line into the open box, and return what lies there of it then.

    With the first unit the order stands packed: its customer cannot change it any more. Raises AllPacked,
    UnknownCode for a line that is not to be sent from here, ChangedMeanwhile, NotPaid, OnHold, NothingToShip
    or IllegalTransition.
    """
    order, box = _open(bench, actor, now or timezone.now())
    parts = selectors.parts_of(order, bench.location_id, box)
    part = next((part for part in parts if part.line.pk == line_id), None)
    if part is None:
        raise UnknownCode(str(line_id))
    return _put(order, box, part, quantity, actor)


def _put(order: Order, box: Box, part: Part, quantity: int, actor: str) -> BoxLine:
    if not 0 < quantity <= part.to_pack:
        raise AllPacked(part.line.title, part.ready)
    orders.mark_packed(order_id=order.pk, actor=actor, reason="Packing has begun", revision=box.revision)
    kept, is_new = BoxLine.objects.get_or_create(box=box, line=part.line, defaults={"quantity": quantity})
    if not is_new:
        kept.quantity += quantity
        kept.save(update_fields=["quantity"])
    return kept


@transaction.atomic
def take_out(*, bench: Bench, line_id: int, actor: str) -> OrderLine:
    """Take one unit of a line out of the open box. Raises NotInTheBox."""
    order = orders.lock_order(order_id=bench.order_id)
    box = selectors.open_box(order.pk, bench.location_id)
    kept = BoxLine.objects.filter(box=box, line=line_id).select_related("line").first() if box else None
    if kept is None:
        raise NotInTheBox
    if kept.quantity == 1:
        kept.delete()
    else:
        kept.quantity -= 1
        kept.save(update_fields=["quantity"])
    return kept.line


@transaction.atomic
def note(*, bench: Bench, details: Details, actor: str, now: datetime | None = None) -> bool:
    """Keep what was typed about the parcel that is being packed, and tell whether it is news.

    So nothing that was typed is lost, whatever else was pressed.
    """
    order = orders.lock_order(order_id=bench.order_id)
    box = selectors.open_box(order.pk, bench.location_id)
    kept = box.details if box else Details()
    if details == kept:
        return False
    _write(box or _new_box(order, bench, actor, now or timezone.now()), details)
    return True


@transaction.atomic
def start_over(*, bench: Bench, actor: str) -> None:
    """Empty the open box; it takes the order as it stands now."""
    order = orders.lock_order(order_id=bench.order_id)
    box = selectors.open_box(order.pk, bench.location_id)
    if box is not None:
        box.lines.all().delete()
        box.revision, box.opened_by = order.revision, actor
        box.save(update_fields=["revision", "opened_by"])


@transaction.atomic
def ship_box(*, box_id: int, details: Details, actor: str, now: datetime | None = None) -> Shipment:
    """Let a box leave the house as a parcel, once; a second press returns the same parcel.

    Raises EmptyBox, ChangedMeanwhile, NotHere if an older order needs the units, and what
    `orders.services.ship_order` raises; then nothing has changed.
    """
    order_id = Box.objects.values_list("order", flat=True).get(pk=box_id)
    order = orders.lock_order(order_id=order_id)
    box = Box.objects.select_related("shipment", "location").get(pk=box_id)
    if box.shipment is not None:
        return box.shipment
    if box.revision != order.revision:
        raise ChangedMeanwhile
    _write(box, details)
    box.shipment = orders.ship_order(
        order_id=order.pk,
        tracking_number=box.tracking_number,
        carrier=box.carrier,
        weight_g=box.weight_g,
        quantities=_contents(order, box),
        location_id=box.location_id,
        actor=actor,
        reason=f"Packed at {box.location}",
        now=now,
    )
    box.save(update_fields=["shipment"])
    return box.shipment


def _contents(order: Order, box: Box) -> dict[int, int]:
    """What a box holds (line id to units), all of which has to be here for this order."""
    parts = selectors.parts_of(order, box.location_id, box)
    ready = {part.line.pk: part.ready for part in parts}
    packed = list(box.lines.select_related("line"))
    if not packed:
        raise EmptyBox
    for kept in packed:
        if kept.quantity > ready.get(kept.line_id, 0):
            raise NotHere(kept.line.title)
    return {kept.line_id: kept.quantity for kept in packed}


def buy_label(*, box_id: int, actor: str) -> Label:
    """Buy the carrier's label of a box that has left, once; its number becomes the parcel's.

    Not inside a transaction: the carrier is asked. Raises EmptyBox for a box that has not left, and what
    `tracking.services.buy_label` raises; asking again is safe.
    """
    shipment_id = Box.objects.values_list("shipment", flat=True).get(pk=box_id)
    if shipment_id is None:
        raise EmptyBox
    return tracking.buy_label(shipment_id=shipment_id, actor=actor)


def packing_slip(*, shipment_id: int) -> Document:
    """Return the packing slip of a parcel; if the outbox has not issued it yet, it is issued now."""
    return documents.issue_packing_slip(shipment_id=shipment_id)


def _open(bench: Bench, actor: str, now: datetime) -> tuple[Order, Box]:
    """Lock an order and open its box, or find it open. Raises ChangedMeanwhile if box or page are of another state."""
    order = orders.lock_order(order_id=bench.order_id)
    box = selectors.open_box(order.pk, bench.location_id) or _new_box(order, bench, actor, now)
    if not bench.revision == box.revision == order.revision:
        raise ChangedMeanwhile
    return order, box


def _new_box(order: Order, bench: Bench, actor: str, now: datetime) -> Box:
    return Box.objects.create(
        order=order,
        location_id=bench.location_id,
        revision=order.revision,
        opened_by=actor,
        opened_at=now,
    )


def _write(box: Box, details: Details) -> None:
    box.weight_g = details.weight_g
    box.carrier, box.tracking_number = details.carrier, details.tracking_number
    box.save(update_fields=["weight_g", "carrier", "tracking_number"])
