"""`bin/run`: a whole shop on this machine, from nothing to a printed address, until Ctrl-C."""

import argparse
import math
import os
import shutil
import signal
import time
from collections.abc import Mapping, Sequence

from shop.local import (
    console,
    credentials,
    environment,
    locks,
    paths,
    ports,
    postgres,
    programs,
    services,
    setup_steps,
    shop_programs,
    stopping,
    supervisor,
    valkey,
    venv,
)
from shop.local.console import LocalError, say
from shop.local.environment import Address
from shop.local.supervisor import Watched

_DESCRIPTION = """\
Start the whole shop on this machine: web server, worker, scheduler, PostgreSQL and Valkey.
The first start fetches the packages and fills the shop with demo goods; later starts take seconds.
Everything it makes lies in the folder .local; delete that folder to start from nothing.
(PostgreSQL refuses to run as root, so for root its files lie in /var/lib/astronomy-shop-*.)"""
_EPILOG = """\
environment variables:
  PORT, HOST          where the shop answers (default 8000 and 127.0.0.1)
  DATABASE_URL        use this PostgreSQL (15 or newer) instead of an own one
  REDIS_URL           use this Valkey or Redis instead of an own one
  SHOP_URL            the address in links and mails, if it is not http://HOST:PORT
  DEMO_STAFF_EMAIL, DEMO_STAFF_PASSWORD
                      the staff account (default: a password made once and printed)
  PIP_INDEX_URL, PIP_PROXY and the like
                      pip's own variables, for fetching the packages
Any other setting of the shop (see shop/settings.py) is passed on as it is.

While the shop runs, its settings are in .local/shop.env, for example for
  (set -a; . .local/shop.env; .local/venv/bin/python manage.py shell)

Ctrl-C stops everything; pressed twice, it does not wait for running tasks."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    began = time.monotonic()
    options = _parse(arguments)
    console.prepare()
    stopping.listen()
    try:
        where = environment.address(os.environ)
        paths.make_folders()
        lock = _take_lock(where)
        try:
            _run(where, fresh=options.fresh, with_stripe=options.stripe, began=began)
        finally:
            os.close(lock)
    except LocalError as error:
        console.complain(str(error))
    except stopping.Stopped as stopped:
        # Ctrl-C is how one stops the shop; it is no failure.
        return 0 if stopped.signum == signal.SIGINT else stopped.exit_code
    return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--fresh", action="store_true", help="start from an empty database, queue and media folder"
    )
    parser.add_argument(
        "--stripe", action="store_true", help="pay through a stand-in for Stripe on this machine"
    )
    return parser.parse_args(arguments)


def _take_lock(where: Address) -> int:
    lock = locks.try_take(paths.RUN_LOCK)
    if lock is None:
        note = locks.read_note(paths.RUN_LOCK)
        raise LocalError(
            f"The shop already runs from this folder: {note.get('url')} (process {note.get('pid')}).\n"
            "Use that one, or stop it with Ctrl-C in its terminal and start again."
        )
    locks.write_note(lock, {"pid": os.getpid(), "url": where.url})
    return lock


def _run(where: Address, *, fresh: bool, with_stripe: bool, began: float) -> None:
    say("Starting the Astronomy Shop")
    _stop("Stopping what an earlier run left behind")
    ports.require_free(where.host, where.port)
    try:
        watched, told = _start(where, fresh=fresh, with_stripe=with_stripe)
        _welcome(told, time.monotonic() - began)
        while True:
            supervisor.look_after(watched, starting=False)
            stopping.pause(0.3)
    finally:
        paths.SHOP_ENV.unlink(missing_ok=True)
        _stop("\nStopping")


def _start(where: Address, *, fresh: bool, with_stripe: bool) -> tuple[list[Watched], Mapping[str, str]]:
    if fresh and services.named("DATABASE_URL"):
        raise LocalError(
            "--fresh empties the shop's own database; the one in DATABASE_URL is yours to empty."
        )
    brings_servers = all(services.named(variable) for variable in ("DATABASE_URL", "REDIS_URL"))
    venv.ensure("requirements.txt" if brings_servers else "requirements-local.txt")
    if fresh:
        _empty()
    database, queue = services.start_postgres(), services.start_valkey()
    own = environment.demo(where, credentials.load(), database.url, queue.url)
    if with_stripe:
        own |= environment.stripe(where, ports.free())
    told = environment.merge(own, os.environ)
    paths.write_private(paths.SHOP_ENV, environment.as_shell({name: told[name] for name in own}))
    for step in shop_programs.steps(told, database.identity):
        # Nobody knows what has become of a database that is not ours since the last start.
        may_skip = bool(database.identity) or step.command == "collectstatic"
        setup_steps.run(step, {"LOG_LEVEL": "WARNING", **told}, may_skip=may_skip)
    servers = [
        Watched(service.program, service.process, quiet=True)
        for service in (database, queue)
        if service.program
    ]
    with console.line("Web, worker, scheduler") as row:
        shop = [Watched(program) for program in shop_programs.processes_of(where, told)]
        if with_stripe:
            shop.append(Watched(shop_programs.stand_in(where, told)))
        shop_programs.start_and_wait(where, shop, servers)
        row.result = "ready"
    return [*shop, *servers], told


def _empty() -> None:
    with console.line("Old data") as row:
        postgres.remove(test=False)
        valkey.remove(services.valkey_home())
        shutil.rmtree(paths.MEDIA, ignore_errors=True)
        row.result = "deleted"


def _welcome(told: Mapping[str, str], seconds: float) -> None:
    shop = told["SHOP_URL"].rstrip("/")
    say()
    say(f"  Shop         {shop}/")
    say(f"  Staff        {shop}/admin/")
    say(f"  Staff login  {told['DEMO_STAFF_EMAIL']}  password  {told['DEMO_STAFF_PASSWORD']}")
    if told.get("STRIPE_API_BASE"):
        say(f"  Stripe       {told['STRIPE_API_BASE']} (a stand-in; 4242 4242 4242 4242 works)")
    say(f"  Mail outbox  {shop}/admin/mail/message/")
    say(f"  Logs         {paths.shown(paths.LOGS)}/")
    say()
    say(f"Ready after {seconds:.1f} s. Press Ctrl-C to stop.")


def _stop(reason: str) -> None:
    names = programs.running(paths.RUN)
    if not names:
        return
    say(f"{reason}: {', '.join(names)}")
    for name in programs.stop_all(paths.RUN, _Patience().is_over):
        say(f"  {name} did not end in time and was killed")
    say("Stopped.")


class _Patience:
    """Waiting for running tasks: says so after three seconds, and ends when Ctrl-C is pressed again."""

    def __init__(self) -> None:
        self._says_so_at = time.monotonic() + 3

    def is_over(self) -> bool:
        if time.monotonic() > self._says_so_at:
            say("  waiting up to a minute for running tasks; Ctrl-C again ends them")
            self._says_so_at = math.inf
        return stopping.is_urgent()
