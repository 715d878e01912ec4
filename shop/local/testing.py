"""What the test suite needs from this machine: PostgreSQL and Valkey of its own, and a browser.

One pair of servers serves all test runs of a checkout. Every run holds a lock on a numbered slot, and the
number goes into the name of its database and its queue, so that two runs at once do not touch each other's
data. Each process of a parallel run has a slot, too, for a queue and a cache of its own; pytest-django gives
it a database of its own. At its end a run gives its slot back, and if no other slot is taken it stops the
servers. So the last run stops them, whoever has started them. The slot of a killed run is free at once,
because the system frees it; servers that only such a run has used are stopped by a watchdog.
"""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from shop.local import (
    binaries,
    credentials,
    locks,
    paths,
    postgres,
    processes,
    programs,
    services,
    valkey,
)
from shop.local.console import LocalError

SLOTS = 16
START_LOCK = paths.TEST / "start.lock"
_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*linux*/*headless*shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def ensure_services() -> None:
    """Set DATABASE_URL and REDIS_URL where they are missing, starting or joining the test servers.

    Raises LocalError when a server is missing or does not start.
    """
    _start_missing()
    if "PYTEST_XDIST_WORKER" in os.environ and not services.named("BROKER_URL"):
        paths.make_folders()
        slot, _ = take_slot(paths.TEST)  # the system gives it back when this process ends
        os.environ.update(_queues(os.environ["REDIS_URL"], slot))


def _start_missing() -> None:
    if services.named("DATABASE_URL") and services.named("REDIS_URL"):
        return
    paths.make_folders()
    with locks.held(START_LOCK):
        slot, lock = take_slot(paths.TEST)
        if not services.named("DATABASE_URL"):
            os.environ["DATABASE_URL"] = _postgres_url(slot)
        if not services.named("REDIS_URL"):
            os.environ.update(_valkey_urls(slot))
        _set_watchdog()
    atexit.register(_leave, lock, os.getpid())


def take_slot(folder: Path) -> tuple[int, int]:
    """Return a free slot's number and the open file that holds it. Raises LocalError when none is free."""
    for number in range(SLOTS):
        lock = locks.try_take(_slot(folder, number))
        if lock is not None:
            return number, lock
    raise LocalError(f"{SLOTS} test runs of this checkout are under way; wait until one has ended.")


def is_any_slot_taken(folder: Path) -> bool:
    """Return whether a test run is under way."""
    return any(locks.is_taken(slot) for slot in folder.glob("slot-*.lock"))


def find_chromium() -> str | None:
    """Return a Chromium-like browser's program, or None. Raises LocalError when CHROMIUM names no program."""
    chosen = os.environ.get("CHROMIUM", "").strip()
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise LocalError(f"CHROMIUM is {chosen!r}, which is no program that can be started.")
        return found
    return next((str(path) for path in _installed_browsers() if os.access(path, os.X_OK)), None)


def _installed_browsers() -> Iterator[Path]:
    for pattern in _PLAYWRIGHT:
        yield from sorted(_playwright_folder().glob(pattern), reverse=True)
    yield from (Path(found) for name in _BROWSERS if (found := shutil.which(name)))
    yield from map(Path, _MAC_BROWSERS)


def _playwright_folder() -> Path:
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "").strip()
    if chosen:
        return Path(chosen)
    cache = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / cache / "ms-playwright"


def _slot(folder: Path, number: int) -> Path:
    return folder / f"slot-{number}.lock"


def _postgres_url(slot: int) -> str:
    password = credentials.load().postgres_password
    port = _port_of_running("postgres")
    if not port:
        cluster = postgres.prepare(test=True, password=password, tell=lambda _: None)
        program, process = postgres.start(cluster, paths.LOGS / "test-postgres.log", paths.TEST_RUN)
        _let_go(process)
        port = program.port
    return postgres.url(port, password, f"{postgres.NAME}_{slot}" if slot else postgres.NAME)


def _valkey_urls(slot: int) -> dict[str, str]:
    password = credentials.load().valkey_password
    port = _port_of_running("valkey")
    if not port:
        home, log = paths.TEST / "valkey", paths.LOGS / "test-valkey.log"
        program, process = valkey.start(
            binaries.find_valkey(), home, password, log, paths.TEST_RUN, test=True
        )
        _let_go(process)
        port = program.port
    url = valkey.url(port, password)
    return {"REDIS_URL": url, **(_queues(url, slot) if slot else {})}


def _queues(url: str, slot: int) -> dict[str, str]:
    server = urlsplit(url)
    broker, cache = (server._replace(path=f"/{2 * slot + further}").geturl() for further in (0, 1))
    return {"BROKER_URL": broker, "CACHE_URL": cache}


def _set_watchdog() -> None:
    record = programs.record_of(paths.TEST_RUN, "watchdog")
    running = processes.recall(record)
    if running is None or not running.is_running():
        watchdog: programs.Process = subprocess.Popen(
            [sys.executable, "-m", "shop.local.watchdog"],
            cwd=paths.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        processes.remember(record, watchdog.pid)
        _let_go(watchdog)


def _let_go(process: programs.Process) -> None:
    """Forget a child of this process: it may outlive it, and its record tells who it is."""
    process.returncode = 0


def _port_of_running(name: str) -> int:
    record = processes.recall(programs.record_of(paths.TEST_RUN, name))
    return record.port if record and record.is_running() else 0


def _leave(lock: int, owner: int) -> None:
    if os.getpid() != owner:  # a forked child ends: the run itself goes on
        return
    with locks.held(START_LOCK, may_stop=False):
        os.close(lock)
        if not is_any_slot_taken(paths.TEST):
            programs.stop_all(paths.TEST_RUN)
