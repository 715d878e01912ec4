"""The templates: valid, within our rules, and fitting each other."""

import json
from pathlib import Path
from typing import Any

import pytest
from cfnlint import api as cfn_lint

from infra import stacks, templates
from infra.lint import rules
from infra.paths import PARAMETERS, TEMPLATES
from infra.stacks import AT_RUN_TIME, NATIVE_WEB, SIZES, STACKS, Stack

FILES = sorted(TEMPLATES.rglob("*.yaml"))
SNAPSHOT = Path(__file__).parent / "data" / "web-service.json"


def named(path: Path) -> str:
    return path.name


def known(size: str, before: Stack | None = None) -> dict[str, str]:
    """Return what is known when a stack is made: the files, what is told, and what earlier stacks say."""
    earlier = STACKS[: STACKS.index(before)] if before else STACKS
    outputs = {name: "x" for stack in earlier for name in stack.outputs()}
    return (
        outputs
        | dict.fromkeys(AT_RUN_TIME, "x")
        | stacks.parameter_file("account.example")
        | stacks.parameter_file(size)
    )


@pytest.mark.parametrize("path", FILES, ids=named)
class TestATemplate:
    def test_is_valid(self, path: Path):
        found = cfn_lint.lint(path.read_text(), regions=["eu-central-1"])

        assert [f"{one.rule.id} {one.message}" for one in found] == []

    def test_keeps_our_rules(self, path: Path):
        text = path.read_text()

        assert rules.faults_of_text(text) + rules.faults(templates.parse(text)) == []

    def test_asks_for_nothing_that_it_does_not_use(self, path: Path):
        template = templates.load(path)
        text = json.dumps({name: part for name, part in template.items() if name != "Parameters"})

        assert [name for name in template["Parameters"] if name not in text] == []


class TestTheStacks:
    def test_are_all_the_templates(self):
        assert sorted([*(stack.template for stack in STACKS), NATIVE_WEB.template]) == FILES

    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.name)
    def test_get_every_parameter_from_a_file_or_an_earlier_stack(self, stack: Stack, size: str):
        stacks.resolve(stack, known(size, stack))

    def test_name_what_is_missing(self):
        with pytest.raises(KeyError, match="needs Env"):
            stacks.resolve(STACKS[0], {})

    @pytest.mark.parametrize("name", ["small", "medium", "account.example"])
    def test_use_every_parameter_of_a_file(self, name: str):
        asked = {parameter for stack in STACKS for parameter in stack.parameters()}

        assert set(stacks.parameter_file(name)) <= asked

    @pytest.mark.parametrize("size", SIZES)
    def test_allow_the_values_of_the_files(self, size: str):
        given = stacks.parameter_file(size)
        for stack in STACKS:
            for name, rule in stack.parameters().items():
                if name in given:
                    assert is_allowed(given[name], rule), f"{stack.name} {name}"

    def test_have_different_outputs(self):
        names = [name for stack in STACKS for name in stack.outputs()]

        assert len(names) == len(set(names))

    def test_know_no_account_and_no_region(self):
        for path in FILES:
            text = path.read_text()
            assert "111122223333" not in text
            assert "eu-central-1" not in text

    def test_have_parameter_files_that_say_which_account_they_are_for(self):
        assert {path.stem for path in PARAMETERS.glob("*.json")} == {*SIZES, "account.example"}


def is_allowed(value: str, rule: dict[str, Any]) -> bool:
    """Say whether CloudFormation would take a value, as far as its lists and limits go."""
    listed = value in rule.get("AllowedValues", [value])
    if rule["Type"] != "Number":
        return listed
    return listed and rule.get("MinValue", 0) <= float(value) <= rule.get("MaxValue", float("inf"))


class TestTheWebService:
    """CloudFormation may hardly change a service that CodeDeploy controls: each change is meant, or a mistake."""

    def test_is_as_it_was_when_it_was_made(self):
        body = templates.load(TEMPLATES / "40-web.yaml")["Resources"]["WebService"]

        assert body == json.loads(SNAPSHOT.read_text()), "To change it on purpose, see docs/release.md."

    def test_depends_on_nothing_that_changes(self):
        body = templates.load(TEMPLATES / "40-web.yaml")["Resources"]["WebService"]
        used = {part["Ref"] for part in templates.walk(body) if isinstance(part, dict) and "Ref" in part}
        sized = {name for size in SIZES for name in stacks.parameter_file(size)}

        assert used.isdisjoint(sized | AT_RUN_TIME)


class TestTheNativeAlternative:
    native = templates.load(NATIVE_WEB.template)
    usual = templates.load(TEMPLATES / "40-web.yaml")

    def test_says_the_same_to_other_stacks(self):
        assert set(self.native["Outputs"]) == set(self.usual["Outputs"])

    def test_has_the_same_alarms(self):
        alarms = "AWS::CloudWatch::Alarm"

        assert templates.resources(self.native, alarms) == templates.resources(self.usual, alarms)

    def test_checks_at_the_same_stages(self):
        stages = [
            {one["Properties"]["Environment"]["Variables"]["STAGE"] for one in lambdas.values()}
            for lambdas in (
                templates.resources(self.native, "AWS::Lambda::Function"),
                templates.resources(self.usual, "AWS::Lambda::Function"),
            )
        ]

        assert stages[1] - stages[0] == {"resume-scaling"}
        assert stages[0] == {"before-install", "test-traffic", "live-traffic"}

    def test_gets_its_parameters_from_the_same_places(self):
        values = known("small")
        without = {
            name
            for name, one in self.native["Parameters"].items()
            if name not in values and "Default" not in one
        }

        assert without == set()
