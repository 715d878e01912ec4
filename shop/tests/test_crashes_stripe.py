"""Processes that die while they talk to Stripe. Afterwards everything is charged once, or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.payments import services
from apps.payments.models import Payment, Refund
from shop.local import environment
from shop.local.environment import Address
from shop.tests.processes import KILLED, in_a_process
from shop.tests.stage import run_outbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def die(stripe: Any, code: str, *, crash: str, **more: str) -> None:
    """Run code in a process that is told of the stand-in and dies at a named point."""
    told = environment.stripe(Address("127.0.0.1", 8000), int(stripe.url.rpartition(":")[2]))
    done = in_a_process(code, faults=f"crash:{crash}:1", **told, **more)
    assert done.returncode == KILLED, done.stderr


def press(stripe: Any, *, crash: str) -> None:
    cart = ready_cart(for_sale(price="649", stock=3))
    total = total_of(cart)
    die(
        stripe,
        "from apps.currency.money import Money\n"
        "from apps.payments.services import place_order\n"
        f"place_order(cart_id={cart.pk}, expected_total=Money({total.minor}, 'EUR'), way='stripe:card')",
        crash=crash,
    )


def sweep() -> None:
    services.sweep(now=timezone.now() + timedelta(minutes=1))


def a_paid_order(stripe: Any) -> Payment:
    cart = ready_cart(for_sale(price="649"))
    placed = services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way="stripe:card")
    assert placed.payment is not None
    stripe.confirm(placed.payment.reference)
    return services.resolve(payment_id=placed.payment.pk)


def took(stripe: Any) -> int:
    return sum(intent["amount_received"] for intent in stripe.books.all("pi"))


class TestPlacingAnOrder:
    def test_that_never_reached_stripe_is_undone(self, stripe: Any):
        press(stripe, crash="before_provider")
        sweep()

        assert Order.objects.get().status == "FAILED"
        assert stripe.books.all("pi") == []

    @pytest.mark.parametrize("crash", ["after_provider_before_commit", "after_commit_before_response"])
    def test_whose_intent_was_made_can_still_be_paid_once(self, stripe: Any, crash: str):
        press(stripe, crash=crash)
        sweep()
        payment = Payment.objects.get()
        assert payment.status == "REQUIRES_ACTION"

        stripe.confirm(payment.reference)
        sweep()

        assert Order.objects.get().payment_status == "PAID"
        assert took(stripe) == payment.amount_minor


class TestMoneyThatMoves:
    def test_with_the_parcel_is_charged_once(self, stripe: Any, settings: Any):
        settings.STRIPE_CAPTURE = "shipment"
        payment = a_paid_order(stripe)
        orders.ship_order(order_id=payment.order_id, tracking_number="T", actor="mara")

        code = f"from apps.payments.services import capture; capture(payment_id={payment.pk})"
        die(stripe, code, crash="after_provider_before_commit", STRIPE_CAPTURE="shipment")
        assert Order.objects.get().payment_status == "AUTHORISED"
        sweep()

        assert Order.objects.get().payment_status == "PAID"
        assert took(stripe) == payment.amount_minor

    def test_back_goes_back_once(self, stripe: Any):
        payment = a_paid_order(stripe)
        orders.cancel_order(order_id=payment.order_id, actor="mara", reason="customer asked")
        sweep()
        refund = Refund.objects.get()

        code = f"from apps.payments.services import send_refund; send_refund(refund_id={refund.pk})"
        die(stripe, code, crash="refund_after_provider")
        stripe.books.answers.clear()  # Stripe has forgotten the key meanwhile
        run_outbox()

        assert Order.objects.get().payment_status == "REFUNDED"
        assert len(stripe.books.all("re")) == 1
