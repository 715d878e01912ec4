"""Money that comes for an order which has ended: it revives the order or goes back, and everybody is told."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.services import add_coupon
from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.inventory.services import count
from apps.orders import services as orders
from apps.orders.models import Checkout, Order
from apps.orders.tests.factories import ready_cart
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.gateways import Outcome, Report
from apps.payments.models import Payment, Refund
from apps.payments.selectors import needing_attention
from apps.payments.services import Booking
from apps.payments.services.outcomes import apply
from apps.payments.tests.factories import (
    a_placed_order,
    an_expired_order,
    an_unpaid_order,
    press_the_button,
    transfer_comes,
)
from apps.promotions.models import PromotionUse
from apps.promotions.tests.factories import a_code, a_promotion

pytestmark = pytest.mark.django_db


def unbalanced() -> list[str]:
    return [str(finding) for finding in check() if finding.invariant != "I9"]


def told(topic: str) -> int:
    return Message.objects.filter(topic=f"orders.send_{topic}").count()


def a_code_for_one() -> None:
    a_code(a_promotion("Ten off", needs_coupon=True, max_uses=1), "SATURN")
    forget_all()


def expired_with_code() -> Order:
    cart = ready_cart(for_sale(stock=9))
    add_coupon(cart=cart, code="SATURN")
    order = press_the_button(cart, "transfer:bank").order
    Order.objects.update(pay_by=timezone.now() - timedelta(minutes=1))
    services.expire_unpaid()
    order.refresh_from_db()
    return order


class TestInsideTermsWithGoodsFree:
    def test_the_order_stands_again(self):
        order = an_expired_order(for_sale(stock=2), quantity=2)

        assert transfer_comes(order) is Booking.COUNTED

        order.refresh_from_db()
        assert (order.status, order.payment_status, order.expired_at) == ("PLACED", "PAID", None)
        assert [line.allocated_qty for line in order.lines.all()] == [2]
        assert Stock.objects.get().allocated == 2
        assert Payment.objects.get().status == "CHARGED"
        assert not Refund.objects.exists()
        assert (told("revived"), told("late_payment")) == (1, 0)
        assert unbalanced() == []
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

    def test_the_same_entry_of_the_bank_changes_nothing_more(self):
        order = an_expired_order()
        transfer_comes(order)

        assert transfer_comes(order, order.total_gross_minor) is Booking.KNOWN
        assert told("revived") == 1

    def test_too_much_revives_it_and_is_flagged(self):
        order = an_expired_order()

        transfer_comes(order, order.total_gross_minor + 500)

        order.refresh_from_db()
        assert (order.status, order.payment_status) == ("PLACED", "OVERPAID")
        assert needing_attention(Payment.objects.all()).count() == 1

    def test_the_use_of_a_code_counts_again(self):
        a_code_for_one()
        order = expired_with_code()

        transfer_comes(order)

        assert PromotionUse.objects.filter(given_back_at=None, reference=order.reference).count() == 1
        assert unbalanced() == []

    def test_the_price_stays_if_somebody_else_used_the_code_up(self):
        a_code_for_one()
        order = expired_with_code()
        cart = ready_cart(for_sale("Another"))
        add_coupon(cart=cart, code="SATURN")
        assert press_the_button(cart).is_placed

        transfer_comes(order)

        order.refresh_from_db()
        assert (order.status, order.payment_status) == ("PLACED", "PAID")
        assert order.discount_minor > 0
        assert order.events.filter(text__contains="is used up").exists()
        assert unbalanced() == []


class TestOtherwise:
    @pytest.fixture
    def order(self) -> Order:
        """Somebody else took the last unit after the order had expired."""
        variant = for_sale(stock=1)
        expired = an_expired_order(variant)
        a_placed_order(variant)
        return expired

    def test_the_money_is_on_record_and_goes_back(self, order):
        assert transfer_comes(order) is Booking.LATE

        order.refresh_from_db()
        payment = order.payments.get()
        assert (order.status, order.payment_status) == ("EXPIRED", "PAID")
        assert order.charged_minor == order.total_gross_minor
        assert (Refund.objects.get().amount_minor, Refund.objects.get().status) == (
            order.charged_minor,
            "SENT",
        )
        assert payment.needs_review
        assert payment in needing_attention(Payment.objects.all())
        assert (told("revived"), told("late_payment")) == (0, 1)
        assert Stock.objects.get().allocated == 1
        assert unbalanced() == []

    def test_it_is_back_when_staff_say_so(self, order):
        transfer_comes(order)

        services.finish_refund(refund_id=Refund.objects.get().pk, bank_reference="OUT1", actor="mara")

        order.refresh_from_db()
        assert (order.status, order.payment_status) == ("EXPIRED", "REFUNDED")
        assert unbalanced() == []

    def test_a_second_transfer_goes_back_as_well(self, order):
        transfer_comes(order)
        services.finish_refund(refund_id=Refund.objects.get().pk, bank_reference="OUT1", actor="mara")

        assert transfer_comes(order, 700, reference="B2") is Booking.LATE

        assert Refund.objects.filter(status="SENT").get().amount_minor == 700
        order.refresh_from_db()
        assert order.payment_status == "PART_REFUNDED"

    def test_less_than_the_total_goes_back(self):
        order = an_expired_order(for_sale(stock=5))

        assert transfer_comes(order, 100) is Booking.LATE

        assert Refund.objects.get().amount_minor == 100
        order.refresh_from_db()
        assert order.is_expired

    def test_money_after_the_last_day_goes_back_although_the_goods_are_free(self, settings):
        order = an_expired_order(for_sale(stock=5))
        Order.objects.update(expired_at=timezone.now() - timedelta(days=settings.LATE_MONEY_DAYS, minutes=1))

        assert transfer_comes(order) is Booking.LATE

        order.refresh_from_db()
        assert order.is_expired
        assert Refund.objects.count() == 1

    def test_an_order_that_a_gift_card_was_to_pay_in_part_stays_expired(self):
        """The card has its money back, so what comes does not cover the order."""
        card = issue(amount=Money.of("5.00", "EUR"), actor="test").card
        cart = ready_cart(for_sale(stock=5))
        Checkout.objects.update(gift_card=card)
        order = press_the_button(cart, "transfer:bank").order
        services.expire_unpaid(now=timezone.now() + timedelta(days=9))

        assert transfer_comes(order, order.total_gross_minor - 500) is Booking.LATE
        assert unbalanced() == []

    def test_money_for_a_cancelled_order_goes_back(self):
        order = an_unpaid_order()
        orders.cancel_order(order_id=order.pk, actor="mara", reason="Asked")

        assert transfer_comes(order, 100) is Booking.LATE
        assert Refund.objects.get().amount_minor == 100
        assert unbalanced() == []


class TestFromAProvider:
    """Money of a card that was given up is treated alike, and goes back by itself."""

    def test_for_a_draft_that_was_undone_it_goes_back(self):
        payment = press_the_button(ready_cart(), "test:confirm").payment
        total = payment.amount
        apply(payment_id=payment.pk, report=Report(Outcome.CANCELLED, "r1", total))

        apply(payment_id=payment.pk, report=Report(Outcome.CHARGED, "r2", total))
        apply(payment_id=payment.pk, report=Report(Outcome.CHARGED, "r2", total))

        assert Order.objects.get().status == "FAILED"
        assert Refund.objects.get().status == "CREATED"
        assert Message.objects.filter(topic="payments.send_refund").count() == 1
        assert told("late_payment") == 1

    def test_for_an_expired_order_it_revives_the_order(self):
        order = an_expired_order(for_sale(stock=1))
        card = Payment.objects.create(
            order=order, provider="test", method="Card", amount_minor=order.total_gross_minor, currency="EUR",
            status="CANCELLED",
        )  # fmt: skip
        services.release_unfinished(now=timezone.now() + timedelta(days=1))

        apply(payment_id=card.pk, report=Report(Outcome.CHARGED, "r1", order.total))

        order.refresh_from_db()
        card.refresh_from_db()
        assert (order.status, order.payment_status, card.status) == ("PLACED", "PAID", "CHARGED")


class TestManyOrdersPaidAfterTheyEnded:
    """However they ended: each stands again and is paid, or everything goes back and the shopper is told."""

    def test_leave_no_money_that_nobody_knows_of(self, settings):
        chance = random.Random(9)
        variant = for_sale(stock=200)
        ended = [self.one(variant, chance, settings) for _ in range(60)]
        free = chance.randrange(10, 40)
        count(stock_id=Stock.objects.get().pk, on_hand=free, actor="test", reason="lost")

        for number, order in enumerate(ended):
            transfer_comes(order, order.total_gross_minor, reference=f"B{number}")

        orders_ = Order.objects.all()
        revived = orders_.filter(status="PLACED", payment_status="PAID").count()
        assert revived + Refund.objects.filter(status="SENT").count() == len(ended)
        assert revived == min(free, sum(1 for order in ended if self.can_revive(order, settings)))
        assert told("revived") == revived
        assert told("late_payment") == len(ended) - revived
        assert Stock.objects.get().allocated == revived
        assert unbalanced() == []

    def one(self, variant, chance, settings) -> Order:
        if chance.random() < 0.3:
            order = an_unpaid_order(variant)
            return orders.cancel_order(order_id=order.pk, actor="mara", reason="Asked")
        order = an_expired_order(variant)
        if chance.random() < 0.3:
            long_ago = timezone.now() - timedelta(days=settings.LATE_MONEY_DAYS + 1)
            Order.objects.filter(pk=order.pk).update(expired_at=long_ago)
            order.refresh_from_db()
        return order

    def can_revive(self, order: Order, settings) -> bool:
        last = timezone.now() - timedelta(days=settings.LATE_MONEY_DAYS)
        return order.expired_at is not None and order.expired_at > last
