"""Shared pages hold nothing of one visitor; what is theirs is put in when the answer leaves."""

import re
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.urls import path

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_choice, facet, give
from apps.content.models import Page
from apps.content.services import save_page
from apps.core.memo import forget_all
from shop import urls, visitor_parts
from shop.tests.stage import an_order, link_to, put_in, shopper, signed_in, text_of, typed, words_of

pytestmark = pytest.mark.django_db

SHARED = [
    "/",
    "/telescopes/",
    "/telescopes/?mount=dobsonian&sort=price-up",
    "/search/?q=dobsonian",
    "/search/?q=nothing-like-it",
    "/products/the-one/",
    "/pages/terms/",
    "/guides/",
    "/guides/saturn/",
    "/no-such-page/",
]


@pytest.fixture
def product() -> Product:
    """A shop with one of everything that shared pages show."""
    found = for_sale().product
    found.slug = "the-one"
    mount = a_choice("mount", "dobsonian", "fork")
    facet(found.category, mount)
    give(found, mount, "dobsonian")
    save_product(product=found)
    save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Ours."))
    save_page(page=Page(slug="saturn", kind="GUIDE", title="Saturn", body="Rings."))
    forget_all()
    return found


@pytest.fixture
def regular(product: Product, alice: User) -> Client:
    """A customer with a basket, an order, a colour of her own and something to be told."""
    client = signed_in(alice)
    an_order(product.variants.get(), user=alice)
    put_in(client, product.variants.get(), 3)
    client.post("/colours/", {"scheme": "red"})
    client.cookies["messages"] = _told("Only for Alice")
    return client


def _told(text: str) -> str:
    request = RequestFactory().get("/")
    storage = CookieStorage(request)
    storage.add(messages.INFO, text)
    response = HttpResponse()
    storage.update(response)
    return str(response.cookies["messages"].value)


