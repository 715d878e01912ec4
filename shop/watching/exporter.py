"""What the processes of one program have counted together, for Prometheus.

Each process writes its numbers into files of the folder PROMETHEUS_MULTIPROC_DIR; who is asked adds them up.
A worker cannot answer itself, because it forks: `python -m shop.watching.exporter` answers beside it. It knows
no Django, to stay small, and ends with the program that started it.
"""

import os
import subprocess
import sys
import threading

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector

__all__ = ["CONTENT_TYPE_LATEST", "beside_this_program", "exposition", "registry"]


def registry() -> CollectorRegistry:
    """Return what was counted: by all processes that share the folder, else by this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def exposition() -> bytes:
    """Return what was counted in the text format of Prometheus."""
    return generate_latest(registry())


def beside_this_program(port: int) -> "subprocess.Popen[bytes]":
    """Start a process that answers on a port for as long as this program lives."""
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "shop.watching.exporter", str(port)], stdin=subprocess.PIPE
    )


def main(port: int) -> None:
    """Answer until the program that started this one has ended: then the pipe between them is closed."""
    start_http_server(port, registry=registry())
    sys.stdin.buffer.read()


if __name__ == "__main__":
    threading.excepthook = lambda _: os._exit(1)
    main(int(sys.argv[1]))
