"""A whole shop for the browser tests: its own database, queue and pictures, and the three programs of bin/run.

Tables and demo goods are made once and kept as a template, from which every run clones its database; the
template is made anew when the code that it came from, or the day, has changed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from redis import Redis

from shop.local import credentials, environment, locks, paths, ports, programs, shop_programs, testing
from shop.local.environment import Address
from shop.local.setup_steps import Step, fingerprint
from shop.tests import templates
from shop.tests.browser.clerk import Clerk

FOLDER = paths.TEST / "browser"
STAFF_PASSWORD = "staff-counts-stars"
_LONGEST_START = 60.0  # seconds
T = TypeVar("T")
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "TIME_ZONE")


@dataclass(frozen=True)
class Mail:
    """An e-mail as it lies in the shop's outbox."""

    id: int
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class RunningShop:
    """A shop that answers at its address, and what tests may do behind its counter."""

    url: str
    told: Mapping[str, str]
    clerk: Clerk

    @property
    def staff(self) -> tuple[str, str]:
        """Return the e-mail address and the password of a member of staff."""
        return environment.STAFF_EMAIL, STAFF_PASSWORD

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the shop's database and return the rows of the answer."""
        with psycopg.connect(self.told["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Keep a table locked for the length of the block, as a long migration would."""
        with psycopg.connect(self.told["DATABASE_URL"]) as connection:
            connection.execute(
                sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table))
            )
            yield
            connection.rollback()

    @contextmanager
    def without(self, table: str) -> Iterator[None]:
        """Take a table away for the length of the block: what needs it then meets a bug."""
        away = f"{table}_away"
        rename = "ALTER TABLE {} RENAME TO {}"
        with psycopg.connect(self.told["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(sql.SQL(rename).format(sql.Identifier(table), sql.Identifier(away)))
            try:
                yield
            finally:
                connection.execute(sql.SQL(rename).format(sql.Identifier(away), sql.Identifier(table)))

    def run(self, code: str) -> str:
        """Run Python in a process of the shop, as staff do through services, and return what it prints."""
        return self.clerk.do(code).strip()

    def mail(self, kind: str, *, to: str, about: str = "") -> Mail:
        """Wait for an e-mail to be written, with this in its subject, and return it."""

        def look() -> Mail | None:
            found = self.rows(
                'SELECT id, subject, text, html FROM mail_message WHERE kind = %s AND lower("to") = lower(%s)'
                " AND strpos(subject, %s) > 0 ORDER BY id DESC",
                kind,
                to,
                about,
            )
            return Mail(*found[0]) if found else None

        return wait_for(look, f"a mail {kind!r} to {to}")


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 30.0) -> T:
    """Look again and again until something is there, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")


@contextmanager
def running() -> Iterator[RunningShop]:
    """Start a shop, and stop it at the end of the block or when this process dies."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    number, lock = testing.take_slot(FOLDER)
    records = FOLDER / f"run-{number}"
    records.mkdir(exist_ok=True)
    programs.stop_all(records)  # what a killed run left behind
    where = Address(ports.LOOPBACK, ports.free())
    told = _environment(where, number)
    clerk = Clerk(told, records / "clerk.log")
    _make_templates(told)
    try:
        _start(where, told, records)
        with _guarded(records):
            _wait_until_ready(where, records)
            yield RunningShop(where.url, told, clerk)
    finally:
        clerk.dismiss()
        programs.stop_all(records)
        templates.drop(told["DATABASE_URL"])
        _empty_queue(told)
        os.close(lock)


def _environment(where: Address, number: int) -> dict[str, str]:
    database = templates.beside(os.environ["DATABASE_URL"], f"_browser_{number}")
    told = environment.demo(where, credentials.load(), database, os.environ["REDIS_URL"])
    broker, cache = _queues(os.environ["REDIS_URL"], number)
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        **told,
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "DEMO_STAFF_PASSWORD": STAFF_PASSWORD,
        "MEDIA_ROOT": str(FOLDER / "media"),
        "STATIC_ROOT": str(FOLDER / "static"),
        "BROKER_URL": broker,
        "CACHE_URL": cache,
        "RATE_LIMIT_FACTOR": "100",  # all visitors of the tests come from one address
        "LOG_LEVEL": "INFO",
        "DEMO_SHIPS_AFTER_SECONDS": "0",  # the tests' own staff pack and ship
        **environment.stripe(where, ports.free()),
        "PAYMENT_PROVIDERS": "test,transfer,stripe",
    }


