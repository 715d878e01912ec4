"""Where things lie: everything a machine makes for itself is in the ignored folder .local."""

import os
from pathlib import Path

from shop.local.console import LocalError

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"

VENV = LOCAL / "venv"
LOGS = LOCAL / "logs"
RUN = LOCAL / "run"
MEDIA = LOCAL / "media"
STATIC = LOCAL / "static"
SECRETS = LOCAL / "secrets.json"
STATE = LOCAL / "state.json"
SHOP_ENV = LOCAL / "shop.env"
TEST = LOCAL / "test"
TEST_RUN = TEST / "run"
RUN_LOCK = LOCAL / "run.lock"
_FOLDERS = (LOCAL, LOGS, RUN, TEST, TEST_RUN)


def make_folders() -> None:
    """Create .local and what every command needs in it. Raises LocalError where that is not allowed."""
    try:
        for folder in _FOLDERS:
            folder.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise LocalError(f"Cannot make the folder {error.filename}: {error.strerror}.") from error
    for folder in _FOLDERS:
        if not os.access(folder, os.W_OK):
            raise LocalError(
                f"{folder} belongs to another account; was the shop started with sudo before?\n"
                f"Remove it (sudo rm -rf '{LOCAL}') and start again."
            )


def shown(path: Path) -> str:
    """Return the path as people read it: relative to the project where it lies inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read, because it holds secrets."""
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(text)
