"""Decides by a scanner's report whether an image may be released."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

_STOPS = ("HIGH", "CRITICAL")


def reasons(report: dict[str, Any]) -> list[str]:
    """Return what forbids a release: weaknesses that are bad and have a remedy, one line for each.

    A weakness without a remedy stops nothing: no other image could be built. Raises ValueError when the report looked
    at nothing, because then its silence means nothing.
    """
    results = report.get("Results") or []
    if not results:
        raise ValueError("The scanner has looked at nothing.")
    found = [one for result in results for one in result.get("Vulnerabilities") or []]
    return sorted(
        f"{one['Severity']} {one['VulnerabilityID']}: {one['PkgName']} {one['InstalledVersion']}, "
        f"mended in {one['FixedVersion']}"
        for one in found
        if one["Severity"] in _STOPS and one.get("FixedVersion")
    )


def main() -> int:
    """Read a report of trivy (--format json) and return 1 when the image may not be released."""
    parser = argparse.ArgumentParser(description="Judge an image by trivy's report.")
    parser.add_argument("report", type=Path)
    found = reasons(json.loads(parser.parse_args().report.read_text()))
    sys.stdout.write("".join(f"{line}\n" for line in found) or "Nothing that has a remedy.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
