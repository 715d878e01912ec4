"""Promotions and codes on their way from the basket into the order, and back."""

from typing import Any

import pytest
from django.test import Client

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.orders import services as orders
from apps.orders.models import Order
from apps.promotions.models import CouponCode, Promotion, PromotionUse
from apps.promotions.tests.factories import a_code, a_condition, a_promotion
from shop.tests.stage import button_fields, cart_of, press, put_in, shopper, text_of, words_of

pytestmark = pytest.mark.django_db


def enter(client: Client, code: str) -> Any:
    """Type a code in the basket."""
    return client.post("/basket/codes/add/", {"code": code}, follow=True)


def saturn(**fields: Any) -> CouponCode:
    """Ten percent off everything with the code SATURN."""
    code = a_code(a_promotion("Ten off", needs_coupon=True, **fields), "SATURN")
    forget_all()
    return code


def the_order() -> Order:
    return Order.objects.get(placed_at__isnull=False)


class TestCode:
    def test_takes_its_share_off_the_basket_and_the_tax(self):
        saturn()
        client = shopper(for_sale(price="119.00"))

        said = words_of(enter(client, " sa turn "))

        assert "SATURN Ten off Remove" in said
        assert "Ten off SATURN −€11.90" in said
        assert "Includes 19 % VAT €18.20" in said
        assert cart_of(client).coupons == ["SATURN"]

    def test_is_taken_out_again(self):
        saturn()
        client = shopper()
        enter(client, "SATURN")

        said = words_of(client.post("/basket/codes/remove/", {"code": "SATURN"}, follow=True))

        assert "Ten off" not in said
        assert cart_of(client).coupons == []

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Enter a code"),
            ("   ", "Enter a code"),
            ("x" * 10_000, "A code has at most 40 characters"),
            ("<script>", "A code is made of letters, digits and hyphens"),
            ("NOBODY", "This code is not valid."),
        ],
    )
    def test_that_is_none_gets_a_message_beside_the_field_and_changes_nothing(self, typed: str, says: str):
        client = shopper()

        response = enter(client, typed)

        assert 400 <= response.status_code < 500
        assert says in words_of(response)
        assert 'id="code_error"' in text_of(response)
        assert cart_of(client).coupons == []

    def test_says_what_is_missing_to_its_minimum(self):
        code = saturn()
        a_condition(code.promotion, "AMOUNT", amount_minor=10_000, currency="EUR")
        forget_all()
        client = shopper(for_sale(price="60.00"))

        assert "add €40.00" in words_of(enter(client, "SATURN"))

    def test_without_a_basket_leads_to_the_empty_one(self, guest: Client):
        response = enter(guest, "SATURN")

        assert "Your basket is empty" in words_of(response)

    def test_is_refused_beyond_five(self):
        for number in range(6):
            a_code(
                a_promotion(f"Offer {number}", needs_coupon=True, effect={"kind": "PERCENT", "percent": 1}),
                f"CODE{number}",
            )
        forget_all()
        client = shopper()
        for number in range(5):
            enter(client, f"CODE{number}")

        response = enter(client, "CODE5")

        assert response.status_code == 409
        assert len(cart_of(client).coupons) == 5


