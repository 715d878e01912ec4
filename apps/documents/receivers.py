"""What documents do when something happens to an order: they queue a job, no more."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from apps.orders.signals import order_cancelled, order_placed, parcel_shipped
from apps.outbox import services as outbox


@receiver(order_placed)
def queue_invoice(order_id: int, **_context: Any) -> None:
    _queue("documents.issue_invoice", order_id=order_id)


@receiver(order_cancelled)
def queue_credit(order_id: int, **_context: Any) -> None:
    _queue("documents.credit_unpaid", order_id=order_id)


@receiver(parcel_shipped)
def queue_packing_slip(shipment_id: int, **_context: Any) -> None:
    _queue("documents.issue_packing_slip", shipment_id=shipment_id)


def _queue(topic: str, **about: int) -> None:
    """Ask once for each row that it is about."""
    (pk,) = about.values()
    with transaction.atomic():
        outbox.publish(topic=topic, key=f"{topic}:{pk}", due_at=None, **about)
