from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.orders import services as orders
from apps.orders.models import Order, OrderEvent
from apps.payments import services
from apps.payments.gateways import ProviderRefused, ProviderTimeout, stripe_gateway
from apps.payments.models import Payment, PaymentEvent, Refund
from apps.payments.tests.stripe_steps import hear, paid, started, things

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(stripe) -> Payment:
    return paid(stripe, for_sale(price="649"))


def sums() -> tuple[str, int, int]:
    order = Order.objects.get()
    return order.payment_status, order.charged_minor, order.refunded_minor


class TestARefundOfOurs:
    @pytest.fixture
    def refund(self, payment) -> Refund:
        orders.cancel_order(order_id=payment.order_id, actor="mara", reason="customer asked")
        (refund,) = services.refund_cancelled_order(order_id=payment.order_id)
        return refund

    def test_goes_back_once(self, stripe, refund):
        services.send_refund(refund_id=refund.pk)
        services.send_refund(refund_id=refund.pk)
        hear(stripe)

        assert sums() == ("REFUNDED", 65590, 65590)
        assert things(stripe, "re")[0]["metadata"]["refund_key"] == str(refund.key)
        assert Refund.objects.count() == len(things(stripe, "re")) == 1

    def test_goes_back_once_when_the_answer_got_lost(self, stripe, refund):
        stripe.fault("cut", path="/v1/refunds")
        with pytest.raises(ProviderTimeout):
            services.send_refund(refund_id=refund.pk)
        hear(stripe)
        stripe.books.answers.clear()  # a day later Stripe has forgotten the key

        services.send_refund(refund_id=refund.pk)

        assert sums() == ("REFUNDED", 65590, 65590)
        assert len(things(stripe, "re")) == 1

    def test_that_the_bank_sends_back_counts_no_more(self, stripe, payment, refund):
        services.send_refund(refund_id=refund.pk)
        stripe.happens("fail-refund", refund=things(stripe, "re")[0]["id"])

        hear(stripe)
        hear(stripe)

        refund.refresh_from_db()
        payment.refresh_from_db()
        assert refund.status == "FAILED"
        assert payment.needs_review
        assert sums() == ("PAID", 65590, 0)
        assert PaymentEvent.objects.filter(type="BOUNCE").count() == 1
        assert OrderEvent.objects.filter(kind="PAYMENT", text__contains="failed").count() == 1

    def test_that_is_too_much_is_refused(self, stripe, payment):
        with pytest.raises(ProviderRefused):
            stripe_gateway().refund(key=payment.key, refund_key=uuid4(), amount=Money(65591, "EUR"))


class TestARefundMadeAtStripe:
    def test_becomes_one_of_ours(self, stripe, payment):
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        hear(stripe)
        hear(stripe)

        refund = Refund.objects.get()
        assert (refund.actor, refund.amount_minor, refund.status) == ("Stripe", 1000, "DONE")
        assert sums() == ("PART_REFUNDED", 65590, 1000)

    def test_leaves_less_for_ours(self, stripe, payment):
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        hear(stripe)
        orders.cancel_order(order_id=payment.order_id, actor="mara", reason="customer asked")

        (refund,) = services.refund_cancelled_order(order_id=payment.order_id)

        assert refund.amount_minor == 64590

    def test_that_fails_counts_no_more(self, stripe, payment):
        made = stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        hear(stripe)
        stripe.happens("fail-refund", refund=made["id"])
        hear(stripe)

        assert Refund.objects.get().status == "FAILED"
        assert sums() == ("PAID", 65590, 0)

    def test_of_more_than_is_left_goes_to_review(self, stripe, payment):
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        things(stripe, "re")[0]["amount"] = 65591
        hear(stripe)

        payment.refresh_from_db()
        assert payment.needs_review
        assert sums() == ("PAID", 65590, 0)


