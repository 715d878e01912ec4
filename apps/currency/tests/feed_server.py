"""A small HTTP server that plays the bank's feed, well or badly."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD, GARBAGE, BROKEN, MOVED, SILENT, SLOW, CUT, HUGE = [
    "good",
    "garbage",
    "broken",
    "moved",
    "silent",
    "slow",
    "cut",
    "huge",
]


class FeedServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Feed)
        self.mood = GOOD
        self.content = b""
        self.asked: list[tuple[str, str]] = []  # path, User-Agent
        self.is_over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/stats/eurofxref-daily.xml"


class _Feed(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        try:
            getattr(self, f"_{self.server.mood}")(self.server.content)
        except OSError:
            self.close_connection = True  # the shop has hung up

    def log_message(self, *_: Any) -> None:
        pass

    def _head(self, length: int, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _good(self, content: bytes) -> None:
        self._head(len(content))
        self.wfile.write(content)

    def _garbage(self, content: bytes) -> None:
        self._good(b"<html><body>Down for maintenance</body></html>")

    def _broken(self, content: bytes) -> None:
        self._head(0, 500)

    def _moved(self, content: bytes) -> None:
        self._head(0, 302, Location="http://127.0.0.1:1/elsewhere")

    def _silent(self, content: bytes) -> None:
        self.server.is_over.wait(10)

    def _slow(self, content: bytes) -> None:
        self._head(len(content))
        for byte in content:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.is_over.wait(0.05):
                return

    def _cut(self, content: bytes) -> None:
        self._head(len(content))
        self.wfile.write(content[: len(content) // 2])

    def _huge(self, content: bytes) -> None:
        self._head(30 * 1024 * 1024)
        for _ in range(30):
            self.wfile.write(b" " * 1024 * 1024)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    server = FeedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()
