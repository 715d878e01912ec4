"""Payments, their events and refunds as rows: locking, writing reports down, sums, and refunds."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import cast

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from apps.core import metrics
from apps.core.compiled import CompiledInsert, CompiledQuery
from apps.core.context import is_about
from apps.orders import services as orders
from apps.orders.models import Order
from apps.outbox import services as outbox
from apps.payments.models import TRANSFER, Payment, PaymentEvent, Refund, Repayment
from apps.payments.rules import Fact, Tally, Verdict, judge, tally
from apps.payments.selectors import left_of

log = logging.getLogger(__name__)

REFUND_TOPIC = "payments.send_refund"
RESOLVE_TOPIC = "payments.resolve"
CAPTURE_TOPIC = "payments.capture"
ASK_AGAIN = timedelta(seconds=8)
Type = PaymentEvent.Type
_NEW_EVENT = CompiledInsert(PaymentEvent)

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
        is_about(payment.order.code)
        return cast("Payment", payment)
    raise Payment.DoesNotExist


def charged_for(order: Order) -> int:
    """Return what all payments of an order took, in minor units, from their events."""
    return _sum(PaymentEvent.objects.filter(payment__order=order, type=PaymentEvent.Type.CHARGE))


def refunded_for(order: Order) -> int:
    """Return what all payments of an order gave back or lost in disputes, in minor units, from their events."""
    events = PaymentEvent.objects.filter(payment__order=order)
    gone = events.filter(type__in=[PaymentEvent.Type.REFUND, PaymentEvent.Type.DISPUTE])
    return _sum(gone) - _sum(events.filter(type=PaymentEvent.Type.BOUNCE))


def _sum(rows: QuerySet[PaymentEvent] | QuerySet[Refund]) -> int:
    return rows.aggregate(n=Sum("amount_minor"))["n"] or 0


def facts_of(events: Iterable[PaymentEvent]) -> list[Fact]:
    """Return events as the ledger's rules read them, in their order."""
    return [Fact(event.type, event.reference, event.amount_minor) for event in events]


def tally_of(payment: Payment) -> Tally:
    """Add up what was reported of a payment."""
    return tally(facts_of(payment.events.all()))


def enter(payment: Payment, kind: str, *, reference: str, amount_minor: int, message: str = "") -> bool:
    """Write a report about a locked payment into the ledger; return whether it is news and counts.

    What was said before is ignored. What contradicts it (the same reference with another amount, a second
    authorisation) is kept as MISMATCH, moves nothing, and puts the payment before staff.
    """
    is_new_payment = payment.status == Payment.Status.CREATED  # nothing was reported of it yet
    known = [] if is_new_payment else facts_of(payment.events.all())
    verdict = judge(known, Fact(kind, reference, amount_minor))
    if verdict is Verdict.DUPLICATE:
        return False
    if verdict is not Verdict.NEW:
        why = f"{kind} {amount_minor} for {reference}: {verdict.value}"
        contradict(payment, reference=reference, minor=amount_minor, why=why)
        return False
    _write(payment, kind, reference, amount_minor, message)
    return True


def contradict(payment: Payment, *, reference: str, minor: int, why: str) -> None:
    """Keep a report that cannot be true beside what is known, once, and put the locked payment before staff.

    `minor` is the amount it named, in minor units of whatever currency. It moves nothing.
    """
    if not payment.events.filter(type=Type.MISMATCH, reference=reference, amount_minor=minor).exists():
        if not payment.events.filter(type=Type.MISMATCH, reference=reference).exists():
            _write(payment, Type.MISMATCH, reference, minor, why)
        to_review(payment, why)


def _write(payment: Payment, kind: str, reference: str, amount_minor: int, message: str) -> None:
    _NEW_EVENT.save(
        PaymentEvent(
            payment=payment,
            type=kind,
            reference=reference,
            amount_minor=amount_minor,
            message=message[:200],
            at=timezone.now(),
        )
    )
    metrics.count_after_commit(metrics.PAYMENTS, outcome=kind.lower(), provider=payment.provider)


def to_review(payment: Payment, why: str) -> None:
    """Put a locked payment before staff: an alarm in the log, a line in the order's timeline, and the flag."""
    log.error("Payment %s needs review: %s", payment.key, why)
    payment.needs_review = True
    payment.message = why[:200]
    payment.save()
    orders.note_payment(order=payment.order, text=f"Needs attention: {why}", actor="system")


def kept_for(order: Order) -> int:
    """Return what the shop keeps for an order, refunds that are under way taken off, in minor units."""
    going = Refund.objects.filter(payment__order=order).exclude(status=Refund.Status.FAILED)
    return charged_for(order) - _sum(going)


def overpaid_for(order: Order) -> int:
    """Return what was paid for an order beyond its price and does not go back yet, in minor units.

    Refunds that serve a decision (units, a change, goodwill) lower the price, not what was paid too much.
    """
    given_back = Refund.objects.filter(payment__order=order, repayment=None)
    going = _sum(given_back.exclude(status=Refund.Status.FAILED))
    return charged_for(order) - going - order.to_be_charged_minor


def write_refund(
    payment: Payment, *, reason: str, actor: str, amount_minor: int | None = None
) -> Refund | None:
    """Write down that all a locked payment still keeps goes back, or a part, and see to it that it does.

    Returns None if that much is not left, so a second call for everything does nothing.
    """
    left = left_of(Payment.objects.filter(pk=payment.pk))[payment.pk]
    amount = left if amount_minor is None else amount_minor
    if not 0 < amount <= left:
        return None
    with transaction.atomic():
        return new_refund(payment, amount, reason=reason, actor=actor)


def new_refund(
    payment: Payment,
    minor: int,
    *,
    reason: str,
    actor: str,
    repayment: Repayment | None = None,
    retry_of: Refund | None = None,
) -> Refund:
    """Write a refund of a locked payment that has this much left, in the caller's transaction.

    The provider is asked by a task after the commit; a bank transfer is sent back by staff, so its refund is
    on its way at once and done when they say so.
    """
    by_hand = payment.provider == TRANSFER
    refund = Refund.objects.create(
        payment=payment,
        repayment=repayment,
        retry_of=retry_of,
        amount_minor=minor,
        reason=reason[:200],
        actor=actor[:100],
        status=Refund.Status.SENT if by_hand else Refund.Status.CREATED,
    )
    if not by_hand:
        outbox.publish(topic=REFUND_TOPIC, key=f"{REFUND_TOPIC}:{refund.pk}", refund_id=refund.pk)
    return refund
