"""The steps of the build: what CodeBuild is told, and what its scripts do."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml

from infra.build import gate, migrate, package
from infra.paths import INFRA, ROOT

IMAGE = "1.dkr.ecr.example/shop@sha256:" + "b" * 64
BUILD = yaml.safe_load((ROOT / "buildspec.yml").read_text())
SPECS = [ROOT / "buildspec.yml", INFRA / "build/migrate.yml", INFRA / "build/verify.yml"]


class TestTheBuildSpecifications:
    @pytest.mark.parametrize("path", SPECS, ids=lambda path: path.name)
    def test_have_the_phases_that_codebuild_knows(self, path: Path):
        spec = yaml.safe_load(path.read_text())

        assert spec["version"] == 0.2
        assert set(spec["phases"]) <= {"install", "pre_build", "build", "post_build"}
        assert all(isinstance(one, str) for phase in spec["phases"].values() for one in phase["commands"])

    def test_call_scripts_that_exist_and_may_be_executed(self):
        lines = "\n".join(line for phase in BUILD["phases"].values() for line in phase["commands"])
        scripts = set(re.findall(r"(?:infra/build|\.ci)/[\w-]+", lines))

        assert len(scripts) == 4
        for script in scripts:
            assert os.access(ROOT / script, os.X_OK), script

    def test_do_not_go_on_when_the_image_fails(self):
        (line,) = [line for line in BUILD["phases"]["build"]["commands"] if "build-image" in line]

        done = subprocess.run(["sh", "-c", line.replace("infra/build/build-image", "false")], check=False)

        assert done.returncode != 0

    def test_stop_after_a_failed_build(self):
        assert BUILD["phases"]["post_build"]["commands"][0] == '[ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ]'

    def test_hand_on_what_the_pipeline_asks_for(self):
        pipeline = (INFRA / "cloudformation/50-pipeline.yaml").read_text()
        files = BUILD["artifacts"]["files"]

        assert all(name in files for name in ("imageDetail.json", "release.json"))
        assert all(
            name in files for name in ("appspec.yml", "taskdef.json", "workers.json") if name in pipeline
        )
        assert "infra/cloudformation/45-workers.yaml" in files
        assert {f"#{{Build.{name}}}" for name in BUILD["env"]["exported-variables"]} <= set(
            pipeline.replace('"', " ").split()
        )


class TestTheGate:
    def report(self, **weakness: str) -> dict[str, Any]:
        whole = {"VulnerabilityID": "CVE-1", "PkgName": "zlib", "InstalledVersion": "1", "Severity": "HIGH"}
        return {"Results": [{"Target": "debian", "Vulnerabilities": [whole | weakness]}]}

    def test_stops_what_is_bad_and_has_a_remedy(self):
        assert gate.reasons(self.report(FixedVersion="2")) == ["HIGH CVE-1: zlib 1, mended in 2"]

    @pytest.mark.parametrize("weakness", [{}, {"FixedVersion": ""}, {"FixedVersion": "2", "Severity": "LOW"}])
    def test_lets_pass_what_is_not_or_has_none(self, weakness: dict[str, str]):
        assert gate.reasons(self.report(**weakness)) == []

    def test_lets_a_clean_image_pass(self):
        assert gate.reasons({"Results": [{"Target": "debian"}]}) == []

    @pytest.mark.parametrize("report", [{}, {"Results": []}, {"Results": None}])
    def test_does_not_believe_a_scanner_that_looked_at_nothing(self, report: dict[str, Any]):
        with pytest.raises(ValueError, match="looked at nothing"):
            gate.reasons(report)


@pytest.fixture
def ecs(account: None) -> Any:
    client = boto3.client("ecs")
    client.create_cluster(clusterName="shop-prod")
    container = {"name": "migrate", "image": "older", "cpu": 256, "memory": 512, "command": ["migrate"]}
    client.register_task_definition(
        family="shop-prod-migrate", requiresCompatibilities=["FARGATE"], networkMode="awsvpc", cpu="256",
        memory="512", containerDefinitions=[container],
    )  # fmt: skip
    return client


def network() -> dict[str, Any]:
    ec2 = boto3.client("ec2")
    subnet = ec2.describe_subnets()["Subnets"][0]
    ec2.modify_vpc_attribute(VpcId=subnet["VpcId"], EnableDnsHostnames={"Value": True})
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    return {"awsvpcConfiguration": {"subnets": [subnet["SubnetId"]], "securityGroups": [group]}}


class OneTask:
    """ECS with one task that ends as told; moto's tasks always end well."""

    def __init__(self, **task: Any) -> None:
        self.task = {"taskArn": "t-1", "lastStatus": "STOPPED", "containers": [{}]} | task
        self.stopped = False

    def describe_task_definition(self, **_given: str) -> dict[str, Any]:
        return {"taskDefinition": {"containerDefinitions": [{"image": "older"}], "revision": 3}}

    def register_task_definition(self, **given: Any) -> dict[str, Any]:
        assert given == {"containerDefinitions": [{"image": IMAGE}]}
        return {"taskDefinition": {"taskDefinitionArn": "a"}}

    def run_task(self, **_given: Any) -> dict[str, Any]:
        return (
            {"tasks": [self.task], "failures": []}
            if self.task
            else {"tasks": [], "failures": [{"reason": "CAPACITY"}]}
        )

    def describe_tasks(self, **_given: Any) -> dict[str, Any]:
        return {"tasks": [self.task]}

    def stop_task(self, **_given: Any) -> None:
        self.stopped = True


