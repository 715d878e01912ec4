"""The stand-in as a web server in a thread."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shop.tests.stand_in import StandIn
from shop.tests.stripe_fake import control, pages
from shop.tests.stripe_fake.api import PUBLISHABLE_KEY, Api
from shop.tests.stripe_fake.books import Books
from shop.tests.stripe_fake.courier import Courier
from shop.tests.stripe_fake.encoding import decode
from shop.tests.stripe_fake.errors import ApiError


class FakeStripe(StandIn):
    """A Stripe of one's own: books, a courier for messages, faults on demand, and an address."""

    def __init__(self, port: int = 0) -> None:
        self.courier = Courier()
        self.books = Books(self.courier.take)
        self.api = Api(self.books, lambda: self.url)
        self.faults: list[dict[str, Any]] = []
        self._server = _Server(("127.0.0.1", port), self)

    def reset(self) -> None:
        """Forget everything, for the next test."""
        with self.books.lock:
            self.books.things.clear()
            self.books.answers.clear()
            self.api.calls.clear()
            self.faults.clear()
            self.courier.reset()

    def confirm(self, reference: str, card: str = "pm_card_visa") -> dict[str, Any]:
        """Do what the shopper's browser does with a card: confirm an intent. Return what it is answered."""
        with self.books.lock:
            secret = self.books.get(reference, "pi")["client_secret"]
        params = {"client_secret": secret, "payment_method": card, "return_url": "http://testserver/back/"}
        path = f"/v1/payment_intents/{reference}/confirm"
        return self.api.answer("POST", path, params, key=PUBLISHABLE_KEY, again="")[1]

    def happens(self, what: str, **told: Any) -> Any:
        """Let something happen at Stripe without the shop; see control.py."""
        with self.books.lock:
            return control.ACTS[what](self, **told)

    def fault(self, kind: str, *, method: str = "POST", path: str = "/v1/", times: int = 1) -> None:
        """Break the next requests: "cut", "500" and "hang" after their effect, "refuse" and "429" without."""
        self.faults.append({"kind": kind, "method": method, "path": path, "times": times})

    def next_fault(self, method: str, path: str) -> str:
        """Return what is wrong with a request, and count it."""
        with self.books.lock:
            for fault in self.faults:
                if fault["times"] and fault["method"] == method and fault["path"] in path:
                    fault["times"] -= 1
                    return str(fault["kind"])
        return ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], fake: FakeStripe) -> None:
        self.fake = fake
        super().__init__(address, _Handler)


class _Cut(Exception):
    """The answer never arrives."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._serve("")

    def do_OPTIONS(self) -> None:
        self._reply(204, b"", "text/plain")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(self.rfile.read(length).decode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: tests have their own words."""

    def _serve(self, body: str) -> None:
        address = urlsplit(self.path)
        try:
            if address.path.startswith("/v1/"):
                self._api(address.path, body or address.query)
            elif address.path.startswith("/_fake/"):
                self._json(200, control.do(self.server.fake, self.command, address.path, body))
            else:
                self._page(address.path, {name: values[0] for name, values in parse_qs(body).items()})
        except ApiError as error:
            self._json(error.status, error.body)
        except _Cut:
            self.close_connection = True

    def _api(self, path: str, text: str) -> None:
        fake = self.server.fake
        fault = fake.next_fault(self.command, path)
        if fault == "refuse":
            raise _Cut
        if fault == "429":
            raise ApiError(429, "invalid_request_error", "Too many requests.", "rate_limit")
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        again = self.headers.get("Idempotency-Key", "")
        status, answer = fake.api.answer(self.command, path, decode(text), key=key, again=again)
        if fault == "hang":
            time.sleep(1)
        if fault == "cut":
            raise _Cut
        if fault == "500":
            raise ApiError(500, "api_error", "An unknown error occurred.")
        self._json(status, answer)

    def _page(self, path: str, posted: dict[str, str]) -> None:
        fake, name = self.server.fake, path.rsplit("/", 1)[-1]
        if path == "/v3/":
            self._reply(200, pages.script(fake.url).encode(), "text/javascript")
        elif path.startswith("/c/pay/"):
            self._hosted(fake, name, posted)
        elif path.startswith("/3ds/") and self.command == "POST":
            with fake.books.lock:
                is_confirmed = posted.get("answer") == "yes"
                self._redirect(pages.answer_bank(fake.books, fake.books.get(name, "pi"), is_confirmed))
        elif path.startswith("/3ds/"):
            self._reply(200, pages.bank().encode())
        else:
            self._reply(404, b"nothing here", "text/plain")

    def _hosted(self, fake: FakeStripe, name: str, posted: dict[str, str]) -> None:
        with fake.books.lock:
            session = fake.books.get(name, "cs")
            if self.command == "POST":
                where, page = pages.pay_hosted(fake.books, session, posted.get("number", ""), fake.url)
            else:
                where, page = "", pages.hosted(session)
        if where:
            self._redirect(where)
        else:
            self._reply(200, page.encode())

    def _redirect(self, where: str) -> None:
        self.send_response(303)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, status: int, answer: Any) -> None:
        self._reply(status, json.dumps(answer).encode(), "application/json")

    def _reply(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
        self.end_headers()
        self.wfile.write(body)
