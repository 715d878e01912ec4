"""The files that make the image and the stack, read as text. What they do is tried in infra/tests/docker."""

import os
import ssl
import subprocess
import sys
import time
from pathlib import Path

import kombu
import pytest
import redis
import yaml

from infra.lint.image import faults, instructions
from infra.paths import ROOT
from infra.tests.fake_shop import FakeShop, running

DOCKERFILE = (ROOT / "Dockerfile").read_text()


class TestTheDockerfile:
    def test_keeps_every_rule(self):
        assert faults(DOCKERFILE) == []

    def test_names_release_and_commit_last(self):
        last = [one.name for one in instructions(DOCKERFILE)][-4:]

        assert last == ["ARG", "ARG", "ENV", "LABEL"]

    @pytest.mark.parametrize(
        ("right", "wrong", "says"),
        [
            ("FROM ${BASE_IMAGE} AS release", "FROM python:3.13 AS release", "by digest"),
            ("USER 10001:10001", "", "does not run as"),
            ("VOLUME /tmp", "", "scratch volume"),
            ('ENTRYPOINT ["/app/docker/entrypoint"]', "ENTRYPOINT /app/docker/entrypoint", "exec form"),
            (" --require-hashes", "", "not locked"),
            (" --only-binary :all:", "", "from source"),
            ("ARG COMMIT=unknown", "ARG COMMIT=unknown\nARG DB_PASSWORD=x", "stays readable"),
            ("RUN pip --python", "RUN apt-get install gcc && pip --python", "compiler"),
            ("COPY requirements.txt /build/requirements.txt", "COPY . /build", "installs them again"),
            ("COPY manage.py ./", "ADD manage.py ./", "COPY only copies"),
            ("COPY docker docker", "COPY --chmod=755 docker docker", "BuildKit"),
            ("HEALTHCHECK --interval", "# HEALTHCHECK --interval", "no HEALTHCHECK"),
        ],
    )
    def test_with_a_mistake_in_it_is_refused(self, right: str, wrong: str, says: str):
        assert right in DOCKERFILE

        assert any(says in fault for fault in faults(DOCKERFILE.replace(right, wrong)))


class TestTheContext:
    """Only named folders reach the builder, so a file that somebody leaves lying there does not."""

    def test_refuses_everything_first(self):
        lines = [
            line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in ("#", "")
        ]

        assert lines[0] == "*"
        assert {"**/tests", "**/.env"} <= set(lines)

    def test_holds_what_the_dockerfile_copies(self):
        allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
        copied = {
            one.value.split()[0]
            for one in instructions(DOCKERFILE)
            if one.name == "COPY" and "--from" not in one.value
        }

        assert copied == allowed


def start(scratch: Path, role: str, **told: str) -> subprocess.CompletedProcess[str]:
    """Start a role with a web server and a Celery that only say what they were told."""
    for name in ("gunicorn", "celery"):
        (scratch / name).write_text('#!/bin/sh\necho "called $(basename $0) $*"\nenv\n')
        (scratch / name).chmod(0o755)
    return subprocess.run(
        ["sh", str(ROOT / "docker" / "entrypoint"), role],
        env={"PATH": f"{scratch}:{os.environ['PATH']}", "TMPDIR": str(scratch), **told},
        capture_output=True,
        text=True,
        check=False,
    )


