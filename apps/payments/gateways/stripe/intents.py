"""PaymentIntents: finding ours, and what one says in the shop's words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings
from django.urls import reverse
from stripe import PaymentIntent

from apps.currency.money import Money
from apps.payments.gateways.base import Outcome, ProviderRefused, Report
from apps.payments.gateways.stripe.amounts import from_stripe
from apps.payments.gateways.stripe.client import client
from apps.payments.models import Payment

CODE = "stripe"
# How long before and after our row an intent can have been made: clocks differ, and a request may take its time.
_MADE_WITHIN = timedelta(minutes=10)
_OUTCOMES = {
    "requires_payment_method": Outcome.REQUIRES_ACTION,
    "requires_confirmation": Outcome.REQUIRES_ACTION,
    "requires_action": Outcome.REQUIRES_ACTION,
    "processing": Outcome.PENDING,
    "requires_capture": Outcome.AUTHORISED,
    "succeeded": Outcome.CHARGED,
    "canceled": Outcome.CANCELLED,
}
TAKES_MONEY = frozenset({"processing", "requires_capture", "succeeded"})
_CANCELLED = "The payment was cancelled. Nothing was charged."
_FAILED = "Your bank declined the payment. Nothing was charged."


def page_url(key: UUID) -> str:
    """Return the address of our page on which a payment is made."""
    return f"{settings.SHOP_URL}{reverse('payments:card', kwargs={'key': key})}"


def capture_method() -> str:
    """Return when Stripe takes the money: at once, or when we ask for it."""
    return "manual" if settings.STRIPE_CAPTURE == "shipment" else "automatic"


def metadata_of(payment: Payment) -> dict[str, str]:
    """Return what every object at Stripe says about the payment it belongs to."""
    return {"payment_key": str(payment.key), "order": payment.order.code}


def our_key(thing: object) -> str:
    """Return the payment key that an object of Stripe names, or nothing."""
    return words_of(thing).get("payment_key", "")


def words_of(thing: object) -> Mapping[str, str]:
    """Return an object's metadata."""
    metadata = getattr(thing, "metadata", None)
    found: dict[str, Any] = metadata.to_dict() if metadata is not None else {}
    return found


def find(payment: Payment) -> PaymentIntent | None:
    """Return the intent of a payment: by its name, or while we never heard it, by our key in the list.

    The list is complete at once, other than Stripe's search.
    """
    if payment.reference:
        return client().v1.payment_intents.retrieve(payment.reference)
    first = int((payment.created_at - _MADE_WITHIN).timestamp())
    last = int((payment.created_at + _MADE_WITHIN).timestamp())
    found = client().v1.payment_intents.list({"created": {"gte": first, "lte": last}, "limit": 100})
    return next((one for one in found.auto_paging_iter() if our_key(one) == str(payment.key)), None)


def cancelled(intent: PaymentIntent) -> PaymentIntent:
    """Cancel an intent and return it as it stands then: it may have been paid meanwhile."""
    if intent.status == "canceled":
        return intent
    try:
        return client().v1.payment_intents.cancel(intent.id)
    except stripe.InvalidRequestError:
        return client().v1.payment_intents.retrieve(intent.id)


def report_of(intent: PaymentIntent, payment: Payment) -> Report:
    """Say how a payment stands. A delayed payment that failed after all is given up here, since nobody waits."""
    if intent.status == "requires_payment_method" and payment.status == Payment.Status.PENDING:
        intent = cancelled(intent)
        if intent.status == "canceled":
            return _report(intent, Outcome.DECLINED, message=_why(intent))
    outcome = _OUTCOMES.get(intent.status)
    if outcome is None:
        raise ProviderRefused(f"Stripe has a new word for a payment: {intent.status!r}.")
    if outcome is Outcome.REQUIRES_ACTION:
        return _report(intent, outcome, action_url=page_url(payment.key))
    return _report(intent, outcome, message=_CANCELLED if outcome is Outcome.CANCELLED else "")


def _why(intent: PaymentIntent) -> str:
    error = intent.last_payment_error
    return (error.message if error is not None else None) or _FAILED


def _report(intent: PaymentIntent, outcome: Outcome, *, action_url: str = "", message: str = "") -> Report:
    return Report(
        outcome=outcome,
        reference=intent.id,
        amount=_amount(intent, outcome),
        action_url=action_url,
        message=message,
    )


def _amount(intent: PaymentIntent, outcome: Outcome) -> Money:
    units = {Outcome.CHARGED: intent.amount_received, Outcome.AUTHORISED: intent.amount_capturable}
    return from_stripe(units.get(outcome, intent.amount), intent.currency)
