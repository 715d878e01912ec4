"""Writes what a release consists of: task definition, appspec, parameters of the workers, and its own description.

Called by the build (buildspec.yml) with the values that stack 45-workers keeps in the parameter store, and by whoever
makes the first release, who has them from the stacks' outputs.
"""

import argparse
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

import boto3

from infra.paths import ROOT, TASK_DEFINITIONS

_DIGEST = re.compile(r".+@sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """A release: its name, the commit it was made from, and its image by digest."""

    name: str
    commit: str
    image: str

    def __post_init__(self) -> None:
        if not _DIGEST.fullmatch(self.image):
            raise ValueError(f"{self.image} names no digest, so it may become another image tomorrow")


def task_definition(values: Mapping[str, str], release: Release, *, region: str) -> dict[str, Any]:
    """Return the task definition of the web service; its image is left for the pipeline to fill in.

    Raises KeyError when a value is missing.
    """
    text = (TASK_DEFINITIONS / "web.json.tmpl").read_text()
    filled = Template(text).substitute({**values, "Release": release.name, "Region": region})
    found: dict[str, Any] = json.loads(filled)
    return found


def appspec(env: str) -> str:
    """Return appspec.yml with the names of this environment's hooks."""
    return (ROOT / "appspec.yml").read_text().replace("_shop-ENV-", f"_shop-{env}-")


def workers(values: Mapping[str, str], release: Release) -> dict[str, Any]:
    """Return the template configuration with which the pipeline updates the workers' stack."""
    return {"Parameters": {**values, "ImageUri": release.image}}


def write(folder: Path, values: Mapping[str, str], release: Release, *, region: str) -> None:
    """Write every file that a release hands to the stages after the build."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Any] = {
        "taskdef.json": task_definition(values, release, region=region),
        "workers.json": workers(values, release),
        "imageDetail.json": {"ImageURI": release.image},
        "release.json": asdict(release),
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")
    (folder / "appspec.yml").write_text(appspec(values["Env"]))


def main() -> None:
    """Read the values of an environment and write the files of a release."""
    parser = argparse.ArgumentParser(description="Write the files of a release.")
    for name in ("env", "release", "commit", "image", "folder"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    session = boto3.session.Session()
    stored = session.client("ssm").get_parameter(Name=f"/shop/{given.env}/release-values")
    values = json.loads(stored["Parameter"]["Value"])
    release = Release(given.release, given.commit, given.image)
    write(Path(given.folder), values, release, region=session.region_name)


if __name__ == "__main__":
    main()
