"""The Python environment in .local/venv, filled from a hashed requirements file by plain pip."""

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from shop.local import commands, console, locks, paths, stopping
from shop.local.console import LocalError

# A larger set holds the smaller ones, so installing it serves all of them.
SETS = {
    "requirements.txt": ("requirements.txt",),
    "requirements-local.txt": ("requirements.txt", "requirements-local.txt"),
    "requirements-dev.txt": ("requirements.txt", "requirements-local.txt", "requirements-dev.txt"),
}
_BASE_PYTHON = Path(sys.executable).resolve()
_LOCK = paths.LOCAL / "venv.lock"
_STAMP = paths.VENV / "installed.json"
_FETCHED = re.compile(
    r"^(?:Collecting|Processing|Requirement already satisfied:) (?:\S*/)?([A-Za-z][\w.]*(?:-[A-Za-z]\w*)*)",
    re.MULTILINE,
)


def python() -> Path:
    """Return the environment's Python."""
    return paths.VENV / "bin" / "python"


def site_packages() -> Path:
    """Return the folder of the environment that packages are installed in."""
    base = str(paths.VENV)
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": base, "platbase": base}))


def ensure(requirements: str) -> None:
    """Make the environment hold a requirements file, touching nothing when it already does.

    Raises LocalError when Python cannot make environments or pip cannot install.
    """
    with console.line("Python environment") as row:
        row.result = f"ready (Python {platform.python_version()})"
        if _holds(requirements):
            return
        if locks.is_taken(_LOCK):
            row.progress("waiting for another command that installs packages")
        with locks.held(_LOCK) as lock:
            if not _holds(requirements):
                _install(requirements, row, lock)
                row.result = f"{_installed_count()} packages installed (Python {platform.python_version()})"


def required_count(requirements: Path) -> int:
    """Return how many packages a requirements file names, counting those for other systems too."""
    return sum(
        "==" in text for text in requirements.read_text().splitlines() if not text.startswith((" ", "#"))
    )


def digest(requirements: Path) -> str:
    """Return a fingerprint of a requirements file."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def tag() -> str:
    """Return which Pythons may share an environment: same version, same kind of machine."""
    return f"{sys.implementation.cache_tag}-{sys.platform}-{platform.machine()}"


def progress(pip_output: str, total: int, unpacked: int) -> str:
    """Return how far pip is, in a few words."""
    if "Installing collected packages" in pip_output:
        return f"unpacking packages, {min(unpacked, total)} of {total}"
    fetched = _FETCHED.findall(pip_output)
    return (
        f"fetching packages, {len(fetched)} of {total}: {fetched[-1]}" if fetched else "looking for packages"
    )


def _holds(requirements: str) -> bool:
    stamp = _read_stamp()
    return _is_usable(stamp) and stamp.get("installed", {}).get(requirements) == digest(
        paths.ROOT / requirements
    )


def _is_usable(stamp: dict[str, Any]) -> bool:
    return stamp.get("tag") == tag() and python().exists()


def _read_stamp() -> dict[str, Any]:
    try:
        found = json.loads(_STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _install(requirements: str, row: console.Line, lock: int) -> None:
    # Without its stamp a folder is the rest of an interrupted start: nobody knows what it holds.
    if not _is_usable(_read_stamp()):
        _make_new(row)
    _STAMP.unlink(missing_ok=True)
    _run_pip(requirements, row, lock)
    installed = {name: digest(paths.ROOT / name) for name in SETS[requirements]}
    _STAMP.write_text(json.dumps({"tag": tag(), "installed": installed}))


def _make_new(row: console.Line) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise LocalError(
            f"Python {version} on this machine cannot make virtual environments.\n"
            f"Install the missing part, for example:  apt-get install python{version}-venv"
        )
    if locks.is_taken(paths.RUN_LOCK) and locks.read_note(paths.RUN_LOCK).get("pid") != os.getpid():
        raise LocalError(
            f"The environment has to be made anew for Python {version}, but a running shop uses it.\n"
            "Stop that shop (Ctrl-C in its terminal), then start this command again."
        )
    row.progress("making the environment")
    shutil.rmtree(paths.VENV, ignore_errors=True)
    made = subprocess.run(
        # Not sys.executable: that may be the Python inside the very folder that was just removed.
        [str(_BASE_PYTHON), "-m", "venv", str(paths.VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    stopping.check()
    if made.returncode:
        raise LocalError(f"Could not make {paths.shown(paths.VENV)}:\n{(made.stdout + made.stderr).strip()}")


def _run_pip(requirements: str, row: console.Line, lock: int) -> None:
    total = required_count(paths.ROOT / requirements)
    log = paths.LOGS / "pip.log"

    def show_progress() -> None:
        row.progress(progress(log.read_text(errors="replace"), total, _installed_count()))

    command = [str(python()), "-m", "pip", "install", "--require-hashes", "--no-input", "-r", requirements]
    # pip keeps the lock, so that a start after a killed one waits until this pip has ended.
    if commands.run(command, {**os.environ, "PYTHONUNBUFFERED": "1"}, log, show_progress, lock=lock):
        raise LocalError(_failure(log))


def _installed_count() -> int:
    return sum(1 for _ in site_packages().glob("*.dist-info"))


def _failure(log: Path) -> str:
    last = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    return (
        f"pip could not install the packages. Its last lines ({paths.shown(log)}):\n{last}\n\n"
        "Check the network connection, then start again. A proxy or a mirror of the package index is set\n"
        "with pip's own variables (PIP_PROXY, PIP_INDEX_URL, PIP_FIND_LINKS) or its configuration file."
    )
