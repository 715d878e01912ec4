"""What every shopper may rely on while looking around: frame, look, lists, search and product pages."""

import gzip
import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import DESK, PHONE, Visit
from shop.tests.browser.pages import SIMPLE, WITH_OPTIONS
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
LIST = "/telescopes/"
PRODUCT = f"/products/{WITH_OPTIONS}/"
PLACES = ["/", LIST, PRODUCT]

_MOVING = """() => document.getAnimations().filter(one => one.playState === "running"
  && one.effect.getComputedTiming().duration > 1).length"""
_YELLOW = """() => [...document.querySelectorAll("body *")].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return style.backgroundColor === "rgb(255, 201, 60)" && one.checkVisibility({ visibilityProperty: true })
    && box.width > 8 && box.bottom > 0 && box.top < innerHeight;
}).map(one => one.innerText.trim())"""
_CORNERS = """() => [...new Set([...document.querySelectorAll("body *")]
  .flatMap(one => getComputedStyle(one).borderRadius.split(" ")))]"""


def count_of(page: Page) -> int:
    """Return how many results the heading of a list tells."""
    return int(re.sub(r"\D", "", page.locator("#count").inner_text()))


def filters(page: Page) -> Locator:
    """Return the part of a list where one filters."""
    return page.get_by_role("complementary", name="Filters")


def tick(page: Page, group: str, value: str) -> None:
    """Tick one value of a facet and wait until the list has followed."""
    page.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=re.compile(value)).check()
    expect(page.get_by_role("link", name=re.compile(f"^Remove filter: .*{value}"))).to_be_visible()


class TestTheFrame:
    def test_loses_nothing_when_text_is_twice_as_large(
        self, browser: Browser, chromium: str, shop: RunningShop
    ) -> None:
        """Text at 200 % loses nothing."""
        large = browser.browser_type.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--blink-settings=defaultFontSize=32"],
        )
        try:
            page = large.new_page(base_url=shop.url, viewport=DESK)
            wide = []
            for path in [*PLACES, "/basket/"]:
                page.goto(path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                if page.evaluate(
                    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                ):
                    wide.append(path)
        finally:
            large.close()
        assert wide == []

    @pytest.mark.parametrize("path", PLACES)
    def test_moves_nothing_by_itself(self, visit: Visit, path: str) -> None:
        """Nothing moves by itself; reduced motion removes all movement."""
        page = visit(reduced_motion="no-preference")
        page.goto(path)
        page.wait_for_timeout(700)
        assert page.evaluate(_MOVING) == 0
        page.emulate_media(reduced_motion="reduce")
        page.mouse.wheel(0, 600)
        assert page.evaluate(_MOVING) == 0

    @pytest.mark.parametrize("path", PLACES)
    def test_is_light(self, visit: Visit, path: str) -> None:
        """The first view weighs at most 200 KB, styles 15 KB and scripts 25 KB, compressed with gzip."""
        page = visit(viewport=PHONE)
        answers: list[Response | None] = []
        page.on("requestfinished", lambda request: answers.append(request.response()))
        page.goto(path, wait_until="networkidle")
        weights: Counter[str] = Counter()
        for answer in filter(None, answers):
            weights[answer.request.resource_type] += len(gzip.compress(answer.body()))
        assert weights.total() <= 200 * 1024, weights
        assert weights["stylesheet"] <= 15 * 1024, weights
        assert weights["script"] <= 25 * 1024, weights

    def test_keeps_the_colours_a_visitor_chose(self, visit: Visit) -> None:
        for scripts in (True, False):
            page = visit(java_script_enabled=scripts)
            page.goto("/guides/")
            page.get_by_role("radio", name="Red light").check()
            if not scripts:
                page.get_by_role("button", name="Set colours").click()
            expect(page).to_have_url(re.compile("/guides/$"))
            page.goto("/")
            expect(page.locator("html")).to_have_attribute("data-scheme", "red")


class TestTheLook:
    @pytest.mark.parametrize(
        ("path", "button"),
        [
            ("/", ""),
            (LIST, ""),
            (PRODUCT, "Add to basket"),
            ("/basket/", "Go to checkout"),
            ("/checkout/address/", ""),
        ],
    )
    def test_keeps_yellow_for_the_way_to_the_money(self, visit: Visit, path: str, button: str) -> None:
        """Yellow appears only on money-path buttons and the current tracking step, one button per screen."""
        page = visit()
        steps.add(page, SIMPLE)
        if "checkout" in path:
            steps.go_to_checkout(page)
        page.goto(path)
        assert page.evaluate(_YELLOW) == ([button] if button else [])

    @pytest.mark.parametrize("path", [*PLACES, "/basket/"])
    def test_has_corners_of_two_pixels_or_fully_round(self, page: Page, path: str) -> None:
        """Corners are 2 px or fully round."""
        page.goto(path)
        assert set(page.evaluate(_CORNERS)) <= {"0px", "2px", "50%", "999px"}


class TestHome:
    def test_shows_all_departments_with_picture_and_count(self, visit: Visit) -> None:
        """All departments are visible on home without interaction, with picture and count."""
        page = visit(viewport=PHONE)
        page.goto("/")
        departments = page.get_by_role("region", name="Shop by instrument").get_by_role("listitem")
        expect(departments).to_have_count(7)
        for department in departments.all():
            expect(department.locator("img")).to_be_visible()
            expect(department).to_contain_text(re.compile(r"\d+ products"))

    def test_has_no_carousel_and_no_pop_up(self, page: Page) -> None:
        """There is no carousel and no pop-up."""
        page.goto("/")
        page.wait_for_timeout(500)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("[aria-roledescription], :popover-open")).to_have_count(0)


