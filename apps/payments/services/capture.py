"""Charging authorised money when the first parcel leaves, and letting it go when the order is cancelled."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.faults import crash_point
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.states import OrderStatus
from apps.outbox import services as outbox
from apps.payments.gateways import gateway, stripe_gateway
from apps.payments.models import Payment
from apps.payments.rules import amount_to_capture
from apps.payments.services.ledger import CAPTURE_TOPIC, kept_for
from apps.payments.services.outcomes import apply, resolve

log = logging.getLogger(__name__)
Status = Payment.Status

RELEASE_TOPIC = "payments.release"
# A bank lets a card's authorisation lapse after about a week; Stripe says so, and is asked in case we missed it.
ASK_EVERY = timedelta(hours=6)


@transaction.atomic
def queue_capture(*, order_id: int) -> None:
    """Queue the charge of what is authorised for an order. Nothing happens without an authorisation."""
    for payment_id in _authorised(order_id):
        outbox.publish(topic=CAPTURE_TOPIC, key=f"{CAPTURE_TOPIC}:{payment_id}", payment_id=payment_id)


@transaction.atomic
def queue_release(*, order_id: int) -> None:
    """Queue letting go what is authorised for a cancelled order."""
    for payment_id in _authorised(order_id):
        outbox.publish(topic=RELEASE_TOPIC, key=f"{RELEASE_TOPIC}:{payment_id}", payment_id=payment_id)


def _authorised(order_id: int) -> list[int]:
    return list(Payment.objects.filter(order=order_id, status=Status.AUTHORISED).values_list("pk", flat=True))


def capture(*, payment_id: int) -> Payment:
    """Charge what is not cancelled of an order whose first parcel has left, and let the rest go.

    The amount is written down before Stripe is asked, so that every try asks for the same. Raises
    ProviderTimeout; the task comes back later.
    """
    payment = _to_capture(payment_id)
    if not payment.is_authorised or payment.capture_minor is None:
        return payment
    report = stripe_gateway().capture(key=payment.key, amount=payment.expected)
    crash_point("after_provider_before_commit")
    payment = apply(payment_id=payment_id, report=report)
    if payment.is_authorised:
        log.error("Payment %s is authorised and could not be captured", payment.key)
    return payment


@transaction.atomic
def _to_capture(payment_id: int) -> Payment:
    order = orders.lock_order(order_id=Payment.objects.values_list("order", flat=True).get(pk=payment_id))
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    is_due = order.has_left or payment.change_id is not None
    if payment.is_authorised and payment.capture_minor is None and is_due:
        whole = payment.amount_minor
        payment.capture_minor = whole if payment.change_id is not None else min(_due(order), whole)
        payment.save(update_fields=["capture_minor", "updated_at"])
    return payment


def _due(order: Order) -> int:
    lines = order.lines.values_list("line_gross_minor", "quantity", "cancelled_qty")
    return amount_to_capture(total=order.total_gross_minor, kept=kept_for(order), lines=lines)


def release(*, payment_id: int) -> Payment:
    """Let go what is authorised for an order that was cancelled or never placed. Raises ProviderTimeout."""
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if payment.order.is_placed and not payment.order.is_cancelled:
        return payment
    report = gateway(payment.provider).cancel(key=payment.key)
    return apply(payment_id=payment_id, report=report) if report is not None else payment


def sweep_authorisations(*, now: datetime | None = None) -> int:
    """Charge or let go what nobody has seen to, ask about the rest now and then, and return how many.

    A lapsed authorisation goes to review, whether or not Stripe's message came through.
    """
    now = now or timezone.now()
    left = Q(order__shipments__isnull=False)
    unasked = Q(updated_at__lt=now - ASK_EVERY)
    due = Payment.objects.filter(
        left | Q(order__status=OrderStatus.CANCELLED) | unasked, status=Status.AUTHORISED, needs_review=False
    )
    payments = list(due.select_related("order").distinct().order_by("pk")[:200])
    for payment in payments:
        try:
            _look_after(payment, now)
        except Exception:
            # As in the sweeper: one payment must not keep the others from being looked after.
            log.exception("Authorised payment %s could not be looked after", payment.key)
    return len(payments)


def _look_after(payment: Payment, now: datetime) -> None:
    if payment.order.is_cancelled:
        release(payment_id=payment.pk)
    elif payment.order.has_left:
        capture(payment_id=payment.pk)
    else:
        resolve(payment_id=payment.pk)
        Payment.objects.filter(pk=payment.pk, status=Status.AUTHORISED).update(updated_at=now)
