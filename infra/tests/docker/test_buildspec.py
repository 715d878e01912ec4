"""buildspec.yml, executed: from the files of a commit to an image by digest that serves shoppers."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.hooks.journey import journey, same_release
from infra.hooks.visitor import Door
from infra.paths import ROOT
from infra.rehearsal.wire import serving
from infra.tests.docker import engine, machine
from infra.tests.docker.conftest import shop_of, skip_without_engine
from infra.tests.docker.engine import Image, Stack
from infra.tests.test_journey import certificate
from infra.tests.test_settings import told, values

pytestmark = pytest.mark.docker

COMMIT = "4f2c1e9a7b3d5e6f8091a2b3c4d5e6f708192a3b"
PROXY_IMAGE = os.environ.get("PROXY_IMAGE", "haproxy:3.0-alpine")
ARTIFACTS = yaml.safe_load((ROOT / "buildspec.yml").read_text())["artifacts"]["files"]


@dataclass
class Built:
    """What a build has left behind."""

    done: subprocess.CompletedProcess[str]
    machine: machine.Machine

    def read(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.machine.source / name).read_text())
        return found

    @property
    def image(self) -> str:
        return str(self.read("imageDetail.json")["ImageURI"])

    @property
    def release(self) -> str:
        return str(self.read("release.json")["name"])

    @property
    def container(self) -> dict[str, Any]:
        (found,) = self.read("taskdef.json")["containerDefinitions"]
        return dict(found)


def base_by_digest(registry: str) -> str:
    """Put the base image into the registry and return its name there by digest, as the pipeline gives it."""
    name = f"{registry}/python:base"
    engine.run("docker", "tag", os.environ.get("BASE_IMAGE", "python:3.13-slim-trixie"), name)
    said = engine.run("docker", "push", name).stdout
    digest = re.search(r"sha256:[0-9a-f]{64}", said)
    assert digest, said
    return f"{registry}/python@{digest[0]}"


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    skip_without_engine(request)
    if not shutil.which("docker-registry"):
        pytest.skip("there is no registry: apt-get install docker-registry")
    folder = tmp_path_factory.mktemp("build")
    stored = {"Parameter": {"Value": json.dumps(values())}}
    answers = {("ssm", "GetParameter"): lambda asked: stored}
    with machine.registry(folder) as registry, serving(answers) as address:
        given = {
            "SHOP_ENV": "prod", "COMMIT": COMMIT, "REPOSITORY_URI": f"{registry}/shop-prod",
            "BASE_IMAGE": base_by_digest(registry), "STATIC_BUCKET": "static",
            "AWS_ENDPOINT_URL_SSM": address, "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        }  # fmt: skip
        made = machine.Machine.of_this_commit(folder, **given)
        yield Built(made.build("buildspec.yml"), made)


class TestTheBuild:
    def test_ends_well(self, built: Built):
        assert built.done.returncode == 0, built.done.stdout[-3000:] + built.done.stderr[-3000:]

    def test_checks_the_code_before_it_builds_anything(self, built: Built):
        calls = [line.split()[:3] for line in built.machine.calls()]

        assert calls == [
            ["checks"],
            ["aws", "ecr", "get-login-password"],
            ["aws", "s3", "sync"],
            ["aws", "s3", "cp"],
        ]

    def test_leaves_every_artifact(self, built: Built):
        assert [name for name in ARTIFACTS if not (built.machine.source / name).is_file()] == []

    def test_names_the_image_by_a_digest_that_the_registry_knows(self, built: Built):
        assert re.fullmatch(r"127\.0\.0\.1:\d+/shop-prod@sha256:[0-9a-f]{64}", built.image)
        assert "Status:" in engine.run("docker", "pull", built.image).stdout
        assert built.read("workers.json")["Parameters"]["ImageUri"] == built.image

    def test_publishes_the_static_files_of_the_image(self, built: Built):
        bucket = built.machine.bucket("static")
        names = json.loads((bucket / "releases" / f"{built.release}.json").read_text())["paths"]

        assert [one for one in names.values() if not (bucket / "static" / one).is_file()] == []
        assert "css/shop.css" in names

    def test_brings_the_certificates_of_the_database_along(self, built: Built):
        path = told(built.container)["PGSSLROOTCERT"]

        assert "BEGIN CERTIFICATE" in Image(built.image).shell(f"head -c 3000 {path}").stdout

    def test_of_the_same_commit_again_keeps_the_image(self, built: Built):
        first = built.image

        again = built.machine.build("buildspec.yml")

        assert again.returncode == 0, again.stderr[-3000:]
        assert built.image == first
        assert "Successfully built" not in again.stderr


@pytest.fixture(scope="module")
def shop(built: Built) -> Iterator[Stack]:
    yield from shop_of(Image(built.image))


# In the place of what AWS has: servers, the host of files, and mail, which has nobody to go to.
_HERE = {
    "DATABASE_URL": "postgres://shop:shop@db:5432/shop", "REDIS_URL": "redis://valkey:6379",
    "PGSSLMODE": "disable", "STATIC_HOST": "", "EMAIL_URL": "smtp://mail:1025",
}  # fmt: skip
_LOAD_BALANCER = """
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
frontend https
    bind :8443 ssl crt /certificate.pem
    option forwardfor
    http-request set-header X-Forwarded-Proto https
    default_backend web
