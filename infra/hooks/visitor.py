"""A visitor of the shop: asks for pages over a connection to one address, keeps cookies, reads links and forms."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Door:
    """Where the shop is entered: the name it is called by, and the machine and port that are asked.

    The name is what the certificate is checked against. The machine may be another one: the load balancer is reached
    by its own name, since the shop's name may lead to a network of caches that knows no test listener.
    """

    host: str
    address: str
    port: int
    is_https: bool = True

    @classmethod
    def of_url(cls, url: str) -> "Door":
        """Return the door to a shop by its address in a browser."""
        parts = urlsplit(url)
        is_https = parts.scheme == "https"
        host = parts.hostname or ""
        return cls(host, host, parts.port or (443 if is_https else 80), is_https)

    @property
    def origin(self) -> str:
        """Return what a browser names as the origin of a form."""
        return f"{'https' if self.is_https else 'http'}://{self.host}"


@dataclass
class Page:
    """An answer of the shop, and what a page of it holds."""

    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode(errors="replace")

    def json(self) -> dict[str, Any]:
        """Return the body as data. Raises ValueError when it is none."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and found.get("href"):
            self.page.links.append(found["href"])
        elif tag == "script" and found.get("src"):
            self.page.assets.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "modulepreload"):
            self.page.assets.append(found["href"])
        elif tag == "form":
            self.action = found.get("action", "")
            self.page.fields.setdefault(self.action, {})
        elif tag == "input" and found.get("name") and self._counts(found):
            self.page.fields.setdefault(self.action, {})[found["name"]] = found.get("value", "")

    def _counts(self, found: Mapping[str, str]) -> bool:
        return found.get("type") not in ("radio", "checkbox") or "checked" in found

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.action = ""


def read(page: Page) -> Page:
    """Note the links, files and forms of a page of HTML, and return it."""
    _Reader(page).feed(page.text)
    return page


class Visitor:
    """One visitor with a memory for cookies. Each request has its own connection, as with a load balancer."""

    def __init__(self, door: Door, *, timeout: float = 10) -> None:
        self.door = door
        self.timeout = timeout
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        """Ask for a page. Raises OSError or HTTPException when nobody answers as a web server should."""
        return self._ask("GET", path, None)

    def send(self, path: str, form: Mapping[str, str]) -> Page:
        """Send a form and return the page that it leads to."""
        page = self._ask("POST", path, urlencode(form).encode())
        return self.get(page.headers["location"]) if page.status in (302, 303) else page

    def _ask(self, method: str, path: str, body: bytes | None) -> Page:
        began = time.monotonic()
        connection = self._connect()
        try:
            connection.request(method, path, body, self._headers(body))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(value).items()}
        headers = {name.lower(): value for name, value in answer.headers.items()}
        page = Page(path, answer.status, headers, content, time.monotonic() - began)
        return read(page) if headers.get("content-type", "").startswith("text/html") else page

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Host": self.door.host, "User-Agent": "shop-release-check", "Origin": self.door.origin}
        headers["Referer"] = f"{self.door.origin}/"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers

    def _connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self.door.address, self.door.port, timeout=self.timeout)
        plain = socket.create_connection((self.door.address, self.door.port), self.timeout)
        connection.sock = plain
        if self.door.is_https:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=self.door.host)
        return connection
