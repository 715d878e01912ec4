"""Payments for changes of a placed order: what a provider's report means for the change."""

from django.utils import timezone

from apps.orders import services as orders
from apps.outbox import services as outbox
from apps.payments.gateways import Outcome, Report
from apps.payments.models import Payment
from apps.payments.services.ledger import (
    ASK_AGAIN,
    CAPTURE_TOPIC,
    RESOLVE_TOPIC,
    charged_for,
    refunded_for,
    write_refund,
)


def follow(payment: Payment, report: Report, *, actor: str) -> None:
    """Let a change follow its payment, in the transaction that recorded the report.

    Authorised: it is charged at once, whenever the parcel leaves. Charged: the change is made, or the money goes
    back at once if it cannot be made any more. Declined: the order stays as it is, and the change waits for
    another try until its time is over.
    """
    if report.outcome is Outcome.CHARGED:
        _make(payment, actor)
    elif report.outcome is Outcome.AUTHORISED:
        outbox.publish(topic=CAPTURE_TOPIC, key=f"{CAPTURE_TOPIC}:{payment.pk}", payment_id=payment.pk)
    elif report.outcome in (Outcome.REQUIRES_ACTION, Outcome.PENDING):
        wait_for_answer(payment)


def _make(payment: Payment, actor: str) -> None:
    order = payment.order
    is_made = orders.apply_change(
        order=order,
        change_id=payment.change_id or 0,
        charged_minor=charged_for(order),
        refunded_minor=refunded_for(order),
        actor=actor,
    )
    if not is_made:
        write_refund(payment, reason="The change could not be made any more", actor="system")


def wait_for_answer(payment: Payment) -> None:
    """Make sure that the provider is asked again. The order itself is paid and shows nothing of it."""
    outbox.publish(
        topic=RESOLVE_TOPIC,
        key=f"{RESOLVE_TOPIC}:{payment.pk}:{payment.status}",
        due_at=timezone.now() + ASK_AGAIN,
        payment_id=payment.pk,
    )
