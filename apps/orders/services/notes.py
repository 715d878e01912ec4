from django.db import transaction
from django.utils import timezone

from apps.orders.models import OrderEvent


@transaction.atomic
def add_note(*, order_id: int, text: str, actor: str) -> OrderEvent:
    """Write a note that only staff can read."""
    return OrderEvent.objects.create(
        order_id=order_id, kind=OrderEvent.Kind.NOTE, text=text[:300], actor=actor, at=timezone.now()
    )
