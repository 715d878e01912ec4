import importlib
import re
from collections import Counter
from decimal import Decimal
from itertools import chain, pairwise
from urllib.parse import parse_qsl

from shop.demo.catalogue import ATTRIBUTES, BRANDS, CATEGORIES, PRODUCTS, grow
from shop.demo.schema import Category, SpecValue, Variant
from shop.demo.tests.shelves import (
    ATTRIBUTE,
    CATEGORY,
    chosen_slugs,
    department_of,
    everything_on_sale,
    facet_slugs,
    leads,
    naming_facets,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATIC_FILTERS = {"price_from", "price_to", "brand", "stock"}


class TestSize:
    def test_has_enough_products_and_variants(self):
        assert len(PRODUCTS) >= 175
        assert 260 <= sum(len(product.variants) for product in PRODUCTS) <= 350

    def test_has_seven_departments_with_goods_in_every_part(self):
        departments = [category for category in CATEGORIES if category.parent is None]
        filled = {product.category for product in PRODUCTS}
        leaves = {category.slug for category in CATEGORIES if category.parent}
        assert len(departments) == 7
        assert filled == leaves

    def test_keeps_most_goods_in_stock(self):
        variants = [variant for product in PRODUCTS for variant in product.variants]
        sold_out = sum(1 for v in variants if v.stock == 0)
        low = sum(1 for v in variants if 0 < v.stock < 5)
        discontinued = [v for v in variants if v.stock == 0 and v.expected_in_days is None]
        assert 0.03 <= sold_out / len(variants) <= 0.09
        assert 0.05 <= low / len(variants) <= 0.15
        assert len(discontinued) == 2

    def test_puts_a_badge_on_some_and_reduces_a_few(self):
        badges = sum(1 for product in PRODUCTS if product.badge)
        reduced = [v for p in PRODUCTS for v in p.variants if v.reduced_from is not None]
        assert 0.05 <= badges / len(PRODUCTS) <= 0.15
        assert all(v.reduced_from > v.price for v in reduced if v.reduced_from)
        assert len(reduced) >= 5

    def test_varies_popularity(self):
        values = [product.popularity for product in PRODUCTS]
        assert max(values) == 100
        assert min(values) < 20
        assert len(set(values)) > 50


class TestIdentity:
    def test_uses_every_slug_once(self):
        for things in (PRODUCTS, CATEGORIES, BRANDS):
            slugs = [thing.slug for thing in things]
            assert len(set(slugs)) == len(slugs)
            assert all(SLUG.fullmatch(slug) for slug in slugs)
        assert len(ATTRIBUTE) == len(ATTRIBUTES)

    def test_uses_every_article_number_once(self):
        numbers = [variant.sku for product in PRODUCTS for variant in product.variants]
        assert len(set(numbers)) == len(numbers)
        assert all(re.fullmatch(r"AS-1\d{4}", number) for number in numbers)
        assert all(number > "AS-10000" for number in numbers)

    def test_gives_every_variant_its_own_valid_gtin_of_the_in_store_range(self):
        gtins = [variant.gtin for product in PRODUCTS for variant in product.variants]
        assert len(set(gtins)) == len(gtins)
        for gtin in gtins:
            digits = [int(digit) for digit in gtin]
            assert len(digits) == 13
            assert 200 <= int(gtin[:3]) <= 299
            assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0

    def test_gives_every_card_its_own_title(self):
        titles = Counter(variant.title for _, variants in leads() for variant in variants)
        assert [title for title, count in titles.items() if count > 1] == []

    def test_knows_the_maker_of_everything(self):
        known = {brand.slug for brand in BRANDS}
        assert {product.brand for product in PRODUCTS} == known
        assert 12 <= len(BRANDS) <= 16
        assert all(brand.email.endswith(".example") for brand in BRANDS)
        assert all(brand.maker and "," in brand.address for brand in BRANDS)


class TestOptions:
    def test_offers_each_combination_once(self):
        for product in PRODUCTS:
            combinations = [tuple(sorted(variant.options.items())) for variant in product.variants]
            assert len(set(combinations)) == len(combinations), product.slug
            assert 1 <= len(combinations) <= 12, product.slug

    def test_uses_only_options_and_values_that_the_product_has(self):
        for product in PRODUCTS:
            values = {option.code: {code for code, _ in option.values} for option in product.options}
            for variant in product.variants:
                assert set(variant.options) == set(values), variant.sku
                assert all(variant.options[code] in values[code] for code in values), variant.sku
            for option in product.options:
                used = {variant.options[option.code] for variant in product.variants}
                assert used == values[option.code], product.slug

    def test_gives_each_card_its_own_picture(self):
        for product, variants in leads():
            pictures = [(v.pictures[0].drawing, sorted(v.pictures[0].params.items())) for v in variants]
            assert all(v.pictures[0].kind == "card" for v in variants), product.slug
            assert all(pictures.count(picture) == 1 for picture in pictures), product.slug


class TestSpecifications:
    def test_fit_the_kind_of_their_attribute(self):
        for _, variant, specs in everything_on_sale():
            for code, value in specs.items():
                attribute = ATTRIBUTE[code]
                if attribute.kind == "boolean":
                    assert isinstance(value, bool), (variant.sku, code)
                elif attribute.kind == "number":
                    assert isinstance(value, int | Decimal), (variant.sku, code)
                    assert not isinstance(value, bool), (variant.sku, code)
                    exponent = Decimal(value).normalize().as_tuple().exponent
                    assert isinstance(exponent, int)
                    assert -exponent <= attribute.decimals, (variant.sku, code, value)
                elif attribute.kind == "choice":
                    assert value in {slug for slug, _ in attribute.choices}, (variant.sku, code, value)
                else:
                    assert isinstance(value, str), (variant.sku, code)
                    assert 0 < len(value) <= 120, (variant.sku, code)

    def test_hold_every_facet_and_card_fact_of_their_shelf(self):
        for product, variant, specs in everything_on_sale():
            for code in naming_facets(product.category).facets:
                assert code in specs, (product.slug, variant.sku, code)

    def test_fall_into_exactly_one_range_of_each_numeric_facet(self):
        for _, variant, specs in everything_on_sale():
            for code, value in specs.items():
                if ATTRIBUTE[code].buckets:
                    assert len(chosen_slugs(ATTRIBUTE[code], value)) == 1, (variant.sku, code, value)

    def test_are_all_used(self):
        used = set(chain.from_iterable(specs for _, _, specs in everything_on_sale()))
        assert set(ATTRIBUTE) - used == set()

    def test_have_ranges_only_where_they_are_facets(self):
        facets = set(chain.from_iterable(category.facets for category in CATEGORIES))
        assert {code for code, attribute in ATTRIBUTE.items() if attribute.buckets} == {
            code for code in facets if ATTRIBUTE[code].kind == "number"
        }

    def test_leave_no_gap_between_ranges(self):
        for attribute in ATTRIBUTES:
            for below, above in pairwise(attribute.buckets):
                assert below.high is not None
                assert above.low == below.high + Decimal(1).scaleb(-attribute.decimals), attribute.code


class TestCategories:
    def test_form_a_tree_of_two_levels(self):
        for category in CATEGORIES:
            if category.parent is not None:
                assert CATEGORY[category.parent].parent is None
                assert CATEGORIES.index(CATEGORY[category.parent]) < CATEGORIES.index(category)

    def test_name_three_card_facts_that_are_facets(self):
        for category in CATEGORIES:
            if category.parent is None or category.facets:
                assert len(category.card_specs) == 3, category.slug
                assert set(category.card_specs) <= set(category.facets), category.slug
                assert set(category.facets) <= set(ATTRIBUTE), category.slug
                assert not [c for c in category.facets if ATTRIBUTE[c].kind == "text"], category.slug
            else:
                assert category.card_specs == (), category.slug

    def test_sort_by_numbers_they_have(self):
        for category in CATEGORIES:
            for code, label, _ in category.sorts:
                assert ATTRIBUTE[code].kind == "number"
                assert label

    def test_explain_jargon_facets_in_one_sentence(self):
        plain = {"colour", "deviation", "needs_battery", "needs_power", "accessory_kind", "support_payload"}
        plain |= {"care_weight", "part_weight", "support_weight", "finder_magnification", "finder_aperture"}
        plain |= {"material", "subject", "reader", "measures", "skill", "supply", "telescope_side"}
        for code in set(chain.from_iterable(category.facets for category in CATEGORIES)) - plain:
            assert ATTRIBUTE[code].hint.endswith("."), code
            assert len(ATTRIBUTE[code].hint) <= 200, code

    def test_carry_texts_for_people_and_search_engines(self):
        for category in CATEGORIES:
            assert 40 <= len(category.advice) <= 200, category.slug
            assert 20 <= len(category.seo_title) <= 70, category.slug
            assert 60 <= len(category.seo_description) <= 170, category.slug
            assert all(category.noun)


class TestPromotedChoices:
    def departments(self) -> list[Category]:
        return [category for category in CATEGORIES if category.parent is None]

    def test_are_five_or_six_in_every_department(self):
        assert all(5 <= len(department.promoted) <= 6 for department in self.departments())

    def test_lead_to_a_part_or_to_filters_that_return_goods(self):
        for department in self.departments():
            for label, target in department.promoted:
                if target.startswith("/"):
                    part = CATEGORY[target.strip("/").split("/")[1]]
                    assert target == f"/{department.slug}/{part.slug}/", label
                else:
                    assert self.found(department, target), (department.slug, label)

    def found(self, department: Category, target: str) -> list[str]:
        """Return the articles that a query of a department finds: any value of a facet, all facets."""
        assert target.startswith("?")
        wanted: dict[str, set[str]] = {}
        for code, value in parse_qsl(target[1:], strict_parsing=True):
            wanted.setdefault(code, set()).add(value)
        for code in wanted.keys() - STATIC_FILTERS:
            assert code in department.facets, (department.slug, code)
            assert wanted[code] <= facet_slugs(ATTRIBUTE[code]), (department.slug, code)
        return [
            variant.sku
            for product, variant, specs in everything_on_sale()
            if department_of(product.category) is department and self.matches(variant, specs, wanted)
        ]

    def matches(self, variant: Variant, specs: dict[str, SpecValue], wanted: dict[str, set[str]]) -> bool:
        for code, values in wanted.items():
            if code == "price_to":
                if variant.price > Decimal(min(values)):
                    return False
            elif code not in specs or not chosen_slugs(ATTRIBUTE[code], specs[code]) & values:
                return False
        return True


class TestPictures:
    def test_name_a_drawing_and_its_parameters(self):
        drawings = importlib.import_module("shop.demo.drawings")
        known = drawings.names()
        for _, variant, _ in everything_on_sale():
            for picture in variant.pictures:
                assert picture.drawing in known, (variant.sku, picture.drawing)
                assert set(picture.params) <= set(known[picture.drawing]), (variant.sku, picture.drawing)

    def test_can_be_drawn(self):
        drawings = importlib.import_module("shop.demo.drawings")
        cards = {
            (picture.drawing, tuple(sorted(picture.params.items())))
            for _, variant, _ in everything_on_sale()
            for picture in variant.pictures
        }
        assert len(cards) > 300
        for drawing, params in cards:
            assert drawings.draw(drawing, dict(params)).startswith("<svg"), (drawing, params)

    def test_are_described(self):
        for _, variant, _ in everything_on_sale():
            for picture in variant.pictures:
                assert 25 <= len(picture.alt) <= 250, (variant.sku, picture.alt)
                assert picture.alt.endswith("."), (variant.sku, picture.alt)
                assert len(picture.caption) <= 50, (variant.sku, picture.caption)

    def test_of_telescopes_show_size_and_measures(self):
        for product, variant, specs in everything_on_sale():
            if department_of(product.category).slug == "telescopes":
                assert 3 <= len(variant.pictures) <= 6, variant.sku
                assert "scale" in {picture.kind for picture in variant.pictures}, variant.sku
                assert variant.pictures[0].params["aperture"] == specs["aperture"], variant.sku
                lengths = {p.params["tube_length"] for p in variant.pictures if "tube_length" in p.params}
                assert lengths <= {specs["tube_length"]}, variant.sku


class TestGrow:
    def test_is_the_same_every_time(self):
        assert list(grow(1000)) == list(grow(1000))

    def test_makes_every_product_new(self):
        grown = list(grow(1000))
        known = {product.slug for product in PRODUCTS}
        assert len(grown) == 1000
        assert len({product.slug for product in grown} - known) == 1000
        for field in ("sku", "gtin", "title"):
            assert len({getattr(product.variants[0], field) for product in grown}) == 1000
        assert all(product.variants[0].sku.startswith("GX-") for product in grown)
        assert len({product.name for product in grown}) == 1000
        assert len({product.description for product in grown}) == 1000

    def test_fills_all_shelves_alike(self):
        shelves = Counter(product.category for product in grow(1000))
        assert set(shelves) == {product.category for product in PRODUCTS}
        assert max(shelves.values()) - min(shelves.values()) <= 1

    def test_keeps_to_the_rules_of_the_hand_made_goods(self):
        drawn = {
            (p.drawing, tuple(sorted(p.params.items())))
            for _, variant, _ in everything_on_sale()
            for p in variant.pictures
        }
        for product in grow(500):
            (variant,) = product.variants
            digits = [int(digit) for digit in variant.gtin]
            assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0
            assert set(naming_facets(product.category).facets) <= set(product.specs), product.slug
            assert variant.price > 0
            assert {(p.drawing, tuple(sorted(p.params.items()))) for p in variant.pictures} <= drawn
