"""What carriers told of parcels, on the pages of orders and in their mails."""

from collections.abc import Iterable, Mapping

from django import template
from django.conf import settings

from apps.orders.models import Order, Shipment
from apps.shipping.models import Method
from apps.shipping.selectors import connection_of
from apps.tracking import selectors
from apps.tracking.selectors import Timeline

register = template.Library()


@register.simple_tag
def timelines_of(shipments: Iterable[Shipment]) -> dict[int, Timeline]:
    """Return what carriers told of parcels, read for all of them at once."""
    return selectors.timelines(shipments)


@register.filter
def timeline_in(timelines: Mapping[int, Timeline], shipment: Shipment) -> Timeline | None:
    return timelines.get(shipment.pk)


@register.simple_tag
def leaves_by_itself(order: Order) -> int:
    """Return after how many minutes the demo shop's warehouse sends an order that waits; 0 in every other shop."""
    is_waiting = order.stands and order.is_paid and not (order.is_held or order.packed_at or order.is_digital)
    if not settings.DEMO_SHIPS_AFTER_SECONDS or not is_waiting:
        return 0
    is_demo = connection_of(order.delivery_details.get("method", "")) == Method.Connection.DEMO
    return max(1, round(settings.DEMO_SHIPS_AFTER_SECONDS / 60)) if is_demo else 0
