"""One rehearsal: a shop with shoppers in it, the services around it, and what became of both."""

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from redis import Redis

from infra.deployctl import cli
from infra.rehearsal import places
from infra.rehearsal.alarms import Alarms
from infra.rehearsal.answers import Desk, Orders
from infra.rehearsal.engine import Engine, Speed, Version
from infra.rehearsal.places import Tree
from infra.rehearsal.proxy import Proxy
from infra.rehearsal.shoppers import Shoppers
from infra.rehearsal.state import COLOURS, ENV, REGION, Cloud, Release
from infra.rehearsal.tasks import Fleet
from infra.rehearsal.wire import serving

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "rehearsal",
    "AWS_SECRET_ACCESS_KEY": "rehearsal",
    "AWS_DEFAULT_REGION": REGION,
}
_WARM_UP = 30.0  # seconds, at most
_SETTLE = 30.0  # seconds in which nothing is done of what shoppers have started


@dataclass
class Stage:
    """A running rehearsal."""

    engine: Engine
    shoppers: Shoppers
    address: str
    known: list[Tree] = field(default_factory=list)

    def deployctl(self, *arguments: str) -> int:
        """Call the operator's command as an operator would and return its exit code."""
        with (
            (self.engine.fleet.logs / "deployctl.log").open("a") as log,
            contextlib.redirect_stdout(log),
            contextlib.redirect_stderr(log),
        ):
            return cli.main(["--env", ENV, "--endpoint", self.address, *arguments])

    def warm_up(self) -> None:
        """Wait until the first pages, which are slow, are long ago."""
        deadline = time.monotonic() + _WARM_UP
        time.sleep(2 * self.engine.speed.minute)
        while self.engine.alarms.ringing() and time.monotonic() < deadline:
            time.sleep(0.2)

    def release(self, commit: str = "two") -> int:
        """Release a commit, approved at once, and return the command's exit code."""
        return self.deployctl("release", "start", "--commit", commit, "--approve", "--every", "0.5")


@contextmanager
def running(
    before: Tree, *, label: str, speed: Speed, is_published: bool = True,
    watched: Collection[str] = COLOURS, most_mb: int = 0, shoppers: int = 4, buying: float = 0.5,
    port: int = 0,
) -> Iterator[Stage]:  # fmt: skip
    """Run a shop of one release, with shoppers, for the length of the block."""
    folder = places.HOME / "run"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bucket").mkdir(parents=True)
    os.environ |= {name: value for name, value in CREDENTIALS.items() if name not in os.environ}
    with contextlib.ExitStack() as stack:
        stack.callback(_empty_queue)
        files = stack.enter_context(_file_server(folder / "bucket")) if is_published else ""
        proxy = stack.enter_context(Proxy(folder).running())
        fleet = Fleet(folder, proxy.production, files, most_mb)
        stack.callback(fleet.stop)
        alarms = Alarms(proxy, speed.minute, watched)
        bucket = folder / "bucket" if is_published else None
        engine = Engine(Cloud(), proxy, fleet, alarms, speed, bucket)
        orders = Orders(engine.start, engine.deploy, engine.update_workers)
        desk = Desk(engine.cloud, proxy, alarms, orders, lambda: engine.live)
        engine.address = stack.enter_context(serving(desk.answers(), port))
        first = Version(Release("one", "one", 1), before)
        engine.add(first)
        engine.begin(first)
        threading.Thread(target=fleet.look_after, daemon=True).start()
        crowd = Shoppers(proxy.production, shoppers, label, buying)
        stack.callback(crowd.stop)
        yield Stage(engine, crowd.start(), engine.address)


class _Files(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def _file_server(folder: Path) -> Iterator[str]:
    """Serve published files, as a bucket with a host of its own does."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def _empty_queue() -> None:
    with Redis.from_url(os.environ["REDIS_URL"]) as server:
        server.flushdb()


@dataclass(frozen=True)
class Books:
    """What became of the orders that shoppers have seen confirmed."""

    placed: int
    lost: int  # not in the database, or not paid
    without_mail: int
    doubled: int = 0  # orders, charges and confirmations beyond the first of a visit

    @property
    def are_right(self) -> bool:
        """Say whether every order is there, and all work that it has caused is done."""
        return not self.lost and not self.without_mail


_PAID = "SELECT email FROM orders_order WHERE email = ANY(%s) AND payment_status = 'PAID'"
_MAILED = 'SELECT "to" FROM mail_message WHERE kind = \'order_confirmation\' AND "to" = ANY(%s)'
_LEFT = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL"
# Every visit has an address of its own and places one order at most, whether or not its shopper saw the thanks.
_DOUBLED = """
SELECT coalesce(sum(more), 0) FROM (
    SELECT count(*) - 1 AS more FROM orders_order WHERE email LIKE %(visits)s GROUP BY email
    UNION ALL
    SELECT count(*) - 1 FROM payments_payment p JOIN orders_order o ON o.id = p.order_id
    WHERE o.email LIKE %(visits)s AND p.status = 'CHARGED' GROUP BY o.id
    UNION ALL
    SELECT count(*) - 1 FROM mail_message
    WHERE kind = 'order_confirmation' AND "to" LIKE %(visits)s GROUP BY "to"
) AS counted
"""
# What a dead worker had is handed out again after a minute; nobody waits that long here.
_HASTEN = (
    "UPDATE outbox_message SET due_at = now() WHERE done_at IS NULL AND due_at < now() + interval '61 s'"
)


def settle(placed: Collection[str], label: str) -> Books:
    """Wait until the work that the orders have caused is done, or nothing is done any more, and count.

    Addresses of visits begin with `label`.
    """
    places.rows(_HASTEN)
    left, moved = places.rows(_LEFT), time.monotonic()
    while not (found := _books(placed, label)).are_right and time.monotonic() < moved + _SETTLE:
        time.sleep(0.5)
        before, left = left, places.rows(_LEFT)
        moved = moved if left == before else time.monotonic()
    return found


def _books(placed: Collection[str], label: str) -> Books:
    told = list(placed)
    paid, mailed = ({str(one[0]) for one in places.rows(query, told)} for query in (_PAID, _MAILED))
    ((doubled,),) = places.rows(_DOUBLED, visits=f"{label}-%")
    return Books(len(told), len(set(told) - paid), len(set(told) - mailed), int(str(doubled)))
