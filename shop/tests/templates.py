"""Databases that are made once and copied: PostgreSQL clones in a moment what migrations build in many seconds.

A template carries a mark of what it was made of, and is made anew when that has changed.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from shop.local import locks, paths, shop_programs
from shop.local.setup_steps import Step, fingerprint

LOCK = paths.TEST / "templates.lock"
_LONGEST = 180  # seconds


def tables(url: str) -> str:
    """Return the name of a database beside this one that has all tables and what the migrations write."""
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "shop.settings_test"}
    template = beside(url, "_tables")
    with locks.held(LOCK):
        fill(template, [shop_programs.tables("")], told)
    return name_of(template)


def fill(
    url: str, steps: Sequence[Step], told: Mapping[str, str], *, mark: str = "", begin_with: str = "template1"
) -> None:
    """Make a template by steps of `manage.py`, from a copy of another database, unless it is there.

    `mark` is of what its content depends on besides the files that the steps name. Whoever calls holds LOCK.
    """
    wanted = fingerprint([file for step in steps for file in step.inputs()], mark)
    name = name_of(url)
    with maintenance(url) as connection:
        comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if connection.execute(comment, (name,)).fetchone() == (wanted,):
            return
        copy(begin_with, url)
        for step in steps:
            command(["manage.py", step.command, *step.arguments], {**told, "DATABASE_URL": url})
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(wanted))
        )


def copy(template: str, url: str) -> None:
    """Make a database anew as a copy of the one of this name."""
    drop(url)
    names = (sql.Identifier(name) for name in (name_of(url), template))
    with maintenance(url) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def drop(url: str) -> None:
    """Drop a database, whoever is using it."""
    name = sql.Identifier(name_of(url))
    with maintenance(url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def maintenance(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection to the same server that uses none of the shop's databases."""
    return psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True)


def beside(url: str, suffix: str) -> str:
    """Return the address of a database whose name goes on with a suffix."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path}{suffix}").geturl()


def name_of(url: str) -> str:
    """Return the name of a database."""
    return urlsplit(url).path[1:]


def command(arguments: Sequence[str], told: Mapping[str, str]) -> str:
    """Run Python in the project's folder and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=paths.ROOT,
        env={**told, "LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    assert done.returncode == 0, f"{arguments[:2]} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout
