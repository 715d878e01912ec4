"""The demo shop itself, as loaded for the walks."""

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
_TABLES = (
    "catalog_product",
    "catalog_variant",
    "catalog_listing",
    "catalog_productpage",
    "currency_currency",
    "currency_exchangerate",
    "inventory_stock",
    "pricing_price",
    "pricing_pricelist",
    "promotions_promotion",
    "promotions_effect",
    "promotions_condition",
    "promotions_condition_categories",
    "promotions_couponcode",
    "shipping_rate",
    "reviews_review",
    "content_page",
)
_PEOPLE = "%@astronomy-shop.example"


def _contents(shop: RunningShop) -> dict[str, object]:
    """Return a fingerprint of every table that loading fills, and what its customers have bought."""
    found: dict[str, object] = {
        table: shop.rows(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t")  # noqa: S608 - names of ours
        for table in _TABLES
    }
    return found | {"orders": _bought(shop)}


def _bought(shop: RunningShop) -> list[tuple[object, ...]]:
    """Return who of the demo's customers bought what, where it went, and how far it is paid."""
    return shop.rows(
        "SELECT u.email, u.customer_group, o.country, o.currency, o.payment_status, o.code, l.sku, l.quantity"
        " FROM accounts_user u LEFT JOIN orders_order o ON o.user_id = u.id"
        " LEFT JOIN orders_orderline l ON l.order_id = o.id WHERE u.email LIKE %s AND NOT u.is_staff"
        " ORDER BY u.email, o.id, l.position",
        _PEOPLE,
    )


class TestTheDemoShop:
    def test_has_at_least_150_products_with_pictures(self, shop: RunningShop) -> None:
        assert shop.rows("SELECT count(DISTINCT product_id) >= 150 FROM catalog_picture") == [(True,)]

    def test_stays_as_it_is_when_loaded_again(self, shop: RunningShop) -> None:
        before = _contents(shop)

        shop.run("from django.core.management import call_command; call_command('load_demo')")

        assert _contents(shop) == before

    def test_has_customers_of_three_tax_zones_with_two_paid_orders_each(self, shop: RunningShop) -> None:
        orders = {(who, group, country, currency, paid, code)
                  for who, group, country, currency, paid, code, _, _ in _bought(shop)}  # fmt: skip

        assert sorted(row[1:5] for row in orders) == [
            ("", "CH", "CHF", "PAID"),
            ("", "CH", "CHF", "PAID"),
            ("", "DE", "EUR", "PAID"),
            ("", "DE", "EUR", "PAID"),
            ("club", "AT", "EUR", "PAID"),
            ("club", "AT", "EUR", "PAID"),
        ]

    def test_lets_nobody_sign_in_as_a_customer(self, shop: RunningShop) -> None:
        passwords = shop.rows(
            "SELECT password FROM accounts_user WHERE email LIKE %s AND NOT is_staff", _PEOPLE
        )

        assert [password[0][0] for password in passwords] == ["!", "!", "!"]

    def test_balances_its_books(self, shop: RunningShop) -> None:
        findings = shop.run("from apps.books.selectors import check; print(check())")

        assert findings == "[]"

    def test_reduces_prices_honestly(self, shop: RunningShop, page: Page) -> None:
        page.goto("/products/nocturlabe-mars-globe/")

        expect(page.locator("#buy")).to_contain_text("€99.00")
        expect(page.locator("#buy")).to_contain_text("Lowest in 30 days €119.00")

    def test_makes_planispheres_cheaper_from_five(self, page: Page) -> None:
        steps.add(page, "nocturlabe-planisphere")
        quantity = page.get_by_role("spinbutton", name="Quantity of Planisphere")
        expect(page.get_by_role("main")).to_contain_text("€17.90")
        quantity.fill("5")
        quantity.press("Enter")

        expect(page.get_by_role("main")).to_contain_text("€79.50")
