"""What a visitor chooses for all pages: the country, and the colours."""

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import put_in, tags, text_of, title_of, words_of

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "javascript:alert(1)",
    "\\\\elsewhere.example",
    "\x00",
]


@pytest.fixture(autouse=True)
def _delivery() -> None:
    delivery_rates()
    forget_all()


class TestCountry:
    def test_changes_prices_tax_and_delivery_everywhere(self, guest: Client):
        product = for_sale(price="119.00").product
        guest.post("/country/", {"country": "US"})

        said = words_of(guest.get(product.get_absolute_url()))

        assert "€100.00" in said
        assert "United States, EUR" in said
        assert "Prices are without VAT" in words_of(guest.get("/telescopes/"))

    def test_goes_back_to_the_page_it_was_chosen_on(self, guest: Client):
        given = guest.post("/country/", {"country": "at", "next": "/telescopes/?sort=price-up"})
        by_page = guest.post("/country/", {"country": "AT"}, headers={"referer": "http://testserver/basket/"})
        nowhere = guest.post("/country/", {"country": "AT"})

        assert [answer["Location"] for answer in (given, by_page, nowhere)] == [
            "/telescopes/?sort=price-up",
            "http://testserver/basket/",
            "/",
        ]

    def test_leads_to_no_other_site(self, guest: Client, subtests: pytest.Subtests):
        headers = {"referer": "https://elsewhere.example/"}
        for target in ELSEWHERE:
            with subtests.test(target=target):
                response = guest.post("/country/", {"country": "AT", "next": target}, headers=headers)

                assert response.status_code in (302, 400)
                assert "elsewhere" not in response.headers.get("Location", "")
                assert "javascript" not in response.headers.get("Location", "")

    def test_offers_the_countries_that_are_served_with_the_present_one_chosen(self, guest: Client):
        guest.post("/country/", {"country": "CH"})
        options = tags(guest.get("/country/"), "option")

        assert {"AT", "CH", "DE", "US"} <= {option["value"] for option in options}
        assert [option["value"] for option in options if "selected" in option] == ["CH"]

    def test_that_does_not_exist_is_refused_and_not_remembered(
        self, guest: Client, subtests: pytest.Subtests
    ):
        for country in ["", "XX", "Germany", "1", "\x00", "D\x00"]:
            with subtests.test(country=country):
                response = guest.post("/country/", {"country": country})

                assert response.status_code == 400
                assert title_of(response).startswith("Error: ")
                assert "country" not in guest.cookies

    def test_is_shown_in_the_basket_even_where_nothing_goes(self, guest: Client):
        put_in(guest, for_sale())
        guest.post("/country/", {"country": "JP"})

        said = words_of(guest.get("/basket/"))

        assert "We cannot deliver these items to Japan" in said
        assert "Go to checkout" not in said

    def test_is_kept_for_a_year_out_of_reach_of_scripts(self, guest: Client):
        cookie = guest.post("/country/", {"country": "AT"}).cookies["country"]

        assert cookie["max-age"] == 365 * 24 * 3600
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


class TestColours:
    @pytest.mark.parametrize("scheme", ["auto", "day", "night", "red"])
    def test_are_those_of_every_page_from_then_on(self, guest: Client, scheme: str):
        response = guest.post("/colours/", {"scheme": scheme, "next": "/guides/"})

        assert response["Location"] == "/guides/"
        for address in ("/", "/basket/", "/orders/track/", "/no-such-page/"):
            assert f'data-scheme="{scheme}"' in text_of(guest.get(address))

    def test_follow_the_system_before_a_choice(self, guest: Client):
        assert 'data-scheme="auto"' in text_of(guest.get("/"))

    def test_that_do_not_exist_are_refused(self, guest: Client, subtests: pytest.Subtests):
        for scheme in ["", "pink", "\x00", '"><script>']:
            with subtests.test(scheme=scheme):
                response = guest.post("/colours/", {"scheme": scheme})

                assert response.status_code == 400
                assert "scheme" not in guest.cookies

    def test_from_a_made_up_cookie_count_as_no_choice(self, guest: Client):
        guest.cookies["scheme"] = '"><script>alert(1)</script>'

        assert 'data-scheme="auto"' in text_of(guest.get("/"))

    def test_lead_to_no_other_site(self, guest: Client, subtests: pytest.Subtests):
        for target in ELSEWHERE:
            with subtests.test(target=target):
                response = guest.post("/colours/", {"scheme": "red", "next": target})

                assert response.status_code in (302, 400)
                assert "elsewhere" not in response.headers.get("Location", "")
