"""The first thing every command does: make sure that a Python new enough runs it.

Old versions of Python read this file too, so it keeps to what Python 3.6 understands.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)
WANTED = ("python3.13", "python3.12", "python3.11")
_ASK = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])"


def require_supported() -> None:
    """Return at once on Python 3.11 to 3.13, else hand over to such a Python or exit with a plain message."""
    if os.name != "posix":
        sys.exit("These commands run on Linux and macOS. On Windows use WSL or Docker.")
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for name in WANTED:
        path = shutil.which(name)
        if path and _answers(path, name):
            os.execv(path, [path, *sys.argv])  # noqa: S606 (the same command, in another Python)
    sys.stderr.write(
        "This is Python {}.{}; the shop needs Python 3.11, 3.12 or 3.13 and found none on PATH.\n"
        "Install one:  apt-get install python3 python3-venv   or   brew install python@3.13\n".format(
            *sys.version_info[:2]
        )
    )
    sys.exit(1)


def _answers(path: str, name: str) -> bool:
    """Return whether the program really starts that version: a version manager's stand-in may not."""
    asked = subprocess.run([path, "-c", _ASK], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return asked.returncode == 0 and "python" + asked.stdout.decode() == name