class TestOrder:
    def test_keeps_what_every_promotion_took_off(self):
        saturn()
        client = shopper(for_sale(price="100.00"), for_sale("Star chart", price="33.33"), until="payment")
        enter(client, "SATURN")

        press(client)

        order = the_order()
        assert order.discount_minor == 1333
        assert order.discounts == [
            {"label": "Ten off", "code": "SATURN", "goods_minor": 1333, "delivery_minor": 0}
        ]
        lines = order.lines.all()
        assert [line.discounts[0]["minor"] for line in lines] == [1000, 333]
        assert [line.line_before_gross_minor - line.line_gross_minor for line in lines] == [1000, 333]
        assert order.charged_minor == order.total_gross_minor
        assert check() == []

    def test_shows_it_on_its_page_and_in_its_mail_whatever_becomes_of_the_promotion(self):
        code = saturn()
        client = shopper(for_sale(price="100.00"), until="payment")
        enter(client, "SATURN")
        thanks = press(client)["Location"]
        Promotion.objects.filter(pk=code.promotion_id).update(label="Something else")

        assert "Ten off SATURN −€10.00" in words_of(client.get(thanks))

    def test_counts_the_use_and_gives_it_back_once_when_cancelled(self):
        code = saturn(max_uses=5)
        client = shopper(until="payment")
        enter(client, "SATURN")
        press(client)
        assert Promotion.objects.get(pk=code.promotion_id).used == 1

        orders.cancel_order(order_id=the_order().pk, actor="test", reason="Changed my mind")

        assert Promotion.objects.get(pk=code.promotion_id).used == 0
        assert PromotionUse.objects.filter(given_back_at=None).count() == 0
        assert [finding for finding in check() if finding.invariant == "I7"] == []

    def test_gives_the_use_back_when_the_card_is_declined(self):
        code = saturn(max_uses=1)
        client = shopper(until="payment")
        enter(client, "SATURN")

        declined = press(client, way="test:decline")
        again = press(client)

        assert (declined.status_code, again.status_code) == (402, 302)
        assert Promotion.objects.get(pk=code.promotion_id).used == 1

    def test_is_placed_without_a_code_that_was_used_up_meanwhile_only_when_pressed_again(self):
        code = saturn(max_uses=1)
        client, faster = shopper(until="payment"), shopper(for_sale("Other"), until="payment")
        for each in (client, faster):
            enter(each, "SATURN")
        seen = button_fields(client)
        press(faster)

        shown = client.post("/checkout/payment/", seen)

        assert shown.status_code == 409
        assert Order.objects.filter(placed_at__isnull=False).count() == 1
        assert press(client).status_code == 302
        assert Promotion.objects.get(pk=code.promotion_id).used == 1
        assert Order.objects.latest("pk").discount_minor == 0

    def test_lets_a_customer_use_a_promotion_as_often_as_it_says(self):
        saturn(max_uses_per_customer=1)
        for _ in range(2):
            client = shopper(until="payment")
            enter(client, "SATURN")
            press(client)

        assert sorted(Order.objects.values_list("discount_minor", flat=True))[0] == 0
        assert PromotionUse.objects.count() == 1

    def test_of_a_first_order_is_known_by_its_address(self):
        promotion = a_promotion("Welcome")
        a_condition(promotion, "FIRST_ORDER")
        forget_all()
        for _ in range(2):
            press(shopper(until="payment"))

        first, second = Order.objects.order_by("pk")
        assert first.discount_minor > 0
        assert second.discount_minor == 0

    def test_gets_free_delivery(self):
        a_promotion("Free delivery", effect={"kind": "DELIVERY_PERCENT", "percent": 100})
        forget_all()
        press(shopper(until="payment"))

        order = the_order()
        assert order.delivery_gross_minor == 0
        assert order.delivery_before.minor == order.discount_minor > 0
        assert order.total_gross_minor == order.goods_gross_minor


class TestAGift:
    """A promotion that adds an item for nothing."""

    def scene(self, stock: int = 10) -> tuple[Client, Any]:
        chart = for_sale("Star chart", price="14.00", stock=stock, weight_g=100)
        gift = a_promotion("A chart for your first nights", effect={"kind": "GIFT", "gift_variant": chart})
        a_condition(gift, "AMOUNT", amount_minor=10_000, currency="EUR")
        forget_all()
        return shopper(for_sale(price="119.00", weight_g=1000), until="payment"), chart

    def test_is_named_in_the_basket_and_costs_nothing(self):
        client, _ = self.scene()

        said = words_of(client.get("/basket/"))

        assert "Star chart A chart for your first nights A gift with your order Free" in said
        assert "Total €125.90" in said

    def test_becomes_a_line_of_the_order_that_is_packed_with_the_rest(self):
        client, chart = self.scene()
        press(client)

        line = the_order().lines.get(variant=chart)

        assert (line.quantity, line.allocated_qty, line.line_gross_minor) == (1, 1, 0)
        assert line.trace[0] == "A chart for your first nights: a gift."
        assert line.discounts == [{"label": "A chart for your first nights", "code": "", "minor": 0}]
        assert PromotionUse.objects.count() == 1
        assert check() == []

    def test_goes_when_its_condition_does(self):
        client, _ = self.scene()
        line = cart_of(client).lines.get()
        put_in(client, for_sale("Torch", price="20.00", weight_g=100))
        client.post("/basket/change/", {"line": line.pk, "quantity": 0})

        assert "Star chart" not in words_of(client.get("/basket/"))

    def test_that_has_run_out_is_said_and_not_promised(self):
        client, chart = self.scene(stock=0)

        assert "This gift has run out" in words_of(client.get("/basket/"))
        press(client)

        assert not the_order().lines.filter(variant=chart).exists()

    def test_takes_no_unit_that_is_bought(self):
        client, chart = self.scene(stock=1)
        put_in(client, chart)

        assert "This gift has run out" in words_of(client.get("/basket/"))

    def test_goes_back_to_stock_when_the_order_is_cancelled(self):
        client, chart = self.scene(stock=1)
        press(client)

        orders.cancel_order(order_id=the_order().pk, actor="customer", reason="changed my mind")

        assert "A gift with your order" not in words_of(client.get("/basket/"))
        assert chart.stock.get().allocated == 0
        assert check() == []
