from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.orders.models import Order, OrderEvent, Withdrawal
from apps.outbox import services as outbox

WITHDRAWAL_TOPIC = "orders.send_withdrawal_receipt"
WITHDRAWN_TOPIC = "orders.withdrawn"


@transaction.atomic
def submit_withdrawal(
    *, name: str, email: str, order_code: str, items: str, now: datetime | None = None
) -> Withdrawal:
    """Receive a statement of withdrawal and queue its receipt with date and time.

    It counts whatever the order number says; if number and e-mail fit an order, it is filed there too,
    and returns hear of it by the outbox.
    """
    now = now or timezone.now()
    order = Order.objects.filter(code=order_code.strip().upper(), email__iexact=email).first()
    withdrawal = Withdrawal.objects.create(
        order=order, name=name, email=email, order_code=order_code, items=items, received_at=now
    )
    if order is not None:
        OrderEvent.objects.create(
            order=order,
            kind=OrderEvent.Kind.NOTE,
            text="Withdrawal received",
            actor="customer",
            reason=items[:300],
            at=now,
        )
        key = f"{WITHDRAWN_TOPIC}:{withdrawal.pk}"
        outbox.publish(topic=WITHDRAWN_TOPIC, key=key, withdrawal_id=withdrawal.pk)
    outbox.publish(
        topic=WITHDRAWAL_TOPIC, key=f"{WITHDRAWAL_TOPIC}:{withdrawal.pk}", withdrawal_id=withdrawal.pk
    )
    return withdrawal
