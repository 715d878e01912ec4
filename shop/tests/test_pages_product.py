"""The product page: what it says, what it writes for search engines, and where it leads when it is gone."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.visitor import COUNTRY_COOKIE
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product, Variant
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_choice, a_number, add_variant, give
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.pricing import services as pricing
from apps.pricing.tests.factories import priced
from apps.reviews.models import Review
from apps.reviews.services import save_review
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import is_house_page, links, tags, text_of, title_of, typed, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant() -> Variant:
    """A 200 mm Dobsonian at €649.00, ten on the shelf."""
    return for_sale(gtin="4006381333931")


def page_of(variant: Variant, query: str = "", country: str = "") -> Any:
    client = Client()
    if country:
        client.cookies[COUNTRY_COOKIE] = country
    delivery_rates()
    forget_all()
    return client.get(variant.product.get_absolute_url() + query)


def data_of(response: Any) -> list[dict[str, Any]]:
    """The structured data of a page."""
    blocks = re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', text_of(response))
    return [json.loads(block) for block in blocks]


class TestPage:
    def test_says_what_it_is_and_what_it_costs(self, variant: Variant):
        response = page_of(variant)
        said = words_of(response)

        assert title_of(response) == "N 200/1200 Dobsonian, Sextans | Astronomy Shop"
        assert f"Sextans, item {variant.sku}" in said
        assert "Shows spiral arms under a dark sky." in said
        assert "€649.00" in said
        assert "Includes 19 % VAT." in said
        assert "Delivery to Germany €6.90." in said
        assert "In stock. One parcel, 4 kg" in said
        assert "Arrives " in said

    def test_prints_the_description_without_letting_anything_active_in(self, variant: Variant):
        variant.product.description = "**Closed** tube. <script>alert(1)</script> [x](javascript:alert(1))"
        save_product(product=variant.product)

        text = text_of(page_of(variant))

        assert "<strong>Closed</strong> tube." in text
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text

    def test_names_maker_and_safety_openly(self, variant: Variant):
        variant.product.warning = "Never look at the Sun without a filter."
        save_product(product=variant.product)

        said = words_of(page_of(variant))

        assert "Maker Sextans Optik GmbH, Spiegelweg 4, 07745 Jena, Germany" in said
        assert "contact@sextans.example" in said
        assert "GTIN 4006381333931" in said
        assert "Never look at the Sun without a filter." in said

    def test_shows_its_specifications_in_tables(self, variant: Variant):
        give(variant.product, a_number("aperture"), 200)
        give(variant.product, a_choice("mount", "dobsonian"), "dobsonian")
        save_product(product=variant.product)

        said = words_of(page_of(variant))

        assert "Specifications Optics" in said
        assert re.search(r"Aperture 200\s?mm", said)
        assert "Mount Dobsonian" in said

    def test_shows_others_of_its_kind_nearest_in_price(self, variant: Variant):
        for name, price in (("Near", "700"), ("Far", "5000")):
            for_sale(name, price=price)

        said = words_of(page_of(variant))

        assert 0 < said.index("Others of its kind") < said.rindex("Near") < said.rindex("Far")

    def test_shows_what_buyers_wrote(self, variant: Variant):
        for rating, title in ((5, "Very good"), (2, "Heavy")):
            save_review(
                review=Review(
                    product=variant.product,
                    rating=rating,
                    title=title,
                    text="<b>Mine</b>",
                    author="Tom W.",
                    bought_on=date(2026, 3, 1),
                )
            )

        everything, two_stars = page_of(variant), page_of(variant, "?stars=2")

        assert "2 reviews" in words_of(everything)
        assert "Tom W., bought in March 2026" in words_of(everything)
        assert "<b>Mine</b>" not in text_of(everything)
        assert "Heavy" in words_of(two_stars)
        assert "Very good" not in words_of(two_stars)

    def test_says_when_nobody_wrote_anything(self, variant: Variant):
        assert "No reviews yet. Only buyers can write one." in words_of(page_of(variant))

    def test_shows_an_export_price_and_what_customs_add(self, variant: Variant):
        said = words_of(page_of(variant, country="US"))

        assert "No VAT; duty and tax are added by your customs." in said
        assert "€545.38" in said

    def test_says_so_where_nothing_is_delivered(self, variant: Variant):
        assert "No delivery to Japan" in words_of(page_of(variant, country="JP"))

    def test_shows_the_lowest_price_of_the_month_beside_a_reduced_one(self, variant: Variant):
        pricing.set_prices(prices={variant.pk: Money.of("499.00", "EUR")}, is_reduced=True, actor="test")

        said = words_of(page_of(variant))

        assert "€499.00" in said
        assert "Lowest in 30 days €649.00" in said
        assert "−23 %" in said

    def test_gives_a_part_to_who_changes_the_variant(self, variant: Variant, guest: Client):
        response = guest.get(variant.product.get_absolute_url(), headers={"hx-request": "true"})

        assert "<html" not in text_of(response)
        assert response["HX-Push-Url"] == variant.product.get_absolute_url()


class TestStock:
    def test_says_how_few_are_left(self):
        assert "3 in stock." in words_of(page_of(for_sale(stock=3)))

    def test_says_when_more_come(self):
        variant = for_sale(stock=0)
        Stock.objects.update(allows_backorder=True, expected_on=timezone.localdate() + timedelta(days=20))

        response = page_of(variant)

        assert "On order, here on " in words_of(response)
        assert "Add to basket" in words_of(response)

    def test_sells_nothing_that_is_sold_out(self):
        variant = for_sale(stock=0)
        for_sale("Another")

        response = page_of(variant)

        assert "is sold out" in words_of(response)
        assert "Add to basket" not in words_of(response)
        assert "Similar, and in the shop" in words_of(response)


class TestVariants:
    @pytest.fixture
    def red(self) -> Variant:
        """A telescope in red at €649 and in blue at €699, both on the shelf; green was never made."""
        red = for_sale("Dobsonian, red", options={"colour": "red"})
        blue = add_variant(red.product, "Dobsonian, blue", options={"colour": "blue"}, sku="BLUE-1")
        stocked(blue, 2)
        priced(blue, "699.00")
        return red

    def test_are_chosen_by_the_address(self, red: Variant):
        response = page_of(red, "?v=BLUE-1")

        assert title_of(response).startswith("Dobsonian, blue")
        assert "€699.00" in words_of(response)
        chosen = [
            tag["value"]
            for tag in tags(response, "input")
            if tag.get("name") == "option-colour" and "checked" in tag
        ]
        assert chosen == ["blue"]

    def test_are_chosen_without_script_by_a_form(self, red: Variant, guest: Client):
        address = red.product.get_absolute_url()
        response = guest.post(f"{address}choose/", {"option-colour": "blue", "quantity": "2", "step": "1"})

        assert response["Location"] == f"{address}?v=BLUE-1&qty=3"
        assert typed(guest.get(response["Location"]), "quantity") == "3"

    def test_go_into_the_basket_as_chosen(self, red: Variant, guest: Client):
        data = {"product": red.product_id, "option-colour": "blue", "quantity": 1}

        assert "Dobsonian, blue" in words_of(guest.post("/basket/add/", data, follow=True))

    def test_have_one_address_each_for_search_engines(self, red: Variant):
        assert 'rel="canonical" href="http://testserver/products/' in " ".join(text_of(page_of(red)).split())
        assert '?v=BLUE-1">' in text_of(page_of(red, "?v=BLUE-1"))


class TestStructuredData:
    def test_says_what_the_page_says(self, variant: Variant):
        product, breadcrumb = data_of(page_of(variant))

        assert product["@type"] == "Product"
        assert product["sku"] == variant.sku
        assert product["gtin13"] == "4006381333931"
        assert product["brand"] == {"@type": "Brand", "name": "Sextans"}
        assert product["offers"]["price"] == "649.00"
        assert product["offers"]["priceCurrency"] == "EUR"
        assert product["offers"]["availability"] == "https://schema.org/InStock"
        assert product["offers"]["shippingDetails"]["shippingRate"]["value"] == "6.90"
        assert breadcrumb["@type"] == "BreadcrumbList"

    def test_groups_variants(self, variant: Variant):
        blue = add_variant(variant.product, "Blue", options={"colour": "blue"}, sku="BLUE-1")
        priced(blue, "699.00")

        group = data_of(page_of(variant))[0]

        assert group["@type"] == "ProductGroup"
        assert [one["offers"]["availability"].rpartition("/")[2] for one in group["hasVariant"]] == [
            "InStock",
            "OutOfStock",
        ]

    def test_cannot_be_broken_out_of(self, variant: Variant):
        variant.product.pitch = 'A "</script><script>alert(1)</script>" & more'
        save_product(product=variant.product)

        response = page_of(variant)

        assert data_of(response)[0]["description"] == variant.product.pitch
        assert "<script>alert" not in text_of(response)


class TestAddress:
    def test_that_changed_redirects_for_good_with_its_query(self, variant: Variant, guest: Client):
        old = variant.product.get_absolute_url()
        for slug in ("second-name", "third-name"):
            variant.product.slug = slug
            save_product(product=variant.product)

        for address in (old, "/products/second-name/"):
            response = guest.get(f"{address}?v=X")
            assert (response.status_code, response["Location"]) == (301, "/products/third-name/?v=X")

    def test_of_goods_that_were_taken_off_sale_is_gone_and_leads_on(self, variant: Variant, guest: Client):
        successor = for_sale("The better one").product
        product = variant.product
        product.unpublished_at = timezone.now()
        save_product(product=product)
        alone = guest.get(product.get_absolute_url())
        product.successor = successor
        save_product(product=product)
        followed = guest.get(product.get_absolute_url())

        assert (alone.status_code, followed.status_code) == (410, 410)
        assert "N 200/1200 Dobsonian is no longer sold" in words_of(alone)
        assert "/telescopes/" in links(alone)
        assert successor.get_absolute_url() in links(followed)
        assert is_house_page(alone)

    @pytest.mark.parametrize("published_at", [None, timezone.now() + timedelta(days=1)])
    def test_of_a_draft_is_not_found(self, variant: Variant, guest: Client, published_at: Any):
        Product.objects.update(published_at=published_at)
        save_product(product=Product.objects.get())

        assert guest.get(variant.product.get_absolute_url()).status_code == 404
        assert guest.post(f"{variant.product.get_absolute_url()}choose/").status_code == 404
