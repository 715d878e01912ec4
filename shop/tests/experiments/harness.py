"""What every experiment does: count its tries, keep what was wrong, and show that it can turn red."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.utils import timezone

from apps.books.selectors import check
from apps.core.errors import ShopError

T = TypeVar("T", bound=type)


@dataclass
class Trial:
    """One experiment as it runs, and its row in the table."""

    id: str
    what: str
    scale: float
    chance: random.Random
    n: int = 0
    findings: list[str] = field(default_factory=list)
    control: bool | None = None
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    def times(self, full: int) -> Iterator[int]:
        """Count from 0 as often as the experiment is to be done, at least twice."""
        yield from range(max(2, round(full * self.scale)))

    def tried(self, count: int = 1) -> None:
        self.n += count

    def expect(self, is_so: bool, what: object = "") -> None:
        """Keep a finding unless something is so."""
        if not is_so:
            self.findings.append(f"try {self.n}: {what}")

    def balanced(self, *besides: str, now: datetime | None = None) -> None:
        """Keep what does not balance in the books as a finding."""
        self.findings += [str(found) for found in check(now=now) if found.invariant not in besides]

    def is_red(self, turned_red: bool) -> None:
        """Say whether the same went wrong without its guard."""
        self.control = turned_red if self.control is None else self.control and turned_red

    @property
    def verdict(self) -> str:
        return "holds" if self.control and not self.findings and self.n else "FAILS"


def experiment(name: str, what: str) -> Callable[[T], T]:
    """Make a test class one experiment of the table."""

    def decorate(tests: T) -> T:
        for mark in (
            pytest.mark.experiments,
            pytest.mark.experiment(name, what),
            pytest.mark.django_db(transaction=True, serialized_rollback=True),
        ):
            tests = mark(tests)
        return tests

    return decorate


def table(trials: Sequence[Trial]) -> list[str]:
    """Write trials as a Markdown table, in the order of their names."""
    head = ["| id | what | n | findings | control red | seconds | verdict |", "|---|---|--:|--:|---|--:|---|"]
    rows = [
        f"| {t.id} | {t.what} | {t.n} | {len(t.findings)} | {'yes' if t.control else 'NO'}"
        f" | {t.seconds:.1f} | {t.verdict} |"
        for t in sorted(trials, key=lambda one: one.id)
    ]
    return head + rows


def in_an_hour() -> datetime:
    return timezone.now() + timedelta(hours=1)


def refusals(results: Sequence[Any]) -> list[ShopError]:
    return [result for result in results if isinstance(result, ShopError)]


def crashes(results: Sequence[Any]) -> list[BaseException]:
    """What went wrong otherwise than by a clear refusal."""
    return [r for r in results if isinstance(r, BaseException) and not isinstance(r, ShopError)]


def placed(results: Sequence[Any]) -> list[Any]:
    return [r for r in results if not isinstance(r, BaseException) and r.is_placed]


@contextmanager
def without_unique_cart() -> Iterator[None]:
    """Take away what the table itself says against two orders of a basket. Clear `cart` before the end."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_order DROP CONSTRAINT orders_order_cart_id_key")
        try:
            yield
        finally:
            cursor.execute(
                "ALTER TABLE orders_order ADD CONSTRAINT orders_order_cart_id_key UNIQUE (cart_id)"
            )
