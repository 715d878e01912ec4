"""What the tests of Stripe do again and again. `stripe` is the stand-in of the root conftest."""

from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.test import Client

from apps.cart.models import Cart
from apps.catalog.models import Variant
from apps.orders.tests.factories import ready_cart
from apps.outbox.models import Message
from apps.payments.models import Payment
from apps.payments.tests.factories import press_the_button

CARD = "stripe:card"
WORKS, DECLINED, ASKS = "pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired"
DELAYED = "pm_usBankAccount_success"


def started(*variants: Variant, cart: Cart | None = None, quantity: int = 1) -> Payment:
    """A payment whose shopper stands before the page for the card."""
    payment = press_the_button(cart or ready_cart(*variants, quantity=quantity), CARD).payment
    assert payment is not None
    return payment


def paid(stripe: Any, *variants: Variant, quantity: int = 1) -> Payment:
    """A payment that was made and heard of."""
    payment = started(*variants, quantity=quantity)
    stripe.confirm(payment.reference)
    hear(stripe)
    payment.refresh_from_db()
    return payment


def post(body: bytes, signature: str) -> Any:
    """Post a message as Stripe does."""
    return Client().post(
        "/webhooks/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )


def hear(stripe: Any, events: Iterable[dict[str, Any]] | None = None) -> None:
    """Deliver Stripe's messages, all by default, and do the work that they leave."""
    for event in list(stripe.courier.kept if events is None else events):
        assert post(*stripe.courier.letter(event)).status_code == 200
    work()


def work(*topics: str) -> None:
    """Run the payments' waiting jobs as a worker would."""
    current_app.loader.import_default_modules()
    names = topics or (
        "payments.provider_event",
        "payments.capture",
        "payments.release",
        "payments.send_refund",
    )
    for message in Message.objects.filter(done_at=None, topic__in=names).order_by("pk"):
        current_app.tasks[message.topic].run(message_id=message.pk)
        message.refresh_from_db()
        assert message.done_at, message.error


def things(stripe: Any, prefix: str) -> list[dict[str, Any]]:
    """What Stripe has of a kind (pi, ch, re, cs, dp), newest first."""
    found: list[dict[str, Any]] = stripe.books.all(prefix)
    return found


def took(stripe: Any) -> int:
    """What Stripe charged, all cards together, in its units."""
    return sum(intent["amount_received"] for intent in things(stripe, "pi"))
