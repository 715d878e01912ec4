"""P1 to P8: providers that are silent, slow, forged, forgetful, early, late, or of another opinion."""

import json
import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.core.faults import switched_off
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.gateways.stripe.client import breaker
from apps.payments.gateways.stripe.messages import BadMessage
from apps.payments.models import Payment, PaymentEvent, ProviderEvent, TestCharge
from apps.payments.tests.factories import a_placed_order, press_the_button
from apps.payments.tests.stripe_steps import paid, started, work
from shop.tests.experiments.harness import Trial, experiment
from shop.tests.stage import everything
from shop.tests.test_reconciliation import DAMAGES
from shop.tests.together import together

CARD = "stripe:card"
KINDS = ["refund", "failed refund", "lost", "won"]


def take(letter: tuple[bytes, str]) -> bool:
    return services.take_message(body=letter[0], signature=letter[1])


def sweep() -> None:
    services.sweep(now=timezone.now() + timedelta(minutes=1))


def intents_of(stripe: Any, order: Order) -> list[dict[str, Any]]:
    keys = {str(key) for key in order.payments.values_list("key", flat=True)}
    return [i for i in stripe.books.all("pi") if i["metadata"].get("payment_key") in keys]


@experiment("P1", "Stripe's answer is cut, late, broken or refused; control: given up without asking")
class TestUnknownOutcome:
    def test_is_charged_once(self, stripe: Any, trial: Trial, settings: Any) -> None:
        settings.PAYMENT_TIMEOUT_SECONDS = 0.4
        for number in trial.times(40):
            breaker.close()
            stripe.faults.clear()
            stripe.fault(["cut", "hang", "500", "refuse"][number % 4], path="/v1/payment_intents")
            cart = ready_cart(for_sale())
            order = press_the_button(cart, CARD).order
            if number % 4 == 1:
                time.sleep(0.7)
            sweep()
            order.refresh_from_db()
            if order.status == "FAILED":
                order = press_the_button(Cart.objects.get(pk=cart.pk), CARD).order
            payment = order.payments.latest("pk")
            stripe.confirm(payment.reference)
            sweep()
            order.refresh_from_db()
            trial.tried()
            took = sum(intent["amount_received"] for intent in intents_of(stripe, order))
            trial.expect((order.status, took) == ("PLACED", order.total_gross_minor), (order.status, took))
        trial.balanced("I9", "I12")
        trial.is_red(self.gives_up(stripe))

    def gives_up(self, stripe: Any) -> bool:
        before = sum(intent["amount_received"] for intent in stripe.books.all("pi"))
        cart = ready_cart(for_sale(price="100.00"))
        first = press_the_button(cart, CARD).payment
        assert first is not None
        Payment.objects.filter(pk=first.pk).update(status="CANCELLED")
        orders.undo_draft(order=first.order, actor="test", reason="gave up without asking")
        second = press_the_button(Cart.objects.get(pk=cart.pk), CARD).payment
        assert second is not None
        stripe.confirm(first.reference)
        stripe.confirm(second.reference)
        after = sum(intent["amount_received"] for intent in stripe.books.all("pi"))
        return bool(after - before == 2 * second.amount_minor)


@experiment("P2", "Stripe hangs for 0.3 s a call; control: no breaker, everybody waits")
class TestSlowProvider:
    SLOW = 0.3

    def test_is_waited_for_a_few_times_only(self, stripe: Any, trial: Trial, settings: Any) -> None:
        settings.PAYMENT_TIMEOUT_SECONDS = self.SLOW
        breaker.close()
        stripe.fault("hang", path="/v1/payment_intents", times=1000)
        waits = [self.waits(trial) for _ in trial.times(20)]
        trial.expect(sum(wait >= self.SLOW for wait in waits) <= 5, waits)
        again = []
        for _ in range(3):
            breaker.close()
            again.append(self.waits(trial))
        trial.is_red(all(wait >= self.SLOW for wait in again))
        time.sleep(1)
        breaker.close()
        stripe.faults.clear()
        sweep()
        trial.balanced("I9", "I12")

    def waits(self, trial: Trial) -> float:
        """How many seconds pressing the button takes."""
        cart = ready_cart(for_sale())
        trial.tried()
        began = time.monotonic()
        payment = press_the_button(cart, CARD).payment
        assert payment is not None
        return time.monotonic() - began


