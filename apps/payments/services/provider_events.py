"""Stripe's messages: each is written down once with the job that asks Stripe what happened."""

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.faults import is_on
from apps.outbox import services as outbox
from apps.payments.gateways import gateway, stripe_gateway
from apps.payments.gateways.stripe import CODE, Message, read_message
from apps.payments.models import Payment, ProviderEvent
from apps.payments.services.ledger import contradict, locked
from apps.payments.services.outcomes import apply
from apps.payments.services.provider_refunds import follow_dispute, follow_refunds

log = logging.getLogger(__name__)

EVENT_TOPIC = "payments.provider_event"
_REFUNDS = frozenset(
    {"charge.refunded", "charge.refund.updated", "refund.created", "refund.updated", "refund.failed"}
)
_DISPUTES = frozenset({"charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"})
_SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.expired",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
    }
)


def take_message(*, body: bytes, signature: str) -> bool:
    """Take a message of Stripe: write it down with its job, once, and return whether it was new and ours.

    Raises BadMessage for what Stripe did not send, and lets a database error through: it comes again.
    """
    message = read_message(body, signature)
    payment_id = _payment_of(message) if _is_known(message.type) else None
    if payment_id is None:
        log.info("Stripe’s message %s (%s) changes nothing here", message.id, message.type)
        return False
    return _write_down(message, payment_id)


def _is_known(kind: str) -> bool:
    return kind.startswith("payment_intent.") or kind in _REFUNDS | _DISPUTES | _SESSIONS


def _payment_of(message: Message) -> int | None:
    names = {name for name in (message.object_id, message.intent) if name}
    ours = Q(reference__in=names) | Q(events__reference__in=names)
    if _is_uuid(message.payment_key):
        ours |= Q(key=message.payment_key)
    found = Payment.objects.filter(ours, provider=CODE).order_by("pk")
    return found.values_list("pk", flat=True).first()


def _is_uuid(word: str) -> bool:
    try:
        return str(UUID(word)) == word
    except ValueError:
        return False


@transaction.atomic
def _write_down(message: Message, payment_id: int) -> bool:
    event, is_new = ProviderEvent.objects.get_or_create(
        provider=CODE,
        event_id=message.id,
        defaults={
            "type": message.type[:60],
            "object_id": message.object_id,
            "payment_id": payment_id,
            "received_at": timezone.now(),
        },
    )
    if not is_new and is_on("provider_event_once"):
        return False
    if message.is_live != stripe_gateway().is_live:
        contradict(
            locked(payment_id),
            reference=message.object_id,
            minor=0,
            why=f"Stripe's message {message.id} came from the other mode, live or test.",
        )
        return True
    key = f"{EVENT_TOPIC}:{event.pk}" if is_new else None
    outbox.publish(topic=EVENT_TOPIC, key=key, event_id=event.pk)
    return is_new


def follow_event(*, event_id: int) -> None:
    """Ask Stripe how the payment of a message stands and act on the answer, never on the message.

    So the order in which messages arrive does not matter. Raises ProviderTimeout; the task comes back later.
    """
    event = ProviderEvent.objects.select_related("payment").get(pk=event_id)
    payment = event.payment
    report = gateway(payment.provider).fetch(key=payment.key)
    if report is not None:
        payment = apply(payment_id=payment.pk, report=report)
    if event.type in _REFUNDS:
        follow_refunds(payment=payment)
    elif event.type in _DISPUTES:
        follow_dispute(payment=payment, dispute_id=event.object_id)
    elif event.object_id.startswith("pi_") and event.object_id != payment.reference:
        _look_at_another(payment, event.object_id)


def _look_at_another(payment: Payment, reference: str) -> None:
    """Another intent names our payment. If it took money, somebody has to see why."""
    taken = stripe_gateway().money_taken_by(reference)
    known = payment.events.filter(reference=reference, type__in=["CHARGE", "AUTHORISE"]).exists()
    if taken is None or known:
        return
    with transaction.atomic():
        contradict(
            locked(payment.pk),
            reference=reference,
            minor=taken.minor,
            why=f"Stripe took {taken} under another name, {reference}.",
        )
