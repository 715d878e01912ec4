"""A build machine as CodeBuild has it: a registry on this computer, and stand-ins for what needs an account.

Real are the shell, Python, the engine, the registry and every script of the project. Stand-ins are `aws`, the parameter
store, the scanner, the checks of the code (they are what runs this), and buildx where it is not installed.
"""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import certifi
import yaml

from infra.paths import ROOT
from infra.tests.docker import engine
from shop.local.text_checks import project_files

_PHASES = ("install", "pre_build", "build", "post_build")
_REGISTRY = """
version: 0.1
storage: {{filesystem: {{rootdirectory: {folder}}}}}
http: {{addr: "127.0.0.1:{port}"}}
log: {{level: error}}
"""
_AWS = """#!/bin/sh
echo "aws $*" >> "$CALLS"
case "$1 $2" in
"ecr get-login-password") echo password ;;
"s3 sync") mkdir -p "$BUCKETS/${4#s3://}" && cp -R "$3/." "$BUCKETS/${4#s3://}" ;;
"s3 cp") mkdir -p "$(dirname "$BUCKETS/${4#s3://}")" && cp "$3" "$BUCKETS/${4#s3://}" ;;
*) exit 64 ;;
esac
"""
# The engine's own builder in the place of buildx, without what only buildx has: a cache elsewhere, provenance.
_DOCKER = """#!/bin/bash
[ "$1" = buildx ] || exec {docker} "$@"
case "$2" in
create) exit 0 ;;
build)
    given=()
    for one in "${{@:3}}"; do
        case "$one" in --provenance=* | --load) ;; *) given+=("$one") ;; esac
    done
    exec env DOCKER_BUILDKIT=0 {docker} build --network "${{BUILD_NETWORK:-default}}" "${{given[@]}}"
    ;;
imagetools)
    tag="${{4##*:}}" path="${{4%:*}}"
    curl --fail --silent --head --header 'Accept: application/vnd.docker.distribution.manifest.v2+json' \\
        "http://${{path%%/*}}/v2/${{path#*/}}/manifests/$tag" | tr -d '\\r' |
        awk 'tolower($1) == "docker-content-digest:" {{print $2; found = 1}} END {{exit !found}}'
    ;;
esac
"""
# What the checks need of the folder and would miss: it is no repository of git.
_CHECKS = """#!/bin/sh
echo checks >> "$CALLS"
exec python -c 'import sys; from pathlib import Path; from shop.local.text_checks import machine_paths as found
sys.exit(found(Path.cwd()) or 0)'
"""
_SCANNER = """#!/bin/sh
echo '{"Results": [{"Target": "debian", "Vulnerabilities": []}]}'
"""


@contextmanager
def registry(folder: Path) -> Iterator[str]:
    """Run an empty registry of images for the length of the block and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "registry.yml"
    settings.write_text(_REGISTRY.format(folder=folder / "images", port=port))
    process = subprocess.Popen(["docker-registry", "serve", str(settings)])
    try:
        assert engine.until(lambda: _is_open(port), 20)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _is_open(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/v2/", timeout=2).status == 200)
    except OSError:
        return False


@dataclass
class Machine:
    """A machine with the files of a commit, on which a build specification is executed."""

    folder: Path
    told: dict[str, str]

    @classmethod
    def of_this_commit(cls, folder: Path, **told: str) -> "Machine":
        """Return a machine with the project's files and the stand-ins. `told` is what the pipeline tells the build."""
        source, programs = folder / "source", folder / "programs"
        for file in project_files(ROOT):
            target = source / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target)
        programs.mkdir()
        _script(source / ".ci/run", _CHECKS)
        _script(programs / "aws", _AWS)
        _script(programs / "trivy", _SCANNER)
        if engine.run("docker", "buildx", "version", check=False).returncode != 0:
            _script(programs / "docker", _DOCKER.format(docker=shutil.which("docker")))
        # Packages of this environment count as installed, so pip compares them with the locked ones and is done.
        packages = next(one for one in sys.path if one.endswith("site-packages"))
        environment = os.environ | told | {
            "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": packages,
            "CALLS": str(folder / "calls"),
            "BUCKETS": str(folder / "buckets"),
            "TRIVY": "trivy",
            "RDS_CA_URL": Path(certifi.where()).as_uri(),
            "CODEBUILD_BUILD_SUCCEEDING": "1",
        }  # fmt: skip
        return cls(folder, environment)

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def build(self, specification: str) -> subprocess.CompletedProcess[str]:
        """Execute the phases one after the other in one shell, as version 0.2 does; the first failure ends it."""
        phases: dict[str, Any] = yaml.safe_load((ROOT / specification).read_text())["phases"]
        lines = [line for name in _PHASES for line in phases.get(name, {}).get("commands", ())]
        script = "\n".join(f"{{ {line}\n}} || exit 1" for line in lines)
        return subprocess.run(
            ["bash", "-c", script.replace("/tmp/tools", str(self.folder / "tools"))],
            cwd=self.source, env=self.told, capture_output=True, text=True, check=False, timeout=1500,
        )  # fmt: skip

    def calls(self) -> list[str]:
        """Return how the stand-ins were called."""
        return (self.folder / "calls").read_text().splitlines()

    def bucket(self, name: str) -> Path:
        """Return the folder that stands for a bucket."""
        return self.folder / "buckets" / name


def _script(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)
