"""A sign of life of worker and beat, for the health check of their containers (docker/healthcheck).

The worker's comes from its main loop, so a worker that hangs or has lost its broker stops giving it. Asking the worker
through the broker instead would start a second Celery every few seconds.
"""

import os
from pathlib import Path
from typing import Any

from celery.signals import after_task_publish, beat_init, heartbeat_sent


def listen() -> None:
    """Touch the file that ALIVE_FILE names whenever this worker's heart beats or this beat sends a task."""
    path = os.environ.get("ALIVE_FILE", "")
    if not path:
        return
    file = Path(path)

    def say_alive(**_details: Any) -> None:
        file.touch()

    def watch_sending(**_details: Any) -> None:
        file.touch()
        after_task_publish.connect(say_alive, weak=False)

    heartbeat_sent.connect(say_alive, weak=False)
    beat_init.connect(watch_sending, weak=False)
