"""Scanners that others have written, over the files of delivery. They are used where they are installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.paths import INFRA, ROOT

OPEN_BUCKET = """
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {AccessControl: PublicRead}
"""


def scan(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a scanner in the project's folder, without its own troubles with the network."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (docs/release.md)")
    return subprocess.run(
        [program, *arguments],
        cwd=ROOT, env={**os.environ, "LOG_LEVEL": "CRITICAL"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


class TestHadolint:
    def test_has_nothing_against_the_image(self):
        done = scan("hadolint", "Dockerfile")

        assert done.returncode == 0, done.stdout

    def test_would_find_something(self, tmp_path: Path):
        (tmp_path / "Dockerfile").write_text("FROM debian:latest\nRUN cd /tmp\n")

        assert "DL3007" in scan("hadolint", str(tmp_path / "Dockerfile")).stdout


class TestCheckov:
    def test_has_nothing_against_the_stacks_but_for_the_exceptions(self):
        done = scan("checkov", "--config-file", "infra/checkov.yaml")

        assert done.returncode == 0, done.stdout
        assert "Failed checks: 0" in done.stdout

    def test_would_find_something(self, tmp_path: Path):
        (tmp_path / "open.yaml").write_text(OPEN_BUCKET)
        config = (INFRA / "checkov.yaml").read_text().replace("infra/cloudformation", str(tmp_path))
        (tmp_path / "config.yaml").write_text(config)

        done = scan("checkov", "--config-file", str(tmp_path / "config.yaml"))

        assert "CKV_AWS_20" in done.stdout
