"""F1, F3 and F4: the real web server and worker, killed again and again, and a broker that is away."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import requests
from celery import current_app
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from apps.cart.models import Cart, hash_of
from apps.cart.tests.factories import for_sale
from apps.core.faults import switched_off
from apps.mail.models import Message as Mail
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart
from apps.outbox import services as outbox
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.models import TestCharge
from apps.payments.tests.factories import a_placed_order
from shop.local import ports
from shop.tests.experiments.forks import forks
from shop.tests.experiments.harness import Trial, experiment, without_unique_cart
from shop.tests.lives import work_off
from shop.tests.processes import told
from shop.tests.together import together

CONFIRMATION = "orders.send_confirmation"


def children(parent: int) -> list[int]:
    """The processes that another has forked."""
    with suppress(FileNotFoundError), open(f"/proc/{parent}/task/{parent}/children") as listed:
        return [int(pid) for pid in listed.read().split()]
    return []


@contextmanager
def program(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=settings.BASE_DIR, env=told(**environment),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield started
    finally:
        for pid in children(started.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        started.kill()
        started.wait(20)


def until(is_so: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return is_so()


# ---- the web server -----------------------------------------------------------------------------------


class Buyer:
    """A shopper at the button of a running shop, who presses again when no answer comes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cart = ready_cart(for_sale())
        token = uuid4().hex
        Cart.objects.filter(pk=self.cart.pk).update(token_hash=hash_of(token))
        self.token = token

    def buy(self) -> None:
        for _ in range(20):
            with suppress(requests.RequestException):
                if self.once():
                    return
            time.sleep(0.1)

    def once(self) -> bool:
        with requests.Session() as browser:
            browser.cookies.set(settings.CART_COOKIE_NAME, self.token)
            page = browser.get(f"{self.url}/checkout/payment/", timeout=10)
            total = re.search(r'name="expected_total"\s+value="(\d+)"', page.text)
            token = re.search(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"', page.text)
            if total is None or token is None:  # there is no button any more: the order is placed
                return page.ok and self.is_placed()
            form = {"way": "test:approve", "expected_total": total[1], "expected_currency": "EUR",
                    "csrfmiddlewaretoken": token[1]}  # fmt: skip
            browser.post(f"{self.url}/checkout/payment/", form, timeout=10, headers={"Referer": self.url})
        return self.is_placed()

    def is_placed(self) -> bool:
        return Order.objects.filter(cart=self.cart, placed_at__isnull=False).exists()


@experiment(
    "F1", "a worker of gunicorn killed every 0.3 s under 4 buyers; control: no claim, no unique index"
)
class TestWebServer:
    def test_that_dies_places_each_order_once(self, trial: Trial) -> None:
        port = ports.free()
        url = f"http://127.0.0.1:{port}"
        buyers = [Buyer(url) for _ in trial.times(60)]
        command = ("gunicorn", "-c", "docker/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}")
        with program(*command, "shop.wsgi:application", GUNICORN_CMD_ARGS="--log-level critical") as web:
            assert until(partial(self.answers, url), 40)
            done: list[int] = []
            together(
                [partial(self.buy_all, buyers[n::4], done) for n in range(4)]
                + [partial(self.kill, web.pid, trial.chance, done)]
            )
            # The deaths end, the sweeper has come by, and who gave up presses once more.
            services.sweep(now=timezone.now() + timedelta(minutes=3))
            late = [buyer for buyer in buyers if not buyer.is_placed()]
            for buyer in late:
                buyer.buy()
        trial.what += f" ({self.killed} kills, {len(late)} pressed again afterwards)"
        trial.tried(len(buyers))
        services.sweep(now=timezone.now() + timedelta(minutes=3))
        work_off()
        trial.expect(all(buyer.is_placed() for buyer in buyers), "an order was not placed")
        twice = Order.objects.filter(placed_at__isnull=False).values("email").annotate(n=Count("pk"))
        charges = TestCharge.objects.filter(status="CHARGED").count()
        trial.expect(charges == len(buyers), f"{charges} charges for {len(buyers)} orders: {list(twice)}")
        trial.expect(self.killed > 0, "nobody was killed")
        trial.balanced(now=timezone.now() + timedelta(minutes=3))
        trial.is_red(self.unguarded())

    def answers(self, url: str) -> bool:
        with suppress(requests.RequestException):
            return requests.get(f"{url}/livez", timeout=2).status_code < 500
        return False

    def buy_all(self, buyers: list[Buyer], done: list[int]) -> None:
        try:
            for buyer in buyers:
                buyer.buy()
        finally:
            done.append(1)

    killed = 0

    def kill(self, web: int, chance: random.Random, done: list[int]) -> None:
        while len(done) < 4:
            time.sleep(0.3)
            if workers := children(web):
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
                self.killed += 1

    def unguarded(self) -> bool:
        """The same shopper, whose first answer was lost, presses again in a shop without guards."""
        from apps.payments.tests.factories import press_the_button

        cart = ready_cart(for_sale())
        before = TestCharge.objects.count()
        with without_unique_cart(), switched_off("cart_lock"), switched_off("order_per_cart"):
            press_the_button(cart)
            with suppress(Exception):
                Cart.objects.filter(pk=cart.pk).update(status="OPEN")
                press_the_button(cart)
            Order.objects.update(cart=None)
        return TestCharge.objects.count() - before == 2


# ---- workers and the broker ---------------------------------------------------------------------------


def worker(*more: str, **environment: str) -> Any:
    quiet = ("--without-mingle", "--without-gossip", "--without-heartbeat", "-l", "CRITICAL")
    return program("celery", "-A", "shop.celery", "worker", "-c", "2", *quiet, *more, **environment)


@pytest.fixture
def broker(settings: Any) -> Iterator[str]:
    """A queue that is empty at the beginning and at the end."""
    _empty_queue()
    yield settings.CELERY_BROKER_URL
    _empty_queue()


def _empty_queue() -> None:
    with current_app.connection_for_write() as link:
        channel: Any = link.default_channel
        channel.queue_declare("celery")
        channel.queue_purge("celery")


def make_due() -> None:
    """A minute has gone by: the relay hands over once more what nobody has closed."""
    Message.objects.filter(done_at=None).update(due_at=timezone.now())


def mails() -> list[int]:
    counts = Mail.objects.filter(kind="order_confirmation").values("reference").annotate(n=Count("pk"))
    return sorted(counts.values_list("n", flat=True))


def _has_grown(before: list[int]) -> bool:
    return len(mails()) > len(before)


@experiment(
    "F3",
    "workers killed 3 times while they work; control: what was handed over is thought done",
)
class TestWorkers:
    def test_that_die_lose_no_work_and_do_it_once(self, broker: str, trial: Trial) -> None:
        variant = for_sale(stock=1000)
        # With fewer orders a worker may be done before it is killed, and the control proves nothing.
        count_ = max(20, len(list(trial.times(40))))
        for _ in range(count_):
            a_placed_order(variant)
        Message.objects.exclude(topic=CONFIRMATION).update(done_at=timezone.now())
        trial.tried(count_)
        lost = self.work(kills=3)
        for _ in range(20):
            make_due()
            if self.is_done() or self.work(kills=0) == 0:
                break
        trial.expect(mails() == [1] * count_, mails())
        trial.expect(self.is_done(), "work is left")
        trial.is_red(lost > 0)

    def work(self, *, kills: int) -> int:
        """Hand over once, let workers work, kill each with its children, and return how much is left."""
        outbox.relay()
        for _ in range(kills):
            before = mails()
            with worker() as started:
                until(partial(_has_grown, before), 15)
                for pid in children(started.pid):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
        if not kills:
            with worker():
                until(self.is_done, 25)
        return Message.objects.filter(done_at=None).count()

    def is_done(self) -> bool:
        return not Message.objects.filter(done_at=None).exists()


@experiment("F4", "orders while the broker is away; control: tasks sent without the outbox")
class TestBroker:
    def test_that_is_away_keeps_no_order_and_no_mail_back(self, broker: str, trial: Trial) -> None:
        variant = for_sale(stock=1000)
        place = (
            "from apps.payments.tests.factories import a_placed_order\n"
            "from apps.catalog.models import Variant\n"
            f"a_placed_order(Variant.objects.get(pk={variant.pk}))"
        )
        with forks(BROKER_URL="redis://127.0.0.1:1/0") as away:
            for _ in trial.times(60):
                end = away.run(place)
                trial.tried()
                trial.expect(not end.error, end.error)
            end = away.run("from apps.outbox.services import relay\nassert relay() == 0")
            trial.expect(not end.error, end.error)
            sent = away.run(
                "from celery import current_app\n"
                "current_app.send_task('orders.send_confirmation', kwargs={'message_id': 1}, retry=False)"
            )
        waiting = Message.objects.filter(topic=CONFIRMATION, done_at=None, sent_count=0).count()
        trial.expect(waiting == trial.n, f"{waiting} of {trial.n} wait")
        trial.expect(outbox.relay(limit=10_000) > 0, "the broker is back and nothing was handed over")
        work_off()
        trial.expect(mails() == [1] * trial.n, mails())
        trial.balanced(now=timezone.now() + timedelta(minutes=3))
        trial.is_red("OperationalError" in sent.error)
