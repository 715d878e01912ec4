"""Pages for what went wrong: in the style of the house, with a way on, and without a word about the inside."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import path

from apps.cart.tests.factories import for_sale
from apps.core.errors import Busy
from shop import error_views, urls
from shop.tests.stage import is_house_page, links, put_in, signed_in, text_of, title_of, words_of

pytestmark = pytest.mark.django_db

SECRET = "the-password-in-a-variable"


def broken(request):
    password = SECRET
    raise RuntimeError(f"Bug with {password}")


def away(request):
    raise OperationalError("connection to server at 10.1.2.3 failed")


def busy(request):
    raise Busy


class _Urls:
    """The shop's addresses and three that go wrong."""

    urlpatterns = [path("broken/", broken), path("away/", away), path("busy/", busy), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.fixture
def unlucky(guest: Client, settings) -> Client:
    """A browser in a shop with three addresses that go wrong; it shows the error page as it would be sent."""
    settings.ROOT_URLCONF = _Urls
    guest.raise_request_exception = False
    return guest


class TestNotFound:
    def test_offers_the_search_and_the_departments(self, guest: Client):
        for_sale()

        response = guest.get("/no/such/page/")

        assert response.status_code == 404
        assert title_of(response) == "Page not found | Astronomy Shop"
        assert "/telescopes/" in links(response)
        assert 'action="/search/"' in text_of(response)
        assert 'content="noindex"' in text_of(response)
        assert is_house_page(response)

    def test_names_neither_addresses_nor_settings(self, guest: Client):
        response = guest.get("/no/such/page/")

        assert "urlpattern" not in text_of(response).lower()
        assert "DEBUG" not in text_of(response)


class TestForbidden:
    def test_is_said_to_a_customer_in_the_staff_area(self, alice):
        response = signed_in(alice).get("/admin/", follow=True)

        assert response.status_code == 403
        assert "This page is for others" in words_of(response)
        assert is_house_page(response)


class TestFormWithoutItsToken:
    @pytest.fixture
    def browser(self) -> Client:
        return Client(enforce_csrf_checks=True)

    def test_is_refused_with_what_to_do(self, browser: Client):
        response = put_in(browser, for_sale())

        assert response.status_code == 403
        assert title_of(response) == "Send that once more | Astronomy Shop"
        assert "Nothing was changed" in words_of(response)
        assert is_house_page(response)

    @pytest.mark.parametrize("token", ["", "x", "x" * 64, "\x00"])
    def test_is_refused_with_another_token(self, browser: Client, token: str):
        browser.get("/")

        response = put_in(browser, for_sale(), csrfmiddlewaretoken=token)

        assert response.status_code == 403

    def test_is_refused_from_another_site(self, browser: Client):
        response = browser.post("/basket/clear/", headers={"origin": "https://elsewhere.example"})

        assert response.status_code == 403

    def test_is_taken_with_the_token_of_the_page(self, browser: Client):
        variant = for_sale()
        page = browser.get(variant.product.get_absolute_url())
        token = (
            text_of(page).partition('name="csrfmiddlewaretoken"')[2].partition('value="')[2].partition('"')[0]
        )

        assert put_in(browser, variant, csrfmiddlewaretoken=token).status_code == 302


class TestBug:
    def test_is_a_page_of_the_shop_and_tells_nothing_of_the_inside(self, unlucky: Client):
        response = unlucky.get("/broken/")

        assert response.status_code == 500
        assert title_of(response).startswith("Something broke on our side")
        assert is_house_page(response)
        for word in (SECRET, "RuntimeError", "Traceback", "test_pages_errors", "django"):
            assert word not in text_of(response)

    def test_needs_no_database_for_its_page(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = error_views.server_error(RequestFactory().get("/"))

        assert response.status_code == 500

    def test_has_the_headers_of_every_page(self, unlucky: Client):
        response = unlucky.get("/broken/")

        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert response["Cache-Control"] == "private, no-cache"


class TestBusyShop:
    def test_says_when_to_come_back_while_the_database_is_away(self, unlucky: Client):
        response = unlucky.get("/away/")

        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert title_of(response).startswith("Back in a moment")
        assert "10.1.2.3" not in text_of(response)
        assert is_house_page(response)

    def test_says_that_nothing_was_charged_when_it_waited_too_long(self, unlucky: Client):
        response = unlucky.get("/busy/")

        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert "Nothing was changed and nothing was charged." in words_of(response)
        assert is_house_page(response)

    def test_says_it_in_a_part_of_a_page_too(self, unlucky: Client):
        response = unlucky.get("/busy/", headers={"hx-request": "true"})

        assert response.status_code == 503
        assert "<html" not in text_of(response)
        assert 'role="alert"' in text_of(response)
