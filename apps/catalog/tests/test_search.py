import pytest
from django.http import QueryDict

from apps.catalog import selectors, services
from apps.catalog.models import Variant
from apps.catalog.selectors.search import terms
from apps.catalog.tests.factories import a_brand, a_category, a_number, a_product, add_variant, facet, give
from apps.core.memo import forget_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(db):
    telescopes, cameras = a_category("Telescopes"), a_category("Cameras")
    aperture = a_number("aperture")
    facet(telescopes, aperture, card_position=1)
    rows = [
        ("N 200/1200 Dobsonian", telescopes, "Sextans", "scope dob M42", "AS-10427", "2004000104275"),
        ("Étoile 80 refractor", telescopes, "Caelum", "", "AS-10500", "2004000105005"),
        ("Planet camera 462", cameras, "Reticule", "saturn jupiter", "AS-10600", "2004000106002"),
    ]
    for name, category, brand, keywords, sku, gtin in rows:
        product = a_product(name, category=category, brand=a_brand(brand), keywords=keywords)
        variant = add_variant(product, name, sku=sku, gtin=gtin)
        if category == telescopes:
            give(product, aperture, 200 if "200" in name else 80)
        Variant.objects.filter(pk=variant.pk).update(base_price_minor=1000)
        services.publish(product_ids=[product.pk])
    forget_all()


def titles(query):
    return [card.title for card in selectors.search_page(QueryDict(query)).cards]


class TestSearchPage:
    @pytest.mark.parametrize(
        "term",
        ["dobsonian", "Dobsonians", "dobs", "DOBSONIAN sextans", "200mm", "200 mm telescope", "sextans 200/1200", "M42",
         "spiral arms", "n 200"],
    )  # fmt: skip
    def test_finds_by_name_maker_facts_and_synonyms(self, term):
        assert "N 200/1200 Dobsonian" in titles(f"q={term}")

    @pytest.mark.parametrize("term", ["etoile", "ÉTOILE", "Étoile"])
    def test_folds_accents(self, term):
        assert titles(f"q={term}") == ["Étoile 80 refractor"]

    def test_needs_all_words(self):
        assert titles("q=saturn camera") == ["Planet camera 462"]
        assert titles("q=saturn dobsonian") == []

    def test_counts_departments(self):
        page = selectors.search_page(QueryDict("q=aperture"))

        assert [(d.name, n) for d, n in page.departments] == [("Telescopes", 2)]

    def test_narrows_to_a_department(self):
        assert selectors.search_page(QueryDict("q=spiral")).total == 3

        narrowed = selectors.search_page(QueryDict("q=spiral&department=cameras"))
        assert [card.title for card in narrowed.cards] == ["Planet camera 462"]
        assert {d.slug: n for d, n in narrowed.departments} == {"telescopes": 2, "cameras": 1}

    @pytest.mark.parametrize(
        "term",
        ["", "   ", "'", '"', "\\", "%", "a & b | !", "(((", ":*", "<script>", "x" * 5000, "\x00", "🔭", "—"],
    )
    def test_survives_whatever_is_typed(self, term):
        from urllib.parse import quote

        assert selectors.search_page(QueryDict(f"q={quote(term)}")).total >= 0


class TestVariantByNumber:
    @pytest.mark.parametrize("number", ["AS-10427", "as-10427", "2004000104275"])
    def test_leads_to_the_item(self, number):
        address = selectors.variant_by_number(number)

        assert address is not None
        assert address.startswith("/products/")

    @pytest.mark.parametrize("number", ["AS-1", "", "200400010427"])
    def test_needs_the_whole_number(self, number):
        assert selectors.variant_by_number(number) is None


class TestNearMatches:
    def test_offers_names_that_look_alike(self):
        assert selectors.near_matches("dobsonean 200").cards[0].title == "N 200/1200 Dobsonian"

    def test_offers_the_search_with_one_word_less(self):
        assert ("dobsonian", 1) in selectors.near_matches("dobsonian purple").wider


class TestTerms:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("200mm f/6", ["200", "mm", "f", "6"]),
            ("8x42", ["8", "42"]),
            ("10 × 50", ["10", "50"]),
            ("M 42", ["M", "42"]),
            ("1.25″", ["1", "25"]),
        ],
    )
    def test_split_numbers_from_units(self, text, words):
        assert terms(text) == words
