"""The stage of the browser tests: one running shop per test process, one browser, a fresh visitor per test."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from shop.local import suite, testing
from shop.tests.browser import running_shop, steps
from shop.tests.browser.pages import LOCALE, PAGES, ShopPage, World, world_of
from shop.tests.browser.running_shop import RunningShop
from shop.tests.browser.witness import Witness

Visit = Callable[..., Page]
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# How fast pages are is measured elsewhere; here a busy machine must not fail what works.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program. Without one, tests are skipped with a word on how to get it; in CI they fail."""
    found = testing.find_chromium()
    if found:
        return found
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(suite._NO_BROWSER)
    pytest.skip(suite._NO_BROWSER)


@pytest.fixture(scope="session")
def shop(chromium: str) -> Iterator[RunningShop]:
    """The shop with its demo goods, as bin/run starts it."""
    with running_shop.running() as started:
        yield started


@pytest.fixture(scope="package")
def browser(chromium: str, shop: RunningShop) -> Iterator[Browser]:
    """Chromium. It is closed with the last test of this package: while it runs, Django refuses database work."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, shop: RunningShop) -> Iterator[Visit]:
    """Open a page for a new visitor with no cookies; at the end its console must be clean."""
    opened: list[tuple[BrowserContext, Witness]] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            base_url=shop.url, **{"viewport": DESK, "reduced_motion": "reduce", "locale": LOCALE, **options}
        )
        context.set_default_timeout(30_000)
        if not options.get("java_script_enabled", True):
            steps.without_scripts.add(context)
        opened.append((context, Witness(context)))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    for _, witness in opened:
        witness.has_seen_no_trouble()


@pytest.fixture
def page(visit: Visit) -> Page:
    """A visitor's page at the width of a desk."""
    return visit()


@pytest.fixture(scope="package")
def world(shop: RunningShop, browser: Browser) -> Iterator[World]:
    """Visitors in every state that a page may need."""
    with world_of(shop, browser) as prepared:
        yield prepared


@pytest.fixture(scope="module", params=PAGES, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> ShopPage:
    """Each page of the shop in turn."""
    found: ShopPage = request.param
    return found


@pytest.fixture(scope="module")
def opened(place: ShopPage, world: World) -> Page:
    """The tab in which the page is open."""
    world.witnesses[place.who].trouble.clear()
    page = world.tabs[place.who]
    page.set_viewport_size(PHONE)
    return place.open(world)
