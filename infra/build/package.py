"""Packs the hooks of a deployment as Lambda wants them: infra/hooks as the package `hooks`, and nothing else.

boto3 is part of Lambda's Python.
"""

import argparse
import hashlib
import sys
import zipfile
from pathlib import Path

from infra.paths import INFRA

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(target: Path) -> str:
    """Write the archive and return the name it should have in a bucket.

    The same files always make the same archive and name, so an update of the stack changes a function only when its
    code has changed.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((INFRA / "hooks").glob("*.py")):
            entry = zipfile.ZipInfo(f"hooks/{file.name}", _LONG_AGO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return f"hooks/{digest[:16]}.zip"


def main() -> None:
    """Write the archive and print the name it should have."""
    parser = argparse.ArgumentParser(description="Pack the hooks for Lambda.")
    parser.add_argument("target", type=Path)
    sys.stdout.write(f"{pack(parser.parse_args().target)}\n")


if __name__ == "__main__":
    main()
