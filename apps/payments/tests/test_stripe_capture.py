from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.cart.tests.factories import for_sale
from apps.orders import services as orders
from apps.orders.models import Order, OrderEvent, OrderLine
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.errors import CannotCancel
from apps.payments.models import Payment, PaymentEvent
from apps.payments.rules import amount_to_capture
from apps.payments.tests.stripe_steps import hear, paid, started, things, took, work


@pytest.fixture
def stripe(stripe, settings):
    settings.STRIPE_CAPTURE = "shipment"
    return stripe


def ship(order, **kwargs):
    return orders.ship_order(order_id=order.pk, tracking_number="T1", actor="mara", **kwargs)


def facts(order) -> tuple[str, str, int, int]:
    order.refresh_from_db()
    return order.status, order.payment_status, order.charged_minor, order.authorised_minor


class TestTheAmount:
    @pytest.mark.parametrize(
        ("lines", "amount"),
        [
            ([(1000, 3, 0)], 1500),
            ([(1000, 3, 1)], 1167),
            ([(1000, 3, 2)], 833),
            ([(1000, 3, 3)], 500),
            ([], 1500),
        ],
    )
    def test_leaves_out_what_was_cancelled(self, lines, amount):
        assert amount_to_capture(total=1500, kept=0, lines=lines) == amount

    def test_leaves_out_what_a_gift_card_paid(self):
        assert amount_to_capture(total=1500, kept=500, lines=[(1000, 1, 0)]) == 1000

    @given(
        st.lists(
            st.tuples(st.integers(0, 10**6), st.integers(1, 99)).flatmap(
                lambda line: st.tuples(st.just(line[0]), st.just(line[1]), st.integers(0, line[1]))
            ),
            max_size=10,
        ),
        st.integers(0, 10**6),
    )
    def test_is_between_nothing_and_the_total(self, lines, delivery):
        goods = sum(gross for gross, _, _ in lines)

        amount = amount_to_capture(total=goods + delivery, kept=0, lines=lines)

        assert delivery <= amount <= goods + delivery


