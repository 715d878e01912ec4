"""A shopper's way through a running shop, as a list of checks. It buys nothing: a basket is as far as it goes."""

import http.client
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlsplit

from .visitor import Door, Page, Visitor

SLOWEST = 1.5  # seconds, median of all pages; a first page of a process may take longer
_PATIENCE = 60.0  # seconds until a listener has to lead to the new colour
_HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy")


class Wrong(Exception):
    """Something is not as it has to be; the message says what."""


@dataclass(frozen=True)
class Check:
    """One check: what was tried, and what was wrong with it or nothing."""

    name: str
    wrong: str = ""


@dataclass
class Report:
    """What a journey has found."""

    checks: list[Check] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def is_ok(self) -> bool:
        """Say whether there was something to check and all of it was right."""
        return bool(self.checks) and not any(check.wrong for check in self.checks)

    def __str__(self) -> str:
        return "\n".join(
            f"{'FAILED' if one.wrong else 'ok'} {one.name} {one.wrong}".rstrip() for one in self.checks
        )


def journey(
    door: Door,
    release: str,
    *,
    seconds_left: Callable[[], float] = lambda: 300.0,
    pause: Callable[[float], None] = time.sleep,
    patience: float = _PATIENCE,
) -> Report:
    """Go through the shop and report. A check that fails ends the journey: what follows would fail with it.

    `seconds_left` says how long the caller may still wait; the journey ends, as failed, before that is used up.
    """
    report = Report()
    walk = _Walk(Visitor(door), report)
    steps: list[tuple[str, Callable[[], None]]] = [
        ("release", lambda: walk.readiness(release, min(patience, seconds_left() - 30), pause)),
        ("home", walk.home),
        ("department", walk.department),
        ("product", walk.product),
        ("search", walk.search),
        ("basket", walk.basket),
        ("sign-in of staff", walk.staff),
        ("page that is not there", walk.missing),
        ("styles and scripts", walk.assets),
        ("speed", walk.speed),
    ]
    for name, step in steps:
        wrong = "no time is left" if seconds_left() < 20 else _attempt(step)
        report.checks.append(Check(name, wrong))
        if wrong:
            break
    return report


def same_release(door: Door, release: str, *, times: int = 20) -> Check:
    """Ask many times who answers: after the shift it may be the new release alone."""

    def ask() -> None:
        others = {Visitor(door).get("/readyz").json().get("release") for _ in range(times)} - {release}
        if others:
            raise Wrong(f"answers came from {sorted(map(str, others))}")

    return Check("only the new release", _attempt(ask))


def _attempt(step: Callable[[], None]) -> str:
    try:
        step()
    except Wrong as wrong:
        return str(wrong)
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


class _Walk:
    """The steps of a journey, and what one finds for the next."""

    def __init__(self, visitor: Visitor, report: Report) -> None:
        self.visitor = visitor
        self.report = report
        self.found_assets: set[str] = set()
        self.links: list[str] = []
        self.goods: Page | None = None

    def readiness(self, release: str, patience: float, pause: Callable[[float], None]) -> None:
        deadline = time.monotonic() + patience
        while wrong := _attempt(lambda: self._is_ready(release)):
            if time.monotonic() >= deadline:
                raise Wrong(wrong)
            pause(2)

    def _is_ready(self, release: str) -> None:
        page = self.visitor.get("/readyz")
        if page.status != 200:
            raise Wrong(f"/readyz answers {page.status}: {page.text[:200]}")
        if page.json().get("release") != release:
            raise Wrong(f"release {page.json().get('release')} answers instead of {release}")

    def home(self) -> None:
        page = self._page("/")
        self.links = page.links
        missing = [name for name in _HEADERS if name not in page.headers]
        if self.visitor.door.is_https and "strict-transport-security" not in page.headers:
            missing.append("strict-transport-security")
        if missing:
            raise Wrong(f"/ has no {', '.join(missing)}")

    def department(self) -> None:
        self.links = self._page(self._first(_is_department)).links + self.links

    def product(self) -> None:
        """Look for goods that can be bought; some are sold out in every shop."""
        for path in list(dict.fromkeys(filter(_is_product, self.links)))[:12]:
            page = self._page(path)
            if "quantity" in page.fields.get("/basket/add/", {}):
                self.goods = page
                return
        raise Wrong("no product can be bought")

    def search(self) -> None:
        self._page("/search/?q=telescope")

    def basket(self) -> None:
        if self.goods is None:
            raise Wrong("there is nothing to add")
        sent = self.visitor.send("/basket/add/", self.goods.fields["/basket/add/"])
        if sent.status != 200 or not sent.path.startswith("/basket/"):
            raise Wrong(f"adding {self.goods.path} answers {sent.status} at {sent.path}")
        if "/checkout/" not in self._page("/basket/").fields:
            raise Wrong("the basket leads to no checkout")

    def staff(self) -> None:
        self._page(
            self.visitor.get("/admin/login/?next=/admin/").headers.get(
                "location", "/admin/login/?next=/admin/"
            )
        )

    def missing(self) -> None:
        page = self.visitor.get("/products/there-is-no-such-thing/")
        if page.status != 404:
            raise Wrong(f"answers {page.status}")

    def assets(self) -> None:
        if not self.found_assets:
            raise Wrong("pages name none")
        for url in sorted(self.found_assets):
            page = self._asset(url)
            if page.status != 200 or not page.body:
                raise Wrong(f"{url} answers {page.status}")

    def speed(self) -> None:
        middle = median(self.report.seconds)
        if middle > SLOWEST:
            raise Wrong(f"half of the pages take longer than {middle:.2f} s; {SLOWEST} s are allowed")

    def _page(self, path: str) -> Page:
        page = self.visitor.get(path)
        if page.status != 200:
            raise Wrong(f"{path} answers {page.status}")
        self.report.seconds.append(page.seconds)
        self.found_assets.update(page.assets)
        return page

    def _asset(self, url: str) -> Page:
        if urlsplit(url).netloc:
            return Visitor(Door.of_url(url)).get(urlsplit(url).path)
        return self.visitor.get(url)

    def _first(self, fits: Callable[[str], bool]) -> str:
        found: Iterator[str] = filter(fits, self.links)
        path = next(found, "")
        if not path:
            raise Wrong("no link leads there")
        return path


_OTHERS = (
    "/products/", "/pages/", "/guides/", "/account/", "/basket/", "/checkout/", "/orders/", "/admin/", "/search/",
    "/withdraw/", "/api/", "/media/", "/static/",
)  # fmt: skip


def _is_product(path: str) -> bool:
    return path.startswith("/products/") and "?" not in path and "#" not in path


def _is_department(path: str) -> bool:
    is_page = path.startswith("/") and len(path) > 1 and path.endswith("/")
    return is_page and not path.startswith(("//", *_OTHERS))
