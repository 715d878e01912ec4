"""Measure the weight and speed of the first view of a running shop against its page budgets:

    python tests/bench/budgets.py http://127.0.0.1:8000

Each page is opened with an empty cache as a phone in the lab sees it: 390 × 844, 1.6 Mbit/s, 150 ms, a
processor at a quarter of its speed. Bytes are counted as they cross the wire. Text that the application
sent uncompressed is counted as gzip makes it, because compressing is the work of the proxy in front; such
pages carry a star. Times are the best of five visits, since other work on the machine only adds to them.
Prints a table of page × figure and ends with code 1 if a budget is broken.
Needs Playwright for Python and Chromium (found in PATH, in CHROMIUM, or Playwright's own).
"""

import gzip
import os
import shutil
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, sync_playwright

PHONE: ViewportSize = {"width": 390, "height": 844}
MBIT = 1024 * 1024 / 8
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * MBIT,
    "uploadThroughput": 0.75 * MBIT,
}
CPU_SLOWDOWN = 4
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
WATCH = """
window.lab = {lcp: 0, cls: 0, longest: 0};
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({type, buffered: true});
watch('largest-contentful-paint', (entry) => { lab.lcp = entry.startTime; });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) lab.cls += entry.value; });
watch('longtask', (entry) => { lab.longest = Math.max(lab.longest, entry.duration); });
"""
IN_FIRST_VIEW = """
[...document.images].filter((image) => {
  const box = image.getBoundingClientRect();
  return box.width && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
}).map((image) => image.currentSrc)
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure, the most it may be, and how it is written."""

    name: str
    most: float
    form: str


BUDGETS = [
    Budget("HTML KB", 14, "{:.1f}"),
    Budget("CSS KB", 15, "{:.1f}"),
    Budget("JS KB", 25, "{:.1f}"),
    Budget("fonts KB", 62, "{:.1f}"),
    Budget("pictures KB", 60, "{:.1f}"),
    Budget("all KB", 200, "{:.1f}"),
    Budget("requests", 25, "{:.0f}"),
    Budget("others", 0, "{:.0f}"),
    Budget("LCP s", 1.8, "{:.2f}"),
    Budget("CLS", 0.02, "{:.3f}"),
    Budget("task ms", 50, "{:.0f}"),
]
TIMES = ("LCP s", "task ms")
VISITS = 5
KINDS = {"document": "HTML KB", "stylesheet": "CSS KB", "script": "JS KB", "font": "fonts KB"}


@dataclass
class View:
    """What one first view cost."""

    figures: dict[str, float] = field(default_factory=dict)
    was_compressed_here: bool = False

    def add(self, name: str, amount: float) -> None:
        self.figures[name] = self.figures.get(name, 0) + amount


def weigh(request: Request) -> tuple[float, bool]:
    """Return the kilobytes of an answer, and whether they were compressed here for the count."""
    response = request.response()
    if response is None or request.url.startswith("data:"):
        return 0, False
    sizes = request.sizes()
    sent = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    headers = response.headers
    is_plain = "content-encoding" not in headers and headers.get("content-type", "").startswith(TEXT)
    if not is_plain or not response.ok:
        return sent / 1024, False
    return (len(gzip.compress(response.body(), 6)) + sizes["responseHeadersSize"]) / 1024, True


def measure(page: Page, address: str) -> View:
    """Open a page in the lab and return what its first view cost."""
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    seen = set(page.evaluate(IN_FIRST_VIEW))
    view, host = View(), urlsplit(page.url).netloc
    for request in finished:
        kilobytes, compressed = weigh(request)
        view.was_compressed_here |= compressed
        view.add("all KB", kilobytes)
        view.add("requests", 1)
        view.add("others", urlsplit(request.url).netloc not in (host, ""))
        if request.resource_type == "image" and request.url in seen:
            view.add("pictures KB", kilobytes)
        elif request.resource_type in KINDS:
            view.add(KINDS[request.resource_type], kilobytes)
    lab = page.evaluate("lab")
    view.figures |= {"LCP s": lab["lcp"] / 1000, "CLS": lab["cls"], "task ms": lab["longest"]}
    return view


def in_the_lab(browser: Browser, storage: Any = None) -> tuple[BrowserContext, Page]:
    """Return a page of a slow phone with an empty cache, with the cookies of `storage`."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, storage_state=storage
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    lab = context.new_cdp_session(page)
    lab.send("Network.enable")
    lab.send("Network.emulateNetworkConditions", NETWORK)
    lab.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return context, page


def visit(browser: Browser, address: str, storage: Any) -> View:
    """Open a page once with an empty cache and return what it cost."""
    context, page = in_the_lab(browser, storage)
    view = measure(page, address)
    context.close()
    return view


def best_of(views: list[View]) -> View:
    """Return the first view with the best times of all."""
    for name in TIMES:
        views[0].figures[name] = min(view.figures[name] for view in views)
    return views[0]


def addresses(browser: Browser, shop: str) -> tuple[dict[str, str], Any]:
    """Walk the shop once: the page of each kind, and the cookies of a visitor with something to pay for."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(shop)
    department = page.locator("#cats a").first.get_attribute("href") or "/"
    page.goto(urljoin(shop, department))
    product = page.locator(".pc h3 a").first.get_attribute("href") or "/"
    page.goto(urljoin(shop, product))
    page.get_by_role("button", name="Add to basket").first.click()
    page.locator("#added").wait_for()
    page.goto(urljoin(shop, "/basket/"))
    page.get_by_role("button", name="Go to checkout").click()
    page.wait_for_url("**/checkout/address/")
    storage = context.storage_state()
    context.close()
    pages = {"home": "/", "list": department, "search": "/search/?q=200mm", "product": product}
    return pages | {"basket": "/basket/", "checkout": "/checkout/address/"}, storage


def print_table(views: dict[str, View]) -> bool:
    """Print page × figure × budget and return whether every budget holds."""
    print(f"{'':10}" + "".join(f"{budget.name:>13}" for budget in BUDGETS))
    print(f"{'budget':10}" + "".join(f"{budget.form.format(budget.most):>13}" for budget in BUDGETS))
    holds = True
    for name, view in views.items():
        cells = []
        for budget in BUDGETS:
            figure = view.figures.get(budget.name, 0)
            is_broken = figure > budget.most
            holds &= not is_broken
            cells.append(f"{budget.form.format(figure) + (' !' if is_broken else ''):>13}")
        print(f"{name + ('*' if view.was_compressed_here else ''):10}" + "".join(cells))
    if any(view.was_compressed_here for view in views.values()):
        print("* some text came uncompressed and is counted as gzip makes it")
    return holds


def main(shop: str) -> int:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        pages, storage = addresses(browser, shop)
        views = {}
        for name, path in pages.items():
            cookies = storage if name in ("basket", "checkout") else None
            views[name] = best_of([visit(browser, urljoin(shop, path), cookies) for _ in range(VISITS)])
        browser.close()
    holds = print_table(views)
    print("Every budget holds." if holds else "A budget is broken: see the figures with an exclamation mark.")
    return 0 if holds else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the shop runs: python tests/bench/budgets.py http://127.0.0.1:8000")
    sys.exit(main(sys.argv[1].rstrip("/") + "/"))
