"""Running one command to its end while staying ready to stop."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from shop.local import paths, processes, programs, stopping


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    meanwhile: Callable[[], None] = lambda: None,
    *,
    record: Path | None = None,
    lock: int | None = None,
) -> int:
    """Run a command in the project's folder with its output in a log, and return its exit code.

    `meanwhile` is called again and again. Raises Stopped, and ends the command, when asked to stop. Should
    this process be killed, the command goes on: its record finds it, and it keeps the lock it was given.
    """
    with log.open("w") as output:
        process: programs.Process = subprocess.Popen(
            list(command),
            cwd=paths.ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=() if lock is None else (lock,),
        )
    if record:
        processes.remember(record, process.pid)
    try:
        while process.poll() is None:
            meanwhile()
            stopping.pause(0.05)
        meanwhile()
    finally:
        programs.end_group(process)
    return process.returncode
