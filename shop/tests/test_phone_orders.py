"""An order by phone from the desk to the payment, through the pages of staff and customer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as conf
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.mail.models import Message
from apps.orders.models import Checkout, Order
from apps.orders.tests.factories import ADDRESS
from apps.promotions.tests.factories import a_code, a_promotion
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import (
    EMAIL,
    PHONE,
    an_order,
    button_fields,
    links,
    nothing_changes,
    put_in,
    run_outbox,
    signed_in,
    text_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def variant(db: None) -> Variant:
    delivery_rates()
    return for_sale(stock=3, sku="DOB-200")


def begun(desk: Client) -> str:
    """The page of a new order by phone."""
    return str(desk.post("/admin/orders/order/phone/", {"currency": "EUR"})["Location"])


def filled(desk: Client, variant: Variant) -> str:
    """The page of an order by phone with everything but the press that mails the link."""
    page = begun(desk)
    desk.post(page, {"do": "add", "variant": variant.pk, "quantity": "1"})
    desk.post(page, {"do": "customer", "email": EMAIL, **ADDRESS, "phone": PHONE})
    desk.post(page, {"do": "travel", "method": "standard"})
    return page


def send(desk: Client, page: str) -> Any:
    names = ("key", "expected_total", "expected_currency")
    shown = desk.get(page)
    return desk.post(page, {"do": "send", **{name: typed(shown, name) for name in names}})


def link_in_mail() -> str:
    run_outbox()
    text = Message.objects.filter(kind="pay_link").latest("pk").text
    found = re.search(rf"{conf.SHOP_URL}(/pay/\S+/)", text)
    assert found is not None
    return found[1]


class TestDesk:
    def test_fills_an_order_and_mails_its_link(self, desk: Client, variant: Variant):
        page = begun(desk)
        assert "DOB-200" in words_of(desk.get(page, {"q": "dob 200"}))
        filled_page = filled(desk, variant)
        shown = words_of(desk.get(filled_page))
        assert "Total €655.90" in shown

        done = send(desk, filled_page)

        assert done.status_code == 302
        assert f"The link is on its way to {EMAIL}" in words_of(desk.get(filled_page))
        assert link_in_mail()
        assert Message.objects.get().subject == "Your order by phone: €655.90"
        assert EMAIL in words_of(desk.get("/admin/orders/order/phone/"))

    def test_takes_a_promotion_code_off_the_total(self, desk: Client, variant: Variant):
        code = a_code(a_promotion(needs_coupon=True)).code
        page = filled(desk, variant)
        before = typed(desk.get(page), "expected_total")

        desk.post(page, {"do": "code", "code": code})
        assert int(typed(desk.get(page), "expected_total")) < int(before)
        desk.post(page, {"do": "drop_code", "code": code})
        assert typed(desk.get(page), "expected_total") == before

    def test_refuses_what_is_wrong_and_changes_nothing(
        self, desk: Client, variant: Variant, subtests: pytest.Subtests
    ):
        page = filled(desk, variant)
        cases: list[tuple[dict[str, str], int, str]] = [
            ({"do": "add", "variant": "x", "quantity": "1"}, 422, "Something is missing or not right"),
            ({"do": "add", "variant": "999999", "quantity": "1"}, 409, ""),
            ({"do": "quantity", "line": "999999", "quantity": "1"}, 409, "no longer in your basket"),
            ({"do": "quantity", "line": "1", "quantity": "-1"}, 422, "Something is missing"),
            ({"do": "customer", "email": "no address", "name": "Ines K"}, 422, "Enter an email address"),
            ({"do": "travel", "method": "broom"}, 422, "Something is missing"),
            ({"do": "code", "code": ""}, 422, "This field is required."),
            ({"do": "send"}, 422, "Something is missing"),
            ({"do": "nothing"}, 200, ""),
            ({}, 200, ""),
        ]
        for data, status, said in cases:
            with subtests.test(data=data):
                with nothing_changes():
                    answer = desk.post(page, data)

                assert answer.status_code == status
                assert said in words_of(answer)
                if "name" in data:
                    assert typed(answer, "name") == "Ines K"

    def test_mails_nothing_for_a_total_that_was_not_seen(self, desk: Client, variant: Variant):
        page = filled(desk, variant)
        data = {"do": "send", "key": typed(desk.get(page), "key"), "expected_currency": "EUR"}

        answer = desk.post(page, {**data, "expected_total": "1"})

        assert answer.status_code == 409
        run_outbox()
        assert not Message.objects.exists()

    def test_shows_the_fields_of_another_country_and_saves_nothing(self, desk: Client, variant: Variant):
        page = begun(desk)

        answer = desk.post(page, {"do": "country", "country": "FR", "name": "Ines K"})

        assert (answer.status_code, typed(answer, "name")) == (200, "Ines K")
        assert not Checkout.objects.exists()

    def test_opens_no_basket_of_a_shopper(self, desk: Client, variant: Variant):
        client = Client()
        put_in(client, variant)

        assert desk.get(f"/admin/orders/order/phone/{Cart.objects.get().pk}/").status_code == 404

    def test_takes_an_order_back(self, desk: Client, variant: Variant):
        page = filled(desk, variant)
        send(desk, page)
        link = link_in_mail()

        assert desk.post(page, {"do": "withdraw"})["Location"] == "/admin/orders/order/phone/"

        answer = Client().get(link)
        assert answer.status_code == 410
        assert "was taken back" in words_of(answer)

    @pytest.mark.parametrize("orders", [1, 4])
    def test_lists_few_and_many_for_the_same_price(self, desk: Client, variant: Variant, orders: int):
        for _ in range(orders):
            filled(desk, variant)
        desk.get("/admin/orders/order/phone/")

        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/orders/order/phone/")

        assert len(captured) <= 6


class TestPayLink:
    @pytest.fixture
    def link(self, desk: Client, variant: Variant) -> str:
        send(desk, filled(desk, variant))
        return link_in_mail()

    def test_leads_to_the_payment_of_exactly_that_total(self, desk: Client, link: str):
        customer = Client()
        looked = customer.get(link)
        assert "Total €655.90" in words_of(looked)
        assert "Sternwartenstraße" not in text_of(looked)
        assert looked["X-Robots-Tag"] == "noindex, nofollow"
        assert "Sternwartenstraße 12" not in words_of(Client().get("/checkout/payment/"))

        entered = customer.post(link)

        assert entered["Location"] == "/checkout/payment/"
        assert "Sternwartenstraße 12" in words_of(customer.get("/checkout/payment/"))
        paid = customer.post("/checkout/payment/", button_fields(customer))
        assert "/thanks/" in paid["Location"]
        order = Order.objects.get()
        assert (order.total_gross_minor, order.email) == (65590, EMAIL)
        run_outbox()
        assert check() == []
        assert "Taken by phone by staff@example.com" in words_of(
            desk.get(f"/admin/orders/order/{order.pk}/change/")
        )
        assert Client().get(link).status_code == 410

    def test_looked_at_changes_nothing(self, link: str):
        with nothing_changes():
            assert Client().get(link).status_code == 200
            assert Client().head(link).status_code == 200

    def test_signs_out_who_is_signed_in_after_saying_so(self, link: str, bob: User):
        client = signed_in(bob)
        assert "going on signs you out" in words_of(client.get(link))

        client.post(link)

        assert "Payment and review" in words_of(client.get("/checkout/payment/"))
        assert client.get("/orders/mine/").status_code == 302

    def test_tells_who_has_a_basket_that_it_makes_room(self, link: str, variant: Variant):
        client = Client()
        put_in(client, variant)

        assert "makes room for this order" in words_of(client.get(link))

    def test_says_when_something_has_sold_out_meanwhile(self, link: str, variant: Variant):
        an_order(variant, quantity=3)
        client = Client()

        answer = client.post(link)

        assert answer.status_code == 409
        assert "has just sold out" in words_of(answer)

    @pytest.mark.parametrize("given", ["x", "a.b", "%00", "é", "x" * 3000])
    def test_that_is_not_ours_is_a_page_that_says_what_to_do(self, given: str):
        for answer in (Client().get(f"/pay/{given}/"), Client().post(f"/pay/{given}/")):
            assert answer.status_code == 404
            assert "Copy the whole link from the e-mail." in words_of(answer)

    def test_that_has_run_out_says_so(self, link: str, time_machine):
        time_machine.move_to(timezone.now() + timedelta(days=8))

        answer = Client().get(link)

        assert answer.status_code == 410
        assert "This link has run out" in words_of(answer)

    def test_is_gone_from_the_shops_own_outbox_once_it_was_sent(
        self, desk: Client, variant: Variant, settings
    ):
        settings.EMAIL_URL = "memory://"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        send(desk, filled(desk, variant))
        run_outbox()

        message = Message.objects.get(kind="pay_link")
        assert "/pay/" not in message.text + message.html
        assert not [
            link for link in links(desk.get(f"/admin/mail/message/{message.pk}/change/")) if "resend" in link
        ]

    def test_leads_an_account_that_took_the_basket_to_its_own_payment(self, link: str, bob: User):
        Cart.objects.filter(origin="STAFF").update(user=bob)

        assert Client().post(link)["Location"].startswith("/account/login/")
        assert signed_in(bob).post(link)["Location"] == "/checkout/payment/"
