"""`python -m infra.lint.schema`: refuse migrations that the release before would not survive."""

import argparse
import os
import sys

import django
from django.db.migrations.loader import MigrationLoader

from infra.lint.schema import history


def main() -> int:
    """Check every migration that no release has had and return 1 when one must not go out."""
    parser = argparse.ArgumentParser(prog="infra.lint.schema", description=__doc__)
    parser.add_argument(
        "--record", action="store_true", help="note all migrations there are as released, and check nothing"
    )
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    django.setup()
    loader = MigrationLoader(None)
    if given.record:
        head = "".join(
            f"{line}\n" for line in history.RELEASED.read_text().splitlines() if line.startswith("#")
        )
        history.RELEASED.write_text(head + history.record(loader))
        return 0
    found = history.check(loader, history.lines(history.RELEASED), history.lines(history.ALLOWED))
    sys.stdout.write("".join(f"{one}\n" for one in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
