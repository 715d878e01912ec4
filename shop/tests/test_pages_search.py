"""The search: by name, brand, item number, attribute; and what it offers when nothing fits."""

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_brand, a_category, a_choice, a_number, give
from apps.core.memo import forget_all
from shop.tests.stage import is_house_page, links, tags, text_of, title_of, typed, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _goods() -> None:
    """A telescope with attributes and a keyword, and binoculars of another brand."""
    telescope = for_sale("N 200/1200 Dobsonian", sku="AS-10427", gtin="4006381333931").product
    give(telescope, a_number("aperture"), 200)
    give(telescope, a_choice("mount", "alt-azimuth"), "alt-azimuth")
    telescope.keywords = "reflector"
    save_product(product=telescope)
    binoculars = a_category("Binoculars")
    for_sale("8x42 Roof", brand=a_brand("Corvus"), category=binoculars, sku="AS-20001")
    forget_all()


class TestSearch:
    def test_finds_goods_by_name_brand_attribute_and_description(
        self, guest: Client, subtests: pytest.Subtests
    ):
        for term in [
            "dobsonian",
            "Dobson",
            "DOBSONIAN",
            "sextans",
            "200 mm",
            "200mm",
            "alt-azimuth",
            "reflector",
            "telescopes",
            "sextans dobsonian 200",
            "spiral arms",
            "N 200/1200",
        ]:
            with subtests.test(term=term):
                response = guest.get("/search/", {"q": term})

                assert "N 200/1200 Dobsonian" in words_of(response)
                assert typed(response, "q") == term
                assert f"for “{term}”" in title_of(response)

    def test_finds_binoculars_however_they_are_written(self, guest: Client, subtests: pytest.Subtests):
        for term in ["8x42", "8×42", "8 42", "roof", "corvus"]:
            with subtests.test(term=term):
                response = guest.get("/search/", {"q": term})

                assert "8x42 Roof" in words_of(response)
                assert "Dobsonian" not in words_of(response)

    def test_leads_from_an_item_number_to_the_item(self, guest: Client, subtests: pytest.Subtests):
        for number in ["AS-10427", "as-10427", "4006381333931"]:
            with subtests.test(number=number):
                response = guest.get("/search/", {"q": number})

                assert response.status_code == 302
                assert "AS-10427" in words_of(guest.get(response["Location"]))

    def test_says_how_many_it_found_and_where(self, guest: Client):
        response = guest.get("/search/", {"q": "spiral"})

        assert title_of(response) == "2 results for “spiral” | Astronomy Shop"
        assert "Telescopes 1" in words_of(response)
        assert {"?q=spiral&department=telescopes", "?q=spiral&department=binoculars"} <= set(links(response))

    def test_narrows_to_a_department_and_out_again(self, guest: Client):
        response = guest.get("/search/?q=spiral&department=telescopes")

        assert title_of(response).startswith("1 result for “spiral”")
        assert "8x42 Roof" not in words_of(response)
        assert "?q=spiral" in links(response)

    def test_sorts_and_filters_as_a_list_does(self, guest: Client):
        for_sale("N 130", price="199.00")
        response = guest.get("/search/?q=spiral&brand=sextans&sort=price-up&price_to=200")

        assert "N 130" in words_of(response)
        assert "N 200/1200" not in words_of(response)
        assert [tag["value"] for tag in tags(response, "option") if "selected" in tag] == ["price-up"]

    def test_offers_what_is_near_when_a_word_is_misspelt(self, guest: Client):
        response = guest.get("/search/", {"q": "dobsonain"})

        assert title_of(response).startswith("Nothing found for “dobsonain”")
        assert "N 200/1200 Dobsonian" in words_of(response)

    def test_offers_fewer_words_and_the_departments_when_nothing_fits_all(self, guest: Client):
        response = guest.get("/search/", {"q": "dobsonian submarine"})

        assert "/search/?q=dobsonian" in links(response)
        assert "/binoculars/" in links(response)

    def test_without_a_term_asks_for_one(self, guest: Client):
        response = guest.get("/search/")

        assert "Search the shop" in words_of(response)
        assert is_house_page(response)

    def test_answers_in_parts_when_a_part_is_asked_for(self, guest: Client):
        response = guest.get("/search/?q=spiral", headers={"hx-request": "true"})

        assert "<html" not in text_of(response)
        assert "2 results" in words_of(response)
