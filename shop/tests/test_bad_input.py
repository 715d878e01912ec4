"""Nonsense, mistakes and attacks on lists, products and the basket: a clear answer, and nothing changes."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.cart import services as carts
from apps.cart.models import CartLine
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product, Variant
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_product, add_variant
from shop.tests.stage import (
    a_cart_of,
    cart_of,
    is_house_page,
    nothing_changes,
    put_in,
    shopper,
    signed_in,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db

BIG = "1000000000000"
NOT_A_QUANTITY = ["-1", BIG, "two", "", " ", "1e3", "1.5", "0x10", "9" * 5000, "1\x00"]


def only_line(client: Client) -> CartLine:
    return cart_of(client).lines.get()


class TestQuantity:
    def test_that_is_none_puts_nothing_into_the_basket(self, guest: Client, subtests: pytest.Subtests):
        variant = for_sale()
        for quantity in ["0", *NOT_A_QUANTITY]:
            with subtests.test(quantity=quantity):
                with nothing_changes():
                    response = put_in(guest, variant, quantity)

                assert response.status_code == 400
                assert is_house_page(response)
                assert "Enter a whole number from 1 to 99." in words_of(response)
                assert title_of(response).startswith("Error: ")

    def test_that_is_none_changes_no_line_and_is_still_in_the_field(self, subtests: pytest.Subtests):
        client = shopper()
        line = only_line(client)
        for quantity in NOT_A_QUANTITY:
            with subtests.test(quantity=quantity):
                with nothing_changes():
                    response = client.post("/basket/change/", {"line": line.pk, "quantity": quantity})

                assert response.status_code == 400
                assert "Enter a whole number from 0 to 99." in words_of(response)
                assert typed(response, "quantity") == quantity

    def test_with_an_unknown_button_changes_no_line(self, subtests: pytest.Subtests):
        client = shopper()
        line = only_line(client)
        for step in ["2", "-7", "all", "1\x00"]:
            with subtests.test(step=step):
                with nothing_changes():
                    response = client.post("/basket/change/", {"line": line.pk, "quantity": 1, "step": step})

                assert response.status_code == 400
                assert is_house_page(response)

    def test_missing_puts_nothing_into_the_basket(self, guest: Client):
        variant = for_sale()

        with nothing_changes():
            response = guest.post("/basket/add/", {"product": variant.product_id, "variant": variant.pk})

        assert response.status_code == 400

    def test_in_an_address_counts_as_one(self, guest: Client, subtests: pytest.Subtests):
        product = for_sale().product
        for quantity in ["many", "-3", BIG, "1\x00", "²"]:
            with subtests.test(quantity=quantity):
                response = guest.get(product.get_absolute_url(), {"qty": quantity})

                assert response.status_code == 200
                assert typed(response, "quantity") == "1"

    def test_on_the_product_page_steps_from_one(self, guest: Client, subtests: pytest.Subtests):
        product = for_sale().product
        for data in [{"quantity": "²", "step": "1"}, {"quantity": BIG}, {"quantity": "\x00"}]:
            with subtests.test(data=data):
                response = guest.post(f"{product.get_absolute_url()}choose/", data)

                assert response.status_code == 302
                assert response["Location"].startswith(product.get_absolute_url())


def _unpublish(product: Product) -> None:
    product.unpublished_at = timezone.now()
    save_product(product=product)


class TestGoods:
    def test_that_do_not_exist_cannot_be_added(self, guest: Client, subtests: pytest.Subtests):
        variant = for_sale()
        for number in ["999999", str(2**62), str(2**80), "-1", "0", "abc", "1\x00"]:
            with subtests.test(number=number):
                with nothing_changes():
                    by_variant = put_in(guest, variant, variant=number)
                    by_product = guest.post("/basket/add/", {"product": number, "quantity": 1})

                for response in (by_variant, by_product):
                    assert response.status_code in (400, 404)
                    assert is_house_page(response)

    def test_of_another_product_cannot_be_added(self, guest: Client):
        shown, other = for_sale("The one on the page"), for_sale("Another one")

        with nothing_changes():
            response = put_in(guest, shown, variant=other.pk)

        assert response.status_code == 404
        assert "This item is not on sale." in words_of(response)

    def test_that_were_taken_off_sale_cannot_be_added(self, guest: Client):
        variant = for_sale()
        _unpublish(variant.product)

        with nothing_changes():
            by_variant = put_in(guest, variant)
            by_product = guest.post("/basket/add/", {"product": variant.product_id, "quantity": 1})

        assert (by_variant.status_code, by_product.status_code) == (404, 404)

    def test_that_are_a_draft_cannot_be_added(self, guest: Client):
        variant = add_variant(a_product("A draft", published_at=None))

        with nothing_changes():
            response = put_in(guest, variant)

        assert response.status_code == 404

    def test_without_a_price_cannot_be_added(self, guest: Client):
        variant = add_variant(a_product("No price yet"))

        with nothing_changes():
            response = put_in(guest, variant)

        assert 400 <= response.status_code < 500
        assert is_house_page(response)

    def test_of_a_variant_that_is_not_sold_any_more_cannot_be_added(self, guest: Client):
        variant = for_sale()
        Variant.objects.update(is_active=False)
        save_product(product=variant.product)

        with nothing_changes():
            response = put_in(guest, variant)

        assert response.status_code == 404

    def test_with_an_option_that_does_not_exist_are_not_found(self, guest: Client, subtests: pytest.Subtests):
        product = for_sale(options={"colour": "red"}).product
        for value in ["unknown", "\x00", "x" * 10_000]:
            with subtests.test(value=value):
                data = {"product": product.pk, "quantity": 1, "option-colour": value}

                with nothing_changes():
                    added = guest.post("/basket/add/", data)
                    chosen = guest.post(f"{product.get_absolute_url()}choose/", data)

                assert (added.status_code, chosen.status_code) == (404, 404)

    def test_cost_what_the_shop_says_whatever_a_form_says(self, guest: Client):
        variant = for_sale(price="649.00")

        put_in(guest, variant, price="1", unit_minor="1", currency="XXX", base_price_minor="1")

        assert only_line(guest).unit_minor == 64900

    def test_with_a_text_of_ones_own_need_one_that_fits(self, guest: Client, subtests: pytest.Subtests):
        variant = for_sale("Star chart", personal_text="Name on the chart")
        for text in ["", "   ", "x" * 61, "Ines\x00"]:
            with subtests.test(text=text):
                with nothing_changes():
                    response = put_in(guest, variant, personal_text=text)

                assert response.status_code == 400
                assert is_house_page(response)


class TestForeignBasket:
    def test_is_not_changed_by_a_guest_nor_by_another_customer(self, alice: User, bob: User):
        variant = for_sale()
        line = a_cart_of(bob, variant).lines.get()
        a_cart_of(alice, variant)

        for client in (Client(), shopper(variant), signed_in(alice)):
            with nothing_changes():
                changed = client.post("/basket/change/", {"line": line.pk, "quantity": 5})
                removed = client.post("/basket/change/", {"line": line.pk, "quantity": 1, "step": "remove"})
            assert (changed.status_code, removed.status_code) == (404, 404)
            assert "no longer in your basket" in words_of(changed)

    def test_of_an_account_does_not_open_by_a_cookie(self, bob: User, guest: Client):
        added = carts.add(cart=None, user=bob, variant_id=for_sale().pk, quantity=1, currency="EUR")
        guest.cookies["cart"] = added.token or ""

        assert "Your basket is empty" in words_of(guest.get("/basket/"))
        with nothing_changes():
            guest.post("/basket/clear/")

    def test_and_no_basket_has_a_line_that_does_not_exist(self, subtests: pytest.Subtests):
        client = shopper()
        for line in ["999999", str(2**62), str(2**70), "-1", "", "abc", "1\x00"]:
            with subtests.test(line=line):
                with nothing_changes():
                    response = client.post("/basket/change/", {"line": line, "quantity": 1})

                assert response.status_code in (400, 404)
                assert is_house_page(response)

    def test_takes_nothing_back_that_never_was(self, subtests: pytest.Subtests):
        client = shopper()
        for data in [
            {},
            {"variant": "x", "quantity": 1},
            {"variant": 999_999, "quantity": 1},
            {"variant": 1, "quantity": 0},
        ]:
            with subtests.test(data=data):
                with nothing_changes():
                    response = client.post("/basket/put-back/", data)

                assert response.status_code == 404
                assert is_house_page(response)
