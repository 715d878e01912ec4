import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from apps.catalog import facets, selectors, services
from apps.catalog.facets import Filters
from apps.catalog.models import Variant
from apps.catalog.tests.factories import (
    a_brand,
    a_category,
    a_choice,
    a_number,
    a_product,
    add_variant,
    facet,
    give,
)
from apps.core.memo import forget_all

pytestmark = pytest.mark.django_db
BUCKETS = (("small", None, 100), ("medium", 101, 180), ("large", 181, None))


@pytest.fixture
def shop():
    """Six telescopes: two types, three sizes, two makers, one of them sold out."""
    telescopes = a_category("Telescopes")
    dobsonians = a_category("Dobsonians", parent=telescopes)
    aperture, kind = a_number("aperture", buckets=BUCKETS), a_choice("type", "dobsonian", "refractor")
    facet(telescopes, aperture, card_position=1)
    facet(telescopes, kind)
    rows = [
        ("Dob 130", "Sextans", "dobsonian", 130, 23900, True),
        ("Dob 200", "Sextans", "dobsonian", 200, 64900, True),
        ("Dob 250", "Vela", "dobsonian", 254, 89900, False),
        ("Refractor 70", "Vela", "refractor", 70, 15900, True),
        ("Refractor 102", "Vela", "refractor", 102, 37900, True),
        ("Refractor 150", "Sextans", "refractor", 150, 129900, True),
    ]
    for position, (name, brand, type_, mm, price, available) in enumerate(rows):
        category = dobsonians if type_ == "dobsonian" else telescopes
        product = a_product(name, brand=a_brand(brand), category=category, popularity=100 - position)
        variant = add_variant(product, name)
        give(product, aperture, mm)
        give(product, kind, type_)
        Variant.objects.filter(pk=variant.pk).update(base_price_minor=price, is_available=available)
        services.publish(product_ids=[product.pk])
    forget_all()


def page(query="", path="telescopes"):
    node = selectors.category_at(path)
    assert node is not None
    return selectors.category_page(node, QueryDict(query))


def titles(query="", path="telescopes"):
    return [card.title for card in page(query, path).cards]


def counts(query, code):
    found = next(f for f in page(query).facets if f.code == code)
    return {value.slug: value.count for value in found.values}


@pytest.mark.usefixtures("shop")
class TestCategoryPage:
    def test_holds_the_goods_of_its_parts_too(self):
        assert page().total == 6
        assert titles(path="telescopes/dobsonians") == ["Dob 130", "Dob 200", "Dob 250"]

    def test_widens_with_two_values_of_one_facet(self):
        assert page("aperture=small").total == 1
        assert page("aperture=small&aperture=large").total == 3

    def test_narrows_with_two_facets(self):
        assert titles("aperture=medium&type=refractor") == ["Refractor 102", "Refractor 150"]

    def test_counts_a_facet_as_if_it_were_not_applied(self):
        assert counts("", "aperture") == {"small": 1, "medium": 3, "large": 2}
        assert counts("aperture=small", "aperture") == {"small": 1, "medium": 3, "large": 2}
        assert counts("type=dobsonian", "aperture") == {"small": 0, "medium": 1, "large": 2}
        assert counts("type=dobsonian&aperture=large", "aperture") == {"small": 0, "medium": 1, "large": 2}
        assert counts("type=dobsonian&aperture=large", "type") == {"dobsonian": 2, "refractor": 0}

    def test_keeps_values_without_results_but_switches_them_off(self):
        found = next(f for f in page("type=dobsonian").facets if f.code == "aperture")

        assert [(v.slug, v.is_disabled) for v in found.values] == [
            ("small", True),
            ("medium", False),
            ("large", False),
        ]

    def test_counts_makers_and_stock(self):
        assert counts("", "brand") == {"sextans": 3, "vela": 3}
        assert page().in_stock_count == 5
        assert page("aperture=large").in_stock_count == 1

    def test_filters_by_price_stock_and_maker(self):
        assert titles("price_from=200&price_to=700") == ["Dob 130", "Dob 200", "Refractor 102"]
        assert titles("price_to=700&price_from=200") == titles("price_from=700&price_to=200")
        assert "Dob 250" not in titles("stock=1")
        assert titles("brand=vela&stock=1") == ["Refractor 70", "Refractor 102"]

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [
            ("", "Dob 130", "Refractor 150"),
            ("price-up", "Refractor 70", "Refractor 150"),
            ("price-down", "Refractor 150", "Refractor 70"),
        ],
    )
    def test_sorts(self, sort, first, last):
        found = titles(f"sort={sort}")

        assert (found[0], found[-1]) == (first, last)

    def test_offers_chips_that_take_one_filter_away(self):
        found = page("aperture=large&aperture=small&type=dobsonian&price_to=900&stock=1")

        assert [chip.label for chip in found.chips] == [
            "small",
            "large",
            "Dobsonian",
            "Up to €900",
            "In stock",
        ] or [chip.label for chip in found.chips] == ["large", "small", "Dobsonian", "Up to €900", "In stock"]
        without_stock = found.chips[-1].address
        assert "stock" not in without_stock
        assert "aperture=large&aperture=small" in without_stock

    @pytest.mark.parametrize(
        "query", ["nonsense=1", "aperture=huge", "sort=random", "price_from=abc", "price_from=-5", "price_from=1e99",
                  "page=-1", "page=0", "page=abc", "price_to=NaN", "stock=yes", "aperture=" + "x" * 5000],
    )  # fmt: skip
    def test_ignores_what_makes_no_sense(self, query):
        assert page(query).filters.page == 1

    def test_finds_nothing_for_an_unknown_value_and_says_how_to_go_on(self):
        found = page("aperture=huge")

        assert found.total == 0
        assert [chip.label for chip in found.chips] == ["huge"]

    def test_prints_the_specs_that_the_department_chose(self):
        assert page().cards[1].specs == [["Aperture", "200\N{NO-BREAK SPACE}mm"]]

    def test_costs_two_queries_whatever_is_asked(self):
        page()
        many = "aperture=small&aperture=medium&type=refractor&brand=vela&price_to=900&stock=1&sort=price-up"
        for query in ("", many):
            with CaptureQueriesContext(connection) as captured:
                page(query)
            assert len(captured) == 2, [q["sql"][:90] for q in captured]


