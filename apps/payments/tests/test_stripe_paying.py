from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.payments import services
from apps.payments.errors import CannotCancel, ProviderSilent
from apps.payments.gateways.base import ProviderRefused
from apps.payments.gateways.stripe.amounts import from_stripe, to_stripe
from apps.payments.gateways.stripe.breaker import STAYS_OPEN_SECONDS
from apps.payments.gateways.stripe.client import breaker
from apps.payments.models import Payment, PaymentEvent
from apps.payments.tests.factories import press_the_button
from apps.payments.tests.stripe_steps import (
    ASKS,
    CARD,
    DECLINED,
    DELAYED,
    WORKS,
    hear,
    paid,
    started,
    things,
    took,
)


class TestAmounts:
    @pytest.mark.parametrize(
        ("minor", "currency", "units"),
        [(65590, "EUR", 65590), (111342, "JPY", 111342), (12340, "KWD", 12340), (500, "ISK", 50000),
         (1000, "HUF", 1000), (7, "UGX", 700)],
    )  # fmt: skip
    def test_are_counted_as_stripe_counts(self, minor, currency, units):
        assert to_stripe(Money(minor, currency)) == units
        assert from_stripe(units, currency.lower()) == Money(minor, currency)

    @pytest.mark.parametrize(("minor", "currency"), [(12341, "KWD"), (1, "BHD"), (12345, "CLF")])
    def test_that_stripe_cannot_charge_exactly_are_refused(self, minor, currency):
        with pytest.raises(ProviderRefused):
            to_stripe(Money(minor, currency))

    @pytest.mark.parametrize(("units", "currency"), [(150, "isk"), (100, "zzz"), (100, "")])
    def test_that_are_none_of_ours_are_refused(self, units, currency):
        with pytest.raises(ProviderRefused):
            from_stripe(units, currency)

    @given(
        minor=st.integers(0, 10**12),
        currency=st.sampled_from(["EUR", "JPY", "KWD", "ISK", "USD", "HUF", "TND"]),
    )
    def test_come_back_as_they_went(self, minor, currency):
        money = Money(minor - minor % 10, currency)

        assert from_stripe(to_stripe(money), currency) == money


@pytest.mark.django_db
class TestThePayment:
    def test_waits_for_the_shopper_on_our_own_page(self, stripe):
        payment = started(for_sale(price="649"))

        (intent,) = things(stripe, "pi")
        assert payment.status == "REQUIRES_ACTION"
        assert payment.action_url == f"http://testserver/checkout/pay/{payment.key}/"
        assert (intent["amount"], intent["currency"]) == (65590, "eur")
        assert intent["metadata"] == {"payment_key": str(payment.key), "order": payment.order.code}
        assert took(stripe) == 0

    def test_is_placed_when_stripe_says_so(self, stripe):
        payment = paid(stripe, for_sale(price="649"))

        order = Order.objects.get()
        assert (order.status, order.payment_status, order.charged_minor) == ("PLACED", "PAID", 65590)
        assert payment.events.filter(type="CHARGE").count() == 1

    def test_lets_another_card_be_tried_after_a_declined_one(self, stripe):
        payment = started()

        assert stripe.confirm(payment.reference, DECLINED)["error"]["code"] == "card_declined"
        hear(stripe)
        assert Order.objects.get().status == "DRAFT"
        stripe.confirm(payment.reference, WORKS)
        hear(stripe)

        assert Order.objects.get().status == "PLACED"
        assert Payment.objects.count() == 1

    @pytest.mark.parametrize(("answer", "status"), [(True, "PLACED"), (False, "DRAFT")])
    def test_follows_what_the_shopper_told_the_bank(self, stripe, answer, status):
        payment = started()
        stripe.confirm(payment.reference, ASKS)
        hear(stripe)
        assert Order.objects.get().status == "DRAFT"

        stripe.happens("bank", payment_intent=payment.reference, works=answer)
        hear(stripe)

        assert Order.objects.get().status == status

    @pytest.mark.parametrize(("works", "status"), [(True, "PLACED"), (False, "FAILED")])
    def test_that_takes_days_ends_as_the_bank_says(self, stripe, works, status):
        payment = started()
        stripe.confirm(payment.reference, DELAYED)
        hear(stripe)
        assert Payment.objects.get().status == "PENDING"

        stripe.happens("settle", payment_intent=payment.reference, works=works)
        hear(stripe)

        assert Order.objects.get().status == status
        assert Cart.objects.get().is_open == (not works)

    def test_is_one_however_often_the_button_is_pressed(self, stripe):
        cart = ready_cart()
        total = total_of(cart)
        first = press_the_button(cart, CARD)

        again = services.place_order(cart_id=cart.pk, expected_total=total, way=CARD)

        assert again.action_url == first.action_url
        assert len(things(stripe, "pi")) == 1

    def test_is_refused_clearly_when_stripe_refuses(self, stripe, settings):
        settings.STRIPE_SECRET_KEY = "sk_test_wrong"

        placement = press_the_button(ready_cart(), CARD)

        assert placement.is_declined
        assert "Nothing was charged" in placement.payment.message
        assert Cart.objects.get().is_open

    def test_that_cannot_be_charged_exactly_says_so(self, stripe, monkeypatch):
        from apps.payments.gateways import stripe_gateway

        payment = started()
        odd = stripe_gateway().pay(key=payment.key, amount=Money(12341, "KWD"), token="card", return_url="")

        assert odd.outcome.value == "DECLINED"
        assert "cannot be paid by card" in odd.message