@pytest.fixture
def unfilled(settings) -> None:
    """Pages as they are written, before anything of the visitor is put in."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "VisitorParts" not in name]


@pytest.mark.usefixtures("unfilled")
class TestSharedPage:
    def test_is_the_same_for_everybody_before_it_is_filled_in(self, regular: Client, guest: Client):
        for address in SHARED:
            theirs, ours = regular.get(address), guest.get(address)
            assert text_of(theirs) == text_of(ours), address
            for word in ("Alice", "alice@", 'data-scheme="red'):
                assert word not in text_of(theirs), address

    def test_sets_no_cookie_and_opens_no_session(self, guest: Client, product: Product):
        for address in SHARED:
            assert not guest.get(address).cookies, address

    def test_has_a_place_for_each_part(self, guest: Client, product: Product):
        for address in SHARED:
            for name in visitor_parts.PARTS:
                assert visitor_parts.marker(name) in text_of(guest.get(address)), f"{address}: {name}"

    def test_in_part_is_the_same_for_everybody_too(self, regular: Client, guest: Client):
        for target in ("list", "more"):
            headers = {"hx-request": "true", "hx-target": target}
            for address in ("/telescopes/?mount=dobsonian", "/products/the-one/", "/search/?q=dobsonian"):
                theirs, ours = regular.get(address, headers=headers), guest.get(address, headers=headers)
                assert text_of(theirs) == text_of(ours), address

    def test_differs_by_the_country_that_was_chosen(self, guest: Client, product: Product):
        abroad = Client()
        abroad.cookies["country"] = "US"

        assert text_of(abroad.get("/products/the-one/")) != text_of(guest.get("/products/the-one/"))
        assert "United States" in words_of(abroad.get("/"))
        assert "United States" not in words_of(guest.get("/"))

    def test_takes_nothing_over_from_the_page_before(self, guest: Client, product: Product):
        guest.get("/search/?q=dobsonian")

        assert typed(guest.get("/"), "q") == ""
        assert typed(guest.get("/telescopes/?mount=dobsonian"), "next") == "/telescopes/?mount=dobsonian"
        assert typed(guest.get("/guides/"), "next") == "/guides/"


class TestFillingIn:
    def test_leaves_no_marker_on_any_page(self, regular: Client, product: Product):
        order = an_order(product.variants.get())
        buyer = shopper(product.variants.get(), until="payment")
        own = ["/basket/", "/checkout/address/", "/checkout/delivery/", "/checkout/payment/", "/orders/track/",
               "/withdraw/", "/country/", "/account/login/", link_to(order), link_to(order, "thanks/"),
               "/orders/WRONG/0000/", "/orders/mine/"]  # fmt: skip
        for address in [*SHARED, *own]:
            for client in (regular, buyer):
                for headers in ({}, {"hx-request": "true"}, {"hx-request": "true", "hx-target": "more"}):
                    assert "@@" not in text_of(client.get(address, headers=headers)), address

    def test_puts_in_what_is_the_visitor_s_own(self, regular: Client, guest: Client):
        for address in SHARED:
            theirs, ours = regular.get(address), guest.get(address)
            assert "Basket, 3 items" in words_of(theirs), address
            assert "Basket, 0 items" in words_of(ours), address
            assert "Your account and orders" in words_of(theirs), address
            assert "Sign in" in words_of(ours), address
            assert 'data-scheme="red"' in text_of(theirs), address
            assert 'data-scheme="auto"' in text_of(ours), address

    def test_tells_a_notice_once(self, regular: Client):
        assert "Only for Alice" in words_of(regular.get("/"))
        assert "Only for Alice" not in words_of(regular.get("/"))

    def test_gives_every_visitor_a_token_that_works(self, product: Product):
        one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
        token = typed(one.get("/products/the-one/"), "csrfmiddlewaretoken")
        other.get("/products/the-one/")

        assert put_in(one, product.variants.get(), csrfmiddlewaretoken=token).status_code == 302
        assert put_in(other, product.variants.get(), csrfmiddlewaretoken=token).status_code == 403

    def test_leaves_text_with_such_signs_as_it_is(self, guest: Client, product: Product):
        signs = "@@csrf@@ @@basket@@ @@0123456789abcdef0123@@ @@"
        product.pitch = signs
        save_product(product=product)

        response = guest.get("/products/the-one/")

        assert signs in words_of(response)
        assert text_of(response).count("@@csrf@@") == text_of(response).count("@@basket@@") >= 1

    def test_writes_words_of_a_notice_as_text(self, guest: Client, product: Product):
        guest.cookies["messages"] = _told("<script>alert(1)</script>")

        response = guest.get("/")

        assert "<script>alert" not in text_of(response)
        assert "<script>alert(1)</script>" in words_of(response)

    def test_trusts_no_notice_that_the_shop_did_not_sign(self, guest: Client):
        guest.cookies["messages"] = '[["__json_message",0,20,"Forged"]]'

        assert "Forged" not in words_of(guest.get("/"))

    def test_touches_nothing_but_pages(self, guest: Client, settings):
        mark = visitor_parts.marker("csrf")

        def plain(request: Any) -> HttpResponse:
            return HttpResponse(mark, content_type="text/plain")

        class _Urls:
            urlpatterns = [path("plain/", plain), *urls.urlpatterns]

        settings.ROOT_URLCONF = _Urls

        assert text_of(guest.get("/plain/")) == mark

    def test_has_marks_that_nobody_can_guess(self, settings):
        marks = {visitor_parts.marker(name) for name in visitor_parts.PARTS}
        visitor_parts.marker.cache_clear()
        settings.SECRET_KEY = "another-key-of-another-shop"
        others = {visitor_parts.marker(name) for name in visitor_parts.PARTS}
        visitor_parts.marker.cache_clear()

        assert len(marks) == len(visitor_parts.PARTS)
        assert not marks & others
        assert all(re.fullmatch(r"@@[0-9a-f]{20}@@", mark) for mark in marks)

    def test_knows_no_other_part(self):
        with pytest.raises(TemplateSyntaxError):
            Template('{% load visitor %}{% visitor_part "address" %}').render(Context())
