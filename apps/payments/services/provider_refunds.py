"""What Stripe did with money of its own accord: refunds made in its dashboard, refunds that failed, disputes."""

from uuid import NAMESPACE_URL, UUID, uuid5

import stripe
from django.db import transaction
from django.utils import timezone

from apps.currency.money import Money
from apps.orders import services as orders
from apps.payments.gateways import stripe_gateway
from apps.payments.gateways.stripe import FAILED_REFUND, amount_of, refund_key_of
from apps.payments.models import Payment, PaymentEvent, Refund
from apps.payments.services.ledger import charged_for, contradict, locked, refunded_for, to_review

ACTOR = "Stripe"
Type = PaymentEvent.Type


def follow_refunds(*, payment: Payment) -> None:
    """Bring our refunds into line with Stripe's list. Raises ProviderTimeout.

    A refund that somebody made in Stripe's dashboard becomes one of ours. One that failed gives the money
    back to us: it counts no more, and staff see it.
    """
    for refund in stripe_gateway().refunds(payment):
        _follow_refund(payment.pk, refund)


@transaction.atomic
def _follow_refund(payment_id: int, refund: stripe.Refund) -> None:
    payment = locked(payment_id)
    ours = refund_key_of(refund)
    key = UUID(ours) if ours else uuid5(NAMESPACE_URL, f"stripe:{refund.id}")
    row = Refund.objects.select_for_update(of=("self",)).filter(key=key, payment=payment).first()
    if refund.status in FAILED_REFUND:
        if row is not None and row.status != Refund.Status.FAILED:
            _fail(payment, row, refund)
    elif row is None:
        _adopt(payment, key, refund)


def _adopt(payment: Payment, key: UUID, refund: stripe.Refund) -> None:
    """Write down a refund that we did not ask for."""
    amount = amount_of(refund)
    if not _can_leave(payment, amount):
        contradict(
            payment,
            reference=refund.id,
            minor=amount.minor,
            why=f"Stripe gave back {amount}, more than is left.",
        )
        return
    Refund.objects.create(
        key=key,
        payment=payment,
        amount_minor=amount.minor,
        reason=f"Made at Stripe ({refund.reason or 'no reason given'})",
        actor=ACTOR,
        status=Refund.Status.DONE,
    )
    _record(payment, Type.REFUND, refund.id, amount, reason="Refunded in Stripe's dashboard")


def _can_leave(payment: Payment, amount: Money) -> bool:
    order = payment.order
    left = charged_for(order) - refunded_for(order)
    return amount.currency == payment.currency and amount.minor <= left


def _fail(payment: Payment, row: Refund, refund: stripe.Refund) -> None:
    """A refund did not reach the shopper: if we counted it, it counts no more."""
    why = refund.failure_reason or refund.status or "unknown"
    row.status = Refund.Status.FAILED
    row.message = f"Stripe could not give it back: {why}"[:200]
    row.save()
    if payment.events.filter(type=Type.REFUND, reference=refund.id).exists():
        _record(payment, Type.BOUNCE, refund.id, amount_of(refund), reason="A refund came back")
    to_review(payment, f"A refund of {amount_of(refund)} failed: {why}.")


def follow_dispute(*, payment: Payment, dispute_id: str) -> None:
    """Mark a payment whose cardholder's bank wants the money back, and count what a lost dispute took.

    Raises ProviderTimeout.
    """
    dispute = stripe_gateway().dispute(dispute_id)
    _follow_dispute(payment.pk, dispute)


@transaction.atomic
def _follow_dispute(payment_id: int, dispute: stripe.Dispute) -> None:
    payment = locked(payment_id)
    amount = amount_of(dispute)
    is_open = dispute.status not in ("won", "lost", "warning_closed", "prevented")
    if dispute.status == "lost":
        _lose(payment, dispute.id, amount)
    if payment.is_disputed == (is_open or dispute.status == "lost"):
        return
    payment.is_disputed = not payment.is_disputed
    payment.save(update_fields=["is_disputed", "updated_at"])
    text = (
        f"Disputed: {amount}, {dispute.reason}"
        if payment.is_disputed
        else f"The dispute over {amount} is over"
    )
    orders.note_payment(order=payment.order, text=text, actor=ACTOR, reason=dispute.status)


def _lose(payment: Payment, reference: str, amount: Money) -> None:
    if payment.events.filter(type=Type.DISPUTE, reference=reference).exists():
        return
    if not _can_leave(payment, amount):
        contradict(
            payment,
            reference=reference,
            minor=amount.minor,
            why=f"A dispute took {amount}, more than is left.",
        )
        return
    _record(payment, Type.DISPUTE, reference, amount, reason="Lost in a dispute")
    orders.note_payment(order=payment.order, text=f"Lost in a dispute: {amount}", actor=ACTOR)


def _record(payment: Payment, kind: PaymentEvent.Type, reference: str, amount: Money, *, reason: str) -> None:
    PaymentEvent.objects.create(
        payment=payment, type=kind, reference=reference, amount_minor=amount.minor, at=timezone.now()
    )
    orders.record_payment(
        order=payment.order,
        charged_minor=charged_for(payment.order),
        refunded_minor=refunded_for(payment.order),
        is_pending=False,
        actor=ACTOR,
        reason=reason,
    )
