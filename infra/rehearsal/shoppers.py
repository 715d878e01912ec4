"""Shoppers who never rest: they look around, fill baskets and buy, and remember what went wrong."""

import http.client
import random
import re
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from infra.hooks.visitor import Door, Page, Visitor

_TOTAL = re.compile(r'name="expected_total"\s+value="(\d+)"')
_ADDRESS = {"country": "DE", "name": "Ada Test", "line1": "Street 1", "postcode": "10115", "city": "Berlin"}
_PAUSE = 0.05  # seconds between two pages of one shopper
_TRIES = 3  # to pay


class _Unhappy(Exception):
    """A shopper cannot go on; the reason was counted already."""


class _BrokenOff(_Unhappy):
    """There was no answer, or one that says that something broke."""


@dataclass
class Shoppers:
    """All shoppers of a scenario, and what they have met."""

    port: int
    count: int = 5
    label: str = "r"
    buying: float = 0.5  # share of visits
    pages: int = 0
    failed: int = 0
    assets: int = 0
    missing: int = 0
    placed: list[str] = field(default_factory=list)
    reasons: "Counter[str]" = field(default_factory=Counter)
    _known: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> "Shoppers":
        """Let them in."""
        for number in range(self.count):
            thread = threading.Thread(target=self._shop, args=(number,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """Let them finish what they do and leave."""
        self._ended.set()
        for thread in self._threads:
            thread.join(30)

    def _shop(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - no secret
        turn = 0
        while not self._ended.is_set():
            turn += 1
            visit = _Visit(self, f"{self.label}-{number}-{turn}@example.com", chance)
            try:
                visit.look_around()
                if chance.random() < self.buying:
                    visit.buy()
            except _Unhappy:
                self._ended.wait(0.1)

    def count_page(self, page: Page | None, reason: str) -> None:
        """Count an answer, and what was wrong with it or nothing."""
        with self._lock:
            self.pages += 1
            if reason:
                self.failed += 1
                self.reasons[reason] += 1

    def fetch_assets(self, visitor: Visitor, page: Page) -> None:
        """Fetch what a page names, as a browser without a cache would; a missing one is counted."""
        for url in page.assets:
            parts = urlsplit(url)
            try:
                door = Door.of_url(url) if parts.netloc else visitor.door
                status = Visitor(door).get(parts.path).status
            except (OSError, http.client.HTTPException):
                status = 0
            with self._lock:
                self.assets += 1
                self.missing += status == 404


class _Visit:
    """One visit of one shopper."""

    def __init__(self, shoppers: Shoppers, email: str, chance: random.Random) -> None:
        self.shoppers = shoppers
        self.email = email
        self.chance = chance
        self.visitor = Visitor(Door("127.0.0.1", "127.0.0.1", shoppers.port, is_https=False), timeout=15)
        self.goods: list[str] = []
        self.token: dict[str, str] = {}  # of the last page's forms

    def look_around(self) -> None:
        """Look at the home page, search, and look at a product."""
        home = self._page("/")
        self.shoppers.fetch_assets(self.visitor, home)
        found = self._page("/search/?q=telescope")
        links = [*home.links, *found.links]
        self.goods = list(
            dict.fromkeys(one for one in links if one.startswith("/products/") and "?" not in one)
        )
        self.chance.shuffle(self.goods)

    def buy(self) -> None:
        """Put something in the basket and pay for it."""
        form = self._something_to_buy()
        if form is None:
            return
        self._send("/basket/add/", form, "/basket/")
        self._send("/checkout/", self._page("/basket/").fields.get("/checkout/", {}), "/checkout/address/")
        self._send("/checkout/address/", {**_ADDRESS, "email": self.email}, "/checkout/delivery/")
        paying = self._send("/checkout/delivery/", {"method": "standard", "same": "on"}, "/checkout/payment/")
        total = _TOTAL.search(paying.text)
        if total is None:
            return
        told = {"way": "test:approve", "expected_total": total[1], "expected_currency": "EUR"}
        self._pay(told)
        self.shoppers.placed.append(self.email)

    def _pay(self, form: dict[str, str]) -> None:
        """Pay, and send the same form again when that breaks off, as people do: it must not be an order more."""
        for _ in range(_TRIES - 1):
            with suppress(_BrokenOff):
                self._send("/checkout/payment/", form, "/thanks/")
                return
            threading.Event().wait(0.5)
        self._send("/checkout/payment/", form, "/thanks/")

    def _something_to_buy(self) -> dict[str, str] | None:
        for path in self.goods[:6]:
            form = self._page(path).fields.get("/basket/add/", {})
            if "quantity" in form:
                return form
        return None

    def _page(self, path: str) -> Page:
        return self._attempt(path, lambda: self.visitor.get(path))

    def _send(self, path: str, form: dict[str, str], leads_to: str) -> Page:
        page = self._attempt(f"POST {path}", lambda: self.visitor.send(path, {**self.token, **form}))
        if leads_to not in page.path:  # the shop has said no, for example because something is sold out
            raise _Unhappy
        return page

    def _attempt(self, what: str, ask: "object") -> Page:
        assert callable(ask)  # noqa: S101 - for the type checker
        page: Page | None = None
        reason = ""
        try:
            page = ask()
            reason = f"{page.status} {what.partition('?')[0]}" if page.status >= 500 else ""
        except (OSError, http.client.HTTPException) as error:
            reason = type(error).__name__
        self.shoppers.count_page(page, reason)
        threading.Event().wait(_PAUSE)
        if page is None or reason:
            raise _BrokenOff
        name = "csrfmiddlewaretoken"
        tokens = [fields[name] for fields in page.fields.values() if name in fields]
        self.token = {name: tokens[-1]} if tokens else self.token
        return page
