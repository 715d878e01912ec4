"""The demo shop itself, as loaded for the walks."""

import pytest

from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
_GOODS = (
    "catalog_product",
    "catalog_variant",
    "catalog_listing",
    "catalog_productpage",
    "pricing_price",
    "shipping_rate",
    "reviews_review",
    "content_page",
)


def _contents(shop: RunningShop) -> dict[str, object]:
    """Return a fingerprint of every table that loading fills."""
    return {
        table: shop.rows(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t")  # noqa: S608 - names of ours
        for table in _GOODS
    }


class TestTheDemoShop:
    def test_has_at_least_150_products_with_pictures(self, shop: RunningShop) -> None:
        assert shop.rows("SELECT count(DISTINCT product_id) >= 150 FROM catalog_picture") == [(True,)]

    def test_stays_as_it_is_when_loaded_again(self, shop: RunningShop) -> None:
        before = _contents(shop)

        shop.run("from django.core.management import call_command; call_command('load_demo')")

        assert _contents(shop) == before