@experiment("P3", "each message 3 times, shuffled, 8 at once; control: repeats not recognised")
class TestMessages:
    def test_count_once_in_any_order(self, stripe: Any, trial: Trial) -> None:
        for _ in trial.times(12):
            payments = self.some(stripe)
            letters = [stripe.courier.letter(e) for e in stripe.courier.kept for _ in range(3)]
            trial.chance.shuffle(letters)
            results = together([partial(self.deliver, letters[n::8]) for n in range(8)])
            work()
            trial.tried(len(letters))
            trial.expect(results == [None] * 8, results)
            for payment in payments:
                payment.refresh_from_db()
                charges = payment.events.filter(type="CHARGE").count()
                trial.expect((payment.status, charges) == ("CHARGED", 1), payment.status)
            jobs = Message.objects.filter(topic="payments.provider_event").count()
            trial.expect(jobs == ProviderEvent.objects.count(), jobs)
        trial.balanced("I9", "I12")
        self.some(stripe)
        with switched_off("provider_event_once"):
            self.deliver([stripe.courier.letter(e) for e in stripe.courier.kept for _ in range(3)])
        trial.is_red(
            Message.objects.filter(topic="payments.provider_event").count() > ProviderEvent.objects.count()
        )

    def some(self, stripe: Any) -> list[Payment]:
        stripe.courier.kept.clear()
        payments = [started(for_sale()) for _ in range(3)]
        for payment in payments:
            stripe.confirm(payment.reference, "pm_card_chargeDeclined")
            stripe.confirm(payment.reference)
        return payments

    def deliver(self, letters: list[tuple[bytes, str]]) -> None:
        for letter in letters:
            take(letter)


@experiment("P4", "forged, stale, tampered and foreign messages; control: a forger who knows the secret")
class TestForgedMessages:
    def test_change_nothing(self, stripe: Any, trial: Trial) -> None:
        payment = started()
        stripe.confirm(payment.reference)
        event = next(e for e in stripe.courier.kept if e["type"] == "payment_intent.succeeded")
        before = everything()
        for number in trial.times(300):
            body, signature = self.forged(stripe, event, number % 6, trial.chance)
            trial.tried()
            with pytest.raises(BadMessage):
                services.take_message(body=body, signature=signature)
        trial.expect(everything() == before, "something changed")
        take(stripe.courier.letter(event))
        trial.is_red(everything() != before)

    def forged(self, stripe: Any, event: Any, kind: int, chance: random.Random) -> tuple[bytes, str]:
        body, signature = stripe.courier.letter(event)
        if kind == 0:
            return body, ""
        if kind == 1:
            return body, signature[:-1] + ("0" if signature[-1] != "0" else "1")
        if kind == 2:
            return body, stripe.courier.sign(body, at=int(time.time()) + chance.choice([-1, 1]) * 3600)
        if kind == 3:
            place = chance.randrange(len(body))
            return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :], signature
        if kind == 4:
            return json.dumps({**event, "id": "evt_other"}).encode(), signature
        return bytes(chance.randrange(256) for _ in range(60)), signature


@experiment("P5", "a fifth of all messages never comes; control: nobody asks")
class TestLostMessages:
    def test_are_made_up_for_by_asking(self, stripe: Any, trial: Trial) -> None:
        payments = []
        for _ in trial.times(40):
            stripe.courier.kept.clear()
            payment = started(for_sale())
            stripe.confirm(payment.reference)
            payments.append(payment.pk)
            if trial.chance.random() > 0.2 and len(payments) > 1:
                for event in stripe.courier.kept:
                    take(stripe.courier.letter(event))
            trial.tried()
        work()
        drafts = Order.objects.filter(status="DRAFT").count()
        sweep()
        trial.expect(not Order.objects.filter(status="DRAFT").exists(), "an order is still open")
        trial.balanced("I9", "I12")
        trial.is_red(drafts > 0)


