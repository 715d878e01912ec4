"""What staff do with a placed order: pack, ship, deliver, cancel."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import quote

from django.db import transaction
from django.utils import timezone

from apps.giftcards import services as giftcards
from apps.inventory import selectors as stock
from apps.inventory import services as inventory
from apps.inventory.errors import InsufficientStock
from apps.orders.errors import (
    AlreadyShipped,
    ChangedMeanwhile,
    IllegalTransition,
    LiesElsewhere,
    NothingToShip,
    NotPaid,
    OnHold,
)
from apps.orders.models import Order, OrderEvent, OrderLine, Shipment, ShipmentLine
from apps.orders.services.give_back import give_back
from apps.orders.services.notes import note_payment
from apps.orders.services.states import Cause, lock_order, recompute
from apps.orders.signals import order_cancelled, order_shipped, parcel_shipped
from apps.orders.states import OrderStatus
from apps.outbox import services as outbox
from apps.shipping import services as shipping
from apps.shipping.models import Method

SHIPPED_TOPIC = "orders.send_shipped"
DELIVERED_TOPIC = "orders.send_delivered"
CANCELLED_TOPIC = "orders.send_cancelled"
CARDS_BACK_TOPIC = "orders.cards_taken_back"
LABEL_GRACE = timedelta(minutes=2)  # a label that is bought right after names the parcel in its mail


@transaction.atomic
def mark_packed(
    *, order_id: int, actor: str, reason: str = "", revision: int | None = None, now: datetime | None = None
) -> Order:
    """Note that the open part of an order stands packed; a second time changes nothing.

    `revision` is that of the order which the packer has in hand. Raises ChangedMeanwhile if the customer has
    changed it since, NotPaid, OnHold, NothingToShip or IllegalTransition.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    _must_be_ready(order)
    if revision is not None and order.revision != revision:
        raise ChangedMeanwhile
    if not any(line.open_qty for line in order.lines.all() if not line.is_gift_card):
        raise NothingToShip
    order.packed_at = order.packed_at or now
    recompute(order, Cause(actor, reason), now=now)
    return order


def _must_be_ready(order: Order, *, even_unpaid: bool = False) -> None:
    if not order.stands:
        raise IllegalTransition("fulfilment_status", order.fulfilment_status, "PACKED")
    if not order.is_paid and not even_unpaid:
        raise NotPaid(order.still_owed)
    if order.is_held:
        raise OnHold(order.hold_reason)


@transaction.atomic
def ship_order(
    *,
    order_id: int,
    tracking_number: str,
    actor: str,
    carrier: str = "",
    quantities: Mapping[int, int] | None = None,
    location_id: int | None = None,
    weight_g: int | None = None,
    reason: str = "",
    even_unpaid: bool = False,
    now: datetime | None = None,
) -> Shipment:
    """Send units of an order (line id to quantity; by default all that are open) as one parcel from a location.

    Without a `location_id` it is the first that has promised all of them. Stock leaves that location in the
    same transaction, and the shopper's mail with the tracking number is queued. Raises NotPaid unless
    `even_unpaid`, which needs a reason and stands in the timeline; also OnHold, NothingToShip, LiesElsewhere
    or IllegalTransition.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    _must_be_ready(order, even_unpaid=even_unpaid and bool(reason.strip()))
    if not order.is_paid:
        text = f"Shipped while {order.still_owed} were not paid"
        note_payment(order=order, text=text, actor=actor, reason=reason, now=now)
    lines = {line.pk: line for line in order.lines.all()}
    wanted = _wanted(lines, quantities)
    place = _place_of(lines, wanted, location_id)
    shipment = _parcel(order, carrier, tracking_number, now, place, weight_g)
    hand_over(shipment, lines, wanted, Cause(actor, reason or f"Parcel {shipment}"), now=now)
    due_at = now if shipment.tracking_number else now + LABEL_GRACE
    outbox.publish(
        topic=SHIPPED_TOPIC,
        key=f"{SHIPPED_TOPIC}:{shipment.pk}",
        due_at=due_at,
        shipment_id=shipment.pk,
    )
    transaction.on_commit(lambda: parcel_shipped.send_robust(sender=Shipment, shipment_id=shipment.pk))
    return shipment


def _wanted(lines: Mapping[int, OrderLine], quantities: Mapping[int, int] | None) -> dict[int, int]:
    """What goes into a parcel (line id to units); raises NothingToShip if it is nothing or more than is open."""
    sent = {pk: line.open_qty for pk, line in lines.items() if not line.is_gift_card}
    wanted = sent if quantities is None else quantities
    wanted = {pk: quantity for pk, quantity in wanted.items() if quantity > 0}
    if not wanted or any(quantity > sent.get(pk, 0) for pk, quantity in wanted.items()):
        raise NothingToShip
    return wanted


def _place_of(lines: Mapping[int, OrderLine], wanted: Mapping[int, int], location_id: int | None) -> int:
    """The location that has promised all of the wanted units; raises LiesElsewhere if there is none."""
    needed = {lines[pk].reference: units for pk, units in wanted.items()}
    for place, promised in stock.allocated_at(needed).items():
        has_all = all(promised.get(reference, 0) >= units for reference, units in needed.items())
        if has_all and location_id in (None, place):
            return place
    raise LiesElsewhere


def hand_over(
    shipment: Shipment,
    lines: Mapping[int, OrderLine],
    wanted: Mapping[int, int],
    cause: Cause,
    *,
    now: datetime,
) -> None:
    """Let units (line id to quantity) of a locked order leave the house with a shipment.

    `lines` are all lines of the order by their keys. Raises LiesElsewhere if fewer lie at the shipment's
    location, or IllegalTransition.
    """
    try:
        inventory.ship(
            quantities={lines[pk].reference: n for pk, n in wanted.items()},
            actor=cause.actor,
            reason=cause.reason,
            location_id=shipment.location_id,
        )
    except InsufficientStock as short:
        raise LiesElsewhere from short
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=lines[pk], quantity=n) for pk, n in wanted.items()
    )
    for pk, quantity in wanted.items():
        lines[pk].shipped_qty += quantity
        lines[pk].allocated_qty -= quantity
    OrderLine.objects.bulk_update(lines.values(), ["shipped_qty", "allocated_qty"])
    recompute(shipment.order, cause, now=now, lines=list(lines.values()))
    order_id = shipment.order_id
    transaction.on_commit(lambda: order_shipped.send_robust(sender=Order, order_id=order_id))


def _parcel(
    order: Order, carrier: str, tracking_number: str, now: datetime, location_id: int, weight_g: int | None
) -> Shipment:
    number = tracking_number.strip()[:60]
    return Shipment.objects.create(
        order=order,
        location_id=location_id,
        weight_g=weight_g,
        carrier=carrier or order.delivery_carrier,
        tracking_number=number,
        tracking_url=tracking_page(order, number) if number else "",
        shipped_at=now,
    )


def tracking_page(order: Order, number: str) -> str:
    """Return the carrier's page for a number of an order's parcel, "" if the way it travels has none."""
    template = (
        Method.objects.filter(code=order.delivery_method).values_list("tracking_url", flat=True).first() or ""
    )
    return template.replace("{number}", quote(number, safe=""))


@transaction.atomic
def mark_delivered(*, order_id: int, actor: str, reason: str = "", now: datetime | None = None) -> Order:
    """Note that every parcel of an order has arrived; if nothing is left to come, the shopper gets a mail.

    Raises IllegalTransition if none is on its way.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    on_their_way = list(order.shipments.filter(delivered_at=None))
    if not on_their_way:
        raise IllegalTransition("status", order.status, OrderStatus.DELIVERED)
    arrived(order, on_their_way, at=now, actor=actor, reason=reason, now=now)
    return order


