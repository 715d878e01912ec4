"""Money that goes back."""

from django.db import transaction
from django.utils import timezone

from apps.core.faults import crash_point
from apps.currency.money import Money
from apps.orders import services as orders
from apps.payments.gateways import gateway
from apps.payments.models import Payment, PaymentEvent, Refund
from apps.payments.services.ledger import charged_for, locked, refunded_for, write_refund


@transaction.atomic
def refund_cancelled_order(*, order_id: int, actor: str = "system") -> list[Refund]:
    """Give back everything that was charged for a cancelled order and not refunded yet, to where it came from.

    The refund rows are written here, the providers are asked by a task after the commit. A second call finds
    nothing left.
    """
    order = orders.lock_order(order_id=order_id)
    if not order.is_cancelled:
        return []
    paid = order.payments.filter(status=Payment.Status.CHARGED).order_by("pk").select_for_update(of=("self",))
    written = [write_refund(payment, reason="Order cancelled", actor=actor) for payment in paid]
    return [refund for refund in written if refund is not None]


def send_refund(*, refund_id: int) -> Refund:
    """Ask the provider to give the money back and record that it did. Safe to repeat: the key is the refund's.

    Raises ProviderTimeout; the task comes back later.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status == Refund.Status.DONE:
        return refund
    amount = Money(refund.amount_minor, refund.payment.currency)
    reference = gateway(refund.payment.provider).refund(
        key=refund.payment.key, refund_key=refund.key, amount=amount
    )
    crash_point("refund_after_provider")
    return _record(refund_id, reference)


@transaction.atomic
def _record(refund_id: int, reference: str) -> Refund:
    payment = locked(Refund.objects.values_list("payment", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.status == Refund.Status.DONE:
        return refund
    refund.status = Refund.Status.DONE
    refund.save()
    PaymentEvent.objects.create(
        payment=payment,
        type=PaymentEvent.Type.REFUND,
        reference=reference,
        amount_minor=refund.amount_minor,
        at=timezone.now(),
    )
    orders.record_payment(
        order=payment.order,
        charged_minor=charged_for(payment.order),
        refunded_minor=refunded_for(payment.order),
        is_pending=False,
        actor=refund.actor,
        reason=refund.reason,
    )
    return refund
