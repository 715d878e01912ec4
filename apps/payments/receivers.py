"""What payments does when something happens to an order: it queues a job, no more."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from apps.orders.signals import order_cancelled, order_shipped
from apps.outbox import services as outbox
from apps.payments import services


@receiver(order_cancelled)
def queue_refund(order_id: int, **_context: Any) -> None:
    with transaction.atomic():
        outbox.publish(
            topic="payments.refund_cancelled_order",
            key=f"payments.refund_cancelled_order:{order_id}",
            order_id=order_id,
        )
        outbox.publish(
            topic="payments.stop_open_payments",
            key=f"payments.stop_open_payments:{order_id}",
            order_id=order_id,
        )


@receiver(order_cancelled)
def queue_release(order_id: int, **_context: Any) -> None:
    services.queue_release(order_id=order_id)


@receiver(order_shipped)
def queue_capture(order_id: int, **_context: Any) -> None:
    services.queue_capture(order_id=order_id)
