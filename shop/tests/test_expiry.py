"""Orders that nobody paid for: reminded, expired, started again, shrunk. And payments with nothing to pay for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.services import add_coupon
from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards.selectors import balance
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.orders import services as orders
from apps.orders.models import Checkout, Order
from apps.orders.selectors import track
from apps.orders.tests.factories import ready_cart
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.models import Payment, TestCharge
from apps.payments.tests.factories import (
    a_placed_order,
    an_expired_order,
    an_unpaid_order,
    press_the_button,
    transfer_comes,
)
from apps.promotions.models import CouponCode, Promotion
from apps.promotions.tests.factories import a_code, a_promotion

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def in_days(days: float):
    return timezone.now() + days * DAY


def unbalanced() -> list[str]:
    return [str(finding) for finding in check() if finding.invariant != "I9"]


class TestExpireUnpaid:
    def test_frees_the_goods_and_tells_the_shopper_once(self):
        order = an_unpaid_order(for_sale(stock=3), quantity=2)

        assert services.expire_unpaid(now=in_days(9)) == 1
        assert services.expire_unpaid(now=in_days(9)) == 0

        order.refresh_from_db()
        assert order.is_expired
        assert Stock.objects.get().allocated == 0
        assert Message.objects.filter(topic="orders.send_expired").count() == 1
        event = order.events.get(field="status", new="EXPIRED")
        assert (event.actor, event.reason) == ("system", "Not paid in time")
        assert unbalanced() == []

    def test_leaves_an_order_alone_until_the_term_is_over(self):
        order = an_unpaid_order()

        assert services.expire_unpaid(now=order.pay_by - timedelta(seconds=1)) == 0
        assert services.expire_unpaid(now=order.pay_by) == 1

    def test_leaves_paid_and_partly_paid_orders_alone(self):
        a_placed_order(for_sale("A"))
        transfer_comes(an_unpaid_order(for_sale("B")), reference="B1")
        transfer_comes(an_unpaid_order(for_sale("C")), 1, reference="B2")

        assert services.expire_unpaid(now=in_days(30)) == 0

    def test_leaves_an_order_alone_whose_card_waits_for_its_owner(self):
        """An order with a pending 3-D Secure payment must not expire."""
        order = an_unpaid_order()
        Payment.objects.update(status="CANCELLED")
        in_flight = Payment.objects.create(
            order=order, provider="test", method="Card", amount_minor=order.total_gross_minor, currency="EUR",
            status="REQUIRES_ACTION",
        )  # fmt: skip

        assert services.expire_unpaid(now=in_days(9)) == 0
        Payment.objects.filter(pk=in_flight.pk).update(status="DECLINED")
        assert services.expire_unpaid(now=in_days(9)) == 1

    def test_does_not_touch_a_checkout_whose_card_waits_for_its_owner(self):
        press_the_button(ready_cart(), "test:confirm")

        assert services.expire_unpaid(now=in_days(9)) == 0
        assert Order.objects.get().status == "DRAFT"

    def test_gives_a_gift_card_its_money_back_once(self):
        card = issue(amount=Money.of("5.00", "EUR"), actor="test").card
        cart = ready_cart()
        Checkout.objects.update(gift_card=card)
        press_the_button(cart, "transfer:bank")
        assert not balance(card)

        services.expire_unpaid(now=in_days(9))
        services.expire_unpaid(now=in_days(9))
        services.release_unfinished(now=in_days(9))

        assert balance(card) == Money.of("5.00", "EUR")
        assert unbalanced() == []

    def test_gives_the_use_of_a_code_back_once(self):
        a_code(a_promotion("Ten off", needs_coupon=True, max_uses=1), "SATURN", max_uses=1)
        forget_all()
        cart = ready_cart()
        add_coupon(cart=cart, code="SATURN")
        press_the_button(cart, "transfer:bank")
        assert (Promotion.objects.get().used, CouponCode.objects.get().used) == (1, 1)

        services.expire_unpaid(now=in_days(9))
        services.expire_unpaid(now=in_days(9))

        assert (Promotion.objects.get().used, CouponCode.objects.get().used) == (0, 0)
        assert unbalanced() == []

    def test_stops_the_payment_that_was_waited_for(self):
        an_expired_order()

        services.release_unfinished(now=in_days(1))

        payment = Payment.objects.get()
        assert (payment.status, payment.events.filter(type="CANCEL").count()) == ("CANCELLED", 1)
        assert services.release_unfinished(now=in_days(1)) == 0

    def test_shows_on_the_delivery_track(self):
        order = an_expired_order()

        assert [(step.title, step.is_now) for step in track(order)] == [
            ("Order received", False),
            ("Expired", True),
        ]

    def test_cannot_be_packed_shipped_or_cancelled_any_more(self):
        from apps.orders.errors import IllegalTransition

        order = an_expired_order()

        for step, more in (
            (orders.mark_packed, {}),
            (orders.ship_order, {"tracking_number": "1", "even_unpaid": True, "reason": "x"}),
            (orders.cancel_order, {"reason": "x"}),
        ):
            with pytest.raises(IllegalTransition):
                step(order_id=order.pk, actor="mara", **more)


class TestRemindOfPayments:
    def test_asks_once_and_two_days_before_the_term(self):
        order = an_unpaid_order()

        assert orders.remind_of_payments(now=order.pay_by - 3 * DAY) == 0
        assert orders.remind_of_payments(now=order.pay_by - 2 * DAY) == 1
        assert orders.remind_of_payments(now=order.pay_by - 1 * DAY) == 0

        assert Message.objects.filter(topic="orders.send_payment_reminder").count() == 1

    def test_asks_for_what_is_missing_and_not_for_what_is_paid(self):
        part = an_unpaid_order(for_sale("A"))
        full = an_unpaid_order(for_sale("B"))
        transfer_comes(part, 1, reference="B1")
        transfer_comes(full, reference="B2")

        assert orders.remind_of_payments(now=part.pay_by - DAY) == 1

    def test_does_not_ask_after_the_term(self):
        order = an_unpaid_order()

        assert orders.remind_of_payments(now=order.pay_by + DAY) == 0


class TestShrinkExpired:
    def test_takes_the_personal_data_after_sixty_days(self):
        order = an_expired_order()

        assert orders.shrink_expired(now=in_days(59)) == 0
        assert orders.shrink_expired(now=in_days(61)) == 1
        assert orders.shrink_expired(now=in_days(61)) == 0

        order.refresh_from_db()
        assert (order.email, order.vat_id, order.note, order.user) == ("", "", "", None)
        assert order.delivery_address == order.billing_address == {"name": "", "country": "DE"}
        assert not Checkout.objects.exists()
        assert order.lines.count() == 1

    def test_keeps_what_is_needed_to_send_money_back(self):
        order = an_expired_order(for_sale(stock=1))
        a_placed_order(*[line.variant for line in order.lines.all()])
        transfer_comes(order)

        assert orders.shrink_expired(now=in_days(61)) == 0

    def test_keeps_other_orders(self):
        a_placed_order()

        assert orders.shrink_expired(now=in_days(400)) == 0


class TestReleaseUnfinished:
    def test_stops_what_the_bank_keeps_aside_for_a_checkout_nobody_finished(self, settings):
        settings.PAYMENT_CONFIRM_MINUTES = 100_000
        press_the_button(ready_cart(), "test:confirm")

        assert services.release_unfinished(now=in_days(5 / 24)) == 0
        assert services.release_unfinished(now=in_days(7 / 24)) == 1

        assert TestCharge.objects.get().status == "CANCELLED"
        assert Order.objects.get().status == "FAILED"
        assert Cart.objects.get().is_open

    def test_takes_what_the_bank_says_instead(self, settings):
        """The shopper confirmed in the last moment: the money was taken, and the order stands."""
        settings.PAYMENT_CONFIRM_MINUTES = 100_000
        press_the_button(ready_cart(), "test:confirm")
        TestCharge.objects.update(status="CHARGED")

        services.release_unfinished(now=in_days(7 / 24))

        assert Order.objects.get().status == "PLACED"
        assert unbalanced() == []

    def test_is_not_kept_by_one_broken_payment(self, settings):
        settings.PAYMENT_CONFIRM_MINUTES = 100_000
        broken = press_the_button(ready_cart(for_sale("A")), "test:confirm").payment
        press_the_button(ready_cart(for_sale("B")), "test:confirm")
        Payment.objects.filter(pk=broken.pk).update(provider="gone")

        services.release_unfinished(now=in_days(7 / 24))

        assert sorted(Order.objects.values_list("status", flat=True)) == ["DRAFT", "FAILED"]


class TestStartAgain:
    def test_fills_a_basket_with_what_is_still_sold(self):
        a, b = for_sale("A", stock=2), for_sale("B", stock=5)
        order = an_expired_order(a, b, quantity=2)
        a_placed_order(a, quantity=2)

        restored = orders.start_again(order=order, cart=None, user=None)

        assert restored.token
        assert [line.variant_id for line in restored.cart.lines.all()] == [b.pk]
        assert restored.cart.item_count == 2
        assert len(restored.missing) == 1

    def test_says_if_there_are_fewer(self):
        a = for_sale("A", stock=3)
        order = an_expired_order(a, quantity=2)
        a_placed_order(a, quantity=2)

        restored = orders.start_again(order=order, cart=None, user=None)

        assert restored.cart.lines.get().quantity == 1
        assert "only 1 left" in restored.missing[0]

    def test_adds_nothing_a_second_time(self):
        order = an_expired_order(for_sale(stock=9), quantity=2)
        first = orders.start_again(order=order, cart=None, user=None)

        again = orders.start_again(order=order, cart=first.cart, user=None)

        assert again.cart.lines.get().quantity == 2
        assert again.missing == []

    def test_makes_no_basket_if_nothing_is_left(self):
        a = for_sale("A", stock=1)
        order = an_expired_order(a)
        a_placed_order(a)

        restored = orders.start_again(order=order, cart=None, user=None)

        assert (restored.cart, restored.token, len(restored.missing)) == (None, None, 1)
