"""Keeps the programs of a running shop alive: starts them, restarts what dies, and tells about it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from shop.local import paths, programs, stopping
from shop.local.console import LocalError, say
from shop.local.logs import Notices, Tail
from shop.local.programs import Process, Program

LONGEST_WAIT = 30.0
GIVE_UP_AFTER = 5
GIVE_UP_WITHIN = 60.0
_HEALTHY_AFTER = 60.0


@dataclass
class Deaths:
    """When one program died, and how long to wait before it is started again (times in seconds)."""

    times: list[float] = field(default_factory=list)
    in_a_row: int = 0

    def note(self, now: float, lived: float) -> float:
        """Note a death and return the wait before the next start: 1, 2, 4 ... 30 s; 1 after a long life."""
        self.times = [time for time in self.times if now - time < GIVE_UP_WITHIN] + [now]
        self.in_a_row = 1 if lived >= _HEALTHY_AFTER else self.in_a_row + 1
        return float(min(2 ** (self.in_a_row - 1), LONGEST_WAIT))

    def are_too_many(self) -> bool:
        """Return whether it died so often within a minute that starting it again is no help."""
        return len(self.times) >= GIVE_UP_AFTER


class Watched:
    """One program under the supervisor's eyes."""

    def __init__(self, program: Program, process: Process | None = None, *, quiet: bool = False) -> None:
        self.program = program
        self.process = process
        self.deaths = Deaths()
        self.began = time.monotonic()
        self.next_start = 0.0
        self._tail = None if quiet else Tail(program.log)
        self._notices = Notices()

    def start(self) -> None:
        """Start the program."""
        self.process = programs.start(self.program)
        self.began = time.monotonic()

    def has_lived(self, seconds: float) -> bool:
        """Return whether the program has run for so long without an end."""
        is_running = self.process is not None and self.process.poll() is None
        return is_running and time.monotonic() - self.began >= seconds

    def tell_trouble(self) -> None:
        """Say on the terminal what the program warns of."""
        if self._tail:
            for text in self._notices.of(self._tail.new_lines()):
                say(f"  [{self.program.name}] {text}  ({paths.shown(self.program.log)})")

    def note_death(self, process: Process) -> None:
        """Say that the program died and when it is started again, and end what it left running."""
        now = time.monotonic()
        programs.end_group(process)
        wait = self.deaths.note(now, now - self.began)
        self.next_start = now + wait
        self.process = None
        how = f"signal {-process.returncode}" if process.returncode < 0 else f"exit code {process.returncode}"
        log = paths.shown(self.program.log)
        say(f"  [{self.program.name}] ended ({how}); starting again in {wait:.0f} s  ({log})")


def look_after(watched: Sequence[Watched], *, starting: bool) -> None:
    """Look once at every program and do what is due.

    Raises LocalError when one keeps dying while the shop is starting, Stopped when somebody asked to stop.
    """
    stopping.ask_when_closed(1)
    stopping.check()
    for one in watched:
        one.tell_trouble()
        if one.process is not None and one.process.poll() is not None:
            one.note_death(one.process)
            if starting and one.deaths.are_too_many():
                raise LocalError(_why_given_up(one.program))
        if one.process is None and time.monotonic() >= one.next_start:
            one.start()


def _why_given_up(program: Program) -> str:
    return (
        f"{program.name} ended {GIVE_UP_AFTER} times within a minute, so the start is given up.\n"
        f"The end of {paths.shown(program.log)}:\n{programs.last_lines(program.log)}"
    )
