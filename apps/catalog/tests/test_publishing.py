from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.catalog import selectors, services
from apps.catalog.errors import CategoryLoop
from apps.catalog.models import (
    AttributeValue,
    Category,
    FormerCategoryPath,
    FormerProductSlug,
    Listing,
    Option,
    ProductPage,
    Variant,
)
from apps.catalog.selectors import choose
from apps.catalog.tests.factories import a_category, a_number, a_product, add_variant, give
from apps.core.memo import forget_all

pytestmark = pytest.mark.django_db


def published(product, price=1000):
    Variant.objects.filter(product=product).update(base_price_minor=price)
    services.publish(product_ids=[product.pk])
    forget_all()
    return ProductPage.objects.get(product=product)


class TestPublish:
    def test_gives_each_own_card_value_a_card(self):
        product = a_product("Dobsonian")
        for mm in ("200", "250"):
            for finder in ("optical", "red-dot"):
                add_variant(product, f"N {mm}", options={"aperture": mm, "finder": finder})
        Option.objects.filter(code="aperture").update(has_own_card=True)
        published(product)

        assert [(card.title, len(card.variant_ids)) for card in Listing.objects.order_by("id")] == [
            ("N 200", 2),
            ("N 250", 2),
        ]
        first, second = Listing.objects.order_by("id")
        assert first.url == product.get_absolute_url()
        assert second.url == f"{product.get_absolute_url()}?v={second.variant.sku}"

    def test_shows_no_card_without_a_price(self):
        product = a_product()
        add_variant(product)
        services.publish(product_ids=[product.pk])

        assert not Listing.objects.exists()

    def test_prints_what_a_variant_has_instead_of_what_the_product_has(self):
        product = a_product()
        weight = a_number("weight", unit="kg")
        light, heavy = add_variant(product, "Light"), add_variant(product, "Heavy")
        give(product, weight, 3)
        give(product, weight, 5, variant=heavy)
        document = published(product).document

        specs = {variant["title"]: variant["specs"] for variant in document["variants"]}
        assert specs["Light"] == [["Optics", [["Weight", "3\N{NO-BREAK SPACE}kg"]]]]
        assert specs["Heavy"] == [["Optics", [["Weight", "5\N{NO-BREAK SPACE}kg"]]]]
        assert light.sku in str(document)

    def test_writes_markdown_without_anything_active(self):
        product = a_product(description="**Bold** <script>alert(1)</script> [x](javascript:alert(1))")
        add_variant(product)

        html = published(product).document["description"]

        assert "<strong>Bold</strong>" in html
        assert "<script>" not in html
        assert "href" not in html

    def test_is_the_same_when_done_twice(self):
        product = a_product()
        add_variant(product)
        first = published(product).document

        assert published(product).document == first
        assert Listing.objects.count() == 1

    def test_costs_the_same_queries_for_one_and_for_many(self, django_assert_max_num_queries):
        products = [a_product(f"Product {n}") for n in range(8)]
        for product in products:
            add_variant(product)
        Variant.objects.update(base_price_minor=1000)

        with django_assert_max_num_queries(24):
            services.publish(product_ids=[p.pk for p in products])


class TestDates:
    @pytest.mark.parametrize(
        ("starts", "ends", "is_shown"),
        [(-1, None, True), (1, None, False), (None, None, False), (-2, -1, False), (-1, 1, True)],
    )
    def test_decide_what_shoppers_see(self, starts, ends, is_shown):
        def day(n):
            return timezone.now() + timedelta(days=n) if n is not None else None

        product = a_product(published_at=day(starts), unpublished_at=day(ends))
        add_variant(product)
        page = published(product)

        assert page.is_published(timezone.now()) is is_shown
        assert Listing.objects.on_sale(timezone.now()).exists() is is_shown


class TestSlugs:
    def test_are_remembered_when_they_change(self):
        product = a_product()
        former = product.slug
        product.slug = "a-better-name"
        services.save_product(product=product)

        assert selectors.former_product_slug(former) == "/products/a-better-name/"

    def test_are_free_again_for_the_product_that_takes_them_back(self):
        product = a_product()
        former = product.slug
        for slug in ("second", former):
            product.slug = slug
            services.save_product(product=product)

        assert list(FormerProductSlug.objects.values_list("slug", flat=True)) == ["second"]


