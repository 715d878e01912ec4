"""Parcels that did not come by their promised day: the shopper hears of it first, and once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.orders.models import Shipment
from apps.orders.states import OrderStatus
from apps.outbox import services as outbox
from apps.shipping.states import TrackingState
from apps.tracking.models import LateNotice

LATE_TOPIC = "orders.send_late"
NOTICED_DAYS = 14  # what is overdue for longer was never marked as delivered: a mail would come too late
AT_ONCE = 200
_UNDER_WAY = (OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED, OrderStatus.PART_RETURNED)
_THERE = (TrackingState.READY, TrackingState.DELIVERED)


@transaction.atomic
def notice_late(*, now: datetime | None = None) -> int:
    """Notice parcels that are on their way after their promised day, queue a mail for each order, return how many.

    The mail goes once per order, the notice once per parcel; both at once never: the key of the mail is the order's.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    late = Shipment.objects.filter(
        delivered_at=None,
        late_notice=None,
        order__status__in=_UNDER_WAY,
        order__weight_g__gt=0,
        order__promised_last__lt=today,
        order__promised_last__gte=today - timedelta(days=NOTICED_DAYS),
    ).exclude(tracked__state__in=_THERE)
    found = list(late.select_related("order").order_by("pk")[:AT_ONCE])
    LateNotice.objects.bulk_create(
        (
            LateNotice(shipment=shipment, promised_last=shipment.order.promised_last, noticed_at=now)
            for shipment in found
        ),
        ignore_conflicts=True,
    )
    for order_id in sorted({shipment.order_id for shipment in found}):
        outbox.publish(topic=LATE_TOPIC, key=f"{LATE_TOPIC}:{order_id}", order_id=order_id)
    return len(found)


def look_after(*, notice_ids: list[int], actor: str, now: datetime | None = None) -> int:
    """Note that a member of staff looks after late parcels, and return how many were open."""
    open_ = LateNotice.objects.filter(pk__in=notice_ids, seen_at=None)
    return open_.update(seen_at=now or timezone.now(), seen_by=actor[:150])
