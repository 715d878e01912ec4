"""Money that goes back: by lines, delivery, goodwill, and for cancelled orders."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.mail.models import Message as Mail
from apps.orders import services as orders
from apps.orders.errors import NotRefundable
from apps.orders.models import Checkout, Order
from apps.orders.money import refundable, share
from apps.orders.signals import money_back
from apps.orders.tests.factories import ready_cart
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.errors import CannotRetry, NothingToRefund, RefundIsOther, RefundTooHigh
from apps.payments.models import Payment, Refund, RefundLine, Repayment, TestCharge
from apps.payments.money import choose_payments
from apps.payments.tests.factories import a_placed_order, press_the_button
from apps.promotions.tests.factories import a_promotion


class TestRefundable:
    def test_gives_back_ten_for_three_units_in_steps(self):
        assert [refundable(1000, 3, n, 1) for n in range(3)] == [333, 334, 333]

    def test_refuses_more_units_than_there_are(self):
        with pytest.raises(ValueError, match="units of a line"):
            refundable(1000, 3, 2, 2)

    @given(
        paid=st.integers(0, 10**9),
        tax=st.integers(0, 10**8),
        quantity=st.integers(1, 999),
        data=st.data(),
    )
    def test_adds_up_to_what_was_paid_whatever_the_steps(self, paid, tax, quantity, data):
        steps, so_far = [], 0
        while so_far < quantity:
            more = data.draw(st.integers(1, quantity - so_far))
            steps.append((so_far, more))
            so_far += more
        parts = [refundable(paid, quantity, *step) for step in steps]

        assert sum(parts) == paid
        assert sum(refundable(tax, quantity, *step) for step in steps) == tax
        assert min(parts) >= 0

    @given(
        gross=st.integers(0, 10**9), part=st.integers(0, 10**9), quantity=st.integers(1, 999), data=st.data()
    )
    def test_never_gives_back_more_tax_than_money(self, gross, part, quantity, data):
        tax = min(gross, part)
        so_far = data.draw(st.integers(0, quantity))
        more = data.draw(st.integers(0, quantity - so_far))

        # Each sum so far is within; the difference of two may be one minor unit apart.
        assert share(tax, quantity, so_far + more) <= share(gross, quantity, so_far + more)
        assert refundable(gross, quantity, 0, so_far) >= refundable(tax, quantity, 0, so_far)


class TestChoosePayments:
    @pytest.mark.parametrize(
        ("amount", "left", "chosen"),
        [
            (500, {1: 900, 2: 500, 3: 600}, [(2, 500)]),
            (500, {1: 900, 2: 400, 3: 600}, [(3, 500)]),
            (1000, {1: 300, 2: 900, 3: 100}, [(2, 900), (3, 100)]),
            (1150, {1: 300, 2: 900, 3: 100}, [(2, 900), (1, 250)]),
            (1300, {1: 300, 2: 900, 3: 100, 4: 0}, [(2, 900), (1, 300), (3, 100)]),
        ],
    )
    def test_prefers_exact_then_bigger_then_the_largest(self, amount, left, chosen):
        assert choose_payments(amount, left) == chosen

    @given(left=st.dictionaries(st.integers(1, 9), st.integers(0, 10**6)), data=st.data())
    def test_gives_exactly_the_amount_and_empties_no_payment_beyond(self, left, data):
        amount = data.draw(st.integers(0, sum(left.values())))

        chosen = choose_payments(amount, left)

        assert sum(minor for _, minor in chosen) == amount
        assert all(0 < minor <= left[pk] for pk, minor in chosen)
        assert len({pk for pk, _ in chosen}) == len(chosen)

    def test_refuses_more_than_there_is(self):
        with pytest.raises(ValueError, match="6 of 5"):
            choose_payments(6, {1: 5})


def refund(order, **given):
    known = {"units": {}, "reason": "asked", "actor": "mara"}
    return services.refund_lines(order_id=order.pk, **{**known, **given})


def sent() -> None:
    for row in Refund.objects.filter(status="CREATED"):
        services.send_refund(refund_id=row.pk)


def shipped(order: Order) -> Order:
    orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
    order.refresh_from_db()
    return order


@pytest.mark.django_db
class TestRefundLines:
    @pytest.fixture
    def order(self) -> Order:
        """Three for 10.00, delivery 6.90."""
        a_promotion(effect={"kind": "AMOUNT", "amount_minor": 197, "currency": "EUR"})
        return a_placed_order(for_sale("Filter", price="3.99"), quantity=3)

    @pytest.fixture
    def plain(self) -> Order:
        return a_placed_order(
            for_sale("Telescope", price="649"), for_sale("Atlas", price="19.99"), quantity=2
        )

    def test_gives_back_each_unit_and_in_the_end_everything(self, plain, books):
        amounts = []
        for line in [*plain.lines.all(), *reversed(plain.lines.all())]:
            (done,) = refund(plain, units={line.pk: 1})
            amounts.append(done.amount_minor)
        refund(plain, delivery_minor=plain.delivery_gross_minor)
        sent()

        plain.refresh_from_db()
        assert plain.refunded_minor == plain.total_gross_minor
        assert plain.payment_status == "REFUNDED"
        goods = RefundLine.objects.filter(kind="GOODS")
        net = sum(RefundLine.objects.values_list("net_minor", flat=True))
        assert sum(row.gross_minor for row in goods) == plain.goods_gross_minor
        assert net == plain.total_net_minor
        assert books("I9") == []

    def test_says_for_what(self, plain):
        line = plain.lines.get(title="Atlas")
        (done,) = refund(plain, units={line.pk: 1}, delivery_minor=100, goodwill_minor=50, reason="late")

        repayment = Repayment.objects.get()
        assert done.repayment == repayment
        assert (repayment.amount_minor, repayment.reason, repayment.actor) == (2149, "late", "mara")
        assert list(repayment.lines.values_list("kind", "units", "gross_minor")) == [
            ("GOODS", 1, 1999),
            ("DELIVERY", 0, 100),
            ("GOODWILL", 0, 50),
        ]
        line.refresh_from_db()
        assert line.refunded_qty == 1

    def test_gives_no_unit_back_twice(self, plain):
        line = plain.lines.first()
        refund(plain, units={line.pk: 2})

        with pytest.raises(NotRefundable):
            refund(plain, units={line.pk: 1})
        assert Refund.objects.count() == 1

    @pytest.mark.parametrize("units", [-1, 3])
    def test_refuses_units_that_were_not_ordered(self, plain, units):
        with pytest.raises(NotRefundable):
            refund(plain, units={plain.lines.first().pk: units})

    def test_refuses_lines_of_another_order(self, plain):
        other = a_placed_order()

        with pytest.raises(NotRefundable):
            refund(plain, units={other.lines.get().pk: 1})

    def test_gives_back_no_more_delivery_than_was_paid(self, plain):
        refund(plain, delivery_minor=plain.delivery_gross_minor)

        with pytest.raises(NotRefundable):
            refund(plain, delivery_minor=1)

    def test_gives_back_no_more_than_was_captured(self, plain):
        refund(plain, goodwill_minor=plain.total_gross_minor - 100)

        with pytest.raises(RefundTooHigh) as refusal:
            refund(plain, goodwill_minor=101)
        assert refusal.value.left == Money(100, "EUR")

    def test_wants_something_to_give_back(self, plain):
        with pytest.raises(NothingToRefund):
            refund(plain)

    def test_insists_on_the_amount_that_was_shown(self, plain):
        with pytest.raises(RefundIsOther) as refusal:
            refund(plain, units={plain.lines.first().pk: 1}, expected_minor=1)
        assert refusal.value.amount == Money(64900, "EUR")
        assert Repayment.objects.count() == 0

    def test_takes_the_same_decision_once(self, plain):
        first = refund(plain, goodwill_minor=100, key="form:1")

        assert refund(plain, goodwill_minor=100, key="form:1") == first
        assert Refund.objects.count() == 1

    def test_puts_returned_units_back_on_the_shelf_only_if_told_to(self, plain):
        order = shipped(plain)
        one, two = order.lines.all()
        refund(order, units={one.pk: 1, two.pk: 1}, restock={one.pk: 1})

        order.refresh_from_db()
        assert order.status == "PART_RETURNED"
        assert Stock.objects.get(variant=one.variant).on_hand == 9
        assert Stock.objects.get(variant=two.variant).on_hand == 8

    def test_restocks_nothing_that_was_not_shipped(self, plain):
        line = plain.lines.first()

        with pytest.raises(NotRefundable):
            refund(plain, units={line.pk: 1}, restock={line.pk: 1})
        assert Refund.objects.count() == 0

    def test_keeps_a_partly_refunded_order_ready_to_be_shipped(self, plain):
        refund(plain, units={plain.lines.first().pk: 1})
        sent()

        assert shipped(plain).status == "SHIPPED"
        assert plain.payment_status == "PART_REFUNDED"

    def test_shares_what_promotions_took_off(self, order):
        line = order.lines.get()
        assert (line.line_gross_minor, line.quantity) == (1000, 3)
        for _ in range(3):
            refund(order, units={line.pk: 1})

        rows = RefundLine.objects.all()
        assert [row.gross_minor for row in rows] == [333, 334, 333]
        assert sum(row.net_minor for row in rows) == line.line_net_minor


@pytest.mark.django_db
class TestGiftCard:
    @pytest.fixture
    def order(self) -> Order:
        card = issue(amount=Money.of("50.00", "EUR"), actor="test").card
        cart = ready_cart(for_sale(price="100"), quantity=1)
        Checkout.objects.update(gift_card=card)
        return press_the_button(cart).order

    def test_gets_back_what_it_paid(self, order, books):
        """106.90 in all: 50.00 by card, 56.90 by bank. The exact payment is chosen first."""
        refund(order, goodwill_minor=5000)
        sent()

        back = Refund.objects.get()
        assert (back.payment.provider, back.status) == ("giftcard", "DONE")
        assert books("I9") == []

    def test_and_the_bank_share_what_one_alone_cannot_give(self, order, books):
        refund(order, goodwill_minor=10000)
        sent()

        assert sorted(Refund.objects.values_list("payment__provider", "amount_minor")) == [
            ("giftcard", 4310),
            ("test", 5690),
        ]
        assert books("I9") == []


@pytest.mark.django_db
class TestCancelledOrder:
    def test_gets_the_rest_with_its_lines(self):
        order = a_placed_order(for_sale(price="10.00"), quantity=3)
        refund(order, units={order.lines.get().pk: 1}, goodwill_minor=100)
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        sent()

        order.refresh_from_db()
        assert (order.refunded_minor, order.payment_status) == (order.total_gross_minor, "REFUNDED")
        last = Repayment.objects.last()
        assert list(last.lines.values_list("kind", "units", "gross_minor")) == [
            ("GOODS", 2, 2000),
            ("DELIVERY", 0, 690),
            ("SETTLED", 0, -100),
        ]
        assert order.lines.get().refunded_qty == 3


@pytest.mark.django_db
class TestARefundThatFails:
    @pytest.fixture
    def failed(self) -> Refund:
        order = a_placed_order()
        (row,) = refund(order, goodwill_minor=1000)
        TestCharge.objects.update(refunded_minor=order.total_gross_minor)
        return services.send_refund(refund_id=row.pk)

    def test_says_why_and_counts_for_nothing(self, failed):
        order = failed.payment.order
        order.refresh_from_db()

        assert (failed.status, order.refunded_minor) == ("FAILED", 0)
        assert "cannot go back" in failed.message
        assert order.events.filter(text__contains="failed").exists()
        refund(order, goodwill_minor=order.total_gross_minor)

    def test_is_sent_once_more_as_a_new_one(self, failed):
        TestCharge.objects.update(refunded_minor=0)
        again = services.retry_refund(refund_id=failed.pk, actor="mara")
        sent()

        again.refresh_from_db()
        assert again.status == "DONE"
        assert again.key != failed.key
        assert again.repayment == failed.repayment
        with pytest.raises(CannotRetry):
            services.retry_refund(refund_id=failed.pk, actor="mara")

    def test_is_not_sent_again_beyond_what_is_left(self, failed):
        refund(failed.payment.order, goodwill_minor=failed.payment.amount_minor)

        with pytest.raises(RefundTooHigh):
            services.retry_refund(refund_id=failed.pk, actor="mara")

    def test_refuses_to_repeat_one_that_stands(self):
        (row,) = refund(a_placed_order(), goodwill_minor=1)

        with pytest.raises(CannotRetry):
            services.retry_refund(refund_id=row.pk, actor="mara")


@pytest.mark.django_db
class TestTheDatabase:
    def test_refuses_more_than_a_payment_took(self):
        payment = Payment.objects.get(order=a_placed_order())
        Refund.objects.create(payment=payment, amount_minor=payment.amount_minor, reason="r", actor="a")

        with pytest.raises(IntegrityError, match="No more goes back"), transaction.atomic():
            Refund.objects.create(payment=payment, amount_minor=1, reason="r", actor="a")

    def test_refuses_to_revive_a_failed_one_when_nothing_is_left(self):
        payment = Payment.objects.get(order=a_placed_order())
        known = {"payment": payment, "amount_minor": payment.amount_minor, "reason": "r", "actor": "a"}
        failed = Refund.objects.create(status="FAILED", **known)
        Refund.objects.create(**known)

        with pytest.raises(IntegrityError), transaction.atomic():
            Refund.objects.filter(pk=failed.pk).update(status="SENT")


@pytest.mark.django_db
class TestAnnounce:
    def test_tells_the_customer_and_whoever_writes_credit_notes(self):
        order = a_placed_order(for_sale("Atlas", price="19.99"), quantity=2)
        refund(order, units={order.lines.get().pk: 1})
        heard = []

        def hear(**fact):
            heard.append(fact)

        money_back.connect(hear)
        try:
            services.announce(**Message.objects.get(topic="orders.money_back").payload)
        finally:
            money_back.disconnect(hear)

        (fact,) = heard
        assert (fact["order_id"], fact["kind"]) == (order.pk, "RETURN")
        assert [(row["title"], row["units"], row["gross_minor"]) for row in fact["lines"]] == [
            ("Atlas", 1, 1999)
        ]
        mail = Mail.objects.get(kind="order_refunded")
        assert mail.subject == f"€19.99 go back to you: order {order.code}"
        assert "1 x Atlas: €19.99" in mail.text
        assert "Test card that works: €19.99" in mail.text

    def test_leaves_a_cancelled_order_to_its_own_mail(self):
        order = a_placed_order()
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        services.announce(**Message.objects.get(topic="orders.money_back").payload)

        assert not Mail.objects.filter(kind="order_refunded").exists()
