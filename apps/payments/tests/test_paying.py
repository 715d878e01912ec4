from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.inventory.models import Stock
from apps.orders import services as orders
from apps.orders.errors import CartChanged, CompletionInProgress
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.errors import CannotCancel, UnknownProvider
from apps.payments.gateways import Outcome, Report
from apps.payments.models import Payment, PaymentEvent, Refund, TestCharge
from apps.payments.services.outcomes import apply
from apps.payments.tests.factories import a_placed_order, press_the_button

pytestmark = pytest.mark.django_db


def left_behind(cart):
    """What a process leaves that dies between its first commit and the provider."""
    order = orders.prepare_order(cart_id=cart.pk, expected_total=total_of(cart)).order
    total = order.total_gross_minor
    Payment.objects.create(order=order, provider="test", method="card", amount_minor=total, currency="EUR")


def charge_of(payment) -> TestCharge:
    return TestCharge.objects.get(key=payment.key)


class TestPlaceOrder:
    def test_places_and_charges(self):
        placement = press_the_button(ready_cart(for_sale(price="649")))

        assert placement.is_placed
        order = placement.order
        assert (order.status, order.payment_status, order.charged_minor) == ("PLACED", "PAID", 65590)
        assert TestCharge.objects.get().amount_minor == 65590
        assert PaymentEvent.objects.get().type == "CHARGE"

    def test_returns_the_same_order_when_pressed_again(self):
        cart = ready_cart()
        total = total_of(cart)
        first = press_the_button(cart)

        again = services.place_order(cart_id=cart.pk, expected_total=total, way="test:approve")

        assert again.order == first.order
        assert TestCharge.objects.count() == 1

    def test_undoes_a_declined_payment(self):
        cart = ready_cart(for_sale(stock=1))

        placement = press_the_button(cart, "test:decline")

        assert placement.is_declined
        assert placement.payment.message == "Your bank declined the card. Nothing was charged."
        assert Order.objects.get().status == "FAILED"
        assert Cart.objects.get().is_open
        assert Stock.objects.get().allocated == 0

    def test_lets_another_way_be_tried_with_the_same_basket(self):
        cart = ready_cart()
        press_the_button(cart, "test:decline")
        cart.refresh_from_db()

        assert press_the_button(cart, "test:approve").is_placed
        assert Order.objects.filter(status="PLACED").count() == 1

    def test_waits_for_a_confirmation(self):
        placement = press_the_button(ready_cart(), "test:confirm")

        assert not placement.is_placed
        assert placement.action_url.startswith("http://testserver/checkout/test-bank/")
        assert Order.objects.get().payment_status == "PENDING"

    def test_leads_a_second_press_back_to_the_bank(self):
        cart = ready_cart()
        total = total_of(cart)
        first = press_the_button(cart, "test:confirm")

        again = services.place_order(cart_id=cart.pk, expected_total=total, way="test:confirm")

        assert again.action_url == first.action_url
        assert Payment.objects.count() == 1

    def test_does_not_pay_again_when_the_answer_got_lost(self):
        cart = ready_cart()
        total = total_of(cart)
        placement = press_the_button(cart, "test:timeout")

        assert placement.payment.status == "UNKNOWN"
        with pytest.raises(CompletionInProgress):
            services.place_order(cart_id=cart.pk, expected_total=total, way="test:approve")
        assert TestCharge.objects.count() == 1

    def test_finds_out_after_its_time_is_over(self, settings):
        cart = ready_cart()
        total = total_of(cart)
        press_the_button(cart, "test:timeout")
        settings.COMPLETION_TTL_SECONDS = 0

        again = services.place_order(cart_id=cart.pk, expected_total=total, way="test:approve")

        assert again.is_placed
        assert TestCharge.objects.count() == 1

    def test_charges_nothing_when_the_total_changed(self):
        cart = ready_cart()

        with pytest.raises(CartChanged):
            services.place_order(cart_id=cart.pk, expected_total=Money(1, "EUR"), way="test:approve")

        assert not TestCharge.objects.exists()
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("way", ["", "test", "test:", "stripe:card", "test:approve:x", "x" * 500])
    def test_knows_only_the_ways_on_offer(self, way):
        cart = ready_cart()

        with pytest.raises(UnknownProvider):
            services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way=way)