def told_by(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def check_health(scratch: Path, **told: str) -> str:
    """Return what the health check finds wrong, or nothing."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docker" / "healthcheck")],
        env={"PATH": os.environ["PATH"], "TMPDIR": str(scratch), **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert bool(done.returncode) == bool(done.stderr)
    return done.stderr.strip()


class TestTheEntrypoint:
    PARTS = {"DB_USER": "shop", "DB_PASSWORD": "s3", "DB_HOST": "db.example", "DB_NAME": "shop"}
    SERVERS = {"REDIS_PASSWORD": "q1", "BROKER_HOST": "queue.example", "CACHE_HOST": "cache.example"}

    def test_makes_addresses_of_parts_and_forgets_the_passwords(self, tmp_path: Path):
        told = told_by(start(tmp_path, "web", **self.PARTS, **self.SERVERS))

        assert told["DATABASE_URL"] == "postgres://shop:s3@db.example:5432/shop"
        assert told["BROKER_URL"] == told["REDIS_URL"]
        assert not {"DB_PASSWORD", "REDIS_PASSWORD"} & set(told)

    def test_makes_addresses_that_insist_on_a_certificate(self, tmp_path: Path):
        told = told_by(start(tmp_path, "worker", **self.SERVERS))
        broker = kombu.Connection(told["BROKER_URL"])
        cache = redis.ConnectionPool.from_url(told["CACHE_URL"])

        assert broker.ssl == {"ssl_cert_reqs": ssl.CERT_REQUIRED}
        assert broker.hostname == "queue.example"
        assert cache.connection_class is redis.SSLConnection
        assert cache.connection_kwargs["ssl_cert_reqs"] == "required"
        assert cache.connection_kwargs["host"] == "cache.example"

    def test_keeps_addresses_that_are_given(self, tmp_path: Path):
        given = {"DATABASE_URL": "postgres://other/x", "REDIS_URL": "redis://other"}

        told = told_by(start(tmp_path, "web", **given))

        assert {name: told[name] for name in given} == given
        assert "BROKER_URL" not in told

    def test_lets_a_worker_give_back_its_work_when_it_is_stopped(self, tmp_path: Path):
        assert told_by(start(tmp_path, "worker"))["REMAP_SIGTERM"] == "SIGQUIT"

    def test_opens_a_port_for_metrics_where_one_is_named(self, tmp_path: Path):
        (tmp_path / "metrics-web").mkdir()
        (tmp_path / "metrics-web" / "counter_7.db").touch()  # of the run before

        done = start(tmp_path, "web", METRICS_PORT="9464")

        assert "--bind 0.0.0.0:8000 --bind 0.0.0.0:9464 shop.wsgi:application" in done.stdout
        assert told_by(done)["PROMETHEUS_MULTIPROC_DIR"] == str(tmp_path / "metrics-web")
        assert list((tmp_path / "metrics-web").iterdir()) == []

    @pytest.mark.parametrize("told", [{}, {"METRICS_PORT": "0"}])
    def test_opens_no_port_for_metrics_otherwise(self, tmp_path: Path, told: dict[str, str]):
        done = start(tmp_path, "web", **told)

        assert "--bind 0.0.0.0:8000 shop.wsgi:application" in done.stdout
        assert "PROMETHEUS_MULTIPROC_DIR" not in told_by(done)


class TestTheHealthCheck:
    def test_of_a_web_server_asks_it(self, tmp_path: Path):
        (tmp_path / "role").write_text("web")
        with running(FakeShop(broken={"/livez": 200})) as shop:
            assert check_health(tmp_path, PORT=str(shop.port)) == ""
            shop.broken["/livez"] = 500
            assert check_health(tmp_path, PORT=str(shop.port)) == "/livez answers 500"

        assert "no answer" in check_health(tmp_path, PORT=str(shop.port))

    @pytest.mark.parametrize("role", ["worker", "beat"])
    def test_of_other_roles_looks_for_a_sign_of_life(self, tmp_path: Path, role: str):
        (tmp_path / "role").write_text(role)
        assert check_health(tmp_path) == "it has not started yet"

        (tmp_path / "alive").touch()
        assert check_health(tmp_path) == ""

        long_ago = time.time() - 200
        os.utime(tmp_path / "alive", (long_ago, long_ago))
        assert check_health(tmp_path).startswith("last sign of life 20")


class TestTheScripts:
    @pytest.mark.parametrize("name", ["entrypoint", "healthcheck"])
    def test_may_be_executed(self, name: str):
        assert (ROOT / "docker" / name).stat().st_mode & 0o111 == 0o111

    def test_refuse_an_unknown_role(self, tmp_path: Path):
        told = start(tmp_path, "wbe")

        assert told.returncode == 64
        assert "There is no role 'wbe'" in told.stderr

    def test_replace_the_shell_in_every_role(self):
        roles = (ROOT / "docker" / "entrypoint").read_text().split('case "$role" in')[1].split("*)")[0]

        assert roles.count("exec ") == roles.count(";;") == 6


class TestTheStack:
    """compose.yaml: that the shop's parts are kept apart, and wait for each other."""

    stack = yaml.safe_load((ROOT / "compose.yaml").read_text())
    services = stack["services"]

    def test_keeps_database_and_queue_away_from_the_outside(self):
        assert self.stack["networks"]["back-tier"]["internal"] is True
        for name in ("db", "valkey"):
            assert self.services[name]["networks"] == ["back-tier"]
            assert "ports" not in self.services[name]

    def test_has_no_key_that_older_versions_of_compose_refuse(self):
        assert "name" not in self.stack

    @pytest.mark.parametrize("name", ["web", "web-green", "worker", "beat", "migrate", "seed"])
    def test_takes_every_right_from_the_shop_that_it_does_not_need(self, name: str):
        service = self.services[name]

        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]

    @pytest.mark.parametrize("name", ["web", "web-green", "worker", "beat", "seed"])
    def test_migrates_before_anything_uses_the_tables(self, name: str):
        needed = self.services[name]["depends_on"]["migrate"]

        assert needed == {"condition": "service_completed_successfully"}

    @pytest.mark.parametrize("name", ["db", "valkey", "proxy", "mail"])
    def test_checks_what_does_not_come_from_our_image(self, name: str):
        assert self.services[name]["healthcheck"]["test"]

    def test_does_not_repeat_a_failed_request(self):
        assert "\n    retries 0\n" in (ROOT / "docker" / "haproxy.cfg").read_text()
