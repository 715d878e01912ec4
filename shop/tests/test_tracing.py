"""One trace from a request over its SQL to the task that it asked for, and none where nobody takes traces."""

import gzip
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from celery import current_app
from django.conf import settings as configured
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from apps.accounts.models import User
from shop.tests.processes import in_a_process, told

SECRET = "c2VjcmV0LWxpbms"
WEB = f"""
from shop import telemetry
telemetry.instrument()
telemetry.export("web")
from django.test import Client
client = Client(raise_request_exception=False)
assert client.post("/account/password/reset/", {{"email": "alice@example.com"}}).status_code == 302
assert client.get("/orders/SATURN7/{SECRET}/?token={SECRET}").status_code == 404
assert client.get("/livez").status_code == 200
"""


class Receiver:
    """What takes traces over OTLP/HTTP: it keeps every span with what its process said of itself."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                receiver.take(self.path, ExportTraceServiceRequest.FromString(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, path: str, sent: ExportTraceServiceRequest) -> None:
        assert path == "/v1/traces"
        for resource in sent.resource_spans:
            about = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [
                    {"name": span.name, "trace": span.trace_id, "id": span.span_id, "text": str(span),
                     "parent": span.parent_span_id, "library": scope.scope.name, **about}
                    for span in scope.spans
                ]  # fmt: skip

    def of(self, service: str, library: str) -> list[dict[str, Any]]:
        return [one for one in self.spans if one["service.name"] == service and library in one["library"]]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestATrace:
    def test_leads_from_a_request_over_its_sql_to_the_task_it_asked_for(
        self, alice: User, receiver: Receiver
    ):
        current_app.control.purge()
        traced = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            "RELEASE": "r7",
        }
        web = in_a_process(WEB, **traced)
        assert web.returncode == 0, web.stderr
        current_app.send_task("apps.outbox.jobs.relay")
        _work_until_traced(receiver, traced)

        request = next(one for one in receiver.of("shop-web", "django") if "password" in one["name"])
        statements = [one for one in receiver.of("shop-web", "psycopg") if one["trace"] == request["trace"]]
        tasks = [one for one in receiver.of("shop-worker", "celery") if one["trace"] == request["trace"]]
        assert any(one["parent"] == request["id"] for one in statements)
        assert any(one["name"].startswith("run/") for one in tasks)
        assert {one["service.version"] for one in receiver.spans} == {"r7"}
        assert receiver.of("shop-web", "redis")

        everything = json.dumps([one["text"] for one in receiver.spans])
        assert SECRET not in everything  # an address of an order is as good as a password
        assert "alice@example.com" not in everything
        assert "livez" not in everything


def _work_until_traced(receiver: Receiver, traced: dict[str, str]) -> None:
    command = ["celery", "-A", "shop.celery", "worker", "--pool", "solo", "--without-mingle"]
    worker = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=told(**traced),
        cwd=configured.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        ran = [one["name"] for one in receiver.of("shop-worker", "celery")]
        if any(name.startswith("run/") and "relay" not in name for name in ran):
            break
        time.sleep(0.1)
    worker.kill()
    worker.wait()


class TestWithoutAnEndpoint:
    def test_nothing_of_it_is_loaded(self):
        code = (
            "import shop.wsgi, shop.celery, sys\n"
            "costly = ('opentelemetry.instrumentation', 'opentelemetry.exporter', 'prometheus_client')\n"
            "print([name for name in sys.modules if name.startswith(costly)])"
        )

        done = in_a_process(code)

        assert done.stdout.splitlines()[-1] == "[]", done.stderr
