"""Writes the pictures of the shop's own pages: `python -m shop.demo.drawings --site static/img --month 1`."""

import argparse
import sys
from pathlib import Path

from shop.demo.drawings.site import write_site_pictures


def main() -> None:
    """This function will read the command line and write the pictures."""
    parser = argparse.ArgumentParser(prog="python -m shop.demo.drawings", description=__doc__)
    parser.add_argument("--site", type=Path, required=True, metavar="FOLDER", help="folder for the pictures")
    parser.add_argument(
        "--month", type=int, default=1, choices=range(1, 13), metavar="1-12", help="month of the sky"
    )
    options = parser.parse_args()
    for path in write_site_pictures(options.site, options.month):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
