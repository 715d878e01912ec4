"""Runs pieces of the shop in processes that are killed between two statements of the database.

`python -m shop.tests.experiments.forks` reads one job in JSON per line and answers each with how it ended. A
job is forked, as web servers and workers fork theirs, so that a death costs milliseconds. It dies before the
statement of its number: every commit, and every answer of a provider, lies between two statements.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from shop.tests.processes import KILLED, told


@dataclass(frozen=True)
class End:
    """How a job ended: after how many statements, killed, or with what error."""

    statements: int
    is_killed: bool
    error: str


class Forks:
    """The process that forks, seen from a test."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], env=told(**environment), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, code: str, *, dies_before: int = 0) -> End:
        """Run code until its end, or kill it before a statement, counted from 1."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"code": code, "dies_before": dies_before}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "The process that forks has ended."
        return End(**json.loads(line))

    def stop(self) -> None:
        self._process.communicate(timeout=20)


@contextmanager
def forks(**environment: str) -> Iterator[Forks]:
    started = Forks(environment)
    try:
        yield started
    finally:
        started.stop()


# ---- the other side of the pipe ---------------------------------------------------------------------


def _serve() -> None:
    import django

    django.setup()
    from celery import current_app

    current_app.loader.import_default_modules()
    for line in sys.stdin:
        print(json.dumps(_fork(json.loads(line))), flush=True)


def _fork(job: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(job, writing)
    os.close(writing)
    with os.fdopen(reading) as told_:
        last = told_.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    statements, _, error = last.partition("\n")
    return {"statements": int(statements or 0), "is_killed": code == KILLED, "error": error}


def _live(job: dict[str, Any], writing: int) -> None:
    """Run a job in the child and leave no other way than by its end."""
    from django.db import connection

    count, error = 0, ""

    def counting(execute: Any, *statement: Any) -> Any:
        nonlocal count
        count += 1
        if count == job["dies_before"]:
            os._exit(KILLED)
        return execute(*statement)

    try:
        with connection.execute_wrapper(counting):
            exec(job["code"], {})  # noqa: S102 - code of the test that asks
    except BaseException as raised:  # noqa: BLE001 - the test looks at what happened
        error = f"{type(raised).__name__}: {raised}"
    os.write(writing, f"{count}\n{error}".encode())
    os._exit(0)


if __name__ == "__main__":
    _serve()
