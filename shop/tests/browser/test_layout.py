"""Nothing overflows, jumps, hides or complains, on any page and at any width."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import DESK, PHONE, Visit
from shop.tests.browser.pages import SIMPLE, WITH_OPTIONS, ShopPage, World

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 390, 768, 1024, 1440, 1920)
MOVES = ["/", "/telescopes/", f"/products/{WITH_OPTIONS}/", "/basket/"]
STANDALONE = ("test bank", "something broke")  # pages without search and departments

_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map(one => one.outerHTML.slice(0, 120));
}"""
_PICTURES = """async () => {
  const pictures = [...document.images];
  pictures.forEach(one => { one.loading = "eager"; });
  await Promise.all(pictures.map(one => one.decode().catch(() => {})));
  return pictures.filter(one => !one.naturalWidth || !one.getAttribute("width") || !one.getAttribute("height")
    || one.getAttribute("alt") === null).map(one => one.outerHTML);
}"""
_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
_SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  const add = list => list.getEntries().forEach(one => { if (!one.hadRecentInput) sum += one.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  scrollTo(0, document.body.scrollHeight);
  setTimeout(() => resolve(sum), 300);
})"""
_INLINE = """() => [...document.querySelectorAll("[style], style, script:not([src])")]
  .filter(one => !["application/ld+json"].includes(one.type) && !one.closest("svg"))
  .map(one => one.outerHTML.slice(0, 120))"""
_SMALL = """least => [...document.querySelectorAll("main button, main a.btn, main input, main select")].filter(one => {
  const control = one.closest("label.opt-b, label.tile, label.ck") ?? one;
  const box = control.getBoundingClientRect();
  const own = getComputedStyle(one);
  return one.checkVisibility({ visibilityProperty: true }) && one.type !== "hidden" && !one.matches(".vh")
    && own.position !== "fixed" && box.height > 1 && (box.height < least || box.width < least);
}).map(one => `${Math.round(one.getBoundingClientRect().height)} px: ${one.outerHTML.slice(0, 120)}`)"""


class TestEveryPage:
    def test_answers_without_a_complaint_in_the_console(
        self, opened: Page, place: ShopPage, world: World
    ) -> None:
        opened.wait_for_load_state()
        world.witnesses[place.who].has_seen_no_trouble()

    def test_fits_at_every_width(self, opened: Page) -> None:
        """No page scrolls sideways from 320 to 1920 px."""
        wide = {}
        for width in WIDTHS:
            opened.set_viewport_size({"width": width, "height": 800})
            wide[width] = opened.evaluate(_OVERFLOW)
        opened.set_viewport_size(PHONE)
        assert {width: what for width, what in wide.items() if what} == {}

    def test_shows_every_picture_with_its_size_and_alternative_text(self, opened: Page) -> None:
        """All pictures load and have width, height and an alternative text, which may be empty."""
        assert opened.evaluate(_PICTURES) == []

    def test_has_one_main_heading_and_skips_no_level(self, opened: Page) -> None:
        """There is exactly one h1 per page, and heading levels never skip."""
        levels = opened.evaluate(_HEADINGS)
        assert levels.count(1) == 1
        below = levels[levels.index(1) :]
        assert all(after <= before + 1 for before, after in itertools.pairwise(below)), levels

    def test_has_landmarks_and_a_skip_link(self, opened: Page, place: ShopPage) -> None:
        """The skip link is the first tab stop; banner, main and footer exist once."""
        expect(opened.get_by_role("main")).to_have_count(1)
        expect(opened.get_by_role("banner")).to_have_count(1)
        if place.name != "test bank":
            expect(opened.get_by_role("contentinfo")).to_have_count(1)
            expect(opened.locator("a, button, input").first).to_have_attribute("href", "#main")

    def test_has_a_title_of_its_own(self, opened: Page, place: ShopPage, titles: dict[str, str]) -> None:
        """The title names page and site; with errors it starts "Error: "."""
        title = opened.title()
        assert titles.setdefault(title, place.title_of) == place.title_of
        assert place.name == "test bank" or "Astronomy Shop" in title
        has_errors = opened.locator("#errors").count() == 1
        assert title.startswith("Error: ") == has_errors

    def test_carries_no_inline_style_or_script(self, opened: Page) -> None:
        """There is no inline style or script; the page runs under a strict content policy."""
        assert opened.evaluate(_INLINE) == []

    def test_asks_nobody_else(self, opened: Page, world: World, place: ShopPage) -> None:
        """No request goes to a third party; only the page for the card asks Stripe."""
        hosts = {world.shop.url.removeprefix("http://")}
        if place.link == "card":
            hosts.add(world.shop.told["STRIPE_API_BASE"].removeprefix("http://"))
        assert world.witnesses[place.who].hosts == hosts

    def test_has_controls_that_a_finger_hits(self, opened: Page) -> None:
        """Every target is at least 24 px high and wide."""
        assert opened.evaluate(_SMALL, 24) == []

    def test_names_withdrawal_and_imprint(self, opened: Page, place: ShopPage) -> None:
        """ "Withdraw from contract here" is on every page, and so is the imprint."""
        if place.name != "test bank":
            footer = opened.get_by_role("contentinfo")
            expect(footer.get_by_role("link", name="Withdraw from contract here")).to_have_count(1)
            expect(footer.get_by_role("link", name="Imprint")).to_have_count(1)

    def test_keeps_search_basket_and_help_in_their_places(
        self, opened: Page, place: ShopPage, frames: dict[str, list[int]]
    ) -> None:
        """Search, basket with count, and help are in the same place on every page."""
        if place.name in STANDALONE or opened.get_by_role("search").count() == 0:
            return
        opened.evaluate("scrollTo(0, 0)")
        boxes = [opened.locator(what).bounding_box() for what in ("form.search", "#bag")]
        found = [round(value) for box in boxes if box for value in (box["y"], box["height"])]
        assert frames.setdefault("places", found) == found
        expect(opened.get_by_role("contentinfo")).to_contain_text("Ask an observer")


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """Titles seen so far, and the page that has each."""
    return {}


@pytest.fixture(scope="module")
def frames() -> dict[str, list[int]]:
    """Where the parts of the frame were on the first page that was looked at."""
    return {}


class TestLoading:
    @pytest.mark.parametrize("path", MOVES)
    @pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
    def test_moves_nothing(self, visit: Visit, path: str, viewport: dict[str, int]) -> None:
        """Layout shift is at most 0.02 on home, list, product and basket."""
        page = visit(viewport=viewport, reduced_motion="no-preference")
        if path == "/basket/":
            steps.add(page, SIMPLE)
        page.goto(path)
        assert page.evaluate(_SHIFT) <= 0.02


class TestTheMainControls:
    @pytest.mark.parametrize("path", [f"/products/{WITH_OPTIONS}/", "/basket/", "/checkout/address/"])
    def test_are_44_px_for_fingers(self, visit: Visit, path: str) -> None:
        """Buying controls are at least 44 px high."""
        page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
        steps.add(page, SIMPLE)
        if "checkout" in path:
            steps.go_to_checkout(page)
        page.goto(path)
        heights = page.evaluate(
            "() => [...document.querySelectorAll('main .btn-money, main .btn-ink, main .opt-b, main .step button')]"
            ".filter(one => one.checkVisibility() && !one.matches('.vh'))"
            ".map(one => [one.innerText, one.getBoundingClientRect().height]).filter(([, high]) => high < 44)"
        )
        assert heights == []


class TestTheKeyboardAlone:
    def test_leads_to_the_basket_with_a_visible_focus_all_the_way(self, visit: Visit) -> None:
        """Every focus stop has a 3 px ring and is never fully covered."""
        page = visit()
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
        expect(page.get_by_role("link", name="Skip to the main content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        _tab_to(page, "a", "Telescopes")
        page.keyboard.press("Enter")
        steps.expect_heading(page, re.compile("^Telescopes"))
        page.goto(f"/products/{SIMPLE}/")
        _tab_to(page, "button", "Add to basket")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Added to your basket")).to_be_focused()
        _tab_to(page, "a", "View basket")
        page.keyboard.press("Enter")
        steps.expect_heading(page, "Your basket")
        _tab_to(page, "button", "Go to checkout")
        page.keyboard.press("Enter")
        steps.expect_heading(page, "Contact and address")


_STOP = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = one.matches("input.tick, .opt-b input, .schemes input") ? one.parentElement : one;
  const around = one.closest("label, form.search, .step, .dept, .pc, .guide, .first, .ln");
  const rings = [one, around, one.nextElementSibling, ...one.querySelectorAll("*")].filter(Boolean);
  const ring = Math.max(...rings.map(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  }));
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return { tag: one.tagName.toLowerCase(), text: one.innerText ?? "", ring, html: one.outerHTML.slice(0, 160),
    covered: box.width > 1 && !(middle && (shown.contains(middle) || middle.contains(one))) };
}"""


def _tab_to(page: Page, tag: str, text: str) -> None:
    """Press Tab until this control has the focus; every stop on the way must show its ring."""
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        assert stop["ring"] >= 3, stop["html"]
        assert not stop["covered"], stop["html"]
        if stop["tag"] == tag and stop["text"].strip() == text:
            return
    raise AssertionError(f"no way to {text!r} by keyboard")
