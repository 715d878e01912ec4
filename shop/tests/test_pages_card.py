"""The page on which a card is entered, and the way to Stripe's own page."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.orders.models import Order
from apps.payments.models import Payment
from shop.tests.stage import (
    everything,
    is_house_page,
    press,
    run_outbox,
    shopper,
    tags,
    text_of,
    title_of,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(stripe: Any) -> Client:
    """A shopper who has pressed the button."""
    client = shopper(for_sale(price="649"), until="payment")
    assert press(client, way="stripe:card").status_code == 302
    return client


@pytest.fixture
def payment(client: Client) -> Payment:
    return Payment.objects.get()


def page_of(payment: Payment) -> str:
    return f"/checkout/pay/{payment.key}/"


def tell(stripe: Any) -> None:
    for event in list(stripe.courier.kept):
        body, signature = stripe.courier.letter(event)
        Client().post(
            "/webhooks/stripe/",
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )
    run_outbox()


class TestTheButton:
    def test_offers_stripe_and_says_that_it_is_a_test(self, stripe: Any):
        page = shopper(for_sale(), until="payment").get("/checkout/payment/")

        assert [tag["value"] for tag in tags(page, "input") if tag.get("name") == "way"] == ["stripe:card"]
        assert "This demo shop takes no money." in words_of(page)

    def test_leads_to_the_page_for_the_card(self, stripe: Any):
        client = shopper(for_sale(price="649"), until="payment")

        answer = press(client, way="stripe:card")

        assert answer["Location"] == f"http://testserver{page_of(Payment.objects.get())}"

    def test_is_only_for_what_is_on_offer(self, stripe: Any):
        client = shopper(for_sale(), until="payment")

        assert press(client, way="test:approve").status_code == 422


class TestTheCardPage:
    def test_has_stripe_s_fields_and_none_of_ours(self, client: Client, payment: Payment, stripe: Any):
        page = client.get(page_of(payment))

        assert is_house_page(page)
        assert title_of(page).startswith("Pay €655.90")
        (form,) = (tag for tag in tags(page, "form") if tag.get("id") == "card-form")
        assert form["data-secret"].startswith(f"{payment.reference}_secret_")
        assert form["data-return"] == f"http://testserver/checkout/payment/{payment.key}/"
        assert form["data-key"] == "pk_test_stand_in"
        assert {tag.get("name") for tag in tags(page, "input")} == {"csrfmiddlewaretoken"}
        assert "sk_test" not in text_of(page)

    def test_has_a_policy_of_its_own(self, client: Client, payment: Payment):
        page = client.get(page_of(payment))

        policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
        assert policy["script-src"] == "'self' https://js.stripe.com https://*.js.stripe.com"
        assert policy["connect-src"] == "'self' https://api.stripe.com"
        assert "https://checkout.stripe.com" in policy["form-action"]
        assert policy["style-src"] == "'self'"
        assert (policy["default-src"], policy["frame-ancestors"], policy["object-src"]) == ("'none'",) * 3
        assert "unsafe" not in page["Content-Security-Policy"]
        assert 'payment=(self "https://js.stripe.com")' in page["Permissions-Policy"]
        assert "no-store" in page["Cache-Control"]
        assert "stripe" not in client.get("/checkout/payment/")["Content-Security-Policy"]

    def test_loads_no_script_but_ours_and_stripe_s(self, client: Client, payment: Payment, stripe: Any):
        sources = [tag.get("src", "") for tag in tags(client.get(page_of(payment)), "script")]

        assert f"{stripe.url}/v3/" in sources
        assert all(src.startswith("/static/") for src in sources if src != f"{stripe.url}/v3/")

    def test_changes_nothing_however_often_it_is_seen(self, client: Client, payment: Payment):
        before = everything()
        for _ in range(3):
            client.get(page_of(payment))

        assert everything() == before

    def test_says_when_stripe_does_not_answer_and_keeps_the_order(
        self, client: Client, payment: Payment, stripe: Any
    ):
        stripe.fault("refuse", method="GET", path="/v1/payment_intents")

        page = client.get(page_of(payment))

        assert page.status_code == 503
        assert "does not answer at the moment. Nothing was charged." in words_of(page)
        assert client.get(page_of(payment)).status_code == 200

    def test_leads_on_once_it_is_paid(self, client: Client, payment: Payment, stripe: Any):
        stripe.confirm(payment.reference)
        tell(stripe)

        step = client.get(page_of(payment))
        assert step["Location"] == f"/checkout/payment/{payment.key}/"
        assert client.get(step["Location"])["Location"].endswith("/thanks/")

    @pytest.mark.parametrize("way", ["test:approve", "test:confirm"])
    def test_does_not_exist_for_other_payments(self, stripe: Any, settings: Any, way: str):
        settings.PAYMENT_PROVIDERS = ["stripe", "test"]
        client = shopper(for_sale(), until="payment")
        press(client, way=way)
        other = Payment.objects.get()

        assert client.get(page_of(other)).status_code == 404
        assert client.post(f"{page_of(other)}stripe/").status_code == 404

    def test_takes_nothing_but_a_look(self, client: Client, payment: Payment):
        assert client.post(page_of(payment), {"card": "4242"}).status_code == 405


class TestComingBack:
    def back(self, client: Client, payment: Payment, status: str) -> Any:
        return client.get(f"/checkout/payment/{payment.key}/?redirect_status={status}")

    def test_before_stripe_has_told_us_waits(self, client: Client, payment: Payment, stripe: Any):
        stripe.confirm(payment.reference)

        page = self.back(client, payment, "succeeded")

        assert "Your payment is on its way" in words_of(page)
        assert page["Refresh"] == "3"
        tell(stripe)
        assert self.back(client, payment, "succeeded")["Location"].endswith("/thanks/")

    def test_with_a_success_that_never_was_changes_nothing(self, client: Client, payment: Payment):
        before = everything()

        for _ in range(3):
            self.back(client, payment, "succeeded")

        assert everything() == before
        assert Order.objects.get().status == "DRAFT"

    def test_from_a_bank_that_said_no_offers_another_card(self, client: Client, payment: Payment):
        step = self.back(client, payment, "failed")

        page = client.get(step["Location"])
        assert title_of(page).startswith("Error: ")
        assert "Your bank did not confirm it. Nothing was charged." in words_of(page)

    def test_by_itself_offers_to_go_on_or_to_give_up(self, client: Client, payment: Payment):
        page = client.get("/checkout/payment/", follow=True)

        assert "Your payment is not finished" in words_of(page)
        assert f"http://testserver{page_of(payment)}" in text_of(page)
        client.post(f"/checkout/payment/{payment.key}/cancel/")
        assert Order.objects.get().status == "FAILED"
        assert press(client, way="stripe:card").status_code == 302


class TestWithoutJavaScript:
    def test_the_button_leads_to_stripe_s_page_and_back_to_the_order(
        self, client: Client, payment: Payment, stripe: Any
    ):
        answer = client.post(f"{page_of(payment)}stripe/")

        assert re.fullmatch(rf"{stripe.url}/c/pay/cs_\w+", answer["Location"])
        where, _ = stripe.happens("hosted")
        tell(stripe)
        assert client.get(where)["Location"].endswith("/thanks/")

    def test_the_way_back_offers_stripe_s_page_again(self, client: Client, payment: Payment, stripe: Any):
        url = client.post(f"{page_of(payment)}stripe/")["Location"]

        page = client.get(page_of(payment))

        assert "card-form" not in text_of(page)
        assert client.post(f"{page_of(payment)}stripe/")["Location"] == url

    def test_a_stripe_that_does_not_answer_loses_nothing(self, client: Client, payment: Payment, stripe: Any):
        stripe.fault("refuse", path="/checkout/sessions", times=1)

        answer = client.post(f"{page_of(payment)}stripe/", follow=True)

        assert answer.status_code == 200
        assert "Pay €655.90" in title_of(answer)
        assert client.post(f"{page_of(payment)}stripe/")["Location"].startswith(stripe.url)