def _queues(url: str, number: int) -> tuple[str, str]:
    """Return two databases of the Redis server that no other run uses: those behind the test runs' own."""
    parts = urlsplit(url)
    with Redis.from_url(parts._replace(path="/0").geturl()) as server:
        count = int(server.config_get("databases").get("databases", 16))
    first = 2 * testing.SLOTS + 2 * number
    if first + 1 >= count:
        first = count - 2 * (number + 1)
    return parts._replace(path=f"/{first}").geturl(), parts._replace(path=f"/{first + 1}").geturl()


def _empty_queue(told: Mapping[str, str]) -> None:
    for name in ("BROKER_URL", "CACHE_URL"):
        with Redis.from_url(told[name]) as server:
            server.flushdb()


# ---- tables, goods, static files ----------------------------------------------------------------------


def _make_templates(told: Mapping[str, str]) -> None:
    """Clone this run's database from the template, and collect static files; first bring both up to date."""
    url = os.environ["DATABASE_URL"]
    begin_with = templates.tables(url)
    filled = templates.beside(url, "_browser_template")
    tables, goods, static = shop_programs.steps(told, "")
    with locks.held(templates.LOCK):
        collecting = _collect(static, told)
        if not Path(told["MEDIA_ROOT"], "plates").is_dir():
            templates.drop(filled)  # its pictures lie outside of it and are gone
        templates.fill(filled, [tables, goods], told, mark=_mark_of_goods(), begin_with=begin_with)
        templates.copy(templates.name_of(filled), told["DATABASE_URL"])
        if collecting:
            output, _ = collecting.communicate()
            assert collecting.returncode == 0, output.decode()
            _static_mark().write_text(_mark_of(static))
    _empty_queue(told)


def _mark_of_goods() -> str:
    """What demo goods depend on besides their own files: all code, and the day."""
    code = [file for file in paths.ROOT.glob("apps/**/*.py") if "tests" not in file.parts]
    return fingerprint(code, f"{datetime.now(UTC):%F}")


def _mark_of(step: Step) -> str:
    return fingerprint(step.inputs())


def _static_mark() -> Path:
    return FOLDER / "static.mark"


def _collect(static: Step, told: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    with suppress(FileNotFoundError):
        if _static_mark().read_text() == _mark_of(static):
            return None
    return subprocess.Popen(
        [sys.executable, "manage.py", static.command, *static.arguments],
        cwd=paths.ROOT,
        env=dict(told),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


# ---- web server, worker, scheduler --------------------------------------------------------------------


def _start(where: Address, told: Mapping[str, str], records: Path) -> None:
    """Start the programs that bin/run starts, with this process's Python and with logs of their own."""
    for program in [*shop_programs.processes_of(where, told), shop_programs.stand_in(where, told)]:
        log = records / f"{program.name}.log"
        log.unlink(missing_ok=True)
        own = replace(program, command=[sys.executable, *program.command[1:]], log=log, records=records)
        programs.start(own).returncode = 0  # its record tells who it is; nobody waits for it here


@contextmanager
def _guarded(records: Path) -> Iterator[None]:
    guard = subprocess.Popen(
        [sys.executable, "-m", "shop.tests.browser.guard", str(records)],
        cwd=paths.ROOT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        guard.communicate()


def _wait_until_ready(where: Address, records: Path) -> None:
    deadline = time.monotonic() + _LONGEST_START
    worker_log = records / "worker.log"
    answer = ""
    while time.monotonic() < deadline:
        answer = shop_programs.ask_readiness(where)
        if answer == "200" and " ready." in worker_log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    ends = "\n\n".join(f"{log.name}:\n{programs.last_lines(log, 8)}" for log in records.glob("*.log"))
    raise AssertionError(f"After {_LONGEST_START:.0f} s /readyz says {answer or 'nothing'}.\n{ends}")