backend web
    server web {web}:8000
"""


@contextmanager
def in_production(built: Built, shop: Stack, file: Path) -> Iterator[int]:
    """Run the task of the release as ECS would, behind a load balancer with this certificate; yield its port."""
    names = [f"{shop.project}-{part}" for part in ("task", "balancer")]
    task, balancer = names
    config = file.with_name("haproxy.cfg")
    config.write_text(_LOAD_BALANCER.format(web=task))
    config.chmod(0o644)
    file.chmod(0o644)
    container = built.container
    environment = {
        name: value
        for name, value in (told(container) | _HERE).items()
        if not name.startswith(("DB_", "REDIS_PASSWORD"))
    }
    options = [f"--env={name}={value}" for name, value in environment.items()]
    try:
        engine.run(
            "docker", "run", "--detach", "--name", task, "--network", f"{shop.project}_back-tier", "--read-only",
            "--cap-drop", "ALL", "--user", container["user"], *options, built.image, *container["command"],
        )  # fmt: skip
        engine.run(
            "docker", "create", "--name", balancer, "--network", f"{shop.project}_back-tier",
            "--publish", "127.0.0.1::8443", "--volume", f"{file}:/certificate.pem:ro",
            "--volume", f"{config}:/usr/local/etc/haproxy/haproxy.cfg:ro", PROXY_IMAGE,
        )  # fmt: skip
        engine.run("docker", "network", "connect", f"{shop.project}_front-tier", balancer)
        engine.run("docker", "start", balancer)
        yield int(engine.run("docker", "port", balancer, "8443").stdout.split(":")[-1])
    finally:
        engine.run("docker", "rm", "--force", "--volumes", *names, check=False)


class TestTheImage:
    def test_runs_as_nobody_on_a_root_that_it_cannot_write(self, shop: Stack):
        (web,) = json.loads(engine.run("docker", "inspect", shop.container("web")).stdout)

        assert web["HostConfig"]["ReadonlyRootfs"] is True
        assert shop.inside("web", "id -u").stdout.strip() == "10001"
        assert shop.inside("web", "touch /app/x").returncode != 0

    def test_passes_the_journey_of_a_release(self, built: Built, shop: Stack):
        door = Door("localhost", "127.0.0.1", shop.port("proxy", 8080), is_https=False)

        report = journey(door, built.release)

        assert report.is_ok, str(report)
        assert not same_release(door, built.release).wrong

    def test_passes_it_in_production_with_its_task_definition(
        self, built: Built, shop: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        file = certificate("shop.example", tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))

        with in_production(built, shop, file) as port:
            report = journey(Door("shop.example", "127.0.0.1", port), built.release)

        assert report.is_ok, str(report)


class TestAFailedBuild:
    def test_ends_before_it_pushes(self, built: Built, tmp_path: Path):
        broken = machine.Machine.of_this_commit(tmp_path, **built.machine.told | {"COMMIT": "f" * 40})
        (broken.source / ".ci/run").write_text("#!/bin/sh\nexit 1\n")

        assert broken.build("buildspec.yml").returncode != 0
        assert not (broken.source / "imageDetail.json").exists()
        assert not (tmp_path / "calls").exists()
