"""The demo shop's warehouse, in which nobody works: what a visitor orders leaves by itself with the demo carrier.

It does nothing where DEMO_SHIPS_AFTER_SECONDS is 0; a start-up check keeps it from a production shop.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.errors import ShopError
from apps.inventory import selectors as stock
from apps.orders import services as orders
from apps.orders.models import Order, OrderLine, Shipment
from apps.orders.states import FulfilmentStatus, OrderStatus, PaymentStatus
from apps.shipping.models import Method
from apps.tracking import services as tracking

log = logging.getLogger(__name__)

ACTOR = "demo warehouse"
INVENTED = "@astronomy-shop.example"  # the demo's own customers: their orders wait for staff
_AT_ONCE = 20
_LOOKS_BACK = timedelta(days=1)


def send_parcels(*, now: datetime | None = None) -> int:
    """Send what visitors of the demo shop ordered some minutes ago, and return how many parcels left.

    Staff who want to pack an order themselves put it on hold, or mark it as packed. An order that cannot leave is
    tried again by the next run.
    """
    now = now or timezone.now()
    if not settings.DEMO_SHIPS_AFTER_SECONDS:
        return 0
    for shipment_id in _without_a_label(now):
        _label(shipment_id)
    return sum(send(order_id=pk) for pk in _waiting(now).values_list("pk", flat=True)[:_AT_ONCE])


def send(*, order_id: int) -> int:
    """Send what is open of an order, as one parcel from each place; return how many left."""
    lines = {line.reference: line.pk for line in OrderLine.objects.filter(order=order_id, is_gift_card=False)}
    promised = stock.allocated_at(lines)
    return sum(_send_from(order_id, place, units, lines) for place, units in promised.items())


def _send_from(order_id: int, place: int, units: Mapping[str, int], lines: Mapping[str, int]) -> bool:
    quantities = {lines[reference]: number for reference, number in units.items()}
    try:
        shipment = orders.ship_order(
            order_id=order_id, tracking_number="", actor=ACTOR, quantities=quantities, location_id=place
        )
    except ShopError as refused:
        log.info("The demo warehouse leaves order %s alone: %s", order_id, refused)
        return False
    _label(shipment.pk)
    return True


def _label(shipment_id: int) -> None:
    try:
        tracking.buy_label(shipment_id=shipment_id, actor=ACTOR)
    except ShopError as refused:
        log.warning("The demo warehouse has no label for parcel %s: %s", shipment_id, refused)


def _methods() -> list[str]:
    return list(Method.objects.filter(connection=Method.Connection.DEMO).values_list("code", flat=True))


def _waiting(now: datetime) -> QuerySet[Order]:
    due = now - timedelta(seconds=settings.DEMO_SHIPS_AFTER_SECONDS)
    return Order.objects.filter(
        ~Q(email__iendswith=INVENTED),
        status__in=(OrderStatus.PLACED, OrderStatus.PART_SHIPPED),
        fulfilment_status__in=(FulfilmentStatus.OPEN, FulfilmentStatus.PART_SHIPPED),
        payment_status__in=(PaymentStatus.PAID, PaymentStatus.AUTHORISED),
        placed_at__range=(now - _LOOKS_BACK, due),
        held_at=None,
        packed_at=None,
        weight_g__gt=0,
        delivery_details__method__in=_methods(),
    ).order_by("placed_at")


def _without_a_label(now: datetime) -> list[int]:
    """Parcels that a run sent whose end it did not live to see."""
    sent = Shipment.objects.filter(
        label=None,
        tracking_number="",
        delivered_at=None,
        shipped_at__gte=now - _LOOKS_BACK,
        order__delivery_details__method__in=_methods(),
    ).exclude(order__email__iendswith=INVENTED)
    return list(sent.values_list("pk", flat=True)[:_AT_ONCE])