class TestAPartWithItsOwnFacets:
    @pytest.fixture(autouse=True)
    def _finders(self):
        accessories = a_category("Accessories")
        finders = a_category("Finders", parent=accessories)
        weight, kind = a_number("weight", buckets=BUCKETS), a_choice("kind", "dot", "optical")
        facet(accessories, weight, card_position=1)
        facet(finders, kind, card_position=1)
        for name, value in (("Dot finder", "dot"), ("Optical finder", "optical")):
            product = a_product(name, category=finders)
            variant = add_variant(product, name)
            give(product, weight, 90)
            give(product, kind, value)
            Variant.objects.filter(pk=variant.pk).update(base_price_minor=1000)
            services.publish(product_ids=[product.pk])
        forget_all()

    def test_is_filtered_by_them(self):
        found = page("kind=dot", "accessories/finders")

        assert [card.title for card in found.cards] == ["Dot finder"]
        assert [f.code for f in found.facets] == ["kind"]

    def test_leaves_the_department_with_those_of_its_own(self):
        found = page("weight=small", "accessories")

        assert found.total == 2
        assert [f.code for f in found.facets] == ["weight"]

    def test_prints_its_own_specs_on_its_cards(self):
        assert page("kind=dot", "accessories/finders").cards[0].specs == [["Kind", "Dot"]]


class TestPages:
    @pytest.fixture(autouse=True)
    def _sixty_products(self, monkeypatch):
        monkeypatch.setattr("apps.catalog.selectors.lists.PAGE_SIZE", 4)
        category = a_category("Eyepieces")
        for n in range(10):
            product = a_product(f"Eyepiece {n}", category=category, popularity=100 - n)
            variant = add_variant(product, f"Eyepiece {n}")
            Variant.objects.filter(pk=variant.pk).update(base_price_minor=1000)
            services.publish(product_ids=[product.pk])
        forget_all()

    def test_follow_each_other_without_gaps(self):
        seen = [title for n in (1, 2, 3) for title in titles(f"page={n}", "eyepieces")]

        assert seen == [f"Eyepiece {n}" for n in range(10)]

    def test_say_how_much_was_seen_and_what_comes(self):
        second = page("page=2&sort=price-up", "eyepieces")

        assert (second.seen, second.total, second.next_count, second.first) == (8, 10, 2, 5)
        assert second.next_address == "?sort=price-up&page=3"
        assert second.previous_address == "?sort=price-up"

    def test_end(self):
        assert page("page=4", "eyepieces").cards == []
        assert page("page=500", "eyepieces").cards == []


class TestFilters:
    def test_have_one_address_each(self):
        filters = facets.read(
            QueryDict("type=b&aperture=2&type=a&stock=1&price_to=900&page=3&q= saturn  camera "),
            facet_codes={"aperture", "type"},
            sorts=set(),
            currency="EUR",
        )

        assert filters.address() == "?q=saturn+camera&aperture=2&type=b&type=a&price_to=900&stock=1&page=3"
        assert (
            facets.read(
                QueryDict(filters.address()[1:]),
                facet_codes={"aperture", "type"},
                sorts=set(),
                currency="EUR",
            )
            == filters
        )

    def test_start_from_the_first_page_again_when_one_is_taken_away(self):
        filters = Filters(values={"type": ("a", "b")}, page=3)

        assert filters.without("type", "a").address() == "?type=b"
        assert filters.cleared().address() == "?"
