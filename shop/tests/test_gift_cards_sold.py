"""Gift cards as goods: sold untaxed, issued once they are paid, sent by email."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.errors import GiftCardUsed
from apps.giftcards.models import GiftCard
from apps.inventory.models import Stock
from apps.mail.models import Message
from apps.orders import services as orders
from apps.orders.errors import IllegalTransition, NothingToShip
from apps.orders.models import Order
from apps.promotions.tests.factories import a_promotion
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import CONTACT, cart_of, link_to, press, put_in, run_outbox, shopper, words_of

pytestmark = pytest.mark.django_db


def a_voucher(price: str = "50.00", **fields: Any) -> Variant:
    """A gift card over a price, as the catalogue sells it."""
    variant = for_sale("Gift card", price=price, is_gift_card=True, tax_class="voucher", **fields)
    Stock.objects.filter(variant=variant).update(is_tracked=False)
    return variant


def at_the_button(*variants: Variant) -> Client:
    """Somebody about to pay for what comes by email."""
    client = shopper(*variants, until="address")
    client.post("/checkout/address/", CONTACT)
    client.post("/checkout/delivery/", {"method": "email", "same": "on", "note": ""})
    return client


def the_order() -> Order:
    return Order.objects.get(placed_at__isnull=False)


def code_in(message: Message) -> str:
    found = re.search(r"Its code is ([A-Z0-9-]{19})", message.text)
    assert found is not None
    return found[1]


class TestTheProductPage:
    def test_promises_an_email_and_no_tax(self):
        delivery_rates()

        said = words_of(Client().get(a_voucher().product.get_absolute_url()))

        assert "No VAT on the card; what it buys is taxed." in said
        assert "Comes by email As soon as it is paid" in said
        assert "0 % VAT" not in said


class TestTheBasket:
    def test_charges_no_tax_and_no_delivery(self):
        client = shopper(a_voucher("50.00"))

        said = words_of(client.get("/basket/"))

        assert "Total €50.00" in said
        assert "VAT" not in said
        assert "Delivery, by email Right after the payment Free" in said
        assert "Comes by email" in said

    def test_pays_delivery_for_the_goods_beside_it_only(self):
        client = shopper(for_sale(price="100.00", weight_g=1000), a_voucher("50.00"))

        said = words_of(client.get("/basket/"))

        assert "Total €156.90" in said
        assert "Includes 19 % VAT €17.07" in said

    def test_takes_no_promotion_off_it(self):
        a_promotion("Ten off")
        forget_all()
        client = shopper(a_voucher("50.00"))

        assert "Total €50.00" in words_of(client.get("/basket/"))

    @pytest.mark.parametrize("country", ["US", "CH", "FR"])
    def test_costs_the_same_everywhere(self, country: str):
        client = shopper(a_voucher("50.00"))
        client.post("/country/", {"country": country, "next": "/basket/"})

        assert "Total €50.00" in words_of(client.get("/basket/"))


class TestThePaidOrder:
    def test_sends_a_card_over_each_unit(self):
        client = at_the_button(a_voucher("50.00"))
        put_in(client, cart_of(client).lines.get().variant)
        assert press(client).status_code == 302

        run_outbox()

        first, second = Message.objects.filter(kind="gift_card").order_by("reference")
        assert code_in(first) != code_in(second)
        for message in (first, second):
            card, left = selectors.usable(code_in(message), currency="EUR")
            assert left == Money(5000, "EUR")
            assert card.recipient_email == CONTACT["email"]
            assert (card.expires_on.month, card.expires_on.day) == (12, 31)

    def test_is_delivered_by_that(self):
        press(at_the_button(a_voucher()))
        run_outbox()

        order = the_order()

        assert (order.status, order.fulfilment_status) == ("DELIVERED", "DELIVERED")
        assert order.sold_cards_minor == order.total_gross_minor == 5000
        assert "Sent by email" in words_of(Client().get(link_to(order)))
        assert check() == []

    def test_issues_nothing_a_second_time(self):
        press(at_the_button(a_voucher()))
        run_outbox()

        assert orders.issue_gift_cards(order_id=the_order().pk) == []
        assert GiftCard.objects.count() == 1

    def test_still_sends_the_goods_beside_it(self):
        goods = for_sale(price="100.00", weight_g=1000)
        client = shopper(goods, a_voucher(), until="payment")
        press(client)
        run_outbox()

        order = the_order()
        assert order.status == "PART_SHIPPED"
        parcel = orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

        assert [line.line.title for line in parcel.lines.all()] == [goods.title]
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert check() == []

    def test_puts_no_card_into_a_parcel(self):
        press(at_the_button(a_voucher()))
        order = the_order()

        with pytest.raises(NothingToShip):
            orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

    def test_keeps_the_code_nowhere_once_it_is_sent(self, settings, mailoutbox):
        press(at_the_button(a_voucher()))
        settings.EMAIL_URL = "smtp://localhost"
        run_outbox()

        code = re.search(r"Its code is (\S+)", mailoutbox[-1].body)
        assert code is not None
        assert selectors.usable(code[1], currency="EUR")
        assert "Not kept" in Message.objects.get(kind="gift_card").text

    def test_carries_the_text_the_buyer_gave(self):
        voucher = a_voucher(personal_text="Message on the card")
        client = shopper(for_sale(), until="basket")
        client.post("/basket/clear/")
        put_in(client, voucher, 1, personal_text="For Ada")
        client.post("/checkout/")
        client.post("/checkout/address/", CONTACT)
        client.post("/checkout/delivery/", {"method": "email", "same": "on", "note": ""})
        press(client)
        run_outbox()

        assert "For Ada" in Message.objects.get(kind="gift_card").text


class TestAGiftCard:
    def test_cannot_pay_for_a_gift_card(self):
        code = services.issue(amount=Money(9000, "EUR"), actor="test").code
        client = at_the_button(a_voucher())

        refused = client.post("/checkout/gift-card/", {"code": code}, follow=True)

        assert "A gift card cannot pay for a gift card" in words_of(refused)
        assert "Order and pay €50.00" in words_of(refused)

    def test_pays_for_the_goods_beside_one(self):
        issued = services.issue(amount=Money(90_000, "EUR"), actor="test")
        client = shopper(for_sale(price="100.00", weight_g=1000), a_voucher("50.00"), until="payment")
        client.post("/checkout/gift-card/", {"code": issued.code})

        assert "Order and pay €50.00" in words_of(client.get("/checkout/payment/"))
        press(client)

        assert selectors.balance(issued.card) == Money(90_000 - 10_690, "EUR")
        assert check() == []


class TestCancellingAnOrderThatSentCards:
    @pytest.fixture
    def order(self) -> Order:
        press(at_the_button(a_voucher()))
        run_outbox()
        return the_order()

    def test_makes_them_void_and_gives_the_money_back(self, order: Order):
        orders.cancel_order(order_id=order.pk, actor="mara", reason="Bought twice")
        run_outbox()

        card, order = GiftCard.objects.get(), the_order()
        line = order.lines.get()
        assert (card.status, selectors.balance(card)) == ("VOID", Money(0, "EUR"))
        assert (order.status, order.payment_status, order.refunded_minor) == ("RETURNED", "REFUNDED", 5000)
        assert (line.shipped_qty, line.returned_qty, line.refunded_qty) == (1, 1, 1)
        assert Message.objects.filter(kind="order_cancelled").count() == 1
        assert check() == []

    def test_is_refused_once_a_card_was_used(self, order: Order):
        card = GiftCard.objects.get()
        services.spend(amount=Money(100, "EUR"), reference="order:OTHER", actor="test", card_id=card.pk)

        with pytest.raises(GiftCardUsed):
            orders.cancel_order(order_id=order.pk, actor="mara", reason="Bought twice")

        assert the_order().status == "DELIVERED"
        assert selectors.balance(card) == Money(4900, "EUR")

    def test_a_second_time_is_refused(self, order: Order):
        orders.cancel_order(order_id=order.pk, actor="mara", reason="Bought twice")

        with pytest.raises(IllegalTransition):
            orders.cancel_order(order_id=order.pk, actor="mara", reason="Bought twice")
