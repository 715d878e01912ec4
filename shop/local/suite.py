"""`bin/test`: the whole test suite, with everything it needs.

Without arguments it shares the tests out among a few processes, one of which has the browser. With arguments it is
plain pytest.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from shop.local import console, paths, programs, stopping, testing, venv
from shop.local.console import LocalError, say

_NO_BROWSER = (
    "No Chromium or Chrome was found, and the browser tests need one.\n"
    "Install it:  apt-get install chromium   or   brew install --cask chromium   or name it in CHROMIUM."
)

_MOST_PROCESSES = 4  # more only wait: the walks through the browser are the longest piece and go one by one


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pytest with these arguments and return its exit code."""
    began = time.monotonic()
    console.prepare()
    stopping.listen()
    try:
        paths.make_folders()
        venv.ensure("requirements-dev.txt")
        _look_for_browser()
        with console.line("Test servers") as row:
            testing.ensure_services()
            row.result = "ready"
        code = _run_pytest((sys.argv[1:] if arguments is None else arguments) or _everything())
    except LocalError as error:
        console.complain(str(error))
        return 1
    except stopping.Stopped as stopped:
        return stopped.exit_code
    say(f"bin/test took {time.monotonic() - began:.1f} s.")
    return code


def _everything() -> list[str]:
    processes = min(max(2, os.cpu_count() or 2), _MOST_PROCESSES)
    return ["-n", str(processes), "--dist", "loadscope", "-q"]


def _look_for_browser() -> None:
    with console.line("Browser") as row:
        found = testing.find_chromium()
        row.result = found or "none"
    if found is None and os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        raise LocalError(_NO_BROWSER)
    if found is None:
        say(f"{_NO_BROWSER}\nUntil then the browser tests are skipped.")


def _run_pytest(arguments: Sequence[str]) -> int:
    # In the terminal's own process group: Ctrl-C reaches pytest itself, and a debugger can read the keyboard.
    pytest: programs.Process = subprocess.Popen(
        [str(venv.python()), "-m", "pytest", *arguments], cwd=paths.ROOT
    )
    try:
        while pytest.poll() is None:
            stopping.pause(0.1)
    finally:
        _end(pytest)
    return pytest.returncode


def _end(pytest: programs.Process) -> None:
    """Wait for pytest to tidy up after Ctrl-C; ask it to in case the signal came to this command alone."""
    for seconds in (3, 20):
        try:
            pytest.wait(seconds)
        except subprocess.TimeoutExpired:
            pytest.send_signal(signal.SIGINT)
    pytest.kill()
    pytest.wait()
