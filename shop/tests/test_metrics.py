"""What the shop counts and measures: where it happens, for whom it is read, and that nobody else can read it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from celery import current_app
from django.conf import settings as configured
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from apps.books.services import check_books
from apps.cart.tests.factories import for_sale
from apps.core import metrics
from apps.currency.tests.factories import record
from apps.orders import services as orders
from apps.outbox import services as outbox
from apps.outbox.models import Message
from shop.celery import app
from shop.local import ports
from shop.tests.processes import told
from shop.tests.stage import an_order, press, put_in, shopper
from shop.watching import facts
from shop.watching.jobs import report_metrics

PORT = 9464


@pytest.fixture
def watched(settings: Any) -> None:
    """A shop that Prometheus and CloudWatch look at."""
    settings.METRICS_PORT = PORT
    settings.METRICS_NAMESPACE = "shop/test"


@pytest.fixture
def counted(watched: None) -> Callable[..., float]:
    """How much was added to a counter since the test began."""
    before: dict[tuple[str, ...], float] = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in REGISTRY.collect()
        for sample in family.samples
    }

    def since(name: str, **labels: str) -> float:
        now = REGISTRY.get_sample_value(name, labels) or 0.0
        return now - before.get((name, *sorted(labels.values())), 0.0)

    return since


def ask(path: str, port: int = PORT) -> Any:
    return Client().get(path, SERVER_PORT=str(port), headers={"host": "10.0.0.7"})


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The lines for CloudWatch, as they were logged."""
    messages = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [message for message in messages if "_aws" in message]


class TestTheNames:
    def test_are_different_and_say_what_they_are(self):
        names = [metric.name for metric in metrics.METRICS]

        assert len(set(names)) == len(names)
        assert all(name.startswith("shop_") for name in names)
        assert all(metric.name.endswith("_total") for metric in metrics.COUNTERS)
        assert all(metric.unit == "Seconds" for metric in metrics.METRICS if "seconds" in metric.name)


