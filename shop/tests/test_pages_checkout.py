"""The way from the basket to the order through its pages, and what happens when the bank says no."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart, CartLine
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.inventory.models import Hold, Stock
from apps.mail.models import Message as Mail
from apps.orders.models import Checkout, Order
from apps.payments.models import Payment
from apps.pricing import services as pricing
from shop.tests.stage import (
    CONTACT,
    DELIVERY,
    EMAIL,
    cart_of,
    links,
    press,
    put_in,
    run_outbox,
    shopper,
    signed_in,
    tags,
    text_of,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db


class TestJourney:
    def test_of_a_guest_ends_with_an_order_a_mail_and_an_empty_basket(self):
        client = shopper(until="payment")
        page = client.get("/checkout/payment/")
        assert "Order and pay €655.90" in words_of(page)
        assert f"{EMAIL} Change" in words_of(page)
        assert {"/pages/terms/", "/pages/withdrawal/", "/pages/legal-guarantee/"} <= set(links(page))

        thanks = client.get(press(client)["Location"])
        run_outbox()

        order = Order.objects.get()
        assert f"Order {order.code} for €655.90." in words_of(thanks)
        assert Mail.objects.get().to == EMAIL
        assert f"/orders/{order.code}/" in Mail.objects.get().text
        assert "Your basket is empty" in words_of(client.get("/basket/"))
        assert "Basket, 0 items" in words_of(thanks)
        assert check() == []

    def test_of_a_customer_starts_with_what_the_account_knows(self, alice):
        client = signed_in(alice)
        put_in(client, for_sale())

        page = client.get("/checkout/address/")

        assert (typed(page, "email"), typed(page, "name")) == ("alice@example.com", "Alice Gray")

    def test_keeps_every_step_for_the_way_back(self):
        client = shopper(until="delivery")
        client.post("/checkout/delivery/", {**DELIVERY, "method": "express", "note": "Ring twice"})

        address, delivery = client.get("/checkout/address/"), client.get("/checkout/delivery/")

        assert {name: typed(address, name) for name in ("email", "name", "line1", "postcode", "city")} == {
            name: CONTACT[name] for name in ("email", "name", "line1", "postcode", "city")
        }
        assert typed(delivery, "note") == "Ring twice"
        chosen = [
            tag["value"]
            for tag in tags(delivery, "input")
            if tag.get("name") == "method" and "checked" in tag
        ]
        assert chosen == ["express"]

    def test_takes_another_billing_address(self):
        client = shopper(until="delivery")
        billing = {
            "bill_name": "Tom Weber",
            "bill_line1": "Hafen 1",
            "bill_postcode": "24103",
            "bill_city": "Kiel",
        }
        client.post("/checkout/delivery/", {"method": "standard", "note": "", **billing})

        assert "Tom Weber, Hafen 1, 24103 Kiel, Germany" in words_of(client.get("/checkout/payment/"))
        thanks = press(client)["Location"]
        assert "Billed to Tom Weber" in words_of(client.get(thanks.removesuffix("thanks/")))

    def test_asks_for_the_area_where_a_country_has_them(self):
        client = shopper(until="address")
        address = {**CONTACT, "country": "US", "postcode": "94103", "city": "San Francisco"}

        without = client.post("/checkout/address/", address)
        wrong = client.post("/checkout/address/", {**address, "area": "NY"})
        right = client.post("/checkout/address/", {**address, "area": "CA"})

        assert "Choose a state" in words_of(without)
        assert "does not belong to the chosen state" in words_of(wrong)
        assert right["Location"] == "/checkout/delivery/"

    def test_asks_for_a_telephone_number_only_where_the_parcel_is_heavy(self):
        light, heavy = shopper(until="address"), shopper(for_sale("Pier", weight_g=45_000), until="address")

        assert "Phone number" not in words_of(light.get("/checkout/address/"))
        answer = heavy.post("/checkout/address/", CONTACT)
        assert answer.status_code == 422
        assert "Enter a phone number the carrier can call" in words_of(answer)

    def test_says_what_goes_nowhere(self):
        client = shopper(for_sale("Observatory dome", weight_g=400_000))

        said = words_of(client.get("/basket/"))

        assert "We cannot deliver these items to Germany" in said


class TestBank:
    def test_that_declines_leaves_everything_as_it_was(self):
        client = shopper(until="payment")

        answer = press(client, way="test:decline")

        assert answer.status_code == 402
        assert title_of(answer).startswith("Error: ")
        assert "The payment did not go through" in words_of(answer)
        assert "Your basket and everything you typed are kept." in words_of(answer)
        assert press(client).status_code == 302
        assert Order.objects.filter(placed_at__isnull=False).count() == 1
        assert check() == []

    def test_that_asks_for_a_confirmation_gets_it_and_the_order_stands(self):
        client = shopper(until="payment")
        bank = press(client, way="test:confirm")["Location"]
        assert "Confirm €655.90" in words_of(client.get(bank))

        back = client.post(bank, {"answer": "approve"})["Location"]
        assert client.get(back)["Refresh"] == "3"
        run_outbox()

        assert client.get(back)["Location"].endswith("/thanks/")
        assert client.get(back, follow=True).status_code == 200
        assert Order.objects.get().is_placed

    def test_that_is_refused_leads_back_to_the_payment(self):
        client = shopper(until="payment")
        bank = press(client, way="test:confirm")["Location"]

        back = client.post(bank, {"answer": "refuse"})["Location"]
        run_outbox()

        assert client.get(back)["Location"] == "/checkout/payment/"
        assert "The payment did not go through" in words_of(client.get("/checkout/payment/"))
        assert not Order.objects.filter(placed_at__isnull=False).exists()

    def test_can_be_left_to_get_the_basket_back(self):
        client = shopper(until="payment")
        press(client, way="test:confirm")
        key = Payment.objects.get().key
        waiting = client.get("/checkout/payment/", follow=True)
        assert "Your bank asks you to confirm" in words_of(waiting)

        answer = client.post(f"/checkout/payment/{key}/cancel/", follow=True)

        assert "Go to checkout" in words_of(answer)
        assert Payment.objects.get().status == Payment.Status.CANCELLED
        assert press(client)["Location"].endswith("/thanks/")

    @pytest.mark.parametrize("way", ["test:timeout", "test:late"])
    def test_that_does_not_answer_keeps_a_page_that_looks_again(self, way: str):
        client = shopper(until="payment")

        waiting = client.get(press(client, way=way)["Location"])

        assert waiting["Refresh"] == "3"
        assert "nothing is charged twice" in words_of(waiting)
        assert client.get("/checkout/payment/")["Location"].startswith("/checkout/payment/")

    def test_page_exists_only_where_the_test_provider_is_offered(self, settings):
        client = shopper(until="payment")
        bank = press(client, way="test:confirm")["Location"]
        settings.PAYMENT_PROVIDERS = []

        assert client.get(bank).status_code == 404
        assert client.post(bank, {"answer": "approve"}).status_code == 404


class TestChangedPrice:
    def test_is_kept_from_the_shopper_while_it_was_promised(self):
        client = shopper(until="payment")
        variant = cart_of(client).lines.get().variant
        pricing.set_prices(prices={variant.pk: Money.of("999.00", "EUR")}, actor="test")

        press(client)

        assert Order.objects.get().total_gross_minor == 65590

    def test_after_the_promise_is_shown_first_and_then_taken(self):
        client = shopper(until="payment")
        variant = cart_of(client).lines.get().variant
        later = timezone.now() + timedelta(minutes=settings.PRICE_PROMISE_MINUTES + 1)
        pricing.set_prices(prices={variant.pk: Money.of("999.00", "EUR")}, actor="test")
        with time_machine.travel(later):
            answer = client.post(
                "/checkout/payment/",
                {"way": "test:approve", "expected_total": "65590", "expected_currency": "EUR"},
            )

            assert answer.status_code == 409
            assert "The total is now €1,005.90" in words_of(answer)
            assert not Payment.objects.exists()
            assert press(client).status_code == 302
        assert Order.objects.get().total_gross_minor == 100590

    def test_is_said_in_the_basket(self):
        client = shopper()
        variant = cart_of(client).lines.get().variant
        pricing.set_prices(prices={variant.pk: Money.of("599.00", "EUR")}, actor="test")
        later = timezone.now() + timedelta(minutes=settings.PRICE_PROMISE_MINUTES + 1)

        with time_machine.travel(later):
            said = words_of(client.get("/basket/"))

        assert "N 200/1200 Dobsonian: down from €649.00 to €599.00" in said


class TestSoldOutMeanwhile:
    def test_is_said_in_the_basket_before_the_checkout(self):
        variant = for_sale(stock=1)
        slow, quick = shopper(variant), shopper(variant, until="address")

        answer = slow.post("/checkout/", follow=True)

        assert "has sold out. Remove it to go on" in words_of(answer)
        assert title_of(answer).startswith("Error: ")
        assert Hold.objects.get().owner == cart_of(quick).key

    def test_is_said_at_the_button_and_nothing_is_charged(self):
        variant = for_sale(stock=1)
        slow = shopper(variant, until="payment")
        total = typed(slow.get("/checkout/payment/"), "expected_total")
        Hold.objects.all().delete()
        press(shopper(variant, until="payment"))

        answer = slow.post(
            "/checkout/payment/", {"way": "test:approve", "expected_total": total, "expected_currency": "EUR"}
        )

        assert answer.status_code == 409
        assert "Nothing was charged" in words_of(answer)
        assert Order.objects.filter(placed_at__isnull=False).count() == 1
        assert Stock.objects.get().allocated == 1


class TestBasketPage:
    def test_counts_on_every_page(self):
        client = shopper()

        assert "Basket, 1 item" in words_of(client.get("/"))
        put_in(client, for_sale("Another"), 2)
        assert "Basket, 3 items" in words_of(client.get("/telescopes/"))

    def test_says_what_was_put_in_and_when_it_was_less_than_asked_for(self):
        client = shopper()
        answer = client.post(
            "/basket/add/", {**_goods(for_sale("Rare", stock=2)), "quantity": 5}, follow=True
        )

        assert "Rare is in your basket." in words_of(answer)
        assert "Fewer were free than you asked for: it now holds 2." in words_of(answer)

    def test_steps_removes_and_puts_back(self):
        client = shopper()
        line = CartLine.objects.get()
        client.post("/basket/change/", {"line": line.pk, "quantity": 1, "step": "1"})
        assert typed(client.get("/basket/"), "quantity") == "2"

        removed = client.post("/basket/change/", {"line": line.pk, "quantity": 2, "step": "remove"})
        assert "N 200/1200 Dobsonian was removed." in words_of(removed)
        undo = {name: typed(removed, name) for name in ("variant", "quantity", "personal_text")}
        client.post("/basket/put-back/", undo)

        assert typed(client.get("/basket/"), "quantity") == "2"

    def test_answers_in_parts_when_a_part_is_asked_for(self):
        client = shopper()
        line = CartLine.objects.get()

        changed = client.post(
            "/basket/change/", {"line": line.pk, "quantity": 3}, headers={"hx-request": "true"}
        )
        added = client.post("/basket/add/", _goods(for_sale("Another")), headers={"hx-request": "true"})

        assert "<html" not in text_of(changed) + text_of(added)
        assert "Quantity 3, total €1,953.90" in words_of(changed)
        assert "Basket, 4 items" in words_of(added)

    def test_is_the_same_in_every_tab(self):
        one = shopper()
        other = Client()
        other.cookies = one.cookies
        put_in(other, for_sale("From the other tab"))

        assert "From the other tab" in words_of(one.get("/basket/"))
        assert Cart.objects.count() == 1

    def test_can_be_cleared_and_gives_back_what_was_held(self):
        client = shopper(until="delivery")

        client.post("/basket/clear/")

        assert "Your basket is empty" in words_of(client.get("/basket/"))
        assert not Hold.objects.exists()
        assert Checkout.objects.get().email == EMAIL  # what was typed is kept


def _goods(variant) -> dict[str, int]:
    return {"product": variant.product_id, "variant": variant.pk, "quantity": 1}