class TestAList:
    def test_tells_its_exact_count_also_to_screen_readers(self, page: Page) -> None:
        """The list shows the exact result count, also to screen readers after a change."""
        page.goto(LIST)
        while page.get_by_role("link", name=re.compile(r"^Show \d+ more")).count():
            seen = page.get_by_role("article").count()
            page.get_by_role("link", name=re.compile(r"^Show \d+ more")).click()
            expect(page.get_by_role("article")).not_to_have_count(seen)
        assert page.get_by_role("article").count() == count_of(page)
        page.goto(LIST)
        tick(page, "Mount", "Equatorial")
        expect(page.locator("#status")).to_contain_text(f"{count_of(page)} telescopes")
        assert page.get_by_role("article").count() == count_of(page)

    def test_widens_within_a_facet_and_narrows_between_two(self, page: Page) -> None:
        """Two values of one facet widen, two facets narrow."""
        page.goto(LIST)
        tick(page, "Mount", "Equatorial")
        one = count_of(page)
        tick(page, "Mount", "Alt-azimuth")
        two = count_of(page)
        assert two > one
        tick(page, "Type", "Refractor")
        assert 0 < count_of(page) < two

    def test_keeps_filters_in_place_in_chips_and_in_the_address(self, page: Page) -> None:
        """Applied filters are ticked in place and shown as chips that say "Remove"; Back restores them."""
        page.goto(LIST)
        everything = count_of(page)
        values = filters(page).get_by_role("group", name="Mount", exact=True).get_by_role("checkbox")
        before = [box.get_attribute("value") for box in values.all()]
        tick(page, "Mount", "Equatorial")
        assert [box.get_attribute("value") for box in values.all()] == before
        narrowed, address = count_of(page), page.url
        assert "mount_kind=equatorial" in address
        page.reload()
        assert count_of(page) == narrowed
        page.get_by_role("article").last.get_by_role("link").click()
        expect(page).to_have_url(re.compile("/products/"))
        page.go_back()
        expect(page).to_have_url(address)
        assert count_of(page) == narrowed
        page.get_by_role("link", name=re.compile("^Remove filter: ")).click()
        expect(page.locator("#count")).to_have_text(str(everything))
        page.go_back()
        expect(page.locator("#count")).to_have_text(str(narrowed))
        expect(filters(page).get_by_role("checkbox", checked=True)).to_have_count(1)

    @pytest.mark.parametrize(
        "part",
        ["telescopes", "eyepieces/wide-field", "binoculars/porro", "cameras/planetary", "mounts/equatorial"],
    )
    def test_has_a_facet_for_every_figure_on_a_card(self, page: Page, part: str) -> None:
        """The three specs on the card exist as facets, and every jargon facet has a hint."""
        page.goto(f"/{part}/")
        facets = set(filters(page).locator("summary").all_inner_texts())
        shown = page.evaluate(
            "[...new Set([...document.querySelectorAll('article dt')].map(one => one.innerText))]"
        )
        assert set(shown) <= facets
        jargon = facets & {"Aperture", "Focal length", "Exit pupil", "Eye relief", "Apparent field", "Mount",
                           "Type", "Barrel", "Pixel size", "Sensor diagonal", "Cooled"}  # fmt: skip
        assert jargon
        for name in jargon:
            expect(filters(page).get_by_role("group", name=name, exact=True, include_hidden=True)
                   .locator(".hint")).to_have_count(1)  # fmt: skip

    def test_has_cards_with_all_one_needs_to_choose(self, page: Page) -> None:
        """A card shows picture, name, rating with count, specs, stock with date, and price."""
        page.goto(LIST)
        cards = page.get_by_role("article").all()
        assert len(cards) == 24
        for card in cards:
            expect(card.locator("img")).to_have_count(1)
            expect(card.get_by_role("heading").get_by_role("link")).to_have_count(1)
            expect(card.locator("dt")).to_have_count(3)
            said = card.inner_text()
            assert re.search(r"\(\d+|No reviews yet", said), said
            assert re.search(r"(In stock|On order|left).* arrives \w{3} \d+ \w{3}|Sold out", said, re.S), said
            assert re.search(r"€[\d,]+\.\d\d", said), said

    def test_goes_on_by_a_link_that_tells_how_much_was_seen(self, visit: Visit) -> None:
        """ "Show more" is a link with a URL and tells seen of total."""
        page = visit(java_script_enabled=False)
        page.goto(LIST)
        total = count_of(page)
        expect(page.get_by_text(f"You have seen 24 of {total} telescopes")).to_be_visible()
        page.get_by_role("link", name="Show 24 more").click()
        expect(page).to_have_url(re.compile(r"\?page=2$"))
        expect(page.get_by_text(f"You have seen 48 of {total} telescopes")).to_be_visible()

    def test_promises_the_date_that_the_product_page_promises(self, page: Page) -> None:
        page.goto(LIST)
        card = page.get_by_role("article").filter(has_text="arrives").first
        promised = re.search(r"arrives (\w{3} \d+)", card.inner_text())
        card.get_by_role("link").click()
        assert promised
        expect(page.locator("#buy")).to_contain_text(f"Arrives {promised.group(1)}")


