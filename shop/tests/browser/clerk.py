"""Does behind the shop's counter what tests ask for, one piece of Python after the other, in one process.

A process for each piece would spend most of its time on starting.
"""

import io
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

from shop.local import paths


class Clerk:
    """The other process. It starts with its first piece of work, and ends with this one."""

    def __init__(self, told: Mapping[str, str], log: Path) -> None:
        self._told = told
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def do(self, code: str) -> str:
        """Run Python with Django set up and return what it prints. Fails with the other side's traceback."""
        with self._one_at_a_time:
            process = self._process = self._process or self._hire()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(code) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        assert answer, f"the clerk has gone; see {self._log}"
        printed, trouble = json.loads(answer)
        assert not trouble, f"{printed}\n{trouble}"
        return str(printed)

    def dismiss(self) -> None:
        """Let the other process end."""
        if self._process is not None:
            self._process.communicate()

    def _hire(self) -> "subprocess.Popen[str]":
        with self._log.open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "shop.tests.browser.clerk"],
                cwd=paths.ROOT,
                env=dict(self._told),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )


def main() -> None:
    """Read pieces of Python, one as JSON per line, and answer each with what it printed and its traceback."""
    import django
    from django.db import connections

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else writes, as logs do, goes to the log
    django.setup()
    from apps.core.memo import forget_all

    for line in sys.stdin:
        printed, trouble = io.StringIO(), ""
        forget_all()
        try:
            with redirect_stdout(printed):
                exec(json.loads(line), {"__name__": "__main__"})  # noqa: S102 - the tests' own code
        except BaseException:  # noqa: BLE001 - whoever asked looks at it
            trouble = traceback.format_exc()
        connections.close_all()
        answers.write(json.dumps([printed.getvalue(), trouble]) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
