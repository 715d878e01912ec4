"""Payments, their events and refunds as rows: locking, sums, and writing a refund down."""

from typing import cast

from django.db import transaction
from django.db.models import QuerySet, Sum

from apps.core.compiled import CompiledQuery
from apps.orders.models import Order
from apps.outbox import services as outbox
from apps.payments.models import Payment, PaymentEvent, Refund

REFUND_TOPIC = "payments.send_refund"

_LOCKED = CompiledQuery(
    lambda *, payment: (
        Payment.objects.select_related("order").select_for_update(of=("order", "self")).filter(pk=payment)
    ),
    payment=16091130,
)


def locked(payment_id: int) -> Payment:
    """Lock a payment together with its order, the order first: everywhere in this order.

    Raises Payment.DoesNotExist.
    """
    for payment in _LOCKED.objects(payment=payment_id):
        return cast("Payment", payment)
    raise Payment.DoesNotExist


def charged_for(order: Order) -> int:
    """Return what all payments of an order took, in minor units, from their events."""
    return _sum(PaymentEvent.objects.filter(payment__order=order, type=PaymentEvent.Type.CHARGE))


def refunded_for(order: Order) -> int:
    """Return what all payments of an order gave back, in minor units, from their events."""
    return _sum(PaymentEvent.objects.filter(payment__order=order, type=PaymentEvent.Type.REFUND))


def _sum(rows: QuerySet[PaymentEvent] | QuerySet[Refund]) -> int:
    return rows.aggregate(n=Sum("amount_minor"))["n"] or 0


def write_refund(payment: Payment, *, reason: str, actor: str) -> Refund | None:
    """Write down that all a locked payment still keeps goes back, and queue the request to the provider.

    Returns None if nothing is left, so a second call does nothing.
    """
    charged = _sum(payment.events.filter(type=PaymentEvent.Type.CHARGE))
    left = charged - _sum(payment.refunds.exclude(status=Refund.Status.FAILED))
    if left <= 0:
        return None
    with transaction.atomic():
        refund = Refund.objects.create(payment=payment, amount_minor=left, reason=reason, actor=actor)
        outbox.publish(topic=REFUND_TOPIC, key=f"{REFUND_TOPIC}:{refund.pk}", refund_id=refund.pk)
    return refund