@pytest.mark.django_db
class TestALostAnswer:
    @pytest.mark.parametrize("kind", ["cut", "500"])
    def test_to_the_start_is_asked_for_and_paid_once(self, stripe, kind):
        stripe.fault(kind, path="/v1/payment_intents")
        payment = press_the_button(ready_cart(), CARD).payment
        assert payment.status == "UNKNOWN"

        services.resolve(payment_id=payment.pk)
        payment.refresh_from_db()
        assert payment.status == "REQUIRES_ACTION"
        stripe.confirm(payment.reference)
        hear(stripe)

        assert Order.objects.get().status == "PLACED"
        assert len(things(stripe, "pi")) == 1

    @pytest.mark.parametrize("kind", ["refuse", "429"])
    def test_to_what_never_arrived_gives_the_basket_back(self, stripe, kind):
        stripe.fault(kind, path="/v1/payment_intents")
        payment = press_the_button(ready_cart(), CARD).payment
        assert payment.status == "UNKNOWN"

        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "FAILED"
        assert things(stripe, "pi") == []

    def test_to_a_question_changes_nothing(self, stripe, settings):
        payment = started()
        settings.STRIPE_SECRET_KEY = "sk_test_wrong"

        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "DRAFT"

    def test_comes_within_the_time_that_is_set(self, stripe, settings):
        settings.PAYMENT_TIMEOUT_SECONDS = 0.3
        stripe.fault("hang", path="/v1/payment_intents")

        began = timezone.now()
        payment = press_the_button(ready_cart(), CARD).payment

        assert payment.status == "UNKNOWN"
        assert timezone.now() - began < timedelta(seconds=3)

    def test_about_the_charge_itself_is_found_by_the_sweeper(self, stripe):
        payment = started()
        stripe.confirm(payment.reference)

        services.sweep(now=timezone.now() + timedelta(minutes=1))

        assert Order.objects.get().status == "PLACED"
        assert took(stripe) == payment.amount_minor


@pytest.mark.django_db
class TestAStripeThatIsAway:
    def test_is_not_waited_for_again_and_again(self, stripe):
        payment = started()
        stripe.fault("refuse", method="GET", path="/v1/payment_intents", times=5)
        for _ in range(5):
            services.resolve(payment_id=payment.pk)
        calls = len(stripe.api.calls)

        stripe.confirm(payment.reference)
        services.resolve(payment_id=payment.pk)

        assert len(stripe.api.calls) == calls + 1  # the shopper's browser, not the shop
        assert Order.objects.get().status == "DRAFT"

    def test_is_asked_again_after_a_while(self, stripe):
        payment = started()
        stripe.fault("refuse", method="GET", path="/v1/payment_intents", times=5)
        for _ in range(5):
            services.resolve(payment_id=payment.pk)
        stripe.confirm(payment.reference)

        breaker.open_until -= STAYS_OPEN_SECONDS
        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "PLACED"


@pytest.mark.django_db
class TestGivingUp:
    def test_closes_the_intent_and_gives_the_basket_back(self, stripe):
        payment = started()

        services.cancel_payment(payment_id=payment.pk)

        assert things(stripe, "pi")[0]["status"] == "canceled"
        assert Cart.objects.get().is_open
        assert stripe.confirm(payment.reference)["error"]["code"] == "payment_intent_unexpected_state"

    def test_is_too_late_once_it_was_paid(self, stripe):
        payment = started()
        stripe.confirm(payment.reference)

        with pytest.raises(CannotCancel):
            services.cancel_payment(payment_id=payment.pk)
        assert Order.objects.get().status == "PLACED"

    def test_happens_by_itself_after_a_while(self, stripe):
        started()

        services.sweep(now=timezone.now() + timedelta(minutes=31))

        assert Order.objects.get().status == "FAILED"
        assert things(stripe, "pi")[0]["status"] == "canceled"

    def test_says_when_stripe_does_not_answer(self, stripe):
        payment = started()
        stripe.fault("refuse", path="/cancel")

        with pytest.raises(CannotCancel):
            services.cancel_payment(payment_id=payment.pk)
        assert Order.objects.get().status == "DRAFT"


