"""What documents do when something happens to an order: they queue a job, no more."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from apps.orders.signals import order_placed, parcel_shipped
from apps.outbox import services as outbox


@receiver(order_placed)
def queue_invoice(order_id: int, **_context: Any) -> None:
    with transaction.atomic():
        topic = "documents.issue_invoice"
        outbox.publish(topic=topic, key=f"{topic}:{order_id}", order_id=order_id)


@receiver(parcel_shipped)
def queue_packing_slip(shipment_id: int, **_context: Any) -> None:
    with transaction.atomic():
        topic = "documents.issue_packing_slip"
        outbox.publish(topic=topic, key=f"{topic}:{shipment_id}", shipment_id=shipment_id)
