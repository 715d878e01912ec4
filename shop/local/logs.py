"""Reading along in the logs of programs: their new lines, and which of them are worth a word on screen."""

import re
import time
from pathlib import Path

_TROUBLE = re.compile(r"\b(?:WARNING|ERROR|CRITICAL)\b|\[(?:warning|error|critical)\s*\]|^Traceback ")
_SILENCE = 10.0  # seconds between two notices of one program


class Tail:
    """The lines a log gains from now on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._position = path.stat().st_size if path.exists() else 0
        self._rest = b""

    def new_lines(self) -> list[str]:
        """Return the complete lines that were added since the last time."""
        try:
            with self.path.open("rb") as file:
                if self.path.stat().st_size < self._position:
                    self._position = 0
                file.seek(self._position)
                added = file.read()
        except OSError:
            return []
        self._position += len(added)
        *lines, self._rest = (self._rest + added).split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in lines]


class Notices:
    """What to tell of one program's trouble: the first line at once, further ones counted for a while."""

    def __init__(self) -> None:
        self._quiet_until = 0.0
        self._untold = 0

    def of(self, lines: list[str], now: float | None = None) -> list[str]:
        """Return what to print for these new lines at this moment (seconds of the monotonic clock)."""
        now = time.monotonic() if now is None else now
        trouble = [line for line in lines if is_trouble(line)]
        if now < self._quiet_until:
            self._untold += len(trouble)
            return []
        told = [f"{self._untold} more warnings or errors"] if self._untold else []
        self._untold = 0
        if trouble:
            told.append(trouble[0][:200])
            self._untold = len(trouble) - 1
        if told:
            self._quiet_until = now + _SILENCE
        return told


def is_trouble(line: str) -> bool:
    """Return whether a log line is a warning or worse."""
    return bool(_TROUBLE.search(line))