class TestResolve:
    def test_places_the_order_once_the_lost_answer_is_known(self):
        payment = press_the_button(ready_cart(), "test:timeout").payment

        services.resolve(payment_id=payment.pk)
        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "PLACED"
        assert PaymentEvent.objects.filter(type="CHARGE").count() == 1

    def test_undoes_what_never_reached_the_provider(self):
        payment = press_the_button(ready_cart(), "test:timeout").payment
        TestCharge.objects.all().delete()

        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "FAILED"
        assert Cart.objects.get().completing_at is None

    def test_waits_for_a_late_answer(self):
        payment = press_the_button(ready_cart(), "test:late").payment
        services.resolve(payment_id=payment.pk)
        assert Order.objects.get().status == "DRAFT"

        TestCharge.objects.update(answers_at=timezone.now())
        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == "PLACED"

    @pytest.mark.parametrize(("approve", "status"), [(True, "PLACED"), (False, "FAILED")])
    def test_follows_what_the_shopper_told_the_bank(self, approve, status):
        payment = press_the_button(ready_cart(), "test:confirm").payment

        services.answer_confirmation(secret=charge_of(payment).secret, approve=approve)
        assert Message.objects.filter(topic="payments.resolve").exists()
        services.resolve(payment_id=payment.pk)

        assert Order.objects.get().status == status


class TestApply:
    """Sequences of reports from the provider, and what they come to."""

    @pytest.fixture
    def payment(self) -> Payment | None:
        return press_the_button(ready_cart(for_sale(price="649")), "test:confirm").payment

    def report(self, payment, outcome, *, minor=65590, currency="EUR", reference="r1"):
        return apply(payment_id=payment.pk, report=Report(outcome, reference, Money(minor, currency)))

    def test_counts_the_same_report_once(self, payment):
        for _ in range(3):
            self.report(payment, Outcome.CHARGED)

        assert payment.events.filter(type="CHARGE").count() == 1
        assert Order.objects.get().charged_minor == 65590

    def test_pays_nothing_with_another_amount(self, payment):
        self.report(payment, Outcome.CHARGED, minor=100)

        payment.refresh_from_db()
        assert payment.needs_review
        assert Order.objects.get().status == "DRAFT"

    def test_pays_nothing_with_another_currency(self, payment):
        self.report(payment, Outcome.CHARGED, currency="USD")

        assert Order.objects.get().status == "DRAFT"

    def test_alarms_when_the_same_reference_comes_with_another_amount(self, payment):
        self.report(payment, Outcome.CHARGED)
        self.report(payment, Outcome.CHARGED, minor=1)

        payment.refresh_from_db()
        assert payment.needs_review
        assert payment.events.filter(type="MISMATCH").count() == 1
        assert Order.objects.get().charged_minor == 65590

    def test_does_not_take_a_decline_back_what_was_charged(self, payment):
        self.report(payment, Outcome.CHARGED)
        self.report(payment, Outcome.DECLINED, reference="r2")

        assert Order.objects.get().status == "PLACED"

    def test_sends_late_money_back(self, payment):
        self.report(payment, Outcome.CANCELLED)
        assert Order.objects.get().status == "FAILED"

        self.report(payment, Outcome.CHARGED)

        assert Refund.objects.get().amount_minor == 65590
        assert Order.objects.get().status == "FAILED"
        payment.refresh_from_db()
        assert payment.needs_review


class TestSweep:
    def test_finishes_what_a_dead_process_left(self):
        cart = ready_cart()
        left_behind(cart)
        in_a_minute = timezone.now() + timedelta(minutes=1)

        assert services.sweep(now=in_a_minute) == 1
        assert Order.objects.get().status == "FAILED"
        assert services.sweep(now=in_a_minute) == 0

    def test_leaves_young_payments_to_their_requests(self):
        cart = ready_cart()
        left_behind(cart)

        assert services.sweep() == 0

    def test_gives_up_a_confirmation_nobody_gave(self):
        press_the_button(ready_cart(), "test:confirm")

        services.sweep(now=timezone.now() + timedelta(minutes=31))

        assert Order.objects.get().status == "FAILED"
        assert TestCharge.objects.get().status == "CANCELLED"

    def test_does_not_give_up_too_early(self):
        press_the_button(ready_cart(), "test:confirm")

        services.sweep(now=timezone.now() + timedelta(minutes=10))

        assert Order.objects.get().status == "DRAFT"

    def test_does_not_stumble_over_one_broken_payment(self):
        press_the_button(ready_cart(), "test:timeout")
        broken = press_the_button(ready_cart(for_sale("Another")), "test:timeout").payment
        Payment.objects.filter(pk=broken.pk).update(provider="gone")

        services.sweep()

        assert sorted(Order.objects.values_list("status", flat=True)) == ["DRAFT", "PLACED"]


