"""Goes through the running shop after a release, as its hooks did before (infra/hooks)."""

import argparse
import sys

from infra.hooks.journey import journey, same_release
from infra.hooks.visitor import Door


def main() -> int:
    """Visit the shop and return 1 if something is wrong."""
    parser = argparse.ArgumentParser(description="Go through the shop as a shopper would.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--release", required=True)
    given = parser.parse_args()
    door = Door.of_url(given.url)
    report = journey(door, given.release)
    if report.is_ok:
        report.checks.append(same_release(door, given.release))
    sys.stdout.write(f"{report}\n")
    return 0 if report.is_ok else 1


if __name__ == "__main__":
    sys.exit(main())
