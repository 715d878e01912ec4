"""Nonsense, mistakes and attacks on the checkout: a clear answer, and nothing typed is lost."""

import pytest
from django.test import Client

from apps.cart.models import CartLine
from apps.inventory.models import Hold
from apps.orders.models import Checkout, Order
from apps.payments.models import Payment
from shop.tests.stage import (
    CONTACT,
    DELIVERY,
    is_house_page,
    nothing_changes,
    press,
    shopper,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db

STEPS = ("/checkout/", "/checkout/address/", "/checkout/delivery/", "/checkout/payment/")
LONG = "x" * 10_000


class TestEmptyBasket:
    def test_has_no_checkout_page(self, guest: Client, subtests: pytest.Subtests):
        for path in STEPS[1:]:
            with subtests.test(path=path):
                response = guest.get(path)

                assert (response.status_code, response["Location"]) == (302, "/basket/")

    def test_cannot_be_sent_through_a_step(self, guest: Client, subtests: pytest.Subtests):
        for path in STEPS:
            with subtests.test(path=path):
                with nothing_changes():
                    response = guest.post(path, {**CONTACT, **DELIVERY, "way": "test:approve"})

                assert (response.status_code, response["Location"]) == (302, "/basket/")

    def test_that_was_full_a_moment_ago_cannot_be_sent_either(self, subtests: pytest.Subtests):
        client = shopper(until="payment")
        client.post("/basket/clear/")
        for path in STEPS:
            with subtests.test(path=path):
                with nothing_changes():
                    response = client.post(path, {**CONTACT, **DELIVERY, "way": "test:approve"})

                assert (response.status_code, response["Location"]) == (302, "/basket/")


class TestStepOutOfOrder:
    @pytest.mark.parametrize(
        ("until", "path", "leads_to"),
        [
            ("basket", "/checkout/delivery/", "/checkout/address/"),
            ("basket", "/checkout/payment/", "/checkout/address/"),
            ("address", "/checkout/delivery/", "/checkout/address/"),
            ("address", "/checkout/payment/", "/checkout/address/"),
            ("delivery", "/checkout/payment/", "/checkout/delivery/"),
        ],
    )
    def test_leads_to_the_step_that_is_missing(self, until: str, path: str, leads_to: str):
        client = shopper(until=until)
        pressed = {"way": "test:approve", "expected_total": "65590", "expected_currency": "EUR"}

        assert client.get(path)["Location"] == leads_to
        assert client.post(path, {**DELIVERY, **pressed})["Location"] == leads_to
        assert not Order.objects.exists()

    def test_may_be_left_out_at_the_start_and_still_holds_the_goods_at_the_next(self):
        client = shopper()

        response = client.post("/checkout/address/", CONTACT)

        assert response["Location"] == "/checkout/delivery/"
        assert Hold.objects.count() == 1


class TestAddress:
    def test_that_is_wrong_is_said_and_kept(self, subtests: pytest.Subtests):
        client = shopper(until="address")
        for field, value, says in [
            ("email", "", "Enter an email address with an @"),
            ("email", "ines", "Enter an email address with an @"),
            ("email", "ines@", "Enter an email address with an @"),
            ("email", "i@" + "x" * 300 + ".example", "Enter an email address with an @"),
            ("name", "", "Enter your full name"),
            ("name", LONG, "Full name can have at most 120 characters"),
            ("line1", "", "Enter a street and house number"),
            ("line1", LONG, "Street and house number can have at most 120 characters"),
            ("line2", LONG, "can have at most 120 characters"),
            ("company", LONG, "Company can have at most 120 characters"),
            ("postcode", "", "Enter a postcode"),
            ("postcode", "ABC", "Enter a postcode of the right form"),
            ("postcode", "144820", "Enter a postcode of the right form"),
            ("postcode", LONG, "Postcode can have at most 16 characters"),
            ("city", "", "Enter a town"),
            ("city", LONG, "Town can have at most 80 characters"),
        ]:
            with subtests.test(field=field, value=value, says=says):
                with nothing_changes():
                    response = client.post("/checkout/address/", {**CONTACT, field: value})

                assert response.status_code == 422
                assert title_of(response).startswith("Error: ")
                assert says in words_of(response)
                for name, sent in {**CONTACT, field: value}.items():
                    assert name == "country" or typed(response, name) == sent

    def test_with_a_nul_byte_is_refused(self, subtests: pytest.Subtests):
        client = shopper(until="address")
        for field in ["email", "name", "line1", "line2", "company", "postcode", "city"]:
            with subtests.test(field=field):
                with nothing_changes():
                    response = client.post("/checkout/address/", {**CONTACT, field: "a\x00b@example.org"})

                assert response.status_code == 422
                assert is_house_page(response)

    def test_in_a_country_that_is_not_served_is_refused(self, subtests: pytest.Subtests):
        client = shopper(until="address")
        for country in ["XX", "", "JP", "Germany", "de", "\x00", LONG]:
            with subtests.test(country=country):
                with nothing_changes():
                    response = client.post("/checkout/address/", {**CONTACT, "country": country})

                assert response.status_code == 422
                assert typed(response, "line1") == CONTACT["line1"]
                assert '<option value="DE"' in response.content.decode()

    def test_that_is_empty_names_every_field(self):
        client = shopper(until="address")

        with nothing_changes():
            response = client.post("/checkout/address/", {})

        said = words_of(response)
        assert response.status_code == 422
        for field in ("an email address", "your full name", "a street", "a postcode", "a town"):
            assert f"Enter {field}" in said

    def test_in_bytes_that_are_no_text_does_not_break_the_page(self):
        client = shopper(until="address")
        body = b"email=ines%40example.org&country=DE&name=%ff%fe&line1=\xff\xfe&postcode=14482&city=%c3%28"

        response = client.generic(
            "POST", "/checkout/address/", body, content_type="application/x-www-form-urlencoded"
        )

        assert response.status_code == 302
        assert Checkout.objects.get().delivery["city"] == "\N{REPLACEMENT CHARACTER}("

    def test_with_an_unknown_charset_does_not_break_the_page(self):
        client = shopper(until="address")

        kind = "application/x-www-form-urlencoded; charset=klingon"
        response = client.generic("POST", "/checkout/address/", b"name=x", content_type=kind)

        assert response.status_code == 422

    def test_is_kept_as_typed_when_only_the_country_changes(self):
        client = shopper(until="address")

        with nothing_changes():
            response = client.post(
                "/checkout/address/", {**CONTACT, "name": "I", "country": "AT", "update": "1"}
            )

        assert response.status_code == 200
        assert typed(response, "name") == "I"
        assert typed(response, "postcode") == CONTACT["postcode"]


class TestDelivery:
    def test_by_a_way_that_does_not_exist_is_refused(self, subtests: pytest.Subtests):
        client = shopper(until="delivery")
        for method in ["", "rocket", "\x00", LONG, "1"]:
            with subtests.test(method=method):
                with nothing_changes():
                    response = client.post(
                        "/checkout/delivery/", {**DELIVERY, "method": method, "note": "Ring twice"}
                    )

                assert response.status_code == 422
                assert title_of(response).startswith("Error: ")
                assert typed(response, "note") == "Ring twice"

    def test_with_a_note_that_is_too_long_keeps_it(self):
        client = shopper(until="delivery")

        with nothing_changes():
            response = client.post("/checkout/delivery/", {**DELIVERY, "note": LONG})

        assert response.status_code == 422
        assert typed(response, "note") == LONG

    def test_with_a_billing_address_that_is_wrong_keeps_it(self):
        client = shopper(until="delivery")
        billing = {
            "bill_name": "Tom Weber",
            "bill_line1": "",
            "bill_postcode": "nowhere",
            "bill_city": "Kiel",
        }

        with nothing_changes():
            response = client.post("/checkout/delivery/", {"method": "standard", "note": "", **billing})

        said = words_of(response)
        assert response.status_code == 422
        assert "Enter a street and house number" in said
        assert "Enter a postcode of the right form" in said
        assert typed(response, "bill_name") == "Tom Weber"
        assert typed(response, "bill_postcode") == "nowhere"


class TestButton:
    def test_with_another_total_charges_nothing_and_shows_the_right_one(self, subtests: pytest.Subtests):
        client = shopper(until="payment")
        for total in ["1", "0", "65589", "65591", "999999999999"]:
            with subtests.test(total=total):
                response = press(client, expected_total=total)

                assert response.status_code == 409
                assert "The total is now €655.90, not the amount you saw. Nothing was charged." in words_of(
                    response
                )
                assert typed(response, "expected_total") == "65590"
                assert not Payment.objects.exists()

    def test_with_another_currency_charges_nothing(self, subtests: pytest.Subtests):
        client = shopper(until="payment")
        for currency in ["USD", "XXX", "eur"]:
            with subtests.test(currency=currency):
                response = press(client, expected_currency=currency)

                assert response.status_code == 409
                assert not Payment.objects.exists()
                assert not Order.objects.exists()

    def test_with_fields_that_make_no_sense_charges_nothing(self, subtests: pytest.Subtests):
        client = shopper(until="payment")
        for changed in [
            {"expected_total": ""},
            {"expected_total": "-1"},
            {"expected_total": "free"},
            {"expected_total": "1e3"},
            {"expected_total": "9" * 30},
            {"expected_total": "\x00"},
            {"expected_currency": ""},
            {"expected_currency": "EUROS"},
            {"expected_currency": "\x00"},
            {"way": ""},
            {"way": "test:free"},
            {"way": "stripe:card"},
            {"way": LONG},
            {"way": "\x00"},
        ]:
            with subtests.test(changed=changed):
                with nothing_changes():
                    response = press(client, **changed)

                assert response.status_code == 422
                assert title_of(response).startswith("Error: ")

    def test_takes_no_price_from_the_browser(self):
        client = shopper(until="payment")

        press(client, price="1", total="1", discount="100", amount_minor="1", delivery_gross_minor="0")

        assert Order.objects.get().total_gross_minor == 65590
        assert Payment.objects.get().amount_minor == 65590

    def test_after_the_order_leads_to_that_order(self):
        client = shopper(until="payment")
        first = press(client)

        with nothing_changes():
            again = client.post("/checkout/payment/", {"way": "test:approve", "expected_total": "65590"})

        assert again["Location"] == first["Location"]

    def test_at_the_test_bank_takes_only_its_two_answers(self):
        client = shopper(until="payment")
        bank = press(client, way="test:confirm")["Location"]

        client.post(bank, {"answer": "\x00 approve please"})

        assert not Order.objects.filter(placed_at__isnull=False).exists()


class TestBasketInUse:
    def test_does_not_change_while_its_order_is_being_paid(self):
        client = shopper(until="payment")
        press(client, way="test:confirm")
        line = CartLine.objects.get()

        with nothing_changes():
            changed = client.post("/basket/change/", {"line": line.pk, "quantity": 5})
            cleared = client.post("/basket/clear/")
            addressed = client.post("/checkout/address/", CONTACT)

        assert (changed.status_code, cleared.status_code) == (409, 409)
        assert addressed["Location"] == "/basket/"
        assert Checkout.objects.count() == 1
