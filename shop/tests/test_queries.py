"""How many statements each page costs. The figures are exact: more is a mistake, fewer a reason to lower them.

"Warm" is a process that has served pages in the last 15 seconds; "cold" has to read its small tables first.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_category, a_choice, add_variant, facet, give
from apps.core.memo import forget_all
from apps.inventory.tests.factories import stocked
from apps.pricing.tests.factories import priced
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import CONTACT, DELIVERY, an_order, link_to, press, put_in, shopper, signed_in

pytestmark = pytest.mark.django_db


def cost(client: Client, path: str, data: dict[str, Any] | None = None, *, cold: bool = False) -> int:
    """How many statements a request needs; savepoints stand for the transactions of the test itself."""
    if cold:
        forget_all()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code in (200, 302), response.status_code
    return _count(captured)


def _count(captured: CaptureQueriesContext) -> int:
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def _fill_shelves(products: int, *, variants: int = 1, categories: int = 1) -> Product:
    """Goods in several categories with a facet, each in several variants; returns one of them."""
    top = a_category()
    mount = a_choice("mount", "dobsonian", "equatorial")
    if not top.facets.exists():
        facet(top, mount)
    shelves = [a_category(f"Shelf {number}", parent=top) for number in range(categories)]
    for number in range(products):
        first = for_sale(f"Scope {number}", category=shelves[number % categories], options={"colour": "c0"})
        for extra in range(1, variants):
            more = add_variant(first.product, options={"colour": f"c{extra}"})
            stocked(more, 3)
            priced(more, "700")
        give(first.product, mount, "dobsonian")
        save_product(product=first.product)
    return first.product


# What a page costs in a warm and in a cold process.
SHARED = {
    "/": (3, 12),
    "/telescopes/": (4, 19),
    "/telescopes/?mount=dobsonian&brand=sextans&price_from=1&stock=1&sort=price-up": (4, 19),
    "/telescopes/shelf-0/": (4, 19),
    "/search/?q=scope": (5, 14),
    "/search/?q=scope&department=telescopes": (5, 14),
    "/products/the-one/": (4, 12),
}


class TestSharedPages:
    def test_cost_the_same_with_few_goods_and_with_many(self, guest: Client):
        product = _fill_shelves(2)
        product.slug = "the-one"
        save_product(product=product)
        few = {path: (cost(guest, path, cold=True), cost(guest, path))[::-1] for path in SHARED}
        _fill_shelves(9, variants=3, categories=4)
        many = {path: (cost(guest, path, cold=True), cost(guest, path))[::-1] for path in SHARED}

        assert few == SHARED
        assert many == SHARED
        assert max(warm for warm, _ in SHARED.values()) <= 8

    @pytest.mark.parametrize("page", ["/", "/telescopes/", "product"])
    def test_cost_one_statement_more_for_a_visitor_with_a_basket(self, guest: Client, page: str):
        variant = for_sale()
        path = variant.product.get_absolute_url() if page == "product" else page
        client = shopper(variant)
        cost(guest, path, cold=True)

        assert cost(client, path) == cost(guest, path) + 1


class TestBasket:
    @pytest.mark.parametrize("lines", [1, 8])
    def test_costs_one_statement_whatever_is_in_it(self, lines: int):
        client = shopper(*(for_sale(f"Thing {number}") for number in range(lines)))
        cost(client, "/basket/")

        assert cost(client, "/basket/") == 1

    @pytest.mark.parametrize("lines", [1, 8])
    def test_takes_one_more_thing_for_the_same_price(self, lines: int):
        client = shopper(*(for_sale(f"Thing {number}") for number in range(lines)))
        more = for_sale("One more")
        cost(client, "/basket/")
        with CaptureQueriesContext(connection) as captured:
            put_in(client, more)

        assert _count(captured) == 6


class TestCheckout:
    @pytest.mark.parametrize("lines", [1, 4])
    @pytest.mark.parametrize("page", ["address", "delivery", "payment"])
    def test_page_costs_one_statement_whatever_is_in_the_basket(self, lines: int, page: str):
        client = shopper(*(for_sale(f"Thing {number}") for number in range(lines)), until="payment")
        cost(client, f"/checkout/{page}/")

        assert cost(client, f"/checkout/{page}/") == 1

    def test_costs_at_most_45_statements_from_the_basket_to_the_thanks(self, guest: Client):
        delivery_rates()
        variant = for_sale()
        forget_all()
        cost(guest, variant.product.get_absolute_url())
        cost(guest, "/basket/")
        with CaptureQueriesContext(connection) as captured:
            put_in(guest, variant)
            for path, data in (
                ("/basket/", None),
                ("/checkout/", {}),
                ("/checkout/address/", None),
                ("/checkout/address/", CONTACT),
                ("/checkout/delivery/", None),
                ("/checkout/delivery/", DELIVERY),
            ):
                cost(guest, path, data)
            guest.get(press(guest)["Location"])

        assert _count(captured) <= 45


class TestOrders:
    @pytest.mark.parametrize("lines", [1, 4])
    def test_cost_the_same_with_one_line_and_with_several(self, guest: Client, lines: int):
        order = an_order(*(for_sale(f"Thing {number}") for number in range(lines)))
        cost(guest, link_to(order))

        assert (cost(guest, link_to(order)), cost(guest, link_to(order, "thanks/"))) == (4, 2)

    @pytest.mark.parametrize("orders", [1, 4])
    def test_of_a_customer_are_listed_for_the_same_price(self, alice: User, orders: int):
        variants = [for_sale(f"Thing {number}") for number in range(2)]
        for _ in range(orders):
            an_order(*variants, user=alice)
        client = signed_in(alice)
        cost(client, "/orders/mine/")

        assert cost(client, "/orders/mine/") == 5


STAFF_LISTS = {
    "/admin/": 17,
    "/admin/catalog/product/": 7,
    "/admin/catalog/variant/": 4,
    "/admin/inventory/stock/": 5,
    "/admin/inventory/stockmovement/": 6,
    "/admin/pricing/price/": 7,
}


class TestStaffPages:
    @pytest.mark.parametrize("orders", [1, 4])
    def test_of_orders_cost_the_same_with_one_and_with_many(self, staff: User, orders: int):
        variants = [for_sale(f"Thing {number}") for number in range(orders)]
        for _ in range(orders):
            order = an_order(*variants)
        client = signed_in(staff)
        cost(client, f"/admin/orders/order/{order.pk}/change/")

        assert cost(client, "/admin/orders/order/") == 7
        assert cost(client, f"/admin/orders/order/{order.pk}/change/") == 13

    def test_of_goods_cost_the_same_with_few_and_with_many(self, staff: User):
        client, known = signed_in(staff), dict(STAFF_LISTS)
        _fill_shelves(2, variants=2)
        few = {path: cost(client, path) for path in known}
        _fill_shelves(5, variants=2)
        many = {path: cost(client, path) for path in known}

        assert few == known
        assert many == known
