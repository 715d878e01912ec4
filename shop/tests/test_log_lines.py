"""What every line of the log says: release, request, order and task, on both sides of the broker."""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from celery import current_app
from django.conf import settings as configured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from apps.cart.tests.factories import for_sale
from apps.core.context import is_about
from apps.orders import services as orders
from apps.outbox import services as outbox
from apps.outbox.models import Message
from shop.celery import app
from shop.logs import formatter
from shop.tests.processes import told
from shop.tests.stage import an_order, press, shopper
from shop.watching.middleware import RequestIdMiddleware


@pytest.fixture(autouse=True)
def _about_nothing() -> Iterator[None]:
    clear_contextvars()
    yield
    clear_contextvars()


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log as production writes it."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def answered(**headers: str) -> HttpResponse:
    """A request whose view logs something."""

    def view(_request: HttpRequest) -> HttpResponse:
        logging.getLogger("tests").warning("seen")
        return HttpResponse()

    return RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))


class TestARequest:
    def test_is_named_in_its_lines_and_in_its_answer(self, log, settings):
        settings.RELEASE = "20261121-4f2c1e9"

        response = answered()

        (line,) = lines(log)
        assert line["request_id"] == response.headers["X-Request-ID"]
        assert line["release"] == "20261121-4f2c1e9"
        assert get_contextvars() == {}

    def test_gets_an_id_of_its_own(self):
        assert answered().headers["X-Request-ID"] != answered().headers["X-Request-ID"]

    def test_takes_over_the_id_of_the_load_balancer(self, settings):
        settings.TRUSTED_PROXIES = 1
        told_id = "1-67891233-abcdef012345678912345678"

        assert answered(**{"X-Amzn-Trace-Id": f"Root={told_id}"}).headers["X-Request-ID"] == told_id

    @pytest.mark.parametrize("given", ["Root=<script>alert(1)</script>", "Root=", "Root=" + "a" * 60, "x"])
    def test_takes_over_nothing_else(self, settings, given: str):
        settings.TRUSTED_PROXIES = 1

        assert answered(**{"X-Amzn-Trace-Id": given}).headers["X-Request-ID"] not in given

    def test_believes_no_stranger(self, settings):
        settings.TRUSTED_PROXIES = 0

        assert (
            answered(**{"X-Amzn-Trace-Id": "Root=1-67891233-abc"}).headers["X-Request-ID"] != "1-67891233-abc"
        )


@pytest.mark.django_db
class TestAnOrder:
    def test_is_named_in_the_work_that_its_request_asks_for(self):
        response = press(shopper(until="payment"))

        asked = Message.objects.get(topic="orders.send_confirmation")
        assert asked.context["request_id"] == response.headers["X-Request-ID"]
        assert asked.context["order"] in response["Location"]

    def test_is_named_from_where_it_is_locked_for_a_change(self):
        order = an_order(for_sale())
        clear_contextvars()

        with transaction.atomic():
            orders.lock_order(order_id=order.pk)

        assert get_contextvars()["order"] == order.code


@app.task(name="tests.says_something", shared=False)
def says_something() -> None:
    structlog.get_logger("tests").warning("working")


class TestATask:
    def test_is_named_in_its_lines_and_leaves_those_around_it_as_they_were(self, log):
        is_about("SATURN7")

        says_something.apply()

        line = next(line for line in lines(log) if line["event"] == "working")
        assert line["task"] == "tests.says_something"
        assert "order" not in line
        assert get_contextvars() == {"order": "SATURN7"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAWorker:
    def test_writes_lines_for_the_request_that_asked_for_the_work(self, tmp_path):
        """A real worker, because Celery would give its log a format of its own."""
        current_app.control.purge()
        bind_contextvars(request_id="abc", order="PLUTO42")
        with transaction.atomic():
            outbox.publish(topic="orders.send_confirmation", order_id=0)
        clear_contextvars()
        outbox.relay()

        written = _work(tmp_path, until="Outbox message")

        failed = next(line for line in written if line["event"].startswith("Outbox message"))
        assert (failed["task"], failed["request_id"], failed["order"]) == (
            "orders.send_confirmation",
            "abc",
            "PLUTO42",
        )
        assert all("release" in line and "level" in line for line in written)


def _work(tmp_path: Any, until: str) -> list[dict[str, Any]]:
    """Let a worker with production's log run until it has said something, and return its lines."""
    file = tmp_path / "log"
    code = (
        "import os, sys; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings_test')\n"
        "import shop.settings_test as s; s.LOGGING['handlers']['console']['formatter'] = 'json'\n"
        "sys.argv = ['celery', '-A', 'shop.celery', 'worker', '--pool', 'solo', '--without-mingle', '-l', 'INFO']\n"
        "from celery.__main__ import main; main()"
    )
    with file.open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "-c", code],
            env=told(RELEASE="r1"),
            cwd=configured.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=output,
        )
        for _ in range(300):
            if until in file.read_text() or worker.poll() is not None:
                break
            time.sleep(0.1)
        worker.kill()
        worker.wait()
    return [json.loads(line) for line in file.read_text().splitlines() if line.startswith("{")]
