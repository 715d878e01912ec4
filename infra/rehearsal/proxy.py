"""The load balancer of a rehearsal: HAProxy with two colours, and what it has measured of its answers."""

import shutil
import socket
import subprocess
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra.deployctl.problems import Refused
from infra.rehearsal.state import COLOURS
from shop.local import ports

TASKS = 2  # of each colour
_CONFIG = """\
global
    log 127.0.0.1:{log} format raw local0
    stats socket ipv4@127.0.0.1:{admin} level admin
    maxconn 2000
defaults
    mode http
    log global
    # A load balancer on AWS does not repeat a failed request, so neither does this one: repeating would hide faults.
    retries 0
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    timeout http-keep-alive 60s
    option httpchk GET /readyz
    option forwardfor
    default-server check inter 1s fall 2 rise 1
frontend production
    bind 127.0.0.1:{production}
    log-format "R %s %ST %Tr"
    http-request set-header X-Forwarded-Proto http
    default_backend shop
frontend test
    bind 127.0.0.1:{test}
    no log
    http-request set-header X-Forwarded-Proto http
    default_backend next
backend shop
    balance roundrobin
{servers}
backend next
    balance roundrobin
{servers}
"""


def program() -> str:
    """Return where HAProxy is. Raises Refused where it is not installed."""
    found = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Refused(
            "HAProxy is not installed, and the rehearsal needs it as its load balancer.",
            "Install it:  apt-get install haproxy   or   brew install haproxy. It need not run as a service.",
        )
    return found


@dataclass(frozen=True)
class Answered:
    """One answer to a shopper. `task` is "<NOSRV>" when no task could be asked."""

    at: float
    task: str
    status: int
    seconds: float

    @property
    def colour(self) -> str:
        """Return the colour that answered, or nothing."""
        return self.task.rstrip("0123456789") if self.task.startswith(COLOURS) else ""


@dataclass
class Proxy:
    """A running load balancer."""

    folder: Path
    production: int = field(default_factory=ports.free)
    test: int = field(default_factory=ports.free)
    admin: int = field(default_factory=ports.free)
    tasks: dict[str, int] = field(default_factory=dict)  # name, such as blue1: port
    answered: list[Answered] = field(default_factory=list)

    def __post_init__(self) -> None:
        for colour in COLOURS:
            self.tasks |= {f"{colour}{number}": ports.free() for number in range(1, TASKS + 1)}

    def of(self, colour: str) -> dict[str, int]:
        """Return the tasks of a colour with their ports."""
        return {name: port for name, port in self.tasks.items() if name.startswith(colour)}

    def shift(self, backend: str, green_of: str, share: int) -> None:
        """Give a colour a share of the traffic in percent. The share that grows is set first: never is it nothing."""
        other = next(one for one in COLOURS if one != green_of)
        order = [(green_of, share), (other, 100 - share)]
        for colour, weight in sorted(order, key=lambda one: -one[1]):
            for name in self.of(colour):
                self._tell(f"set server {backend}/{name} weight {weight}")

    def share(self, colour: str) -> int:
        """Return a colour's share of shoppers in percent."""
        weights = {one: int(self._tell(f"get weight shop/{one}1").split()[0]) for one in COLOURS}
        return round(100 * weights[colour] / (sum(weights.values()) or 1))

    def healthy(self, colour: str, backend: str = "shop") -> int:
        """Return how many tasks of a colour answer their health check."""
        rows = [line.split(",") for line in self._tell("show stat").splitlines()]
        return sum(
            row[0] == backend and row[1] in self.of(colour) and row[17] == "UP"
            for row in rows
            if len(row) > 17
        )

    def since(self, moment: float) -> list[Answered]:
        """Return the answers since a moment of the monotonic clock."""
        answered = list(self.answered)  # in order of time, and more arrive meanwhile
        return answered[bisect_left(answered, moment, key=lambda one: one.at) :]

    def _tell(self, command: str) -> str:
        with socket.create_connection(("127.0.0.1", self.admin), 5) as line:
            line.sendall(f"{command}\n".encode())
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()

    def _listen(self, log: socket.socket) -> None:
        with suppress(OSError):
            while data := log.recv(4096):
                parts = data.decode(errors="replace").split()
                if parts and parts[0] == "R":
                    took = max(int(parts[3]), 0) / 1000
                    self.answered.append(Answered(time.monotonic(), parts[1], int(parts[2]), took))

    def _config(self, log: int) -> Path:
        servers = "\n".join(
            f"    server {name} 127.0.0.1:{port} weight 0" for name, port in self.tasks.items()
        )
        file = self.folder / "haproxy.cfg"
        told = {"log": log, "admin": self.admin, "servers": servers}
        file.write_text(_CONFIG.format(production=self.production, test=self.test, **told))
        return file

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """Run it for the length of the block."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as log:
            log.bind(("127.0.0.1", 0))
            file = self._config(log.getsockname()[1])
            threading.Thread(target=self._listen, args=(log,), daemon=True).start()
            with (self.folder / "haproxy.log").open("ab") as output:
                process = subprocess.Popen(
                    [program(), "-db", "-f", str(file)], stdout=output, stderr=subprocess.STDOUT
                )
            try:
                self._wait(process)
                yield self
            finally:
                process.terminate()
                process.wait(10)

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with suppress(OSError):
                self._tell("show info")
                return
            if process.poll() is not None:
                break
            time.sleep(0.05)
        raise Refused("HAProxy does not start.", f"See {self.folder / 'haproxy.log'}.")