def arrived(
    order: Order, parcels: list[Shipment], *, at: datetime, actor: str, reason: str, now: datetime
) -> None:
    """Note the arrival of parcels of a locked order at a moment, and queue the mail once all has come."""
    order.shipments.filter(pk__in=[shipment.pk for shipment in parcels]).update(delivered_at=at)
    for shipment in parcels:
        _record_transit(shipment, order, at)
    recompute(order, Cause(actor, reason), now=now)
    if order.is_delivered:
        outbox.publish(topic=DELIVERED_TOPIC, key=f"{DELIVERED_TOPIC}:{order.pk}", order_id=order.pk)


def _record_transit(shipment: Shipment, order: Order, at: datetime) -> None:
    """Let the promises of later orders learn from this parcel; what went by e-mail teaches nothing."""
    details, address = order.delivery_details, order.delivery_address
    if order.is_digital or not details.get("method"):
        return
    shipping.record_transit(
        reference=f"shipment:{shipment.pk}",
        carrier=shipment.carrier,
        method_code=details["method"],
        country=order.country,
        region=address.get("area", ""),
        postcode=address.get("postcode", ""),
        shipped_at=shipment.shipped_at,
        delivered_at=at,
    )


@transaction.atomic
def cancel_order(*, order_id: int, actor: str, reason: str, now: datetime | None = None) -> Order:
    """Cancel a placed order of which nothing has left the house, free its goods, and announce it.

    Gift cards that it sold are made void and count as returned; so the order ends as RETURNED if it had sent some.
    Payments hears the announcement and gives the money back. Raises AlreadyShipped, GiftCardUsed or
    IllegalTransition, and then nothing has changed.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    if not order.stands or order.status == OrderStatus.RETURNED:
        raise IllegalTransition("status", order.status, OrderStatus.CANCELLED)
    if not order.goods_are_here:
        raise AlreadyShipped
    lines = give_back(order=order, actor=actor, reason=reason, now=now)
    has_sent_cards = _take_cards_back(lines, actor, reason, now)
    for line in lines:
        line.cancelled_qty += line.open_qty
    OrderLine.objects.bulk_update(lines, ["cancelled_qty", "returned_qty"])
    OrderEvent.objects.create(
        order=order, kind=OrderEvent.Kind.NOTE, text="Order cancelled", actor=actor, reason=reason, at=now
    )
    recompute(order, Cause(actor, reason), now=now, lines=lines)
    outbox.publish(topic=CANCELLED_TOPIC, key=f"{CANCELLED_TOPIC}:{order.pk}", order_id=order.pk)
    if has_sent_cards:
        outbox.publish(topic=CARDS_BACK_TOPIC, key=f"{CARDS_BACK_TOPIC}:{order.pk}", order_id=order.pk)
    transaction.on_commit(lambda: order_cancelled.send_robust(sender=Order, order_id=order_id))
    return order


def _take_cards_back(lines: list[OrderLine], actor: str, reason: str, now: datetime) -> bool:
    """Make the gift cards void that lines sold, note them as returned, and tell whether there were any."""
    sent = [line for line in lines if line.is_gift_card and line.shipped_qty > line.returned_qty]
    for line in sent:
        giftcards.void_issued(issued_for=line.reference, actor=actor, reason=reason[:200], now=now)
        line.returned_qty = line.shipped_qty
    return bool(sent)
