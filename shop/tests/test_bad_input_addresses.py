"""Nonsense, mistakes and attacks in the addresses of lists, searches and pages: a clear answer."""

import pytest
from django.test import Client, override_settings

from apps.cart.tests.factories import for_sale
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_category, a_choice, facet, give
from apps.core.memo import forget_all
from shop.tests.stage import is_house_page, typed, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> str:
    """A category with two kinds of mount on its shelf."""
    category = a_category()
    mount = a_choice("mount", "dobsonian", "equatorial")
    facet(category, mount)
    for kind in ("dobsonian", "equatorial"):
        product = for_sale(f"On a {kind}", category=category).product
        give(product, mount, kind)
        save_product(product=product)
    forget_all()
    return category.get_absolute_url()


class TestListAddress:
    def test_that_makes_no_sense_shows_the_whole_list(
        self, guest: Client, shelf: str, subtests: pytest.Subtests
    ):
        for query in [
            "page=0",
            "page=-1",
            "page=abc",
            "page=",
            "page=%00",
            "page=1e400",
            "page=NaN",
            "page=" + "9" * 30,
            "sort=unknown",
            "sort=%00",
            "price_from=abc",
            "price_from=-5",
            "price_from=1e400",
            "price_from=NaN",
            "price_to=Infinity",
            "price_from=%EF%BC%91",
            "stock=maybe",
            "unknown=1",
            "=",
            "&&&",
            "%ff=%ff",
        ]:
            with subtests.test(query=query):
                response = guest.get(f"{shelf}?{query}")

                assert response.status_code == 200
                assert "2 telescopes" in words_of(response)

    def test_with_a_value_that_does_not_exist_shows_the_page(
        self, guest: Client, shelf: str, subtests: pytest.Subtests
    ):
        for value in ("unknown", "%00", "a%00b", "%ff", "x" * 5000, "'; DROP TABLE x; --"):
            for name in ("mount", "brand"):
                with subtests.test(name=name, value=value):
                    response = guest.get(f"{shelf}?{name}={value}")

                    assert response.status_code == 200
                    assert is_house_page(response)

    def test_beyond_the_last_page_is_not_found(self, guest: Client, shelf: str, subtests: pytest.Subtests):
        for page in ["2", "500", "999999"]:
            with subtests.test(page=page):
                for address in (f"{shelf}?page={page}", f"/search/?q=telescope&page={page}"):
                    response = guest.get(address)

                    assert response.status_code == 404
                    assert is_house_page(response)

    def test_with_six_hundred_filters_is_refused(self, guest: Client, shelf: str):
        query = "&".join(f"mount=v{number}" for number in range(600))

        response = guest.get(f"{shelf}?{query}")

        assert response.status_code == 400
        assert is_house_page(response)

    def test_with_prices_the_wrong_way_round_turns_them(self, guest: Client, shelf: str):
        response = guest.get(f"{shelf}?price_from=900&price_to=100")

        assert "€100 to €900" in words_of(response)
        assert "2 telescopes" in words_of(response)


class TestSearch:
    def test_takes_any_words(self, guest: Client, shelf: str, subtests: pytest.Subtests):
        for term in [
            "x" * 10_000,
            "a " * 5_000,
            "%00",
            "a%00b",
            "%ff%fe",
            "&amp;|!():*",
            "'\"\\",
            "%F0%9F%94%AD",
            "<script>",
        ]:
            with subtests.test(term=term):
                response = guest.get(f"/search/?q={term}")

                assert response.status_code == 200
                assert is_house_page(response)
                assert "<script>alert" not in response.content.decode()

    def test_keeps_the_first_hundred_characters(self, guest: Client):
        response = guest.get("/search/", {"q": "x" * 10_000})

        assert typed(response, "q") == "x" * 100

    def test_writes_what_was_typed_as_text(self, guest: Client):
        response = guest.get("/search/", {"q": "<script>alert(1)</script>"})

        assert "<script>alert(1)" not in response.content.decode()
        assert typed(response, "q") == "<script>alert(1)</script>"


class TestAddressOfAPage:
    def test_that_is_nonsense_is_not_found(self, guest: Client, subtests: pytest.Subtests):
        for path in [
            "/%ff/",
            "/tele%ffscopes/",
            "/products/%c3%28/",
            "/products/a%00b/",
            "/pages/%ff/",
            "/guides/%00/",
            "/orders/%ff/%fe/",
            "/media/%ff.svg",
            "/media/a%00.svg",
            "/%00/",
            "/..%2f..%2fetc/passwd",
            "/TELESCOPES/",
            "/a/b/c/d/e/f/",
            "/" + "x" * 5000 + "/",
            "/products/" + "x" * 300 + "/",
        ]:
            with subtests.test(path=path):
                response = guest.get(path)

                assert response.status_code == 404
                assert is_house_page(response)

    def test_of_a_variant_that_does_not_exist_is_not_found(self, guest: Client, subtests: pytest.Subtests):
        product = for_sale().product
        for number in ["unknown", "%00", "%ff", "x" * 5000]:
            with subtests.test(number=number):
                assert guest.get(f"{product.get_absolute_url()}?v={number}").status_code == 404

    def test_with_a_query_that_is_nonsense_shows_the_page(self, guest: Client, subtests: pytest.Subtests):
        for address in [
            "/basket/?added=%00",
            "/basket/?added=" + "9" * 50,
            "/withdraw/?order=%00%ff",
            "/country/?next=%00",
            "/orders/track/?code=%00",
            "/account/login/?next=%00%ff",
            "/?utm_source=%00%ff",
        ]:
            with subtests.test(address=address):
                assert guest.get(address).status_code == 200

    @pytest.mark.parametrize("name", ["cart", "session", "orders", "csrf", "country", "scheme", "messages"])
    def test_with_a_cookie_that_is_nonsense_shows_the_page(
        self, guest: Client, name: str, subtests: pytest.Subtests
    ):
        for value in ("x", "x" * 4000, "\xff\xfe", "a%00b", "1:2:3", "[]"):
            with subtests.test(value=value):
                guest.cookies[name] = value
                for address in ("/", "/basket/", "/orders/track/"):
                    assert guest.get(address).status_code == 200

    @override_settings(ALLOWED_HOSTS=["shop.example"])
    def test_of_another_host_is_refused(self, guest: Client):
        response = guest.get("/", headers={"host": "elsewhere.example"})

        assert response.status_code == 400
        assert is_house_page(response)
