"""The stand-in as a web server in a thread."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from shop.tests.easypost_fake.api import PDF, SECRET, Api, ApiError, letter, sign
from shop.tests.stand_in import StandIn


def _priced(amount: str, currency: str = "EUR") -> tuple[int, bytes]:
    rate = {"carrier": "Z", "service": "G", "rate": amount, "currency": currency}
    return 200, json.dumps({"id": "shp_x", "rates": [rate]}).encode()


# What an answer is instead, by the name of the fault.
_INSTEAD: dict[str, tuple[int, bytes]] = {
    "500": (500, b'{"error": {"code": "INTERNAL_SERVER_ERROR", "message": "Something went wrong."}}'),
    "503": (503, b"<html>upstream is away</html>"),
    "429": (429, b'{"error": {"code": "RATE_LIMITED", "message": "Too many requests."}}'),
    "401": (401, b'{"error": {"code": "APIKEY.INACTIVE", "message": "No longer active."}}'),
    "422": (422, b'{"error": {"code": "ADDRESS.VERIFY.FAILURE", "message": "No such street."}}'),
    "html": (200, b"<html>We are moving house</html>"),
    "list": (200, b"[1, 2, 3]"),
    "shape": (200, b'{"id": 7, "rates": [{"carrier": null}], "tracking_details": "none"}'),
    "number": _priced("a lot"),
    "currency": _priced("5", "XQX"),
    "negative": _priced("-5.00"),
    "nan": _priced("NaN"),
    "deep": (200, b"[" * 100_000),
}


class FakeEasyPost(StandIn):
    """An EasyPost of one's own: books, messages, faults on demand, and an address."""

    def __init__(self) -> None:
        self.api = Api()
        self.faults: list[dict[str, Any]] = []
        self._server = _Server(("127.0.0.1", 0), self)
        self.api.url = self.url

    def reset(self) -> None:
        """Forget everything, for the next test."""
        with self.api.lock:
            self.api.reset()
            self.faults.clear()

    def fault(self, kind: str, *, path: str = "/v2/", times: int = 1, seconds: float = 1.0) -> None:
        """Break the next requests: "hang" before an answer, "drip" within it, "cut" after its effect; see _INSTEAD."""
        self.faults.append({"kind": kind, "path": path, "times": times, "seconds": seconds})

    def next_fault(self, path: str) -> tuple[str, float]:
        """Return what is wrong with a request, and count it."""
        with self.api.lock:
            for fault in self.faults:
                if fault["times"] and fault["path"] in path:
                    fault["times"] -= 1
                    return fault["kind"], fault["seconds"]
        return "", 0.0

    def letter(self, event: dict[str, Any]) -> tuple[bytes, str]:
        """Return a message about anything, and its signature."""
        return letter(event)

    def sign(self, body: bytes, secret: str = SECRET) -> str:
        """Return the signature of anything."""
        return sign(body, secret)

    def asked(self, path: str) -> int:
        """Return how often an address was asked for since the last reset."""
        return sum(path in asked for _, asked, _ in self.api.calls)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], fake: FakeEasyPost) -> None:
        self.fake = fake
        super().__init__(address, _Handler)

    def handle_error(self, *_args: Any) -> None:
        """Say nothing of a shop that has hung up: tests let it."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(json.loads(self.rfile.read(length) or b"{}"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: tests have their own words."""

    def _serve(self, told: dict[str, Any]) -> None:
        kind, seconds = self.server.fake.next_fault(self.path)
        if kind == "hang":
            time.sleep(seconds)
        if kind in _INSTEAD:
            self._reply(*_INSTEAD[kind])
            return
        status, body, content_type = self._answer(told)
        if kind == "cut":
            self.close_connection = True
        elif kind == "drip":
            self._drip(status, body, seconds)
        else:
            self._reply(status, body, content_type)

    def _answer(self, told: dict[str, Any]) -> tuple[int, bytes, str]:
        if self.path.startswith("/labels/"):
            return 200, PDF, "application/pdf"
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            status, answer = self.server.fake.api.answer(self.command, self.path, told, key=key)
        except ApiError as error:
            status, answer = error.status, error.body
        return status, json.dumps(answer).encode(), "application/json"

    def _drip(self, status: int, body: bytes, seconds: float) -> None:
        """Send an answer in pieces, none of which alone is late."""
        self._begin(status, len(body), "application/json")
        for place in range(0, len(body), max(1, len(body) // 10)):
            self.wfile.write(body[place : place + max(1, len(body) // 10)])
            self.wfile.flush()
            time.sleep(seconds / 10)

    def _reply(self, status: int, body: bytes, content_type: str = "application/json") -> None:
        self._begin(status, len(body), content_type)
        self.wfile.write(body)

    def _begin(self, status: int, length: int, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(length))
        self.end_headers()
