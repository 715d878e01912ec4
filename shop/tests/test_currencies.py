"""A visitor's currency from the first page to the order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.currency.models import ExchangeRate
from apps.currency.money import Money
from apps.currency.rules import Ending
from apps.currency.services import update_currency
from apps.currency.tests.factories import record
from apps.orders.models import Order
from apps.pricing import services as pricing
from apps.pricing.models import PriceList
from apps.pricing.tests.factories import priced
from shop.tests.stage import (
    CONTACT,
    DELIVERY,
    PHONE,
    button_fields,
    cart_of,
    put_in,
    shopper,
    signed_in,
    text_of,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates() -> None:
    today = timezone.localdate().isoformat()
    record("USD", "1.25", today)
    record("JPY", "160", today)
    forget_all()


def choose(client: Client, currency: str, country: str = "DE"):
    return client.post(
        "/country/", {"country": country, "currency": currency, "next": "/basket/"}, follow=True
    )


class TestChoosing:
    def test_changes_every_price(self, guest: Client):
        product = for_sale(price="100.00").product
        choose(guest, "USD")

        for path in ("/", "/telescopes/", "/search/?q=dobsonian", product.get_absolute_url()):
            said = words_of(guest.get(path))
            assert "$125.00" in said, path
            assert "€" not in said.replace("Euro", ""), path

    @pytest.mark.parametrize(
        ("country", "header", "sign"),
        [
            ("US", "", "$"),
            ("", "en-US,en;q=0.9", "$"),
            ("", "ja-JP", "¥"),
            ("", "de-DE", "€"),
            ("", "en", "€"),
        ],
    )
    def test_is_guessed_from_the_country_or_the_languages(
        self, guest: Client, country: str, header: str, sign: str
    ):
        product = for_sale(price="100.00").product
        if country:
            guest.cookies["country"] = country

        said = words_of(guest.get(product.get_absolute_url(), headers={"accept-language": header}))

        assert f"{sign}1" in said or f"{sign}8" in said

    def test_of_an_explicit_price_takes_that_price(self, guest: Client):
        product = priced(for_sale(price="100.00"), "111.00", "USD").product
        choose(guest, "USD")

        assert "$111.00" in words_of(guest.get(product.get_absolute_url()))

    def test_follows_the_price_ending_of_the_currency(self, guest: Client):
        update_currency(code="JPY", is_offered=True, ending=Ending.TENS)
        product = for_sale(price="101.01").product
        forget_all()
        choose(guest, "JPY")

        assert "¥16,160" in words_of(guest.get(product.get_absolute_url()))

    @pytest.mark.parametrize("code", ["XXX", "KWD", "usdd", "'; --", "\x00"])
    def test_of_what_is_not_offered_gets_a_message_beside_the_field(self, guest: Client, code: str):
        response = guest.post("/country/", {"country": "DE", "currency": code})

        assert response.status_code == 400
        assert 'id="id_currency_error"' in text_of(response)
        assert "currency" not in response.cookies

    def test_narrows_lists_by_prices_of_that_currency(self, guest: Client):
        for_sale("Cheap", price="80.00")
        for_sale("Dear", price="120.00")
        choose(guest, "USD")

        said = words_of(guest.get("/telescopes/?price_to=110"))

        assert "Cheap" in said
        assert "Dear" not in said
        assert "Up to $110" in said


class TestBasket:
    def test_is_priced_anew_and_says_so(self):
        client = shopper(for_sale(price="100.00"))

        said = words_of(choose(client, "USD"))

        assert "Your basket is priced in USD now." in said
        assert "$125.00" in said
        assert cart_of(client).currency == "USD"

    def test_keeps_its_currency_while_it_is_being_paid(self):
        client = shopper(until="payment")
        cart = cart_of(client)
        cart.completing_at = timezone.now()
        cart.save()

        said = words_of(choose(client, "USD"))

        assert "Your basket stays in EUR." in said
        assert cart_of(client).currency == "EUR"

    def test_goes_back_to_the_base_currency_when_its_rate_is_stale(self):
        record("GBP", "0.80", (timezone.localdate() - timedelta(days=10)).isoformat())
        client = shopper(for_sale(price="100.00"))
        with override_settings(RATE_MAX_AGE_DAYS=30):
            forget_all()
            assert "£80.00" in words_of(choose(client, "GBP"))
        forget_all()

        said = words_of(client.get("/basket/"))

        assert "your basket is priced in EUR" in said
        assert "€100.00" in said

    def test_gives_a_customer_of_a_group_its_prices_and_everybody_quantity_prices(self, alice: User):
        variant = for_sale(price="100.00", stock=50)
        club = PriceList.objects.create(name="Club", customer_group="club")
        pricing.set_prices(prices={variant.pk: Money.of("90.00", "EUR")}, price_list=club.pk, actor="test")
        pricing.set_prices(prices={variant.pk: Money.of("80.00", "EUR")}, min_quantity=5, actor="test")
        User.objects.filter(pk=alice.pk).update(customer_group="club")
        forget_all()
        guest, member = Client(), signed_in(alice)
        for client in (guest, member):
            put_in(client, variant, 1)

        assert "€100.00" in words_of(guest.get("/basket/"))
        assert "€90.00" in words_of(member.get("/basket/"))
        line = cart_of(guest).lines.get()
        guest.post("/basket/change/", {"line": line.pk, "quantity": 5})
        assert "€80.00 each" in words_of(guest.get("/basket/"))
        guest.post("/basket/change/", {"line": line.pk, "quantity": 4})
        assert "€100.00 each" in words_of(guest.get("/basket/"))


class TestOrder:
    def test_is_charged_in_the_currency_and_keeps_its_rate(self):
        client = shopper(for_sale(price="100.00"))
        choose(client, "USD")
        client.post("/checkout/")
        client.post("/checkout/address/", {**CONTACT, "phone": PHONE})
        client.post("/checkout/delivery/", DELIVERY)
        seen = button_fields(client, "USD")
        assert "You pay in US Dollar (USD)." in words_of(client.get("/checkout/payment/"))

        placed = client.post("/checkout/payment/", seen)

        order = Order.objects.get()
        assert placed.status_code == 302
        assert (order.currency, order.rate, order.rate_source) == ("USD", Decimal("1.25"), "ECB")
        assert order.rate_date == timezone.localdate()
        assert order.charged_minor == order.total_gross_minor == int(seen["expected_total"])
        record("USD", "9.99", "2026-01-02", source="Test")
        assert Order.objects.get().rate == Decimal("1.25")

    def test_is_not_placed_in_another_currency_than_was_shown(self):
        client = shopper(for_sale(price="100.00"), until="payment")

        response = client.post("/checkout/payment/", button_fields(client, "JPY"))

        assert response.status_code == 409
        assert not Order.objects.filter(placed_at__isnull=False).exists()
        assert ExchangeRate.objects.count() == 2
