"""What orders does when somebody else's facts concern an order: it queues a job, no more."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from apps.mail.signals import message_resent
from apps.outbox import services as outbox


@receiver(message_resent)
def queue_note(message_id: int, **_context: Any) -> None:
    with transaction.atomic():
        outbox.publish(
            topic="orders.note_resent", key=f"orders.note_resent:{message_id}", message_id=message_id
        )
