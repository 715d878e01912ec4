"""The programs that run beside a command: how one is described, started, found again and stopped.

Each one is written down in a folder of records, so that a later command can stop what a killed one left.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shop.local import paths, ports, processes, stopping
from shop.local.console import LocalError
from shop.local.processes import Record

Process = subprocess.Popen[bytes]

# How to ask a program to end, and how many seconds to wait. The shop ends first, then what it needs.
_SHOP = {
    "setup": (signal.SIGTERM, 5),
    "web": (signal.SIGTERM, 35),
    "worker": (signal.SIGTERM, 60),
    "beat": (signal.SIGTERM, 10),
    "stripe": (signal.SIGTERM, 5),
}
_SERVERS = {"valkey": (signal.SIGTERM, 10), "postgres": (signal.SIGINT, 20)}
_LARGEST_LOG = 5 * 1024 * 1024
_LONGEST_START = 60  # seconds; a database may have to recover first


@dataclass(frozen=True)
class Program:
    """One program: its command, its surroundings, and where its output and its record go."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(repr=False)
    log: Path
    records: Path
    cwd: Path = paths.ROOT
    port: int = 0
    account: Mapping[str, int | Sequence[int]] = field(default_factory=dict)


def start(program: Program) -> Process:
    """Start a program in its own session, so that Ctrl-C in the terminal reaches only this command."""
    with program.log.open("ab") as output:
        process: Process = subprocess.Popen(
            list(program.command),
            cwd=program.cwd,
            env=dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **program.account,  # type: ignore[call-overload]
        )
    processes.remember(record_of(program.records, program.name), process.pid, program.port)
    return process


def start_server(
    describe: Callable[[int], Program], is_ready: Callable[[Program, int], bool]
) -> tuple[Program, Process]:
    """Start a server on a free port and wait until it is ready.

    Another program may snatch the port, so it tries three times. Raises LocalError with the end of its log.
    """
    for _ in range(3):
        program = describe(ports.free())
        process = start(program)
        if _comes_up(program, process, is_ready):
            return program, process
        end_group(process)
        stopping.pause(0.3)
    raise LocalError(
        f"{program.name} does not start; see {paths.shown(program.log)}:\n{last_lines(program.log)}"
    )


def _comes_up(program: Program, process: Process, is_ready: Callable[[Program, int], bool]) -> bool:
    deadline = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        if is_ready(program, process.pid):
            return True
        stopping.pause(0.02)
    return False


def end_group(process: Process) -> None:
    """End at once what is left of a program and the processes it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def record_of(records: Path, name: str) -> Path:
    """Return the file that a program is written down in."""
    return records / f"{name}.json"


def running(records: Path) -> dict[str, Record]:
    """Return the programs that were written down and still run, by name."""
    found = {name: processes.recall(record_of(records, name)) for name in (*_SHOP, *_SERVERS)}
    return {name: record for name, record in found.items() if record and record.is_running()}


def stop_all(records: Path, gives_up: Callable[[], bool] = lambda: False) -> list[str]:
    """Stop every program written down, whoever started it. Return the names of the killed ones.

    `gives_up` cuts the waiting for the shop's processes short, but never that for the servers with its data.
    """
    alive = running(records)
    killed = _stop(alive, _SHOP, gives_up) + _stop(alive, _SERVERS, lambda: False)
    for name in (*_SHOP, *_SERVERS):
        record_of(records, name).unlink(missing_ok=True)
    return killed


def _stop(
    alive: Mapping[str, Record], group: Mapping[str, tuple[signal.Signals, int]], gives_up: Callable[[], bool]
) -> list[str]:
    members = {name: record for name, record in alive.items() if name in group}
    for name, record in members.items():
        processes.ask_to_end(record, group[name][0])
    began = time.monotonic()
    killed = []
    for name, record in members.items():
        if not processes.wait_for_end(record, began + group[name][1] - time.monotonic(), gives_up):
            processes.kill(record)
            killed.append(name)
    return killed


def rotate(log: Path) -> None:
    """Set a log aside that has grown over 5 MB, keeping one old one."""
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def last_lines(log: Path, count: int = 20) -> str:
    """Return the end of a log."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 64 * 1024))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])
    except OSError:
        return ""
