"""Home, departments and categories: facets, chips, sorting, pages, and the address that carries it all."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Category, CategorySort, Product, PromotedLink
from apps.catalog.services import save_category, save_product
from apps.catalog.tests.factories import a_brand, a_category, a_choice, a_number, facet, give
from apps.content.models import Page
from apps.content.services import save_page
from apps.core.memo import forget_all
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import is_house_page, links, tags, text_of, title_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def telescopes() -> Category:
    """Four telescopes in two parts of a department: two mounts, three apertures, two brands."""
    delivery_rates()
    top = a_category("Telescopes", advice="Aperture first, then what you can carry.")
    mount = a_choice("mount", "dobsonian", "equatorial", "fork")
    aperture = a_number(
        "aperture", buckets=(("to-150", None, 150), ("150-250", 150, 250), ("from-250", 250, None))
    )
    facet(top, mount)
    facet(top, aperture, card_position=1)
    CategorySort.objects.create(
        category=top, attribute=aperture, is_descending=True, label="Aperture, largest first"
    )
    PromotedLink.objects.create(category=top, label="For the Moon", target="?mount=equatorial")
    for name, kind, width, price, brand, stock in (
        ("D 130", "dobsonian", 130, "199.00", "Sextans", 5),
        ("D 200", "dobsonian", 200, "449.00", "Sextans", 5),
        ("E 200", "equatorial", 200, "899.00", "Corvus", 5),
        ("E 254", "equatorial", 254, "1499.00", "Corvus", 0),
    ):
        part = a_category("Dobsonians" if kind == "dobsonian" else "Newtonians", parent=top)
        product = for_sale(name, price=price, stock=stock, brand=a_brand(brand), category=part).product
        give(product, mount, kind)
        give(product, aperture, width)
        save_product(product=product)
    forget_all()
    return top


def titles(response: Any) -> list[str]:
    """The cards of a list, in their order."""
    cards = text_of(response).partition('id="cards"')[2]
    found = re.findall(r"(?s)<h[23][^>]*>(.*?)</h[23]>", cards.partition('id="more"')[0])
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def facets(response: Any) -> dict[str, tuple[int, str]]:
    """The check boxes of a list: how many goods each would show, and whether it is chosen or switched off."""
    boxes = re.findall(
        r'(?s)<input class="tick"\s+type="checkbox"\s+id="f-([^"]*)"[^>]*?( checked| disabled)?>\s*'
        r'<span>.*?</span><span class="n">(\d+)</span>',
        text_of(response),
    )
    return {code: (int(count), state.strip()) for code, state, count in boxes}


class TestHome:
    def test_leads_to_every_department_with_its_count(self, guest: Client, telescopes: Category):
        a_category("Gifts")

        response = guest.get("/")

        assert "Telescopes 4 products" in words_of(response)
        assert {"/telescopes/", "/gifts/"} <= set(links(response))

    def test_shows_goods_and_guides(self, guest: Client, telescopes: Category):
        save_page(page=Page(slug="saturn", kind="GUIDE", title="Saturn with a small camera", body="Start."))
        forget_all()

        response = guest.get("/")

        assert "€199.00" in words_of(response)
        assert "/guides/saturn/" in links(response)

    def test_stands_in_an_empty_shop(self, guest: Client):
        response = guest.get("/")

        assert response.status_code == 200
        assert is_house_page(response)


class TestDepartment:
    def test_shows_what_lies_in_its_parts(self, guest: Client, telescopes: Category):
        response = guest.get("/telescopes/")

        assert set(titles(response)) == {"D 130", "D 200", "E 200", "E 254"}
        assert title_of(response) == "Telescopes, 4 telescopes | Astronomy Shop"
        assert "Aperture first, then what you can carry." in words_of(response)
        assert "/telescopes/?mount=equatorial" in links(response)

    def test_part_shows_its_own_goods_and_the_way_back(self, guest: Client, telescopes: Category):
        response = guest.get("/telescopes/dobsonians/")

        assert set(titles(response)) == {"D 130", "D 200"}
        assert "/telescopes/" in links(response)

    def test_writes_its_breadcrumb_as_data(self, guest: Client, telescopes: Category):
        text = text_of(guest.get("/telescopes/dobsonians/"))
        data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])

        assert [step["name"] for step in data["itemListElement"]] == ["Home", "Telescopes", "Dobsonians"]
        assert data["itemListElement"][2]["item"] == "http://testserver/telescopes/dobsonians/"

    def test_that_is_not_published_is_not_found_nor_are_its_parts(self, guest: Client, telescopes: Category):
        Category.objects.filter(pk=telescopes.pk).update(is_published=False)
        forget_all()

        assert guest.get("/telescopes/").status_code == 404
        assert guest.get("/telescopes/dobsonians/").status_code == 404
        assert "/telescopes/" not in [
            link for link in links(guest.get("/")) if link == "/telescopes/dobsonians/"
        ]

    def test_that_moved_redirects_for_good_with_its_query(self, guest: Client, telescopes: Category):
        telescopes.slug = "instruments"
        save_category(category=telescopes)
        forget_all()

        for old, new in (
            ("/telescopes/?mount=fork", "/instruments/?mount=fork"),
            ("/telescopes/dobsonians/", "/instruments/dobsonians/"),
        ):
            response = guest.get(old)
            assert (response.status_code, response["Location"]) == (301, new)

    def test_without_its_last_slash_is_found_too(self, guest: Client, telescopes: Category):
        response = guest.get("/telescopes")

        assert (response.status_code, response["Location"]) == (301, "/telescopes/")


class TestFacets:
    def test_count_what_each_value_would_show(self, guest: Client, telescopes: Category):
        assert facets(guest.get("/telescopes/")) == {
            "mount-dobsonian": (2, ""),
            "mount-equatorial": (2, ""),
            "mount-fork": (0, "disabled"),
            "aperture-to-150": (1, ""),
            "aperture-150-250": (2, ""),
            "aperture-from-250": (1, ""),
            "brand-corvus": (2, ""),
            "brand-sextans": (2, ""),
            "stock": (3, ""),
        }

    def test_narrow_the_others_and_widen_within_themselves(self, guest: Client, telescopes: Category):
        found = facets(guest.get("/telescopes/?mount=dobsonian"))

        assert found["mount-dobsonian"] == (2, "checked")
        assert found["mount-equatorial"] == (2, "")
        assert found["aperture-from-250"] == (0, "disabled")
        assert found["aperture-to-150"] == (1, "")

    def test_show_what_fits(self, guest: Client, telescopes: Category, subtests: pytest.Subtests):
        for query, wanted in [
            ("mount=dobsonian", {"D 130", "D 200"}),
            ("mount=dobsonian&mount=equatorial", {"D 130", "D 200", "E 200", "E 254"}),
            ("aperture=150-250", {"D 200", "E 200"}),
            ("aperture=to-150&aperture=from-250", {"D 130", "E 254"}),
            ("mount=equatorial&aperture=150-250", {"E 200"}),
            ("brand=corvus&stock=1", {"E 200"}),
            ("price_from=200&price_to=900", {"D 200", "E 200"}),
            ("price_to=199", {"D 130"}),
            ("price_from=1499", {"E 254"}),
            ("mount=unknown", set()),
        ]:
            with subtests.test(query=query, wanted=wanted):
                response = guest.get(f"/telescopes/?{query}")

                assert set(titles(response)) == wanted
                noun = "telescope" if len(wanted) == 1 else "telescopes"
                assert f"{len(wanted)} {noun} with your filters" in title_of(response)

    def test_can_be_taken_away_one_by_one(self, guest: Client, telescopes: Category):
        query = "?brand=sextans&mount=dobsonian&mount=equatorial&price_from=100&stock=1&sort=price-up"

        response = guest.get(f"/telescopes/{query}")

        offered = [tag["href"] for tag in tags(response, "a") if "chip-on" in tag.get("class", "")]
        assert set(offered) == {
            query.replace("mount=dobsonian&", ""),
            query.replace("&mount=equatorial", ""),
            query.replace("brand=sextans&", ""),
            query.replace("&price_from=100", ""),
            query.replace("&stock=1", ""),
        }
        assert "?sort=price-up" in links(response)

    def test_that_leave_nothing_say_which_to_take_away(self, guest: Client, telescopes: Category):
        response = guest.get("/telescopes/?mount=dobsonian&aperture=from-250")

        assert "Nothing fits all of these filters" in words_of(response)
        assert {"?aperture=from-250", "?mount=dobsonian", "?"} <= set(links(response))

    def test_in_an_address_are_not_for_search_engines(self, guest: Client, telescopes: Category):
        plain, narrowed = guest.get("/telescopes/"), guest.get("/telescopes/?mount=dobsonian")

        assert 'content="noindex, follow"' not in text_of(plain)
        assert 'content="noindex, follow"' in text_of(narrowed)
        assert 'href="http://testserver/telescopes/"' in text_of(narrowed)  # the canonical address

    def test_answer_in_parts_when_a_part_is_asked_for(self, guest: Client, telescopes: Category):
        response = guest.get("/telescopes/?mount=dobsonian", headers={"hx-request": "true"})

        assert "<html" not in text_of(response)
        assert set(titles(response)) == {"D 130", "D 200"}
        assert '<p id="status" hx-swap-oob="innerHTML">2 telescopes</p>' in text_of(response)
        assert {"HX-Request", "HX-Target"} <= set(response["Vary"].split(", "))

    def test_answer_with_the_page_when_the_browser_goes_back(self, guest: Client, telescopes: Category):
        headers = {"hx-request": "true", "hx-history-restore-request": "true"}

        assert "<html" in text_of(guest.get("/telescopes/?mount=dobsonian", headers=headers))


class TestSorting:
    def test_orders_the_cards_and_stays_chosen(
        self, guest: Client, telescopes: Category, subtests: pytest.Subtests
    ):
        for sort, wanted in [
            ("price-up", ["D 130", "D 200", "E 200", "E 254"]),
            ("price-down", ["E 254", "E 200", "D 200", "D 130"]),
            ("aperture-down", ["E 254", "D 200", "E 200", "D 130"]),
        ]:
            with subtests.test(sort=sort, wanted=wanted):
                response = guest.get(f"/telescopes/?sort={sort}")

                assert titles(response) == wanted
                assert [tag["value"] for tag in tags(response, "option") if "selected" in tag] == [sort]

    def test_starts_with_what_the_shop_recommends(self, guest: Client, telescopes: Category):
        best = Product.objects.get(name="E 200")
        best.popularity = 99
        save_product(product=best)

        assert titles(guest.get("/telescopes/"))[0] == "E 200"


class TestPagination:
    @pytest.fixture
    def many(self) -> None:
        """Twenty-six telescopes: one page and two."""
        for number in range(26):
            for_sale(f"Scope {number:02}", price=str(100 + number))
        forget_all()

    def test_leads_through_all_goods_once(self, guest: Client, many: None):
        first = guest.get("/telescopes/?sort=price-up")
        second = guest.get("/telescopes/?sort=price-up&page=2")

        assert titles(first) + titles(second) == [f"Scope {number:02}" for number in range(26)]
        assert "You have seen 24 of 26 telescopes" in words_of(first)
        assert "You have seen 26 of 26 telescopes" in words_of(second)
        assert "?sort=price-up&page=2" in links(first)
        assert "?sort=price-up" in links(second)
        assert title_of(second) == "Telescopes, 26 telescopes, page 2 | Astronomy Shop"
        assert guest.get("/telescopes/?page=3").status_code == 404
        narrowed = guest.get("/telescopes/?brand=sextans&page=2")
        assert [tag["href"] for tag in tags(narrowed, "a") if "chip-on" in tag.get("class", "")] == ["?"]

    def test_gives_the_next_cards_alone_to_who_has_the_first(self, guest: Client, many: None):
        headers = {"hx-request": "true", "hx-target": "more"}

        response = guest.get("/telescopes/?sort=price-up&page=2", headers=headers)

        assert "Scope 24" in words_of(response)
        assert "Scope 23" not in words_of(response)
        assert "2 more, you have seen 26 of 26 telescopes" in words_of(response)
        assert "<html" not in text_of(response)
