"""Checkout Sessions: Stripe's own page, for browsers without JavaScript."""

from dataclasses import dataclass
from typing import cast

import stripe
from stripe import PaymentIntent
from stripe.checkout import Session

from apps.payments.gateways.base import Outcome, Report
from apps.payments.gateways.stripe.amounts import to_stripe
from apps.payments.gateways.stripe.client import client
from apps.payments.gateways.stripe.intents import (
    TAKES_MONEY,
    cancelled,
    capture_method,
    metadata_of,
    page_url,
    report_of,
    words_of,
)
from apps.payments.models import Payment


@dataclass(frozen=True, slots=True)
class HostedPage:
    """A page of Stripe on which one payment can be made."""

    reference: str
    url: str


def open_session(payment: Payment, *, return_url: str) -> HostedPage:
    """Open Stripe's page for a payment, or find the one that is open; the key makes asking twice safe."""
    if payment.is_hosted:
        found = client().v1.checkout.sessions.retrieve(payment.reference)
        return HostedPage(found.id, found.url or "")
    about = metadata_of(payment)
    made = client().v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": payment.currency.lower(),
                        "unit_amount": to_stripe(payment.amount),
                        "product_data": {"name": f"Order {payment.order.code}"},
                    },
                }
            ],
            "customer_email": payment.order.email,
            "client_reference_id": str(payment.key),
            "metadata": {**about, "replaces": payment.reference},
            "payment_intent_data": {"metadata": about, "capture_method": capture_method()},
            "success_url": f"{return_url}?redirect_status=succeeded",
            "cancel_url": page_url(payment.key),
        },
        {"idempotency_key": f"{payment.key}:session"},
    )
    return HostedPage(made.id, made.url or "")


def report_session(payment: Payment) -> Report:
    """Say how a payment on Stripe's page stands. The intent it replaced is closed, unless it was paid after all."""
    session = client().v1.checkout.sessions.retrieve(payment.reference, {"expand": ["payment_intent"]})
    if session.status == "complete":
        return report_of(cast("PaymentIntent", session.payment_intent), payment)
    replaced = _replaced(session)
    if replaced is not None and replaced.status in TAKES_MONEY:
        _expired(session)
        return report_of(replaced, payment)
    if session.status == "expired":
        return Report(
            Outcome.CANCELLED,
            session.id,
            payment.amount,
            message="The payment page was closed. Nothing was charged.",
        )
    return Report(Outcome.REQUIRES_ACTION, session.id, payment.amount, action_url=page_url(payment.key))


def _replaced(session: Session) -> PaymentIntent | None:
    """The intent of our own page, after an attempt to cancel it."""
    earlier = words_of(session).get("replaces")
    return cancelled(client().v1.payment_intents.retrieve(earlier)) if earlier else None


def close_session(payment: Payment) -> Report:
    """Close Stripe's page and say how the payment stands then."""
    _expired(client().v1.checkout.sessions.retrieve(payment.reference))
    return report_session(payment)


def _expired(session: Session) -> None:
    if session.status != "open":
        return
    try:
        client().v1.checkout.sessions.expire(session.id)
    except stripe.InvalidRequestError:
        return  # it was completed meanwhile
