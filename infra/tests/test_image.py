"""The files that make the image and the stack, read as text. What they do is tried in infra/tests/docker."""

import subprocess

import pytest
import yaml

from infra.lint.image import faults, instructions
from infra.paths import ROOT

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


class TestTheScripts:
    @pytest.mark.parametrize("name", ["entrypoint", "healthcheck"])
    def test_may_be_executed(self, name: str):
        assert (ROOT / "docker" / name).stat().st_mode & 0o111 == 0o111

    def test_refuse_an_unknown_role(self):
        told = subprocess.run(
            ["sh", str(ROOT / "docker" / "entrypoint"), "wbe"], capture_output=True, text=True, check=False
        )

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
