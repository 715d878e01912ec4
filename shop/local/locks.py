"""Locks between processes. The system frees them when their holder ends, however it ends."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shop.local import stopping


def try_take(path: Path) -> int | None:
    """Return an open file that holds the lock, or None while another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def held(path: Path, *, may_stop: bool = True) -> Iterator[int]:
    """Wait for the lock and hold it for the length of the block, which gets the open file that holds it.

    Raises Stopped when somebody asks to stop while it waits, unless this has to be done all the same.
    """
    while (descriptor := try_take(path)) is None:
        time.sleep(0.05)
        if may_stop:
            stopping.check()
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def is_taken(path: Path) -> bool:
    """Return whether some process holds the lock at this moment."""
    descriptor = try_take(path)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def write_note(descriptor: int, note: dict[str, Any]) -> None:
    """Leave a note in a lock this process holds, for those who find it taken."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(note).encode(), 0)


def read_note(path: Path) -> dict[str, Any]:
    """Return the note in a lock, or an empty one when there is none yet."""
    try:
        note = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
