"""Payments, refunds and messages in processes that are killed between two statements, and put right afterwards."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from apps.books.selectors import Finding, check
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.documents.services import issue_missing
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.payments import services
from apps.payments.models import Payment, PaymentEvent, TestCharge
from apps.payments.tests.factories import press_the_button
from shop.tests.experiments.forks import End, Forks
from shop.tests.lives import work_off


class Kills:
    """Stages a scene, has one step of it die, and puts everything right."""

    def __init__(self, forks: Forks, stripe: Any, chance: random.Random) -> None:
        self.forks, self.stripe, self.chance = forks, stripe, chance
        self.variant: Variant = for_sale(stock=5000, price="100.00")
        self.lengths: dict[str, int] = {}
        self.scenes: dict[str, Callable[[], str]] = {
            "pay": lambda: self.press("test:approve"),
            "pay, answer lost": lambda: self.press("test:timeout"),
            "pay, refused": lambda: self.press("test:decline"),
            "pay by Stripe": lambda: self.press("stripe:card"),
            "hear from the bank": self.bank_answers,
            "message of Stripe": self.message,
            "work on a message of Stripe": self.message_taken,
            "cancel": self.cancel,
            "decide a refund": self.refund,
            "send a refund": self.refund_sent,
            "send a refund by Stripe": self.refund_sent_by_stripe,
        }

    def one(self) -> tuple[str, End]:
        """Kill one step of a random scene before a random statement, and return which and how it ended."""
        name = self.chance.choice(sorted(self.scenes))
        if name not in self.lengths:
            whole = self.forks.run(self.scenes[name]())
            assert not whole.is_killed
            self.lengths[name] = whole.statements
        at = self.chance.randint(1, self.lengths[name])
        return f"{name}, before statement {at} of {self.lengths[name]}", self.forks.run(
            self.scenes[name](), dies_before=at
        )

    # ---- scenes: what happened before, and the code of the process that dies ------------------------------

    def press(self, way: str) -> str:
        cart = ready_cart(self.variant)
        total = total_of(cart)
        return (
            "from apps.currency.money import Money\nfrom apps.payments.services import place_order\n"
            f"place_order(cart_id={cart.pk}, expected_total=Money({total.minor}, 'EUR'), way={way!r})"
        )

    def bank_answers(self) -> str:
        payment = self.payment("test:confirm")
        TestCharge.objects.filter(key=payment.key).update(status="CHARGED")
        return _service(f"resolve(payment_id={payment.pk})")

    def message(self) -> str:
        payment = self.payment("stripe:card")
        self.stripe.confirm(payment.reference)
        event = next(e for e in reversed(self.stripe.courier.kept) if e["type"] == "payment_intent.succeeded")
        body, signature = self.stripe.courier.letter(event)
        return _service(f"take_message(body={body!r}, signature={signature!r})")

    def message_taken(self) -> str:
        payment = self.payment("stripe:card")
        self.stripe.confirm(payment.reference)
        for event in self.stripe.courier.kept[-2:]:
            body, signature = self.stripe.courier.letter(event)
            services.take_message(body=body, signature=signature)
        return _task("payments.provider_event")

    def cancel(self) -> str:
        order = self.order()
        return (
            "from apps.orders.services import cancel_order\n"
            f"cancel_order(order_id={order.pk}, actor='mara', reason='asked')"
        )

    def refund(self) -> str:
        given = "units={}, goodwill_minor=500, reason='late', actor='mara'"
        return _service(f"refund_lines(order_id={self.order().pk}, {given})")

    def refund_sent(self) -> str:
        order = self.order()
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        return _task("payments.send_refund")

    def refund_sent_by_stripe(self) -> str:
        payment = self.payment("stripe:card")
        self.stripe.confirm(payment.reference)
        services.resolve(payment_id=payment.pk)
        services.refund_lines(
            order_id=payment.order_id, units={}, goodwill_minor=500, reason="late", actor="mara"
        )
        return _task("payments.send_refund")

    def payment(self, way: str) -> Payment:
        payment = press_the_button(ready_cart(self.variant), way).payment
        assert payment is not None
        return payment

    def order(self) -> Order:
        return press_the_button(ready_cart(self.variant)).order

    # ---- afterwards ---------------------------------------------------------------------------------------

    def findings(self) -> list[Finding | str]:
        """What does not balance three minutes later; money without an order and an order without money."""
        found: list[Finding | str] = [*check(now=timezone.now() + timedelta(minutes=3))]
        took = sum(intent["amount_received"] for intent in self.stripe.books.all("pi"))
        gave = sum(refund["amount"] for refund in self.stripe.books.all("re"))
        for kind, theirs in (("CHARGE", took), ("REFUND", gave)):
            events = PaymentEvent.objects.filter(payment__provider="stripe", type=kind)
            ours = events.aggregate(sum=Sum("amount_minor"))["sum"] or 0
            if ours != theirs:
                found.append(f"Stripe says {kind} {theirs}, we say {ours}")
        return found

    def put_right(self) -> None:
        """Do what sweeper, jobs and workers do in the minutes after."""
        later = timezone.now() + timedelta(minutes=1)
        services.sweep(now=later)
        services.release_unfinished(now=later)
        issue_missing()
        work_off()


def _service(call: str) -> str:
    return f"from apps.payments import services\nservices.{call}"


def _task(topic: str) -> str:
    """The newest message of a topic, run as a worker would."""
    return (
        "from celery import current_app\nfrom apps.outbox.models import Message\n"
        f"message = Message.objects.filter(topic={topic!r}).latest('pk')\n"
        f"current_app.tasks[{topic!r}].run(message_id=message.pk)"
    )