@pytest.mark.django_db
class TestAnAuthorisedOrder:
    def test_is_placed_and_can_be_shipped(self, stripe):
        order = paid(stripe, for_sale(price="649")).order

        assert facts(order) == ("PLACED", "AUTHORISED", 0, 65590)
        assert order.is_paid
        assert took(stripe) == 0
        assert Payment.objects.get().status == "AUTHORISED"

    def test_cannot_be_called_back_by_the_shopper(self, stripe):
        payment = paid(stripe)

        with pytest.raises(CannotCancel):
            services.cancel_payment(payment_id=payment.pk)
        assert things(stripe, "pi")[0]["status"] == "requires_capture"

    def test_is_charged_when_it_ships(self, stripe, django_capture_on_commit_callbacks):
        order = paid(stripe, for_sale(price="649")).order

        with django_capture_on_commit_callbacks(execute=True):
            ship(order)
        work("payments.capture")

        assert facts(order) == ("SHIPPED", "PAID", 65590, 0)
        assert took(stripe) == 65590

    def test_is_charged_whole_with_its_first_parcel_and_once(
        self, stripe, django_capture_on_commit_callbacks
    ):
        order = paid(stripe, for_sale(price="100"), quantity=3).order
        line = order.lines.get()

        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                ship(order, quantities={line.pk: 1})
            work("payments.capture")
        hear(stripe)

        assert facts(order)[1:] == ("PAID", order.total_gross_minor, 0)
        assert took(stripe) == order.total_gross_minor
        assert Message.objects.filter(topic="payments.capture").count() == 1

    def test_is_charged_without_what_was_cancelled(self, stripe):
        payment = paid(stripe, for_sale(price="100"), quantity=3)
        order = payment.order
        OrderLine.objects.update(cancelled_qty=1, allocated_qty=2)
        ship(order)

        services.capture(payment_id=payment.pk)
        hear(stripe)

        due = order.total_gross_minor - 10000
        assert facts(order) == ("SHIPPED", "PAID", due, 0)
        assert order.released_minor == 10000
        assert took(stripe) == due
        assert order.still_owed.minor == 0
        assert not Payment.objects.get().needs_review
        assert not PaymentEvent.objects.filter(type="REFUND").exists()

    def test_is_charged_by_the_sweeper_if_nobody_heard(self, stripe):
        order = paid(stripe).order
        ship(order)

        services.sweep()

        assert facts(order)[1] == "PAID"

    def test_is_charged_once_when_the_answer_got_lost(self, stripe):
        payment = paid(stripe)
        ship(payment.order)
        stripe.fault("cut", path="/capture")

        from apps.payments.gateways import ProviderTimeout

        with pytest.raises(ProviderTimeout):
            services.capture(payment_id=payment.pk)
        services.capture(payment_id=payment.pk)

        assert facts(payment.order)[1] == "PAID"
        assert took(stripe) == payment.amount_minor

    def test_keeps_to_the_amount_of_the_first_try(self, stripe):
        payment = paid(stripe, for_sale(price="100"), quantity=3)
        ship(payment.order, quantities={payment.order.lines.get().pk: 1})
        stripe.fault("refuse", path="/capture")
        from apps.payments.gateways import ProviderTimeout

        with pytest.raises(ProviderTimeout):
            services.capture(payment_id=payment.pk)
        OrderLine.objects.update(cancelled_qty=1, allocated_qty=1)
        services.capture(payment_id=payment.pk)

        assert took(stripe) == payment.amount_minor

    def test_that_is_cancelled_is_let_go(self, stripe, django_capture_on_commit_callbacks):
        order = paid(stripe).order

        with django_capture_on_commit_callbacks(execute=True):
            orders.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")
        work("payments.release")

        assert facts(order) == ("CANCELLED", "UNPAID", 0, 0)
        assert things(stripe, "pi")[0]["status"] == "canceled"
        assert not Payment.objects.get().needs_review

    def test_that_is_cancelled_is_let_go_by_the_sweeper_if_nobody_heard(self, stripe):
        order = paid(stripe).order
        orders.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")

        services.sweep()

        assert things(stripe, "pi")[0]["status"] == "canceled"
        assert facts(order)[1] == "UNPAID"

    @pytest.mark.parametrize("heard", [True, False])
    def test_never_lapses_silently(self, stripe, heard):
        payment = paid(stripe)
        stripe.happens("lapse", payment_intent=payment.reference)

        if heard:
            hear(stripe)
        else:
            services.sweep(now=timezone.now() + timedelta(hours=7))

        payment.refresh_from_db()
        assert facts(payment.order) == ("PLACED", "UNPAID", 0, 0)
        assert not payment.order.is_paid
        assert payment.needs_review
        assert OrderEvent.objects.filter(kind="PAYMENT", text__contains="lapsed").count() == 1

    def test_is_not_asked_about_all_the_time(self, stripe):
        paid(stripe)
        later = timezone.now() + timedelta(hours=7)
        services.sweep(now=later)
        stripe.api.calls.clear()

        services.sweep(now=later + timedelta(minutes=1))

        assert stripe.api.calls == []

    def test_with_a_gift_card_keeps_both_parts_apart(self, stripe):
        from apps.currency.money import Money
        from apps.giftcards.services import issue
        from apps.orders.models import Checkout
        from apps.orders.tests.factories import ready_cart

        cart = ready_cart(for_sale(price="649"))
        card = issue(amount=Money(10000, "EUR"), actor="test").card
        Checkout.objects.filter(cart=cart).update(gift_card=card)
        payment = started(cart=cart)
        stripe.confirm(payment.reference)
        hear(stripe)

        assert facts(payment.order) == ("PLACED", "AUTHORISED", 10000, 55590)
        ship(payment.order)
        services.sweep()
        assert facts(payment.order) == ("SHIPPED", "PAID", 65590, 0)
        assert took(stripe) == 55590

    def test_ignores_older_news(self, stripe):
        from apps.payments.gateways import Outcome, Report
        from apps.payments.services.outcomes import apply

        payment = paid(stripe)
        apply(payment_id=payment.pk, report=Report(Outcome.PENDING, payment.reference, payment.amount))

        assert facts(payment.order)[1] == "AUTHORISED"
        assert Order.objects.get().is_placed

    def test_of_another_amount_is_not_placed(self, stripe):
        payment = started()
        stripe.books.get(payment.reference, "pi")["amount"] = 100
        stripe.confirm(payment.reference)
        hear(stripe)

        payment.refresh_from_db()
        assert payment.needs_review
        assert Order.objects.get().status == "DRAFT"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestCapturesAtOnce:
    def test_charge_once(self, stripe, together):
        payment = paid(stripe, for_sale(price="100"), quantity=3)
        ship(payment.order, quantities={payment.order.lines.get().pk: 1})

        together([lambda: services.capture(payment_id=payment.pk) for _ in range(6)])
        hear(stripe)

        assert facts(payment.order)[1:] == ("PAID", payment.amount_minor, 0)
        assert took(stripe) == payment.amount_minor
        assert PaymentEvent.objects.filter(type="CHARGE").count() == 1