class TestCancelPayment:
    def test_gives_the_basket_back(self):
        payment = press_the_button(ready_cart(), "test:confirm").payment

        services.cancel_payment(payment_id=payment.pk)

        assert Order.objects.get().status == "FAILED"
        assert Cart.objects.get().completing_at is None

    def test_is_too_late_once_charged(self):
        payment = press_the_button(ready_cart(), "test:approve").payment

        with pytest.raises(CannotCancel):
            services.cancel_payment(payment_id=payment.pk)
        assert Order.objects.get().status == "PLACED"


class TestRefundCancelledOrder:
    @pytest.fixture
    def order(self) -> Order:
        order = a_placed_order(for_sale(price="649"))
        return orders.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")

    def test_gives_everything_back_once(self, order):
        (refund,) = services.refund_cancelled_order(order_id=order.pk)
        assert services.refund_cancelled_order(order_id=order.pk) == []

        services.send_refund(refund_id=refund.pk)
        services.send_refund(refund_id=refund.pk)

        order.refresh_from_db()
        assert (order.payment_status, order.refunded_minor) == ("REFUNDED", 65590)
        assert TestCharge.objects.get().refunded_minor == 65590
        assert PaymentEvent.objects.filter(type="REFUND").count() == 1

    def test_gives_nothing_back_for_an_order_that_stands(self):
        order = a_placed_order()

        assert services.refund_cancelled_order(order_id=order.pk) == []

    def test_is_found_by_the_sweeper_if_nobody_heard(self, order):
        services.sweep()

        assert Refund.objects.count() == 1


class TestTheDatabase:
    def test_keeps_one_live_payment_per_order(self):
        payment = press_the_button(ready_cart(), "test:confirm").payment

        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(
                order=payment.order, provider="test", method="x", amount_minor=1, currency="EUR"
            )

    def test_counts_a_report_once(self):
        event = PaymentEvent.objects.get(payment__order=a_placed_order())

        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentEvent.objects.create(
                payment=event.payment,
                type=event.type,
                reference=event.reference,
                amount_minor=1,
                at=timezone.now(),
            )

    @pytest.mark.parametrize("change", [{"amount_minor": 0}, {"status": "PAID"}])
    def test_refuses_impossible_payments(self, change):
        a_placed_order()

        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.update(**change)


class TestIdempotencyKeys:
    def begin(self, key="k1", body=b"{}", scope="s", **kwargs):
        return services.begin(
            scope=scope, key=key, method="POST", path="/api/v1/orders/", body=body, **kwargs
        )

    def test_replays_the_first_answer(self):
        assert self.begin() is None
        services.finish(scope="s", key="k1", status_code=201, body={"code": "ABC"})

        replay = self.begin()

        assert (replay.status_code, replay.body) == (201, {"code": "ABC"})

    def test_refuses_another_request_with_the_same_key(self):
        from apps.payments.errors import KeyReused

        self.begin()
        with pytest.raises(KeyReused):
            self.begin(body=b'{"other": 1}')

    def test_says_when_the_first_is_still_running(self):
        from apps.payments.errors import KeyInProgress

        self.begin()
        with pytest.raises(KeyInProgress):
            self.begin()

    def test_takes_over_from_a_dead_process(self):
        self.begin(now=timezone.now() - timedelta(minutes=3))

        assert self.begin() is None

    @pytest.mark.parametrize("status", [409, 429, 500, 503])
    def test_does_not_keep_answers_that_may_change(self, status):
        self.begin()
        services.finish(scope="s", key="k1", status_code=status, body={})

        assert self.begin() is None

    def test_belongs_to_one_credential(self):
        self.begin()
        services.finish(scope="s", key="k1", status_code=201, body={"code": "ABC"})

        assert self.begin(scope="other") is None

    @pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", "\x00"])
    def test_has_1_to_255_printable_characters(self, key):
        from apps.payments.errors import BadKey

        with pytest.raises(BadKey):
            self.begin(key=key)

    def test_is_forgotten_after_a_day(self):
        self.begin(now=timezone.now() - timedelta(hours=25))

        assert services.forget_old() == 1