@pytest.mark.django_db
class TestThePageOfStripe:
    def open(self, payment):
        url = services.open_hosted_page(payment_id=payment.pk)
        payment.refresh_from_db()
        return url

    def pay(self, stripe, number="4242 4242 4242 4242"):
        return stripe.happens("hosted", number=number)

    def test_takes_the_place_of_ours(self, stripe):
        payment = started()
        intent = payment.reference

        url = self.open(payment)

        assert url.startswith(f"{stripe.url}/c/pay/cs_")
        assert payment.is_hosted
        assert stripe.books.get(intent, "pi")["status"] == "canceled"
        assert services.secret_for_the_page(payment=payment) == ""

    def test_places_the_order(self, stripe):
        payment = started(for_sale(price="649"))
        self.open(payment)

        where, _ = self.pay(stripe)
        hear(stripe)

        assert where.endswith(f"/checkout/payment/{payment.key}/?redirect_status=succeeded")
        order = Order.objects.get()
        assert (order.status, order.charged_minor, took(stripe)) == ("PLACED", 65590, 65590)
        assert Payment.objects.get().reference.startswith("pi_")

    def test_lets_another_card_be_tried(self, stripe):
        self.open(started())

        _, page = self.pay(stripe, "4000 0000 0000 0002")
        assert "Your card was declined." in page
        hear(stripe)
        self.pay(stripe)
        hear(stripe)

        assert Order.objects.get().status == "PLACED"

    def test_is_one_page_however_often_it_is_asked_for(self, stripe):
        payment = started()

        assert self.open(payment) == self.open(payment)
        assert len(things(stripe, "cs")) == 1

    def test_is_not_opened_for_what_was_paid_meanwhile(self, stripe):
        payment = started()
        stripe.confirm(payment.reference)

        assert self.open(payment) == ""
        assert Order.objects.get().status == "PLACED"
        assert things(stripe, "cs")[0]["status"] == "expired"
        assert took(stripe) == payment.amount_minor

    def test_is_found_again_when_its_answer_got_lost(self, stripe):
        payment = started()
        stripe.fault("cut", path="/checkout/sessions")

        with pytest.raises(ProviderSilent):
            self.open(payment)
        assert self.open(payment)
        assert len(things(stripe, "cs")) == 1

    def test_that_lost_its_shop_before_the_old_intent_was_closed_never_charges_twice(self, stripe):
        payment = started()
        intent = payment.reference
        stripe.fault("refuse", path=f"/v1/payment_intents/{intent}/cancel")

        with pytest.raises(ProviderSilent):
            self.open(payment)
        stripe.confirm(intent)
        hear(stripe)

        assert Order.objects.get().status == "PLACED"
        assert things(stripe, "cs")[0]["status"] == "expired"
        assert PaymentEvent.objects.get(type="CHARGE").reference == intent

    def test_is_closed_when_the_shopper_gives_up(self, stripe):
        payment = started()
        self.open(payment)

        services.cancel_payment(payment_id=payment.pk)

        assert things(stripe, "cs")[0]["status"] == "expired"
        assert Cart.objects.get().is_open
        hear(stripe)
        assert Order.objects.get().status == "FAILED"

    def test_that_ran_out_gives_the_basket_back(self, stripe):
        payment = started()
        self.open(payment)
        stripe.happens("expire")
        hear(stripe)

        assert Order.objects.get().status == "FAILED"


@pytest.mark.django_db
class TestAnotherCurrency:
    def test_without_cents_is_charged_in_whole_yen(self, stripe):
        from apps.payments.gateways import stripe_gateway
        from apps.payments.services.outcomes import apply

        payment = started()
        Payment.objects.filter(pk=payment.pk).update(amount_minor=98050, currency="JPY")
        Order.objects.filter(pk=payment.order_id).update(currency="JPY")
        stripe.reset()
        payment.refresh_from_db()

        report = stripe_gateway().pay(key=payment.key, amount=payment.amount, token="card", return_url="")
        apply(payment_id=payment.pk, report=report)
        stripe.confirm(report.reference)
        hear(stripe)

        assert (things(stripe, "pi")[0]["amount"], things(stripe, "pi")[0]["currency"]) == (98050, "jpy")
        assert PaymentEvent.objects.get(type="CHARGE").amount_minor == 98050
