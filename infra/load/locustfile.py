"""Visitors of a shop, as many as you like: most look around, some fill a basket, few buy (docs/operations.md).

    locust -f infra/load/locustfile.py --headless --users 200 --spawn-rate 20 --run-time 1m --host http://localhost:8000

Locust is in the dependency group "load". Of a hundred visits 70 look around, 20 leave a full basket, 7 buy as a guest
and 3 sign in: shops sell in two or three visits of a hundred, so this mix asks more of the shop than a day does.
`--think` is how long visitors look at a page; 0 measures what the shop can do at most. Let the shop have
RATE_LIMIT_FACTOR=1000 and the test provider, since all visitors come from one address.
"""

import random
import re
import uuid
from argparse import ArgumentParser
from typing import Any

import gevent
from locust import FastHttpUser, constant, events, task
from locust.exception import RescheduleTask

from infra.hooks.visitor import Page, read

WORDS = ("telescope", "eyepiece", "filter", "moon", "mount", "binoculars", "camera", "saturn")
SORTS = ("?sort=price-up", "?sort=price-down", "?stock=1", "?page=2")
ADDRESS = {
    "country": "DE",
    "name": "Ada Test",
    "line1": "Sternwarte 1",
    "postcode": "14482",
    "city": "Potsdam",
    "phone": "+49 331 123456",
}
PASSWORD = "only-for-load-77"  # noqa: S105 - of accounts that this file makes
_TOTAL = re.compile(r'name="expected_total"\s+value="(\d+)"')


@events.init_command_line_parser.add_listener
def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--think", type=float, default=5.0, help="seconds that a visitor looks at a page, on average"
    )


class Visitor(FastHttpUser):
    """Somebody who walks through the shop page by page. Every visit begins with an empty browser."""

    abstract = True
    wait_time = constant(0)
    connection_timeout = 10.0
    network_timeout = 30.0

    def on_start(self) -> None:
        """Come at any moment, not all at once."""
        self.think()

    def begin(self) -> Page:
        """Come to the home page with an empty browser."""
        self.client.cookiejar.clear()
        self.token: dict[str, str] = {}
        return self.look("/", "home")

    def look(self, path: str, name: str) -> Page:
        """Open a page and look at it for a while."""
        with self.client.get(path, name=name, catch_response=True) as response:
            page = self._page(response)
        self.think()
        return page

    def send(self, path: str, form: dict[str, str], name: str, leads_to: str) -> Page:
        """Send a form, follow it to its page, and give up the visit if the shop said no (sold out, for example)."""
        with self.client.post(
            path,
            {**self.token, **form},
            name=name,
            catch_response=True,
            headers={"Referer": self.host + path},
        ) as response:
            page = self._page(response)
        self.think()
        if leads_to not in page.path:
            raise RescheduleTask
        return page

    def think(self) -> None:
        """Do nothing for as long as people look at a page: mostly shortly, sometimes long."""
        average = self.environment.parsed_options.think
        gevent.sleep(random.expovariate(1 / average) if average else 0)

    def _page(self, response: Any) -> Page:
        if response.status_code >= 500 or response.status_code in (0, 429):
            response.failure(f"{response.status_code}")
            raise RescheduleTask
        response.success()
        page = read(Page(response.url or "", response.status_code, {}, response.content or b"", 0.0))
        name = "csrfmiddlewaretoken"
        tokens = [fields[name] for fields in page.fields.values() if name in fields]
        self.token = {name: tokens[-1]} if tokens else self.token
        return page

    def look_around(self) -> Page:
        """Open the home page, one or two lists, perhaps a search, and some products; return the last of these."""
        home = self.begin()
        shelves = [
            link for link in home.links if re.fullmatch(r"/[a-z-]+/", link) and link not in _NO_SHELVES
        ]
        shelf = random.choice(shelves)
        found = self.look(shelf, "list")
        if random.random() < 0.5:
            found = self.look(shelf + random.choice(SORTS), "list, narrowed")
        if random.random() < 0.4:
            found = self.look(f"/search/?q={random.choice(WORDS)}", "search")
        goods = _goods(found) or _goods(home)
        for path in random.sample(goods, min(len(goods), random.randint(1, 3))):
            product = self.look(path, "product")
        return product

    def fill_basket(self) -> None:
        """Look around, and put the first thing that is in stock into the basket."""
        page = self.look_around()
        for path in [page.path, *random.sample(_goods(page), min(3, len(_goods(page))))]:
            page = page if path == page.path else self.look(path, "product")
            form = page.fields.get("/basket/add/", {})
            if "quantity" in form:
                self.send("/basket/add/", form, "add to basket", "/")
                self.look("/basket/", "basket")
                return
        raise RescheduleTask


_NO_SHELVES = {"/basket/", "/search/", "/withdraw/", "/account/", "/contact/"}


def _goods(page: Page) -> list[str]:
    return sorted({link for link in page.links if re.fullmatch(r"/products/[\w-]+/", link)})


class Browser(Visitor):
    """Looks around and leaves."""

    weight = 70

    @task
    def visit(self) -> None:
        """Look around."""
        self.look_around()


class Hesitant(Visitor):
    """Fills a basket and leaves."""

    weight = 20

    @task
    def visit(self) -> None:
        """Fill a basket."""
        self.fill_basket()


class Buyer(Visitor):
    """Buys as a guest, with the test provider."""

    weight = 7

    @task
    def visit(self) -> None:
        """Go the whole way from the home page to the thanks."""
        self.fill_basket()
        person = {**ADDRESS, "email": f"load-{uuid.uuid4().hex[:12]}@example.com"}
        self.send("/checkout/", {}, "checkout", "/checkout/address/")
        self.send("/checkout/address/", person, "address", "/checkout/delivery/")
        delivery = {"method": "standard", "same": "on", "note": ""}
        page = self.send("/checkout/delivery/", delivery, "delivery", "/checkout/payment/")
        total = _TOTAL.search(page.text)
        if total is None:
            raise RescheduleTask
        pay = {"way": "test:approve", "expected_total": total[1], "expected_currency": "EUR"}
        self.send("/checkout/payment/", pay, "order", "/thanks/")


class Customer(Visitor):
    """Has an account, signs in, looks at the orders and around."""

    weight = 3

    def on_start(self) -> None:
        """Sign up once."""
        super().on_start()
        self.email = f"load-{uuid.uuid4().hex[:12]}@example.com"
        self.begin()
        self.look("/account/signup/", "sign-up page")
        self.send("/account/signup/", {"email": self.email, "password1": PASSWORD}, "sign up", "/")

    @task
    def visit(self) -> None:
        """Sign in, look at the orders, and look around."""
        self.begin()
        self.look("/account/login/", "sign-in page")
        self.send("/account/login/", {"login": self.email, "password": PASSWORD}, "sign in", "/")
        self.look("/orders/mine/", "my orders")
        self.look("/basket/", "basket")
