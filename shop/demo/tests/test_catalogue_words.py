import re
from collections import Counter
from datetime import date

import pytest

from shop.demo.catalogue import CATEGORIES, PRODUCTS, REVIEWS
from shop.demo.content import PAGES, body_of
from shop.demo.tests.shelves import department_of, sentences, words


class TestTexts:
    def test_have_sensible_lengths(self):
        for product in PRODUCTS:
            assert 60 <= len(product.pitch) <= 260, product.slug
            assert 280 <= len(product.description) <= 1_600, product.slug
            assert 2 <= len(product.description.split("\n\n")) <= 4, product.slug
            assert 1 <= len(product.in_the_box) <= 8, product.slug
            assert 15 <= len(product.keywords) <= 300, product.slug
            assert len(product.name) <= 70, product.slug
            assert len(product.badge) <= 30, product.slug

    def test_are_all_different(self):
        for texts in ([p.pitch for p in PRODUCTS], [p.description for p in PRODUCTS]):
            assert len(set(texts)) == len(texts)

    def test_share_no_long_sentence(self):
        counted = Counter(
            sentence
            for product in PRODUCTS
            for text in (product.pitch, product.description)
            for sentence in set(sentences(text))
            if len(sentence.split()) > 8
        )
        assert [sentence for sentence, count in counted.items() if count > 1] == []

    def test_contain_no_filler(self):
        filler = re.compile(
            r"lorem|ipsum|TODO|world.class|state.of.the.art|cutting.edge|game.chang|unparalleled|ultimate|—",
            re.I,
        )
        for product in PRODUCTS:
            for text in (product.name, product.pitch, product.description, product.keywords):
                assert not filler.search(text), product.slug

    def test_warn_of_the_sun_wherever_one_looks_through(self):
        looking = {"telescopes", "binoculars"}
        parts = {"wide-field", "high-power", "classic", "zooms-and-sets"}
        for product in PRODUCTS:
            department = department_of(product.category).slug
            if product.category == "supports":
                continue
            if department in looking or product.category in parts:
                assert "Sun" in product.warning or "sunlight" in product.warning, product.slug

    def test_ask_for_a_personal_text_on_charts_and_gift_cards(self):
        labels = [product.personal_text for product in PRODUCTS if product.personal_text]
        assert labels == [
            "Names or title on the chart, with date, time and place",
            "A line for whoever gets the card",
        ]
        assert all(len(label) <= 60 for label in labels)

    def test_tax_gift_cards_as_vouchers(self):
        assert all((p.tax_class == "voucher") == p.is_gift_card for p in PRODUCTS)

    def test_tax_books_as_books(self):
        assert {p.category for p in PRODUCTS if p.tax_class == "books"} == {"books"}
        assert all(p.tax_class == "books" for p in PRODUCTS if p.category == "books")


class TestReviews:
    def test_are_many_over_many_products(self):
        assert 200 <= len(REVIEWS) <= 300
        assert len({review.product_slug for review in REVIEWS}) >= 85

    def test_name_products_that_exist(self):
        known = {product.slug for product in PRODUCTS}
        assert {review.product_slug for review in REVIEWS} <= known

    def test_are_all_different(self):
        for texts in ([r.text for r in REVIEWS], [(r.product_slug, r.title) for r in REVIEWS]):
            assert len(set(texts)) == len(texts)
        counted = Counter(s for r in REVIEWS for s in set(sentences(r.text)) if len(s.split()) > 8)
        assert [sentence for sentence, count in counted.items() if count > 1] == []

    def test_are_short_and_dated(self):
        for review in REVIEWS:
            assert 30 <= len(review.text) <= 600, review.title
            assert 5 <= len(review.title) <= 70, review.title
            assert date.fromisoformat(f"{review.month}-01") <= date(2026, 11, 1), review.title
            assert re.fullmatch(r"[^\W\d_][\w'’-]* [^\W\d_]\.", review.author), review.author

    def test_criticise_too(self):
        stars = Counter(review.rating for review in REVIEWS)
        assert set(stars) == {1, 2, 3, 4, 5}
        assert sum(stars[n] for n in (1, 2, 3)) >= 30
        assert sum(stars[n] for n in (1, 2)) >= 12

    def test_are_answered_where_they_complain(self):
        assert all(review.reply for review in REVIEWS if review.rating <= 2)


class TestContent:
    LEGAL = ("imprint", "terms", "privacy", "cookies", "withdrawal", "legal-guarantee")
    HELP = ("delivery", "returns", "accessibility", "about", "contact", "battery-disposal")
    LINK = re.compile(r"\]\((/[^)]*)\)")

    def test_holds_all_pages_the_shop_links_to(self):
        slugs = [page.slug for page in PAGES]
        assert len(set(slugs)) == len(slugs)
        assert {page.slug for page in PAGES if page.kind == "legal"} >= set(self.LEGAL)
        assert {page.slug for page in PAGES if page.kind == "help"} >= set(self.HELP)
        assert len([page for page in PAGES if page.kind == "guide"]) == 5

    def test_says_on_legal_and_help_pages_that_the_shop_is_a_demonstration(self):
        for page in PAGES:
            if page.kind != "guide":
                assert (
                    "This is a demonstration shop; names and addresses are invented." in body_of(page)[:160]
                )

    @pytest.mark.parametrize("page", [page for page in PAGES if page.kind == "guide"], ids=lambda p: p.slug)
    def test_gives_guides_room(self, page):
        assert 500 <= len(words(body_of(page))) <= 1_000
        assert len(self.LINK.findall(body_of(page))) >= 3

    def test_links_only_to_pages_that_exist(self):
        paths = {f"/{'guides' if page.kind == 'guide' else 'pages'}/{page.slug}/" for page in PAGES}
        paths |= {"/guides/", "/orders/track/"}
        paths |= {f"/{c.parent}/{c.slug}/" if c.parent else f"/{c.slug}/" for c in CATEGORIES}
        for page in PAGES:
            for link in self.LINK.findall(body_of(page)):
                assert link.partition("?")[0] in paths, (page.slug, link)

    def test_summarises_every_page(self):
        for page in PAGES:
            assert 30 <= len(page.summary) <= 200, page.slug
            assert not body_of(page).startswith("# "), page.slug
