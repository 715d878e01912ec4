"""The files of a release: filled in, by digest, and the same settings for every role."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from infra import templates
from infra.build import render
from infra.build.render import Release
from infra.hooks.stages import STAGES
from infra.paths import ROOT, TEMPLATES

IMAGE = "1.dkr.ecr.example/shop@sha256:" + "a" * 64
RELEASE = Release("20261121-4f2c1e9", "4f2c1e9", IMAGE)
WORKERS = templates.load(TEMPLATES / "45-workers.yaml")
VALUES = {name: f"{name}-value" for name in WORKERS["Parameters"] if name != "ImageUri"} | {
    "Env": "prod",
    "ShopHost": "shop.example",
    "WebCpu": "512",
    "WebMemory": "1024",
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    render.write(tmp_path / "release", VALUES, RELEASE, region="eu-central-1")
    return tmp_path / "release"


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


class TestTheTaskDefinition:
    def test_is_one_that_ecs_takes(self, files: Path):
        model = ServiceModel(Loader().load_service_model("ecs", "service-2"), "ecs")
        shape = model.operation_model("RegisterTaskDefinition").input_shape

        assert ParamValidator().validate(read(files / "taskdef.json"), shape).generate_report() == ""

    def test_leaves_nothing_to_fill_in_but_the_image(self, files: Path):
        text = (files / "taskdef.json").read_text()

        assert re.findall(r"\$\{\w+\}|<\w+>", text) == ["<IMAGE1_NAME>"]

    def test_says_which_release_it_is(self, files: Path):
        (container,) = read(files / "taskdef.json")["containerDefinitions"]

        assert {"name": "RELEASE", "value": RELEASE.name} in container["environment"]

    def test_needs_every_value(self):
        with pytest.raises(KeyError, match="DbHost"):
            render.task_definition({k: v for k, v in VALUES.items() if k != "DbHost"}, RELEASE, region="x")


class TestARelease:
    def test_names_its_image_by_digest(self):
        with pytest.raises(ValueError, match="names no digest"):
            Release("r1", "4f2c1e9", "1.dkr.ecr.example/shop:latest")

    def test_hands_the_image_to_the_pipeline(self, files: Path):
        assert read(files / "imageDetail.json") == {"ImageURI": IMAGE}

    def test_hands_every_parameter_to_the_workers(self, files: Path):
        given = read(files / "workers.json")["Parameters"]

        assert set(given) == set(WORKERS["Parameters"])
        assert given["ImageUri"] == IMAGE

    def test_reads_the_values_that_the_workers_keep(self):
        """What the workers' stack stores for the builds is what the builds give back to it."""
        (text, _own) = WORKERS["Resources"]["ReleaseValues"]["Properties"]["Value"]["Fn::Sub"]

        assert set(json.loads(text)) == set(VALUES)
        assert (
            len(text) < 4000
        )  # the store takes 8192 characters, and most values are longer than their names

    def test_deploys_with_the_hooks_of_its_environment(self, files: Path):
        found = yaml.safe_load((files / "appspec.yml").read_text())
        hooks = {name for hook in found["Hooks"] for name in hook.values()}

        assert hooks == {f"CodeDeployHook_shop-prod-{stage}" for stage in STAGES}
        (target,) = found["Resources"]
        assert target["TargetService"]["Properties"]["TaskDefinition"] == "<TASK_DEFINITION>"

    def test_has_hooks_that_the_template_makes(self):
        functions = templates.resources(templates.load(TEMPLATES / "40-web.yaml"), "AWS::Lambda::Function")
        names = {one["Properties"]["FunctionName"]["Fn::Sub"] for one in functions.values()}

        assert {f"CodeDeployHook_shop-${{Env}}-{stage}" for stage in STAGES} <= names


def settings_of(container: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the environment and the secrets of a container of a template, as texts with placeholders."""

    def text(value: Any) -> str:
        return (
            f"${{{value['Ref']}}}"
            if "Ref" in value
            else value["Fn::Sub"]
            if isinstance(value, dict)
            else str(value)
        )

    told = {one["Name"]: text(one["Value"]) for one in container["Environment"]}
    return told, {one["Name"]: text(one["ValueFrom"]) for one in container["Secrets"]}


def template_of_web() -> tuple[dict[str, str], dict[str, str]]:
    (container,) = read(ROOT / "infra/taskdef/web.json.tmpl")["containerDefinitions"]
    told = {one["name"]: one["value"] for one in container["environment"]}
    return told, {one["name"]: one["valueFrom"] for one in container["secrets"]}


_OF_WEB_ONLY = {"RELEASE", "WEB_CONCURRENCY"}


class TestTheSettings:
    """One release has one set of settings, whichever file they stand in."""

    @pytest.mark.parametrize("name", ["WorkerTask", "BeatTask", "MigrateTask"])
    def test_of_every_role_are_those_of_the_web(self, name: str):
        (container,) = WORKERS["Resources"][name]["Properties"]["ContainerDefinitions"]
        told, secrets = settings_of(container)
        web, web_secrets = template_of_web()

        assert told == {key: value for key, value in web.items() if key not in _OF_WEB_ONLY}
        assert secrets == web_secrets

    def test_of_the_alternative_are_the_same(self):
        native = templates.load(TEMPLATES / "alt" / "40-web-native.yaml")
        (container,) = native["Resources"]["WebTask"]["Properties"]["ContainerDefinitions"]
        told, secrets = settings_of(container)
        web, web_secrets = template_of_web()

        assert {key: value for key, value in told.items() if key != "RELEASE"} == {
            key: value for key, value in web.items() if key != "RELEASE"
        }
        assert secrets == web_secrets

    def test_are_read_by_somebody(self):
        readers = [ROOT / "shop/settings.py", ROOT / "docker/entrypoint", ROOT / "docker/gunicorn.conf.py"]
        text = "\n".join(path.read_text() for path in readers)
        told, secrets = template_of_web()

        unread = {name for name in (*told, *secrets) if name not in text}
        assert unread == {"PGSSLMODE", "PGSSLROOTCERT"}  # by the database's own library