@experiment("P6", "the shop's clock is 10 minutes wrong; control: it is 4 minutes wrong, and messages count")
class TestClocks:
    def test_that_are_wrong_delay_and_lose_nothing(self, stripe: Any, trial: Trial) -> None:
        for number in trial.times(40):
            payment = started(for_sale())
            stripe.confirm(payment.reference)
            at = int(time.time()) + (600 if number % 2 else -600)
            with pytest.raises(BadMessage):
                take(stripe.courier.letter(stripe.courier.kept[-1], at=at))
            sweep()
            payment.refresh_from_db()
            trial.tried()
            trial.expect(payment.status == "CHARGED", payment.status)
        trial.balanced("I9", "I12")
        payment = started(for_sale())
        stripe.confirm(payment.reference)
        event = next(e for e in reversed(stripe.courier.kept) if e["type"] == "payment_intent.succeeded")
        trial.is_red(take(stripe.courier.letter(event, at=int(time.time()) - 240)))


@experiment(
    "P7", "seeded differences between the ledger and the provider's books; control: the undamaged books"
)
class TestDifferences:
    def test_are_all_found_and_none_is_invented(self, trial: Trial) -> None:
        variant = for_sale(stock=1000)
        for _ in trial.times(60):
            a_placed_order(variant)
        sound = [found for found in check() if found.invariant == "I4"]
        charges = list(TestCharge.objects.order_by("pk"))
        damaged = trial.chance.sample(charges, len(charges) * 9 // 10)
        for charge in damaged:
            damage: Callable[[TestCharge], None] = trial.chance.choice(DAMAGES)
            damage(charge)
            trial.tried()
        taken = TestCharge.objects.aggregate(sum=Sum("amount_minor"))
        services.sweep()
        found_ = {found.subject for found in check() if found.invariant == "I4"}
        names = {f"charge {c.reference}" for c in damaged} | {f"payment {c.key}" for c in damaged}
        trial.expect(len(found_) == len(damaged) and found_ <= names, (len(found_), len(damaged)))
        trial.expect(TestCharge.objects.aggregate(sum=Sum("amount_minor")) == taken, "something was paid")
        trial.is_red(sound == [] and bool(found_))


@experiment("P8", "refunds at Stripe, failed ones, disputes won and lost; control: not heard of")
class TestEventsAtStripe:
    def test_lead_to_the_same_sums(self, stripe: Any, trial: Trial) -> None:
        unheard = 0
        for number in trial.times(30):
            stripe.courier.kept.clear()
            payment = paid(stripe, for_sale())
            gone = self.happens(stripe, payment, KINDS[number % 4], trial.chance)
            unheard += self.back(payment) != gone
            events = list(stripe.courier.kept) * 2
            trial.chance.shuffle(events)
            for event in events:
                take(stripe.courier.letter(event))
            work()
            trial.tried()
            payment.order.refresh_from_db()
            sums = (self.back(payment), payment.order.refunded_minor)
            trial.expect(sums == (gone, gone), (sums, gone))
        trial.balanced("I9", "I12")
        trial.is_red(unheard > 0)

    def happens(self, stripe: Any, payment: Payment, kind: str, chance: random.Random) -> int:
        """Something goes back at Stripe; return how much is gone in the end."""
        minor = chance.randrange(100, payment.amount_minor // 2)
        if kind in ("refund", "failed refund"):
            made = stripe.happens("refund", payment_intent=payment.reference, amount=minor)
            if kind == "failed refund":
                stripe.happens("fail-refund", refund=made["id"])
            return minor if kind == "refund" else 0
        dispute = stripe.happens("dispute", payment_intent=payment.reference, amount=minor)
        stripe.happens("close-dispute", dispute=dispute["id"], status=kind)
        return minor if kind == "lost" else 0

    def back(self, payment: Payment) -> int:
        signs = {"REFUND": 1, "DISPUTE": 1, "BOUNCE": -1}
        events = PaymentEvent.objects.filter(payment=payment, type__in=signs)
        return sum(signs[event.type] * event.amount_minor for event in events)
