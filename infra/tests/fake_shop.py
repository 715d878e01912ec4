"""A shop of a few pages that can be told to misbehave, for the checks of a release."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

from infra.hooks.visitor import Door

HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
HEADERS |= {"Referrer-Policy": "same-origin", "Strict-Transport-Security": "max-age=1"}
HEAD = '<link rel="stylesheet" href="/static/shop.css"><script type="module" src="/static/shop.js"></script>'
BUY = '<form action="/basket/add/"><input name="csrfmiddlewaretoken" value="t"><input name="quantity" value="1"></form>'


@dataclass
class FakeShop:
    """What the shop does. Tests change its fields; each has the value of a shop that is well."""

    release: str = "r7"
    other_release: str = ""  # answers every second time
    status_of_readiness: int = 200
    broken: dict[str, int] = field(default_factory=dict)  # path: status
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))
    delay: float = 0.0
    goods: str = BUY
    basket: list[str] = field(default_factory=list)
    port: int = 0
    asked: int = 0

    def page(self, path: str, cookies: str) -> tuple[int, str, dict[str, str]]:
        """Return status, body and further headers of a page."""
        if path in self.broken:
            return self.broken[path], "broken", {}
        pages = {
            "/": f'{HEAD}<a href="/guides/x/">Guide</a><a href="/telescopes/">Telescopes</a>',
            "/telescopes/": f'{HEAD}<a href="/products/sold-out/">S</a><a href="/products/scope/">P</a>',
            "/products/sold-out/": f"{HEAD}sold out",
            "/products/scope/": f"{HEAD}{self.goods}",
            "/search/?q=telescope": HEAD,
            "/basket/": HEAD + ('<form action="/checkout/"></form>' if "cart=1" in cookies else "empty"),
            "/admin/login/?next=/admin/": HEAD,
            "/static/shop.css": "body {}",
            "/static/shop.js": "1",
        }
        if path == "/readyz":
            self.asked += 1
            says = self.other_release if self.other_release and self.asked % 2 else self.release
            return self.status_of_readiness, json.dumps({"release": says}), {}
        return (200, pages[path], {}) if path in pages else (404, "not here", {})

    def door(self) -> Door:
        return Door("shop.example", "127.0.0.1", self.port, is_https=False)


@contextmanager
def running(shop: FakeShop, tls: SSLContext | None = None) -> Iterator[FakeShop]:
    """Serve a fake shop on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(shop.delay)
            self._answer(*shop.page(self.path, self.headers.get("Cookie", "")))

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if (
                "csrfmiddlewaretoken=t" not in form
                or self.headers["Origin"].split("://")[1] != self.headers["Host"]
            ):
                self._answer(403, "forbidden", {})
                return
            shop.basket.append(form)
            self._answer(302, "", {"Location": "/basket/", "Set-Cookie": "cart=1; Path=/; HttpOnly"})

        def _answer(self, status: int, body: str, more: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in (shop.headers | {"Content-Type": "text/html"} | more).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        shop.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield shop
        finally:
            server.shutdown()
            thread.join()
