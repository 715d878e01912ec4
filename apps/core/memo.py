"""A tiny per-process memory for data that changes rarely and is read on every page.

What decides about money is read anew first (`fresh`); stock is never read through it.
"""

import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_clear_all: list[Callable[[], None]] = []


class Memo(Generic[P, R]):
    """A function whose answers are kept, by its positional arguments, for so many seconds in this process."""

    def __init__(self, function: Callable[P, R], seconds: float) -> None:
        self._function, self._seconds = function, seconds
        self._kept: dict[tuple[object, ...], tuple[float, R]] = {}
        _clear_all.append(self._kept.clear)
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        found = self._kept.get(args)
        if found is not None and found[0] > time.monotonic():
            return found[1]
        return self.fresh(*args, **kwargs)

    def fresh(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the function now, whatever is kept, and keep its answer."""
        value = self._function(*args, **kwargs)
        if len(self._kept) > 1000:
            self._kept.clear()
        self._kept[args] = (time.monotonic() + self._seconds, value)
        return value


def memo(seconds: float) -> Callable[[Callable[P, R]], Memo[P, R]]:
    """Keep a function's answers, by its positional arguments, for so many seconds in this process."""
    return lambda function: Memo(function, seconds)


def forget_all() -> None:
    """Empty every memo of this process: after a staff change, and between tests."""
    for clear in _clear_all:
        clear()
