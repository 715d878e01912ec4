"""What the commands say on the terminal: short lines of plain ASCII."""

import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shop.local import stopping

_WIDTH = 22


@dataclass
class _Screen:
    """What stands on the terminal's last line and may still change."""

    moving: str = ""


_screen = _Screen()


class LocalError(Exception):
    """Something a person has to put right; its text says what happened and what to do next."""


def prepare() -> None:
    """Make every line appear at once, and no character an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="replace")


def say(text: str = "") -> None:
    """Print one line, in place of a moving one. A closed pipe asks the command to stop."""
    _write(f"{_blank()}{text}\n")
    _screen.moving = ""


def complain(text: str) -> None:
    """Print why a command failed, where errors go."""
    say()
    sys.stderr.write(f"{text}\n")


def is_terminal() -> bool:
    """Return whether a person watches, so that a line may move."""
    return sys.stdout.isatty()


class Line:
    """One row of the start-up table: a name, what became of it, and the seconds it took."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.result = "done"
        self._began = time.monotonic()
        self._told = float("-inf")

    def progress(self, text: str) -> None:
        """Show how far it is: a moving line on a terminal, elsewhere a plain line every ten seconds."""
        if is_terminal():
            _move(f"  {self.name:<{_WIDTH}} {text}")
        elif time.monotonic() - self._told >= 10:
            self._told = time.monotonic()
            say(f"  {self.name:<{_WIDTH}} {text}")

    def detail(self, text: str) -> None:
        """Print one line of the work's own output."""
        say(f"    {text}")

    def finish(self) -> None:
        """Print the row with its result."""
        say(f"  {self.name:<{_WIDTH}} {self.result:<44} {time.monotonic() - self._began:5.1f} s")


@contextmanager
def line(name: str) -> Iterator[Line]:
    """Show one row of the table around a piece of work; work that fails gets no row."""
    row = Line(name)
    if is_terminal():
        row.progress("...")
    yield row
    row.finish()


def _move(text: str) -> None:
    shown = text[: shutil.get_terminal_size().columns - 1]
    if shown != _screen.moving:
        _write(f"{_blank()}{shown}")
        _screen.moving = shown


def _blank() -> str:
    return f"\r{' ' * len(_screen.moving)}\r" if _screen.moving else ""


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Later lines, and what Python still holds back, go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stopping.request(signal.SIGPIPE)
