"""Tax by where goods go and by who buys, from the address page to the order."""

from typing import Any

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.orders.models import Order
from apps.pricing.models import VatCheck
from apps.pricing.tests import fake_vies
from shop.tests.stage import CONTACT, DELIVERY, PHONE, press, shopper, text_of, words_of

pytestmark = pytest.mark.django_db
AUSTRIAN, GERMAN = "ATU13585627", "DE136695976"


@pytest.fixture
def vies(settings):
    with fake_vies.running() as server:
        settings.VIES_URL = server.url
        settings.VIES_TIMEOUT_SECONDS = 0.5
        yield server


def tell(client: Client, **address: Any) -> Any:
    """Fill in the address page."""
    return client.post("/checkout/address/", {**CONTACT, "phone": PHONE, **address}, follow=True)


def to_the_button(price: str = "119.00", **address: Any) -> Client:
    client = shopper(for_sale(price=price), until="address")
    tell(client, **address)
    client.post("/checkout/delivery/", DELIVERY)
    return client


VIENNA = {"country": "AT", "postcode": "1010", "city": "Wien"}


class TestABusiness:
    def test_of_another_member_state_pays_without_tax(self, vies):
        vies.answers[""] = fake_vies.yes()
        client = to_the_button(**VIENNA, vat_id=" at u135 85627 ")
        assert "Reverse charge" in words_of(client.get("/checkout/payment/"))

        press(client)

        order = Order.objects.get()
        assert order.vat_id == AUSTRIAN
        assert order.total_gross_minor == order.total_net_minor == 10_000 + 580
        assert not order.is_export
        assert "Reverse charge" in order.tax_notes[0]
        assert VatCheck.objects.get().consultation_number

    def test_at_home_pays_with_tax(self, vies):
        vies.answers[""] = fake_vies.yes()

        press(to_the_button(vat_id=GERMAN))

        order = Order.objects.get()
        assert (order.vat_id, order.tax_notes) == (GERMAN, [])
        assert order.total_gross_minor > order.total_net_minor

    def test_whose_register_is_silent_is_believed_for_now(self, vies):
        vies.answers[""] = fake_vies.error("MS_UNAVAILABLE")

        press(to_the_button(**VIENNA, vat_id=AUSTRIAN))

        assert Order.objects.get().tax_notes

    def test_whose_register_is_silent_pays_tax_where_the_shop_says_so(self, vies, settings):
        settings.VAT_UNREACHABLE = "refuse"
        vies.answers[""] = fake_vies.error("MS_UNAVAILABLE")

        press(to_the_button(**VIENNA, vat_id=AUSTRIAN))

        assert Order.objects.get().tax_notes == []

    @pytest.mark.parametrize("number", ["ATU13585628", "XX123", "1" * 29, "<script>", "ＡＴＵ13585627"])
    def test_with_a_number_that_is_none_hears_so_beside_the_field(self, vies, number: str):
        client = shopper(until="address")

        response = tell(client, **VIENNA, vat_id=number)

        assert response.status_code == 422
        assert 'id="id_vat_id_error"' in text_of(response)
        assert vies.questions == []

    def test_that_the_register_does_not_know_hears_so_and_keeps_what_was_typed(self, vies):
        vies.answers[""] = fake_vies.no()
        client = shopper(until="address")

        response = tell(client, **VIENNA, vat_id=AUSTRIAN)

        assert response.status_code == 422
        assert "The register of VAT numbers does not know this number" in words_of(response)
        assert AUSTRIAN in text_of(response)


class TestAPlace:
    def test_outside_the_tax_area_of_its_country_is_an_export(self):
        press(to_the_button(country="ES", postcode="35001", city="Las Palmas", area="GC"))

        order = Order.objects.get()
        assert order.is_export
        assert order.total_gross_minor == order.total_net_minor
        assert "added by your customs" in order.tax_notes[0]

    def test_on_the_mainland_is_taxed_at_its_own_rate(self):
        press(to_the_button(country="ES", postcode="28001", city="Madrid", area="M"))

        order = Order.objects.get()
        assert not order.is_export
        assert {str(line.tax_percent.normalize()) for line in order.lines.all()} == {"21"}


class TestTheTrace:
    def test_of_every_line_is_kept_on_the_order(self):
        press(to_the_button())

        said = " ".join(Order.objects.get().lines.get().trace)

        assert "€119.00 each, since" in said
        assert "19 % tax" in said
