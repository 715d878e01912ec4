"""Builds the scenes of the tests at the edge: a shop with goods, people, orders, and visitors on their way."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection
from django.test import Client
from psycopg import sql

from apps.accounts.models import User
from apps.cart.models import Cart, hash_of
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.models import Variant
from apps.core.memo import forget_all
from apps.orders.models import Order
from apps.orders.selectors import link_path
from apps.orders.tests.factories import ADDRESS, ready_cart
from apps.outbox.models import Message as OutboxMessage
from apps.payments.tests.factories import press_the_button
from apps.shipping.tests.factories import delivery_rates

EMAIL = "ines.keller@example.org"
CONTACT = {"email": EMAIL, **ADDRESS}
PHONE = "+49 331 123456"  # asked for where the parcel is heavy
DELIVERY = {"method": "standard", "same": "on", "note": ""}


# ---- people and what is theirs ------------------------------------------------------------------


def signed_in(user: User) -> Client:
    """The browser of somebody with an account."""
    client = Client()
    client.force_login(user)
    return client


def an_order(*variants: Variant, user: User | None = None, quantity: int = 1) -> Order:
    """A placed and paid order, of a customer or of a guest."""
    cart = ready_cart(*variants, quantity=quantity)
    if user is not None:
        Cart.objects.filter(pk=cart.pk).update(user=user)
    order = press_the_button(cart).order
    order.refresh_from_db()
    return order


def link_to(order: Order, page: str = "") -> str:
    """The secret address of an order."""
    return link_path(order) + page


def run_outbox() -> None:
    """Run every task that waits in the outbox, and what these leave there, as a worker would."""
    current_app.loader.import_default_modules()
    while message := OutboxMessage.objects.filter(done_at=None).order_by("pk").first():
        current_app.tasks[message.topic].run(message_id=message.pk)
        message.refresh_from_db()
        assert message.done_at, message.error


# ---- a visitor on the way through the checkout ------------------------------------------------------


def put_in(client: Client, variant: Variant, quantity: Any = 1, /, **more: Any) -> Any:
    """Press "Add to basket" for a product without options."""
    data = {"product": variant.product_id, "variant": variant.pk, "quantity": quantity, **more}
    return client.post("/basket/add/", data)


def shopper(*variants: Variant, until: str = "basket") -> Client:
    """A guest who has come so far: "basket", "address", "delivery" or "payment" is the page to fill in next."""
    delivery_rates()
    client = Client()
    for variant in variants or (for_sale(),):
        put_in(client, variant)
    forget_all()
    steps = ["basket", "address", "delivery", "payment"]
    if steps.index(until) >= 1:
        client.post("/checkout/")
    if steps.index(until) >= 2:
        client.post("/checkout/address/", {**CONTACT, "phone": PHONE})
    if steps.index(until) >= 3:
        client.post("/checkout/delivery/", DELIVERY)
    return client


def press(client: Client, **changed: Any) -> Any:
    """Press the order button of the payment page as a browser does, with the hidden fields of that page."""
    return client.post("/checkout/payment/", {**button_fields(client), **changed})


def button_fields(client: Client, currency: str = "EUR") -> dict[str, str]:
    """What the order button of the payment page posts: a way to pay and the total that is shown."""
    page = text_of(client.get("/checkout/payment/"))
    total = re.search(r'name="expected_total"\s+value="(\d+)"', page)
    assert total is not None
    return {"way": "test:approve", "expected_total": total[1], "expected_currency": currency}


def cart_of(client: Client) -> Cart:
    """The basket of a guest's browser."""
    return Cart.objects.get(token_hash=hash_of(client.cookies[settings.CART_COOKIE_NAME].value))


def a_cart_of(user: User, *variants: Variant, quantity: int = 1) -> Cart:
    """The basket of an account."""
    return a_cart(*variants, quantity=quantity, user=user)


# ---- reading pages ----------------------------------------------------------------------------------


def text_of(response: Any) -> str:
    """The body of an answer, whatever its status."""
    return str(response.content.decode())


def words_of(response: Any) -> str:
    """What a page says: its body without markup."""
    body = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", text_of(response))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def title_of(response: Any) -> str:
    found = re.search(r"(?s)<title>(.*?)</title>", text_of(response))
    return " ".join(html.unescape(found[1]).split()) if found else ""


def is_house_page(response: Any) -> bool:
    """Tell whether an answer is a page of the shop: its style sheet, a heading, and a way on."""
    body = text_of(response)
    return "css/shop.css" in body and "<h1" in body and 'id="main"' in body and "@@" not in body


def tags(response: Any, name: str) -> list[dict[str, str]]:
    """The attributes of every element of a kind, in the order of the page; those without a value are ""."""
    found = re.findall(rf"(?s)<{name}\b([^>]*)>", text_of(response))
    pairs = (re.findall(r'(?s)([\w:-]+)(?:="([^"]*)")?', attributes) for attributes in found)
    return [{key: html.unescape(value) for key, value in each} for each in pairs]


def links(response: Any) -> list[str]:
    """Where the links of a page lead to."""
    return [tag["href"] for tag in tags(response, "a") if "href" in tag]


def typed(response: Any, name: str) -> str:
    """What stands in the first input or text area of a form with this name."""
    for tag in tags(response, "input"):
        if tag.get("name") == name:
            return tag.get("value", "")
    area = re.search(
        rf'(?s)<textarea[^>]*\bname="{re.escape(name)}"[^>]*>\n?(.*?)</textarea>', text_of(response)
    )
    assert area is not None, f"The page has no field {name!r}."
    return html.unescape(area[1])


class _FormReader(HTMLParser):
    """Collects what a browser would send for one form of a page, before anything is pressed."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self._id, self._inside, self._select, self._area = form_id, False, "", ""
        self.fields: dict[str, Any] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._inside = given.get("id") == self._id
        if not self._inside or "__prefix__" in given.get("name", ""):
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and "selected" in given:
            self.fields.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = given.get("name", "")
            self.fields[self._area] = ""

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "file", "button") or not given.get("name"):
            return
        if kind not in ("checkbox", "radio"):
            self.fields[given["name"]] = given.get("value", "")
        elif "checked" in given:
            self.fields[given["name"]] = given.get("value", "on")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("form", "select", "textarea"):
            self._inside = self._inside and tag != "form"
            self._select = self._area = ""


def fields_of(response: Any, form_id: str) -> dict[str, Any]:
    """What stands in the fields of a form, ready to be changed and posted."""
    reader = _FormReader(form_id)
    reader.feed(text_of(response))
    assert reader.fields, f"The page has no form {form_id!r}."
    return reader.fields


# ---- nothing has changed --------------------------------------------------------------------------

_UNWATCHED = {"django_session", "django_migrations"}


def everything() -> dict[str, str]:
    """A fingerprint of every table, read with one statement."""
    one = sql.SQL(
        "SELECT {name}, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t"
    )
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - _UNWATCHED)
        each = [one.format(name=sql.Literal(table), table=sql.Identifier(table)) for table in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(each))
        return dict(cursor.fetchall())


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Compare every row of every table before and after a block."""
    before = everything()
    yield
    after = everything()
    changed = sorted(table for table in before if before[table] != after[table])
    assert not changed, f"Changed: {', '.join(changed)}"