@pytest.mark.django_db
class TestBusiness:
    def test_counts_orders_and_what_banks_say_once_they_are_sure(
        self, counted, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            order = an_order(for_sale())

        assert counted("shop_orders_total", outcome="placed") == 1
        assert counted("shop_orders_total", outcome="paid") == 1
        assert counted("shop_payments_total", outcome="charge", provider="test") == 1

        with django_capture_on_commit_callbacks(execute=True):
            orders.cancel_order(order_id=order.pk, actor="test", reason="test")

        assert counted("shop_orders_total", outcome="cancelled") == 1

    def test_counts_nothing_that_was_rolled_back(self, counted, django_capture_on_commit_callbacks):
        order = an_order(for_sale())
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            orders.cancel_order(order_id=order.pk, actor="test", reason="test")
            transaction.set_rollback(True)

        assert counted("shop_orders_total", outcome="cancelled") == 0

    def test_counts_each_step_that_was_taken(self, counted):
        client = shopper(until="payment")
        press(client)

        steps = ("added", "checkout", "address", "delivery", "payment")
        assert [counted("shop_basket_steps_total", step=step) for step in steps] == [1, 1, 1, 1, 1]

    def test_counts_no_step_that_was_refused(self, counted):
        sold_out = for_sale(stock=0)
        client = Client()
        put_in(client, sold_out)
        client.post("/checkout/")
        client = shopper(until="address")
        client.post("/checkout/address/", {"email": "nobody"})

        assert (
            counted("shop_basket_steps_total", step="added") == 1
        )  # of the shopper with an address to fill in
        assert counted("shop_basket_steps_total", step="checkout") == 1
        assert counted("shop_basket_steps_total", step="address") == 0

    def test_costs_the_order_no_statement(self, settings):
        asked = []
        for port in (0, 0, PORT):  # the first press reads what a process keeps
            settings.METRICS_PORT, settings.METRICS_NAMESPACE = port, "shop/test" if port else ""
            client = shopper(until="payment")
            with CaptureQueriesContext(connection) as captured:
                press(client)
            asked.append(len(captured))

        assert asked[1] == asked[2]

    def test_is_told_to_cloudwatch_split_by_its_first_label(self, watched, caplog):
        metrics.count(metrics.PAYMENTS, outcome="charge", provider="stripe")

        (line,) = lines(caplog)
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        assert directive == {
            "Namespace": "shop/test",
            "Dimensions": [["outcome"]],
            "Metrics": [{"Name": "shop_payments_total", "Unit": "Count"}],
        }
        assert (line["outcome"], line["provider"], line["shop_payments_total"]) == ("charge", "stripe", 1)
        assert abs(line["_aws"]["Timestamp"] / 1000 - time.time()) < 60

    def test_is_told_to_nobody_where_nobody_asked(self, settings, caplog, counted):
        settings.METRICS_PORT, settings.METRICS_NAMESPACE = 0, ""
        metrics.count(metrics.ORDERS, outcome="placed")

        assert counted("shop_orders_total", outcome="placed") == 0
        assert lines(caplog) == []


@pytest.mark.django_db
class TestRequests:
    def test_are_timed_by_view_and_class_of_status(self, counted, guest: Client):
        guest.get("/robots.txt")
        guest.get("/no.such.page")

        assert counted("shop_request_seconds_count", view="robots", status="2xx") == 1
        assert counted("shop_request_seconds_count", view="none", status="4xx") == 1

    def test_for_metrics_are_answered_on_their_port_only(self, watched):
        assert ask("/metrics").status_code == 200
        assert ask("/metrics/shop").status_code == 200
        assert ask("/").status_code == 404
        assert ask("/admin/").status_code == 404
        assert Client().get("/metrics/").status_code == 404

    def test_for_metrics_are_answered_nowhere_by_default(self, settings):
        settings.ALLOWED_HOSTS = ["*"]

        assert ask("/metrics/", port=0).status_code == 404


class TestTasks:
    def test_are_timed_by_name_and_outcome(self, counted):
        @app.task(name="tests.works", shared=False)
        def works() -> None: ...

        @app.task(name="tests.breaks", shared=False)
        def breaks() -> None:
            raise RuntimeError

        works.apply()
        breaks.apply()

        assert counted("shop_task_seconds_count", task="tests.works", outcome="done") == 1
        assert counted("shop_task_seconds_count", task="tests.breaks", outcome="failed") == 1


@pytest.mark.django_db
class TestFacts:
    def test_know_every_gauge_once_everything_was_done(self):
        record("USD", "1.25", timezone.localdate().isoformat())
        check_books()

        assert set(facts.read()) == set(metrics.GAUGES)

    def test_cost_the_same_with_little_and_with_much(self, django_assert_num_queries):
        with django_assert_num_queries(6):
            facts.read()
        an_order(for_sale())
        with django_assert_num_queries(6):
            facts.read()

    def test_tell_how_long_the_outbox_waits(self):
        with transaction.atomic():
            outbox.publish(topic="tests.waits", number=1)
            outbox.publish(topic="tests.later", due_at=timezone.now() + timedelta(hours=1), number=1)
        in_a_minute = timezone.now() + timedelta(seconds=60)

        found = facts.read(now=in_a_minute)

        assert found[metrics.OUTBOX_WAITING] == 1
        assert 59 < found[metrics.OUTBOX_AGE] < 62

    def test_see_a_message_that_was_handed_over_and_never_done(self):
        with transaction.atomic():
            outbox.publish(topic="tests.waits", number=1)
        Message.objects.update(sent_count=3, due_at=timezone.now() + timedelta(seconds=50))

        assert 130 <= facts.read()[metrics.OUTBOX_AGE] < 135

    def test_do_not_call_late_what_was_asked_for_later(self):
        with transaction.atomic():
            outbox.publish(topic="tests.later", due_at=timezone.now(), number=1)
        Message.objects.update(created_at=timezone.now() - timedelta(days=1), sent_count=1)

        assert facts.read()[metrics.OUTBOX_AGE] < 65

    def test_keep_failures_and_what_was_given_up_apart(self):
        with transaction.atomic():
            for _ in range(3):
                outbox.publish(topic="tests.waits", number=1)
        first, second, _ = Message.objects.order_by("pk")
        Message.objects.filter(pk=first.pk).update(failures=2)
        Message.objects.filter(pk=second.pk).update(dead_at=timezone.now())

        found = facts.read()

        assert (found[metrics.OUTBOX_FAILING], found[metrics.OUTBOX_DEAD]) == (1, 1)

    def test_tell_how_long_the_queue_waits(self):
        current_app.control.purge()
        current_app.send_task("tests.nobody_runs_this")
        time.sleep(0.05)

        found = facts.read()
        current_app.control.purge()

        assert found[metrics.QUEUE_LENGTH] == 1
        assert 0.05 <= found[metrics.QUEUE_AGE] < 30
        assert facts.read()[metrics.QUEUE_AGE] == 0

    def test_say_nothing_of_a_queue_that_is_away(self, monkeypatch):
        monkeypatch.setattr(current_app.conf, "broker_read_url", "redis://127.0.0.1:1/0")

        found = facts.read()

        assert metrics.QUEUE_LENGTH not in found
        assert metrics.OUTBOX_AGE in found

    def test_are_reported_as_one_line_a_minute(self, watched, caplog):
        report_metrics()

        (line,) = lines(caplog)
        named = {one["Name"] for one in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
        assert named == {metric.name for metric in facts.read()}
        assert all(isinstance(line[name], int | float) for name in named)
        assert len(json.dumps(line)) < 10_000
        assert app.conf.beat_schedule["report metrics"]["schedule"] == 60


# ---- as programs -----------------------------------------------------------------------------------------


def _numbers(text: str, name: str) -> float:
    families = text_string_to_metric_families(text)
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


def _when_up(url: str) -> requests.Response:
    for _ in range(300):
        try:
            return requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """gunicorn with two processes; the shop's address and that for Prometheus."""
    shop, numbers = ports.free(), ports.free()
    command = ["gunicorn", "-c", "docker/gunicorn.conf.py", "--log-level", "critical"]
    binds = ["--bind", f"127.0.0.1:{shop}", "--bind", f"127.0.0.1:{numbers}"]
    environment = told(METRICS_PORT=str(numbers), PROMETHEUS_MULTIPROC_DIR=str(tmp_path))
    program = subprocess.Popen(
        [sys.executable, "-m", *command, *binds, "shop.wsgi:application"],
        env=environment,
        cwd=configured.BASE_DIR,
    )
    yield f"http://127.0.0.1:{shop}", f"http://127.0.0.1:{numbers}"
    program.terminate()
    program.wait(40)


class TestPrograms:
    def test_of_the_web_add_up_what_their_processes_counted(self, web: tuple[str, str], tmp_path: Path):
        shop, numbers = web
        _when_up(f"{shop}/livez")
        for _ in range(12):  # each over a connection of its own, so both processes get some
            assert requests.get(f"{shop}/robots.txt", timeout=5).ok

        page = requests.get(f"{numbers}/metrics", timeout=5)

        assert _numbers(page.text, "shop_request_seconds_count") == 12
        stranger = {"Host": f"127.0.0.1:{numbers.rpartition(':')[2]}"}
        assert requests.get(f"{shop}/metrics", timeout=5, headers=stranger).status_code >= 400
        assert requests.get(f"{numbers}/robots.txt", timeout=5).status_code == 404

    def test_of_a_worker_are_answered_for_as_long_as_it_lives(self, tmp_path: Path):
        port = ports.free()
        code = (
            "from apps.core import metrics; from shop.watching import exporter; import os, sys, time\n"
            "import django; from django.conf import settings\n"
            f"settings.configure(METRICS_PORT={port}, METRICS_NAMESPACE='')\n"
            "metrics.observe(metrics.TASK_SECONDS, 0.3, task='t', outcome='done')\n"
            f"beside = exporter.beside_this_program({port})\n"
            "sys.stdin.read()"
        )
        environment = {"PATH": os.environ["PATH"], "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
        program = subprocess.Popen(
            [sys.executable, "-c", code], env=environment, cwd=configured.BASE_DIR, stdin=subprocess.PIPE
        )
        page = _when_up(f"http://127.0.0.1:{port}/metrics")
        program.kill()
        program.communicate(timeout=10)

        assert _numbers(page.text, "shop_task_seconds_count") == 1
        assert _goes_away(f"http://127.0.0.1:{port}/metrics")


def _goes_away(url: str) -> bool:
    for _ in range(100):
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            return True
        time.sleep(0.05)
    return False
