from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.orders.models import Order, OrderEvent
from apps.orders.services.placement import CONFIRMATION_TOPIC
from apps.outbox import services as outbox


@transaction.atomic
def confirm_again(*, code: str) -> None:
    """Ask for an order's confirmation mail again. It is written once per order, however often it is asked for."""
    order = Order.objects.get(code=code, placed_at__isnull=False)
    outbox.publish(topic=CONFIRMATION_TOPIC, order_id=order.pk)


@transaction.atomic
def add_note(*, order_id: int, text: str, actor: str) -> OrderEvent:
    """Write a note that only staff can read."""
    return OrderEvent.objects.create(
        order_id=order_id, kind=OrderEvent.Kind.NOTE, text=text[:300], actor=actor, at=timezone.now()
    )


def note_payment(
    *, order: Order, text: str, actor: str, reason: str = "", now: datetime | None = None
) -> None:
    """Write something about an order's money into its timeline, which only staff can read."""
    OrderEvent.objects.create(
        order=order,
        kind=OrderEvent.Kind.PAYMENT,
        text=text[:300],
        actor=actor,
        reason=reason[:300],
        at=now or timezone.now(),
    )
