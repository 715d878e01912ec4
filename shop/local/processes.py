"""Processes that outlive the one that started them: who they are, and how they are ended."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

_PROC = Path("/proc/self/stat")  # Linux has it, macOS does not
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Record:
    """One started process. A pid alone may belong to somebody else by now; pid and birth together cannot."""

    pid: int
    birth: str
    port: int = 0

    def is_running(self) -> bool:
        """Return whether this very process still runs."""
        return bool(self.birth) and birth(self.pid) == self.birth


def birth(pid: int) -> str:
    """Return when a process was born, in the system's own words, or an empty text if it does not run."""
    if _PROC.exists():
        return _birth_from_proc(pid)
    asked = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, started = asked.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else started.strip()


def _birth_from_proc(pid: int) -> str:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = _BOOT.read_text().strip()
    except OSError:
        return ""
    state, started = fields[0], fields[19]
    return "" if state in "ZX" else f"{boot}:{started}"


def exists(pid: int) -> bool:
    """Return whether some process has this id, be it one that has ended but was not collected yet."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def remember(path: Path, pid: int, port: int = 0) -> None:
    """Write down a process for the next start of this command."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(Record(pid, birth(pid), port))))
    draft.replace(path)


def recall(path: Path) -> Record | None:
    """Return the process that was written down, or None when there is none that can be read."""
    try:
        found = json.loads(path.read_text())
        return Record(int(found["pid"]), str(found["birth"]), int(found["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def ask_to_end(record: Record, how: signal.Signals) -> None:
    """Send a process the signal that asks it to end, unless it has ended already."""
    if record.is_running():
        with contextlib.suppress(ProcessLookupError):
            os.kill(record.pid, how)


def kill(record: Record) -> None:
    """End a process and its whole group at once."""
    if record.is_running():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(record.pid, signal.SIGKILL)
        wait_for_end(record, 5)


def wait_for_end(record: Record, seconds: float, gives_up: Callable[[], bool] = lambda: False) -> bool:
    """Return whether the process ended in time, and before the one who waits gives up."""
    deadline = time.monotonic() + seconds
    while record.is_running():
        if time.monotonic() > deadline or gives_up():
            return False
        time.sleep(0.03)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(record.pid, os.WNOHANG)
    return True


def command(pid: int) -> str:
    """Return the command line of a process, or an empty text if it does not run."""
    if _PROC.exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    asked = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()
