"""What becomes of a refund that was written: sent to the provider, done, failed, sent anew."""

import logging

from django.db import transaction
from django.utils import timezone

from apps.core.faults import crash_point
from apps.orders import services as orders
from apps.orders.signals import money_back
from apps.payments import emails
from apps.payments.errors import CannotRetry, RefundTooHigh
from apps.payments.gateways import ProviderRefused, gateway
from apps.payments.models import Payment, PaymentEvent, Refund, Repayment
from apps.payments.selectors import left_of
from apps.payments.services.ledger import charged_for, locked, new_refund, refunded_for

log = logging.getLogger(__name__)
Status = Refund.Status


def send_refund(*, refund_id: int) -> Refund:
    """Ask the provider to give the money back and record that it did. Safe to repeat: the key is the refund's.

    A provider that refuses makes it FAILED, for staff to look at. Raises ProviderTimeout; the task comes back
    later.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status in (Status.DONE, Status.FAILED):
        return refund
    Refund.objects.filter(pk=refund_id, status=Status.CREATED).update(status=Status.SENT)
    try:
        reference = gateway(refund.payment.provider).refund(
            key=refund.payment.key, refund_key=refund.key, amount=refund.amount
        )
    except ProviderRefused as refusal:
        return fail_refund(refund_id=refund_id, message=str(refusal))
    crash_point("refund_after_provider")
    return _record(refund_id, reference)


@transaction.atomic
def _record(refund_id: int, reference: str) -> Refund:
    payment = locked(Refund.objects.values_list("payment", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.status == Status.DONE:
        return refund
    refund.status = Status.DONE
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


@transaction.atomic
def fail_refund(*, refund_id: int, message: str) -> Refund:
    """Note that a provider will not give this money back. It no longer counts, and staff are told."""
    payment = locked(Refund.objects.values_list("payment", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.status in (Status.DONE, Status.FAILED):
        return refund
    refund.status = Status.FAILED
    refund.message = message[:200]
    refund.save()
    log.error("Refund %s failed: %s", refund.key, message)
    orders.add_note(
        order_id=payment.order_id, actor="system", text=f"A refund of {refund.amount} failed: {message}"[:300]
    )
    return refund


@transaction.atomic
def retry_refund(*, refund_id: int, actor: str) -> Refund:
    """Ask once more for a refund that failed, as a new one with a new key; the failed one stays for the record.

    Raises CannotRetry if it has not failed or was sent again, RefundTooHigh if its payment has less left.
    """
    found = Refund.objects.select_related("payment__order").filter(pk=refund_id).first()
    if found is None:
        raise CannotRetry
    orders.lock_order(order_id=found.payment.order_id)
    payments = Payment.objects.filter(pk=found.payment_id).select_for_update(of=("self",))
    left = left_of(payments)[found.payment_id]
    failed = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if failed.status != Status.FAILED or Refund.objects.filter(retry_of=failed).exists():
        raise CannotRetry
    if failed.amount_minor > left:
        raise RefundTooHigh(found.payment.order.money(left))
    return new_refund(
        found.payment,
        failed.amount_minor,
        reason=failed.reason,
        actor=actor,
        repayment=failed.repayment,
        retry_of=failed,
    )


@transaction.atomic
def announce(*, repayment_id: int) -> None:
    """Say that it was decided to give money back: to whoever writes credit notes, and to the customer.

    For a cancelled order the customer's mail about the cancellation says it already.
    """
    repayment = Repayment.objects.select_related("order").get(pk=repayment_id)
    fields = ("kind", "line_id", "title", "units", "tax_percent", "gross_minor", "net_minor")
    money_back.send(
        sender=Repayment,
        order_id=repayment.order_id,
        reference=repayment.reference,
        kind=repayment.kind,
        lines=list(repayment.lines.values(*fields)),
        reason=repayment.reason,
        at=repayment.decided_at,
    )
    if repayment.kind != Repayment.Kind.CANCELLED:
        emails.send_refunded(repayment)
