"""Stops the programs of a running shop as soon as whoever started them is gone, however that came about."""

import sys
from pathlib import Path

from shop.local import programs


def main(records: str) -> None:
    """Wait until the other end of the standard input is closed, then stop what was written down."""
    sys.stdin.buffer.read()
    programs.stop_all(Path(records))


if __name__ == "__main__":
    main(sys.argv[1])
