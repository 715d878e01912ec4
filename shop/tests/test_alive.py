"""The sign of life of worker and beat: a file that a health check looks at."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SIGNALS = "from celery.signals import after_task_publish, beat_init, heartbeat_sent; from shop import alive\n"


def after(code: str, file: Path | None) -> bool:
    """Run this with ALIVE_FILE set in a process of its own, and say whether the file is there afterwards."""
    environment = {"PATH": os.environ["PATH"]} | ({"ALIVE_FILE": str(file)} if file else {})
    command = [sys.executable, "-c", f"{SIGNALS}alive.listen()\n{code}"]
    subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True, timeout=60)
    return file is not None and file.exists()


class TestTheSignOfLife:
    def test_follows_the_workers_heart(self, tmp_path):
        assert after("heartbeat_sent.send(None)", tmp_path / "alive")

    def test_follows_what_beat_sends(self, tmp_path):
        file = tmp_path / "alive"

        assert after(
            f"import os; beat_init.send(None); os.remove({str(file)!r}); after_task_publish.send(None)", file
        )

    def test_is_not_given_by_a_worker_that_only_sends_tasks(self, tmp_path):
        assert not after("after_task_publish.send(None)", tmp_path / "alive")

    def test_is_not_given_where_nobody_asks_for_it(self, tmp_path):
        after("heartbeat_sent.send(None); beat_init.send(None)", None)

        assert list(tmp_path.iterdir()) == []