def run(client: Any, network: dict[str, Any] | None = None) -> migrate.Outcome:
    return migrate.run(
        client,
        env="prod",
        cluster="shop-prod",
        image=IMAGE,
        network=network or {},
        pause=lambda seconds: None,
    )


class TestMigrating:
    def test_runs_the_new_image_once_and_reads_its_exit_code(self, ecs: Any):
        outcome = run(ecs, network())

        assert outcome.is_ok
        newest = ecs.describe_task_definition(taskDefinition="shop-prod-migrate")["taskDefinition"]
        assert newest["revision"] == 2
        assert newest["containerDefinitions"][0]["image"] == IMAGE
        assert newest["containerDefinitions"][0]["command"] == ["migrate"]

    def test_fails_when_a_migration_does(self):
        outcome = run(OneTask(containers=[{"exitCode": 1, "reason": "IntegrityError"}]))

        assert (outcome.is_ok, outcome.reason) == (False, "IntegrityError")

    def test_fails_when_the_container_never_ran(self):
        outcome = run(OneTask(stopCode="TaskFailedToStart", stoppedReason="CannotPullContainerError"))

        assert (outcome.is_ok, outcome.exit_code, outcome.reason) == (False, None, "CannotPullContainerError")

    def test_fails_when_there_is_no_room_for_the_task(self):
        client = OneTask()
        client.task = {}

        assert run(client).reason == "CAPACITY"

    def test_stops_what_takes_too_long(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(migrate, "_LONGEST", 0.01)
        client = OneTask(lastStatus="RUNNING")

        with pytest.raises(TimeoutError, match="has not ended"):
            run(client)
        assert client.stopped


def programs(folder: Path, **scripts: str) -> dict[str, str]:
    """Put stand-ins of programs into a folder, each of which notes how it was called, and return an environment."""
    for name, script in scripts.items():
        file = folder / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/calls"\n{script}\n')
        file.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}


def script(name: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(INFRA / "build" / name), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


SETTINGS = {
    "REPOSITORY_URI": "registry.example/shop",
    "COMMIT": "4f2c1e9",
    "RELEASE": "r7",
    "BASE_IMAGE": "python@sha256:1",
}


class TestTheScripts:
    def test_build_a_new_commit_and_name_it_by_digest(self, tmp_path: Path):
        pushed = tmp_path / "pushed"
        known = f"*imagetools*) [ -e {pushed} ] && echo sha256:abc; exit $?;;"
        docker = f'case "$*" in {known} push*) touch {pushed};; esac'
        report = json.dumps({"Results": [{"Target": "debian"}]})
        environment = (
            programs(tmp_path, docker=docker, trivy=f"echo '{report}'") | SETTINGS | {"TRIVY": "trivy"}
        )

        done = script("build-image", environment)

        assert done.stdout == "registry.example/shop@sha256:abc\n", done.stderr
        calls = (tmp_path / "calls").read_text()
        assert "--provenance=false" in calls
        assert "--build-arg RELEASE=r7" in calls
        assert calls.index("trivy image") < calls.index("docker push")

    def test_do_not_push_an_image_with_a_bad_weakness(self, tmp_path: Path):
        weakness = {
            "VulnerabilityID": "C",
            "PkgName": "p",
            "InstalledVersion": "1",
            "FixedVersion": "2",
            "Severity": "CRITICAL",
        }
        report = json.dumps({"Results": [{"Vulnerabilities": [weakness]}]})
        docker = 'case "$*" in *imagetools*) exit 1;; esac'
        environment = (
            programs(tmp_path, docker=docker, trivy=f"echo '{report}'") | SETTINGS | {"TRIVY": "trivy"}
        )

        done = script("build-image", environment)

        assert done.returncode != 0
        assert "CRITICAL C" in done.stderr
        assert "push" not in (tmp_path / "calls").read_text()

    def test_keep_the_image_of_a_commit_that_was_built_before(self, tmp_path: Path):
        environment = programs(tmp_path, docker="echo sha256:abc") | SETTINGS

        done = script("build-image", environment)

        assert done.stdout == "registry.example/shop@sha256:abc\n"
        assert (tmp_path / "calls").read_text().count("docker") == 1

    def test_publish_static_files_before_saying_that_they_are_there(self, tmp_path: Path):
        docker = 'case "$1" in create) echo c1;; cp) mkdir -p "$3";; esac'
        environment = programs(tmp_path, docker=docker, aws="") | SETTINGS | {"STATIC_BUCKET": "static"}

        assert script("publish-static", environment, "image").returncode == 0
        calls = (tmp_path / "calls").read_text().splitlines()
        assert [line.split()[2] for line in calls if line.startswith("aws")] == ["sync", "cp"]
        assert "immutable" in calls[-2]
        assert "--delete" not in "".join(calls)
        assert "s3://static/releases/r7.json" in calls[-1]


class TestTheArchiveOfTheHooks:
    def test_is_one_that_lambda_can_import(self, tmp_path: Path):
        archive = tmp_path / "hooks.zip"

        package.pack(archive)

        assert {"hooks/__init__.py", "hooks/journey.py"} <= set(zipfile.ZipFile(archive).namelist())
        modules = "hooks.codedeploy, hooks.ecs_native, hooks.scaling"
        code = f"import sys; sys.path.insert(0, sys.argv[1]); import {modules}"
        subprocess.run([sys.executable, "-c", code, str(archive)], check=True, cwd=tmp_path)

    def test_is_the_same_for_the_same_files(self, tmp_path: Path):
        assert package.pack(tmp_path / "a.zip") == package.pack(tmp_path / "b.zip")