class TestADispute:
    def test_marks_the_payment_for_staff(self, stripe, payment):
        stripe.happens("dispute", payment_intent=payment.reference)
        hear(stripe)
        hear(stripe)

        payment.refresh_from_db()
        assert payment.is_disputed
        assert sums() == ("PAID", 65590, 0)
        assert OrderEvent.objects.filter(kind="PAYMENT", text__startswith="Disputed").count() == 1

    def test_that_is_won_is_over(self, stripe, payment):
        dispute = stripe.happens("dispute", payment_intent=payment.reference)
        hear(stripe)
        stripe.happens("close-dispute", dispute=dispute["id"], status="won")
        hear(stripe)

        payment.refresh_from_db()
        assert not payment.is_disputed
        assert sums() == ("PAID", 65590, 0)

    def test_that_is_lost_is_money_gone(self, stripe, payment):
        dispute = stripe.happens("dispute", payment_intent=payment.reference, amount=60000)
        stripe.happens("close-dispute", dispute=dispute["id"], status="lost")
        hear(stripe)
        hear(stripe)

        payment.refresh_from_db()
        assert payment.is_disputed
        assert sums() == ("PART_REFUNDED", 65590, 60000)
        assert PaymentEvent.objects.get(type="DISPUTE").amount_minor == 60000

    def test_that_is_lost_is_not_given_back_once_more(self, stripe, payment):
        dispute = stripe.happens("dispute", payment_intent=payment.reference)
        stripe.happens("close-dispute", dispute=dispute["id"], status="lost")
        hear(stripe)
        orders.cancel_order(order_id=payment.order_id, actor="mara", reason="fraud")

        assert services.refund_cancelled_order(order_id=payment.order_id) == []

    def test_over_more_than_is_left_goes_to_review(self, stripe, payment):
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        dispute = stripe.happens("dispute", payment_intent=payment.reference)
        stripe.happens("close-dispute", dispute=dispute["id"], status="lost")
        hear(stripe)

        payment.refresh_from_db()
        assert payment.needs_review
        assert sums() == ("PART_REFUNDED", 65590, 1000)


class TestDifferences:
    """Our books against Stripe's list: every damage is reported, and nothing else is."""

    def found(self) -> list[tuple[str | int | None, ...]]:
        rows = services.provider_differences(
            timezone.now() - timedelta(days=1), now=timezone.now() + timedelta(hours=1)
        )
        return [
            (row.what, *(side.minor if side is not None else None for side in (row.theirs, row.ours)))
            for row in rows
        ]

    def test_are_none_when_all_was_heard(self, stripe, payment):
        started(for_sale("Another"))
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)
        hear(stripe)

        assert self.found() == []

    def test_are_none_after_a_partial_capture(self, stripe, settings):
        from apps.orders.models import OrderLine

        settings.STRIPE_CAPTURE = "shipment"
        payment = paid(stripe, for_sale(price="100"), quantity=3)
        assert self.found() == []
        OrderLine.objects.update(cancelled_qty=1, allocated_qty=2)
        orders.ship_order(order_id=payment.order_id, tracking_number="T", actor="mara")
        services.capture(payment_id=payment.pk)
        stripe.happens("refund", payment_intent=payment.reference, amount=500)
        hear(stripe)

        assert self.found() == []

    def test_in_a_charge_nobody_heard_of(self, stripe):
        payment = started(for_sale(price="649"))
        stripe.confirm(payment.reference)

        assert self.found() == [("charged", 65590, 0)]

    def test_in_an_authorisation_nobody_heard_of(self, stripe, settings):
        settings.STRIPE_CAPTURE = "shipment"
        payment = started(for_sale(price="649"))
        stripe.confirm(payment.reference)

        assert self.found() == [("authorised", 65590, 0)]

    def test_in_a_charge_that_stripe_does_not_know(self, stripe, payment):
        stripe.books.things.clear()

        assert self.found() == [("charged", None, 65590)]

    def test_in_a_charge_that_is_not_ours(self, stripe):
        stripe.confirm(stripe.happens("intent", amount=900, currency="eur")["id"])

        assert self.found() == [("unknown to the shop", 900, None)]

    def test_in_a_refund_nobody_heard_of(self, stripe, payment):
        stripe.happens("refund", payment_intent=payment.reference, amount=1000)

        assert self.found() == [("refunded", 1000, 0)]

    def test_in_an_amount_in_a_currency_and_in_a_second_charge(self, stripe, payment):
        PaymentEvent.objects.filter(type="CHARGE").update(amount_minor=1)
        assert self.found() == [("charged", 65590, 1)]
        PaymentEvent.objects.filter(type="CHARGE").update(amount_minor=65590)
        stripe.books.get(payment.reference, "pi")["currency"] = "usd"
        assert self.found()[0] == ("charged", 65590, 65590)
        stripe.books.get(payment.reference, "pi")["currency"] = "eur"
        about = {"payment_key": str(payment.key)}
        stripe.confirm(stripe.happens("intent", amount=900, currency="eur", metadata=about)["id"])
        assert self.found() == [("charged", 66490, 65590)]

    def test_wait_until_both_sides_have_settled(self, stripe):
        payment = started()
        stripe.confirm(payment.reference)

        assert services.provider_differences(timezone.now() - timedelta(days=1)) == []

    def test_are_found_on_every_page_of_the_list(self, stripe, payment):
        for _ in range(120):
            stripe.confirm(stripe.happens("intent", amount=900, currency="eur")["id"])

        assert len(self.found()) == 120
