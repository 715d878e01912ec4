"""The running tasks of a rehearsal: web servers of both colours and the worker. What dies is replaced, as ECS does."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra.rehearsal import places
from infra.rehearsal.places import Tree
from infra.rehearsal.state import Release

_STOP_SECONDS = 20.0
_MB = 1024 * 1024


@dataclass
class Task:
    """One process, started again when it dies and stopped like a container."""

    command: Sequence[str]
    folder: Path
    told: Mapping[str, str]
    log: Path
    most_mb: int = 0  # memory of the task; beyond it the kernel would kill it
    process: "subprocess.Popen[bytes] | None" = None
    is_wanted: bool = True
    killed_for_memory: int = 0

    def start(self) -> "Task":
        """Start the process."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=dict(self.told), stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        return self

    def look(self) -> None:
        """Kill it when it has too much memory, and start it again when it is dead."""
        if not self.is_wanted or self.process is None:
            return
        if self.most_mb and _memory(self.process.pid) > self.most_mb * _MB:
            self.killed_for_memory += 1
            self.kill()
        if self.process.poll() is not None and self.is_wanted:
            self.start()

    def kill(self) -> None:
        """Take it away without a word, as a machine that fails does."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask_to_stop(self) -> None:
        """Send TERM and do not replace it any more."""
        self.is_wanted = False
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.terminate()

    def stop(self) -> None:
        """Stop it as ECS does: TERM, a while, then KILL."""
        self.ask_to_stop()
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_STOP_SECONDS)
        self.kill()


def _memory(group: int) -> int:
    """Return the memory of all processes of a group in bytes; nothing where there is no /proc."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            told = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(told[2]) == group:
                total += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


@dataclass
class Fleet:
    """All tasks, and the one who looks after them."""

    logs: Path
    port: int
    static_host: str = ""
    most_mb: int = 0
    web: dict[str, list[Task]] = field(default_factory=dict)  # by colour
    workers: list[Task] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def start_web(
        self, colour: str, release: Release, tree: Tree, listens: Mapping[str, int], fault: str = ""
    ) -> None:
        """Start the tasks of a colour."""
        told = places.environment(tree, self.port, self.static_host)
        told |= {"RELEASE": release.name, "REHEARSAL_FAULT": fault}
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "docker/gunicorn.conf.py"]
        self.web[colour] = [
            Task(
                [*gunicorn, "--bind", f"127.0.0.1:{port}", "infra.rehearsal.faulty:application"],
                tree.folder, told, self.logs / f"{name}.log", self.most_mb,
            ).start()
            for name, port in listens.items()
        ]  # fmt: skip

    def stop_web(self, colour: str) -> None:
        """Stop the tasks of a colour."""
        self._stop(self.web.pop(colour, []))

    def start_worker(self, release: Release, tree: Tree) -> Task:
        """Start a worker, with a scheduler in it, and wait until it works."""
        told = places.environment(tree, self.port, self.static_host)
        told |= {"RELEASE": release.name, "REMAP_SIGTERM": "SIGQUIT", "LOG_LEVEL": "INFO"}
        log = self.logs / f"worker-{release.name}-{time.monotonic_ns()}.log"
        schedule = ["--beat", "--scheduler", "celery.beat:Scheduler"]
        celery = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "shop.celery",
            "worker",
            "--concurrency",
            "1",
            *schedule,
        ]
        task = Task(
            [*celery, "-l", "INFO", "--without-mingle", "--without-gossip"], tree.folder, told, log
        ).start()
        self.workers.append(task)
        deadline = time.monotonic() + 60
        while " ready." not in log.read_text(errors="replace") and time.monotonic() < deadline:
            time.sleep(0.1)
        return task

    def roll_workers(self, release: Release, tree: Tree) -> None:
        """Replace the workers: new ones work before old ones leave."""
        old = list(self.workers)
        self.start_worker(release, tree)
        self._stop(old)
        self.workers = [one for one in self.workers if one not in old]

    def _stop(self, tasks: Sequence[Task]) -> None:
        for one in tasks:
            one.ask_to_stop()
        for one in tasks:
            one.stop()

    def look_after(self) -> None:
        """Replace what dies, until everything is stopped."""
        while not self.ended.wait(0.5):
            for task in [one for tasks in list(self.web.values()) for one in tasks] + list(self.workers):
                task.look()

    def stop(self) -> None:
        """Stop everything."""
        self.ended.set()
        everything = [one for tasks in self.web.values() for one in tasks] + self.workers
        self._stop(everything)
        self.web, self.workers = {}, []
