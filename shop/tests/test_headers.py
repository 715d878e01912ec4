"""What every answer carries: who may frame, cache, script and remember it."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.services import save_product
from apps.content.models import Page
from apps.content.services import save_page
from shop.tests.stage import (
    CONTACT,
    an_order,
    link_to,
    press,
    put_in,
    shopper,
    signed_in,
    tags,
    text_of,
)

pytestmark = pytest.mark.django_db

SHARED = [
    "/",
    "/telescopes/",
    "/search/?q=dobsonian",
    "/products/the-one/",
    "/pages/terms/",
    "/guides/",
    "/no-such/",
]
OWN = [
    "/basket/",
    "/checkout/address/",
    "/checkout/delivery/",
    "/checkout/payment/",
    "/orders/track/",
    "/withdraw/",
]
ACCOUNT = ["/account/login/", "/account/signup/", "/account/password/reset/"]


@pytest.fixture
def visitor() -> Client:
    """Somebody one press away from an order, in a shop with one of everything."""
    variant = for_sale()
    variant.product.slug = "the-one"
    save_product(product=variant.product)
    save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Ours."))
    return shopper(variant, until="payment")


def policy(response: Any) -> dict[str, list[str]]:
    """The content security policy of an answer by directive."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


class TestEveryPage:
    def test_allows_only_what_the_shop_itself_serves(self, visitor: Client):
        for address in SHARED + OWN + ACCOUNT:
            found = policy(visitor.get(address))
            assert found.pop("img-src") == ["'self'", "data:"], address
            for name in ("default-src", "frame-ancestors", "base-uri", "object-src"):
                assert found.pop(name) == ["'none'"], address
            assert set(found) == {"script-src", "style-src", "font-src", "connect-src", "form-action"}
            assert {source for sources in found.values() for source in sources} == {"'self'"}, address

    def test_is_not_framed_guessed_or_told_to_others(self, visitor: Client):
        for address in SHARED + OWN + ACCOUNT + ["/robots.txt", "/sitemap.xml", "/api/v1/products/"]:
            response = visitor.get(address)
            assert response["X-Frame-Options"] == "DENY", address
            assert response["X-Content-Type-Options"] == "nosniff", address
            assert response["Referrer-Policy"] == "same-origin", address
            assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
            assert "camera=()" in response["Permissions-Policy"], address
            assert "payment=()" in response["Permissions-Policy"], address

    def test_keeps_its_own_rules(self, visitor: Client):
        """No inline script or style, no handler in an attribute, nothing from another host."""
        for address in SHARED + OWN + ACCOUNT:
            response = visitor.get(address)
            for script in tags(response, "script"):
                assert (
                    script.get("src", "").startswith("/static/") or script["type"] == "application/ld+json"
                ), address
            assert "<style" not in text_of(response), address
            for attributes in re.findall(r"(?s)<[a-z][\w-]*\s([^>]*)>", text_of(response)):
                assert not re.search(r"(?:^|\s)(?:style|on\w+)=", attributes), f"{address}: {attributes}"
            for name, attribute in (
                ("link", "href"),
                ("img", "src"),
                ("script", "src"),
                ("source", "srcset"),
            ):
                for tag in tags(response, name):
                    foreign = tag.get(attribute, "").startswith(("http", "//"))
                    assert not foreign or tag.get("rel") == "canonical", f"{address}: {tag}"

    def test_of_the_staff_area_has_the_wider_policy_and_no_other_page_has(self, staff: User):
        found = policy(signed_in(staff).get("/admin/"))

        assert "'unsafe-eval'" in found["script-src"]
        assert found["frame-ancestors"] == ["'none'"]
        assert "unsafe" not in Client().get("/administration/")["Content-Security-Policy"]


class TestCaching:
    def test_of_shared_pages_asks_first_and_stays_with_the_visitor(self, visitor: Client):
        for address in SHARED:
            response = visitor.get(address)
            assert response["Cache-Control"] == "private, no-cache", address

    def test_of_what_is_one_visitor_s_never_happens(self, visitor: Client):
        order = an_order()
        for address in [*OWN, link_to(order), link_to(order, "thanks/")]:
            assert "no-store" in visitor.get(address)["Cache-Control"], address

    def test_of_account_pages_never_is_shared(self, alice: User):
        client = signed_in(alice)
        for address in ("/orders/mine/", "/account/email/", "/account/password/change/", "/account/2fa/"):
            assert "private" in client.get(address)["Cache-Control"], address

    def test_of_the_api_never_is_shared(self, guest: Client):
        order = an_order()
        token = guest.post("/api/v1/carts/").json()["token"]
        for address in ("/api/v1/cart/", f"/api/v1{link_to(order)}", "/api/v1/products/"):
            response = guest.get(address, headers={"cart-token": token})
            assert response.status_code == 200
            assert response["Cache-Control"] == "private, no-cache", address


class TestCookies:
    def test_are_not_set_where_nobody_needs_them(self, visitor: Client, guest: Client):
        for address in [*SHARED, "/basket/", "/robots.txt", "/sitemap.xml", "/api/v1/products/"]:
            guest.get(address)
        assert set(guest.cookies) <= {"csrf"}

    def test_are_out_of_reach_of_scripts_and_of_other_sites(self, visitor: Client, alice: User):
        answers = [
            put_in(guest := Client(), for_sale("Another")),
            guest.get("/"),
            press(visitor),
            visitor.post("/country/", {"country": "AT"}),
            visitor.post("/colours/", {"scheme": "red"}),
            visitor.post("/account/login/", {"login": alice.email, "password": "alice-likes-saturn"}),
        ]
        cookies = [(name, c) for answer in answers for name, c in answer.cookies.items() if c.value]

        assert {name for name, _ in cookies} >= {"csrf", "cart", "orders", "country", "scheme", "session"}
        for name, cookie in cookies:
            assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", ""), name
            assert cookie["httponly"], name

    def test_of_a_basket_are_bound_to_https_where_the_shop_is(self, guest: Client, settings):
        settings.CART_COOKIE_NAME, settings.CART_COOKIE_SECURE = "__Host-cart", True

        cookie = put_in(guest, for_sale()).cookies["__Host-cart"]

        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["max-age"] == 30 * 24 * 3600

    def test_of_a_basket_go_when_it_became_an_order(self, visitor: Client):
        cookie = press(visitor).cookies["cart"]

        assert (cookie.value, cookie["max-age"]) == ("", 0)

    def test_hold_no_words_of_the_visitor(self, visitor: Client):
        press(visitor)

        for cookie in visitor.cookies.values():
            for value in CONTACT.values():
                assert len(value) < 3 or value not in cookie.value


@pytest.mark.django_db
class TestCompression:
    def test_is_given_to_browsers_that_ask(self, guest):
        page = guest.get("/", headers={"Accept-Encoding": "gzip"})

        assert page["Content-Encoding"] == "gzip"
        assert b"</html>" in gzip.decompress(page.content)
        assert "Accept-Encoding" in page["Vary"]

    def test_is_not_forced_on_anybody(self, guest):
        page = guest.get("/")

        assert "Content-Encoding" not in page
        assert b"</html>" in page.content
