"""What becomes known of one parcel after it has left: its number, and its arrival."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.orders.errors import NoSuchParcel
from apps.orders.models import Order, OrderEvent, Shipment
from apps.orders.services.fulfilment import arrived, tracking_page
from apps.orders.services.states import lock_order


def _parcel(shipment_id: int) -> tuple[Order, Shipment]:
    """Lock the order of a parcel, and read the parcel as it is then."""
    order_id = Shipment.objects.filter(pk=shipment_id).values_list("order", flat=True).first()
    if order_id is None:
        raise NoSuchParcel
    order = lock_order(order_id=order_id)
    return order, order.shipments.get(pk=shipment_id)


@transaction.atomic
def note_tracking_number(
    *, shipment_id: int, number: str, actor: str, carrier: str = "", now: datetime | None = None
) -> Shipment:
    """Write the number of a label to its parcel; one that was typed before stays. Raises NoSuchParcel."""
    order, shipment = _parcel(shipment_id)
    if shipment.tracking_number:
        return shipment
    shipment.tracking_number = number[:60]
    shipment.tracking_url = tracking_page(order, number) if not carrier else ""
    shipment.carrier = carrier[:80] or shipment.carrier
    shipment.save(update_fields=["tracking_number", "tracking_url", "carrier"])
    OrderEvent.objects.create(
        order=order,
        kind=OrderEvent.Kind.NOTE,
        text=f"Parcel {shipment}",
        actor=actor,
        at=now or timezone.now(),
    )
    return shipment


@transaction.atomic
def mark_parcel_delivered(
    *, shipment_id: int, actor: str, reason: str = "", at: datetime | None = None, now: datetime | None = None
) -> Order:
    """Note that one parcel has arrived, at a moment (by default now); a second time changes nothing.

    If nothing of the order is left to come, the shopper gets a mail. Raises NoSuchParcel.
    """
    now = now or timezone.now()
    order, shipment = _parcel(shipment_id)
    if shipment.delivered_at is None:
        arrived(
            order,
            [shipment],
            at=max(shipment.shipped_at, min(at or now, now)),
            actor=actor,
            reason=reason,
            now=now,
        )
    return order