class TestCategories:
    def test_move_with_everything_below_and_leave_their_addresses_behind(self):
        telescopes = a_category("Telescopes")
        newtonians = a_category("Newtonians", parent=telescopes)
        a_category("Dobsonians", parent=newtonians)
        newtonians.refresh_from_db()
        newtonians.slug = "mirrors"
        services.save_category(category=newtonians)

        assert Category.objects.get(name="Dobsonians").path == "telescopes/mirrors/dobsonians"
        assert (
            selectors.former_category_path("telescopes/newtonians/dobsonians")
            == "/telescopes/mirrors/dobsonians/"
        )
        assert FormerCategoryPath.objects.count() == 2

    def test_cannot_lie_inside_themselves(self):
        telescopes = a_category("Telescopes")
        dobsonians = a_category("Dobsonians", parent=telescopes)
        telescopes.parent = dobsonians

        with pytest.raises(CategoryLoop):
            services.save_category(category=telescopes)

    def test_are_hidden_with_their_department(self):
        telescopes = a_category("Telescopes", is_published=False)
        a_category("Dobsonians", parent=telescopes)
        forget_all()

        assert selectors.category_at("telescopes/dobsonians") is None
        assert selectors.departments() == []


class TestChoose:
    @pytest.fixture
    def document(self):
        product = a_product("Dobsonian")
        for mm, finder in (("200", "optical"), ("200", "red-dot"), ("250", "optical")):
            add_variant(product, f"N {mm} {finder}", options={"aperture": mm, "finder": finder})
        return published(product).document

    def test_takes_the_first_without_a_wish(self, document):
        assert choose(document).variant["title"] == "N 200 optical"

    def test_takes_the_numbered_one(self, document):
        sku = document["variants"][2]["sku"]

        assert choose(document, number=sku).variant["title"] == "N 250 optical"
        assert choose(document, number="AS-0") is None

    def test_takes_the_combination_that_was_chosen(self, document):
        chosen = choose(document, options={"option-aperture": "200", "option-finder": "red-dot"})

        assert chosen.variant["title"] == "N 200 red-dot"

    def test_takes_the_nearest_that_is_made(self, document):
        chosen = choose(document, options={"option-aperture": "250", "option-finder": "red-dot"})

        assert chosen.variant["title"] == "N 250 optical"

    def test_refuses_values_that_do_not_exist(self, document):
        assert choose(document, options={"option-aperture": "999"}) is None

    def test_shows_the_way_to_every_value(self, document):
        groups = {group.code: group for group in choose(document).options}

        assert [(v.code, v.is_chosen) for v in groups["aperture"].values] == [("200", True), ("250", False)]
        assert groups["aperture"].values[1].variant["title"] == "N 250 optical"

    def test_never_offers_what_is_not_sold(self, document):
        Variant.objects.filter(title="N 250 optical").update(is_active=False)
        services.publish(product_ids=[document["id"]])
        document = ProductPage.objects.get().document

        assert choose(document, number=document["variants"][-1]["sku"]) is None
        assert [v.code for v in choose(document).options[0].values] == ["200"]


class TestRecordAvailability:
    def test_reaches_the_card_of_every_variant(self):
        product = a_product()
        one, two = (
            add_variant(product, options={"colour": "red"}),
            add_variant(product, options={"colour": "blue"}),
        )
        published(product)
        services.record_availability(available={one.pk: False, two.pk: True})
        assert Listing.objects.get().is_available

        assert services.record_availability(available={two.pk: False}) == 1
        assert not Listing.objects.get().is_available


class TestTheDatabase:
    def test_wants_exactly_one_value_per_attribute(self):
        product = a_product()
        weight = a_number("weight")

        for values in ({}, {"number": 1, "text": "one"}, {"number": 1, "boolean": True}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AttributeValue.objects.create(product=product, attribute=weight, **values)

    def test_wants_one_row_per_attribute(self):
        product = a_product()
        weight = a_number("weight")
        give(product, weight, 1)

        with pytest.raises(IntegrityError), transaction.atomic():
            give(product, weight, 2)

    def test_keeps_ratings_possible(self):
        product = a_product()

        with pytest.raises(IntegrityError), transaction.atomic():
            type(product).objects.update(rating_sum=6, rating_count=1)