class TestASearch:
    def test_keeps_its_term_and_never_ends_blank(self, page: Page) -> None:
        """The term stays in the field; a search without results offers departments and a person."""
        page.goto("/")
        field = page.get_by_role("searchbox", name="Search the shop")
        for term in ("saturn", "xylophone rosin"):
            field.fill(term)
            field.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_contain_text(term)
            expect(field).to_have_value(term)
        main = page.get_by_role("main")
        expect(main.get_by_role("link", name=re.compile("^Telescopes"))).to_be_visible()
        expect(main.get_by_role("link", name=re.compile(r"^\+49"))).to_be_visible()


class TestAProduct:
    @pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
    def test_has_a_thumbnail_for_every_picture(self, visit: Visit, viewport: dict[str, int]) -> None:
        """There are thumbnails for all pictures at all widths; one is in scale, one has dimensions."""
        page = visit(viewport=viewport)
        page.goto(PRODUCT)
        pictures = page.get_by_role("region", name="Pictures")
        thumbnails = pictures.get_by_role("list", name="Go to picture").get_by_role("link")
        expect(thumbnails).to_have_count(pictures.get_by_role("figure").count())
        for thumbnail in thumbnails.all():
            expect(thumbnail).to_be_visible()
        expect(pictures.get_by_role("figure", name="In scale")).to_have_count(1)
        expect(pictures.get_by_role("figure", name="Measures in millimetres")).to_have_count(1)

    @pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
    def test_changes_everything_with_its_variant(self, visit: Visit, scripts: bool) -> None:
        """Changing the variant changes price, SKU, stock, date, picture and URL together."""
        page = visit(java_script_enabled=scripts)
        page.goto(PRODUCT)
        buy = page.locator("#buy")
        before = _facts(page)
        page.get_by_role("radio", name=re.compile("254 mm")).check()
        if not scripts:
            steps.button(page, "Update price and pictures").click()
        steps.expect_heading(page, "N 254/1200 Dobsonian")
        after = _facts(page)
        assert all(old != new for old, new in zip(before, after, strict=True)), after
        expect(buy.locator(".price").first).to_have_text("€899.00")
        page.get_by_role("radio", name=re.compile("305 mm")).check()
        if not scripts:
            steps.button(page, "Update price and pictures").click()
        expect(buy).to_contain_text("is sold out")
        expect(steps.button(page, "Add to basket")).to_have_count(0)

    def test_tells_date_parcels_tax_and_delivery_beside_the_button(self, page: Page) -> None:
        """Delivery date and parcel weight stand next to the button; the price names VAT and delivery."""
        page.goto(PRODUCT)
        buy = page.locator("#buy")
        expect(buy).to_contain_text(re.compile(r"Arrives \w{3} \d+"))
        expect(buy).to_contain_text(re.compile(r"2 parcels, about \d+ kg each"))
        expect(buy).to_contain_text(re.compile(r"Order within|it leaves Berlin"))
        expect(buy).to_contain_text(re.compile(r"Includes 19 % VAT\. Delivery to Germany €\d+\.\d\d"))

    def test_compares_a_reduced_price_with_the_lowest_of_thirty_days(
        self, shop: RunningShop, page: Page
    ) -> None:
        """Reductions show the lowest price of the last 30 days."""
        query = (
            "SELECT p.slug FROM pricing_price x JOIN catalog_variant v ON v.id = x.variant_id"
            " JOIN catalog_product p ON p.id = v.product_id"
            " WHERE x.is_reduced AND x.starts_at < now() AND v.position = 0 LIMIT 1"
        )
        page.goto(f"/products/{shop.rows(query)[0][0]}/")
        expect(page.locator("#buy")).to_contain_text(
            re.compile(r"[Ll]owest (price )?(in|of) (the last )?30 days")
        )

    def test_stays_on_the_page_when_it_is_added_and_says_so(self, page: Page) -> None:
        """Adding shows product, variant and subtotal, is announced, and stays on the page."""
        page.goto(PRODUCT)
        steps.button(page, "Add to basket").first.click()
        notice = page.get_by_role("region", name="Added to your basket")
        for told in ("N 150/1200 Dobsonian", "150 mm", "€429.00", "1 item"):
            expect(notice).to_contain_text(told)
        expect(page.locator("#status")).to_have_text(re.compile("N 150/1200 Dobsonian is in your basket"))
        expect(page.get_by_role("banner").get_by_role("link", name="Basket, 1 item")).to_be_visible()
        assert page.url.endswith(PRODUCT)
        page.keyboard.press("Escape")
        expect(notice).to_have_count(0)


def _facts(page: Page) -> list[str]:
    """Return what the page tells of the chosen variant: price, item, address and picture."""
    buy = page.locator("#buy")
    found = re.search(r"item (AS-\d+)", buy.inner_text())
    picture = page.get_by_role("region", name="Pictures").locator("img").first
    return [buy.locator(".price").first.inner_text(), found.group(1) if found else "", page.url,
            picture.get_attribute("src") or ""]  # fmt: skip
