"""A small server that answers like the EU's register of VAT ids."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATH = "/taxation_customs/vies/rest-api/check-vat-number"


def yes(name: str = "SEXTANS OPTIK GMBH", number: str = "WAPIAAAAY1xPqKf8") -> dict[str, Any]:
    return {"valid": True, "name": name, "address": "---", "requestIdentifier": number, **_unmatched()}


def no() -> dict[str, Any]:
    return {"valid": False, "name": "---", "address": "---", "requestIdentifier": "", **_unmatched()}


def error(code: str) -> dict[str, Any]:
    return {"actionSucceed": False, "errorWrappers": [{"error": code}]}


def _unmatched() -> dict[str, Any]:
    parts = ("Name", "Street", "PostalCode", "City", "CompanyType")
    return {f"trader{part}": "---" for part in parts} | {
        f"trader{part}Match": "NOT_PROCESSED" for part in parts
    }


@dataclass
class Vies:
    """What the server says to whom, and what it was asked. An answer is JSON or raw bytes."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)  # by number; "" for all others
    status: int = 200
    delay: float = 0
    drip: float = 0  # seconds between single bytes
    questions: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def running() -> Iterator[Vies]:
    """Run the server on a free port for as long as the block lasts."""
    vies = Vies()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            vies.questions.append({"path": self.path, **question})
            answer = vies.answers.get(question["vatNumber"], vies.answers.get("", no()))
            if isinstance(answer, dict) and "valid" in answer:
                asked = {name: question[name] for name in ("countryCode", "vatNumber")}
                answer = {**asked, "requestDate": "2026-11-21T07:00:00.000Z", **answer}
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            time.sleep(vies.delay)
            self.send_response(vies.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self._write(body)

        def _write(self, body: bytes) -> None:
            try:
                for position in range(0, len(body), 1 if vies.drip else len(body)):
                    self.wfile.write(body[position : position + 1] if vies.drip else body)
                    self.wfile.flush()
                    time.sleep(vies.drip)
            except OSError:
                return  # the shop has hung up

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    vies.url = f"http://127.0.0.1:{server.server_port}{PATH}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield vies
    finally:
        server.shutdown()
        server.server_close()
