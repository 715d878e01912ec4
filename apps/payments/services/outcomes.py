"""What a provider reported becomes payment events, and the order follows."""

from django.db import transaction
from django.utils import timezone

from apps.core.compiled import CompiledUpdate
from apps.core.faults import crash_point
from apps.orders import services as orders
from apps.outbox import services as outbox
from apps.payments.gateways import Outcome, ProviderTimeout, Report, gateway
from apps.payments.models import Payment, PaymentEvent
from apps.payments.services import authorisations, changes, giftcards, late
from apps.payments.services.ledger import (
    ASK_AGAIN,
    RESOLVE_TOPIC,
    contradict,
    enter,
    locked,
    to_review,
)

Status, Type = Payment.Status, PaymentEvent.Type

_STATUS = {outcome: Status(outcome.value) for outcome in Outcome}
_EVENT = {
    Outcome.AUTHORISED: Type.AUTHORISE,
    Outcome.CHARGED: Type.CHARGE,
    Outcome.DECLINED: Type.DECLINE,
    Outcome.CANCELLED: Type.CANCEL,
    Outcome.REQUIRES_ACTION: Type.ACTION,
    Outcome.PENDING: Type.PENDING,
}

_OUTCOME = CompiledUpdate(
    lambda *, pk: Payment.objects.filter(pk=pk),
    *("status", "reference", "action_url", "message", "updated_at"),
    pk=16091130,
)


@transaction.atomic
def apply(*, payment_id: int, report: Report) -> Payment:
    """Record what a provider reported and let the order follow. The same report twice changes nothing.

    Charged money of another amount or currency than ours pays nothing: the payment goes to review.
    """
    payment = locked(payment_id)
    if _contradicts(payment, report):
        why = f"Charged {report.amount}, expected {payment.expected}"
        contradict(payment, reference=report.reference, minor=report.amount.minor, why=why)
        return payment
    if not _record(payment, report):
        return payment
    if payment.is_final:
        _take_late_money(payment, report)
        return payment
    if authorisations.is_old_news(payment, report):
        return payment
    is_about_authorisation = payment.is_authorised or report.outcome is Outcome.AUTHORISED
    payment.status = _STATUS[report.outcome]
    payment.reference = report.reference
    payment.action_url = report.action_url
    payment.message = report.message[:200]
    _OUTCOME.save(payment)
    if is_about_authorisation and payment.change_id is None:
        authorisations.follow(payment, report, actor=f"payment provider ({payment.provider})")
    else:
        _follow(payment, report)
    return payment


def _contradicts(payment: Payment, report: Report) -> bool:
    """Whether an unfinished payment is said to have taken another amount or currency than ours."""
    if payment.is_final or report.outcome not in (Outcome.CHARGED, Outcome.AUTHORISED):
        return False
    return report.amount != (payment.expected if report.outcome is Outcome.CHARGED else payment.amount)


def _record(payment: Payment, report: Report) -> bool:
    """Add the report to the ledger; return whether it was not there yet."""
    return enter(
        payment,
        _EVENT[report.outcome],
        reference=report.reference,
        amount_minor=report.amount.minor,
        message=report.message,
    )


def _take_late_money(payment: Payment, report: Report) -> None:
    """Money that arrives for a payment we have given up is never kept silently."""
    if report.outcome is Outcome.AUTHORISED and payment.status != Status.CHARGED:
        to_review(payment, "Authorised after the payment had been given up; let go")
        outbox.publish(topic="payments.release", payment_id=payment.pk)
    if report.outcome is Outcome.CHARGED and payment.status != Status.CHARGED:
        late.take(payment=payment, amount=report.amount, now=timezone.now())


def _follow(payment: Payment, report: Report) -> None:
    actor = f"payment provider ({payment.provider})"
    if payment.change_id is not None:
        changes.follow(payment, report, actor=actor)
    elif report.outcome is Outcome.CHARGED:
        by_gift_card = giftcards.settle(payment.order)
        charged_minor = payment.amount_minor + by_gift_card
        orders.mark_placed(order=payment.order, charged_minor=charged_minor, actor=actor, reason="Paid")
    elif report.outcome in (Outcome.DECLINED, Outcome.CANCELLED):
        reason = report.message or "The payment was cancelled. Nothing was charged."
        _undo(payment, actor, reason)
    elif report.pay_by is not None:
        orders.mark_placed(
            order=payment.order, charged_minor=0, actor=actor, reason="Will be paid", pay_by=report.pay_by
        )
    else:
        wait_for_answer(payment, actor)


def _undo(payment: Payment, actor: str, reason: str) -> None:
    if payment.change_id is not None:
        return  # the order stands as it was, whatever became of the change
    orders.undo_draft(order=payment.order, actor=actor, reason=reason)
    giftcards.let_go(payment.order, actor=actor)


def wait_for_answer(payment: Payment, actor: str) -> None:
    """Show the order as being paid, and make sure that the provider is asked again."""
    if payment.change_id is not None:
        changes.wait_for_answer(payment)
        return
    orders.record_payment(
        order=payment.order, charged_minor=0, refunded_minor=0, is_pending=True, actor=actor
    )
    outbox.publish(
        topic=RESOLVE_TOPIC,
        key=f"{RESOLVE_TOPIC}:{payment.pk}:{payment.status}",
        due_at=timezone.now() + ASK_AGAIN,
        payment_id=payment.pk,
    )


@transaction.atomic
def mark_unknown(*, payment_id: int) -> Payment:
    """Note that the provider's answer got lost: it will be asked, and nothing is charged again meanwhile."""
    payment = locked(payment_id)
    if payment.status == Status.CREATED:
        payment.status = Status.UNKNOWN
        payment.message = "We have not heard from the bank yet."
        payment.save()
        wait_for_answer(payment, "system")
    return payment


def resolve(*, payment_id: int) -> Payment:
    """Ask the provider how an unfinished payment stands, and act on the answer.

    No transaction is open while the provider is asked. A provider that does not answer changes nothing.
    """
    payment = Payment.objects.get(pk=payment_id)
    if payment.is_final:
        return payment
    try:
        report = gateway(payment.provider).fetch(key=payment.key)
    except ProviderTimeout:
        return payment
    if report is None:
        return _never_arrived(payment)
    crash_point("after_provider_before_commit")
    return apply(payment_id=payment_id, report=report)


@transaction.atomic
def _never_arrived(payment: Payment) -> Payment:
    """The provider has never heard of it: the request was lost on the way, so nothing was charged."""
    payment = locked(payment.pk)
    if payment.is_final:
        return payment
    payment.status = Status.CANCELLED
    payment.message = "The payment did not reach the bank. Nothing was charged."
    payment.save()
    _undo(payment, "system", payment.message)
    return payment
