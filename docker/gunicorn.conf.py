"""How gunicorn serves the shop. Each value has its reason; the environment may override the counts."""

import os
from pathlib import Path
from typing import Any

# Two processes use two cores; threads let a slow client or a waiting bank not block the others.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"

# A load balancer keeps idle connections for 60 s; ours must outlive them, or it answers 502.
keepalive = 75

# A page takes milliseconds. What takes 30 s is stuck, and its worker is better replaced.
timeout = 30

# SIGTERM: stop accepting, finish what runs, then leave, well within the container's 60 s stop time.
graceful_timeout = 30

# Heartbeats of the workers must not touch a slow or read-only disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, not a shared folder

# Load the code once, before forking: faster start, shared memory.
preload_app = True

# The control socket would be one more file to write; signals are enough.
control_socket_disable = True

accesslog = None  # the load balancer writes one
errorlog = "-"


def post_fork(server: Any, worker: Any) -> None:
    """Send traces, where somebody takes them: each process has a connection of its own."""
    from shop import telemetry

    telemetry.export("web")
