"""Making an environment and changing its stacks: what is refused, what is kept, where it goes on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import stacks
from infra.deployctl import changes, cli, environments
from infra.deployctl.account import Account
from infra.deployctl.changes import Change, ChangeSet
from infra.deployctl.environments import Environment
from infra.deployctl.problems import Failed, Refused
from infra.paths import PARAMETERS
from infra.rehearsal.wire import serving
from infra.stacks import Stack
from infra.tests.fake_stacks import FakeStacks

TEMPLATE = """
Parameters: {Env: {Type: String}, Note: {Type: String, Default: none}, ImageUri: {Type: String, Default: none}}
Resources:
  Kept: {Type: "AWS::SSM::Parameter", Properties: {Name: !Sub "/shop/${Env}/note", Type: String, Value: !Ref Note}}
Outputs: {NoteName: {Value: !Ref Kept}}
"""
IMAGE = "registry.example/shop@sha256:" + "a" * 64


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    file = tmp_path / "note.yaml"
    file.write_text(TEMPLATE)
    return Stack("note", file)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStacks]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    found = FakeStacks()
    with serving(found.answers()) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        yield found


@pytest.fixture
def made(cloud: FakeStacks) -> Environment:
    return Environment(Account("prod"), {"Env": "prod"}, lambda text: None)


class TestAStack:
    def test_is_made_and_then_changed(self, made: Environment, stack: Stack, cloud: FakeStacks):
        made.apply(stack)
        made.values["Note"] = "new"
        made.apply(stack)

        assert cloud.told("shop-prod-note") == {"Env": "prod", "Note": "new"}
        assert cloud.stacks["shop-prod-note"]["StackStatus"] == "UPDATE_COMPLETE"

    def test_without_a_change_is_left_alone(self, made: Environment, stack: Stack, cloud: FakeStacks):
        made.apply(stack)
        made.apply(stack)

        assert cloud.stacks["shop-prod-note"]["StackStatus"] == "CREATE_COMPLETE"

    def test_that_fails_says_what_has_failed_first(self, made: Environment, stack: Stack):
        made.apply(stack)
        made.values["Note"] = "bad"

        with pytest.raises(Failed, match="Kept: no such value"):
            made.apply(stack)

    def test_keeps_its_image_when_something_else_changes(
        self, made: Environment, stack: Stack, cloud: FakeStacks
    ):
        made.apply(stack)
        cloud.stacks["shop-prod-note"]["Parameters"] = [{"ParameterKey": "ImageUri", "ParameterValue": IMAGE}]
        made.apply(stack)

        assert cloud.told("shop-prod-note")["ImageUri"] == IMAGE

    def test_is_not_changed_while_a_release_runs(self, made: Environment, stack: Stack, monkeypatch):
        made.apply(stack)
        made.values["Note"] = "new"
        monkeypatch.setattr(environments, "_running", lambda account: "d-1")

        with pytest.raises(Refused, match="d-1 runs"):
            made.apply(stack)

    def test_is_only_looked_at_by_plan(self, made: Environment, stack: Stack):
        found = made.plan(stack)
        changes.discard(made.account, found)

        assert [one.resource for one in found.changes] == ["Kept"]
        assert changes.state(made.account, stack) is None

    def test_needs_every_value(self, made: Environment, stack: Stack):
        del made.values["Env"]

        with pytest.raises(Refused, match="needs Env"):
            made.plan(stack)

    @pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED"])
    def test_that_cannot_be_changed_is_refused(
        self, made: Environment, stack: Stack, status: str, monkeypatch
    ):
        monkeypatch.setattr(changes, "state", lambda account, stack: {"StackStatus": status})

        with pytest.raises(Refused, match=status):
            made.plan(stack)


class TestHarm:
    def refuses(self, change: Change, accepted: tuple[str, ...] = ()) -> bool:
        try:
            changes.refuse_harm(ChangeSet("shop-prod-x", "id", (change,), is_new=False), accepted)
        except Refused:
            return True
        return False

    @pytest.mark.parametrize("kind", ["Listener", "TargetGroup", "LoadBalancer"])
    def test_what_shoppers_come_through_is_never_replaced(self, kind: str):
        change = Change("X", f"AWS::ElasticLoadBalancingV2::{kind}", "Modify", replaces=True)

        assert self.refuses(change, accepted=("X",))

    def test_the_web_service_is_never_touched(self):
        assert self.refuses(
            Change("WebService", "AWS::ECS::Service", "Modify", replaces=False), ("WebService",)
        )

    def test_a_replacement_has_to_be_named(self):
        change = Change("Database", "AWS::RDS::DBInstance", "Modify", replaces=True)

        assert self.refuses(change)
        assert not self.refuses(change, ("Database",))

    def test_an_ordinary_change_is_none(self):
        assert not self.refuses(Change("WorkerService", "AWS::ECS::Service", "Modify", replaces=False))

    def test_a_new_stack_replaces_nothing(self):
        change = Change("Db", "AWS::RDS::DBInstance", "Add", replaces=True)

        changes.refuse_harm(ChangeSet("shop-prod-x", "id", (change,), is_new=True))


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of an environment "prod" that does not lie in the project."""
    for source in PARAMETERS.glob("*.json"):
        (tmp_path / source.name).write_text(source.read_text())
    monkeypatch.setattr(stacks, "PARAMETERS", tmp_path)
    target = tmp_path / "prod.json"
    target.write_text((tmp_path / "account.example.json").read_text())
    return target


class TestAnEnvironment:
    def read(self, env: str = "prod") -> Environment:
        return Environment.read(Account(env), "small", lambda text: None)

    def test_has_the_values_of_its_files(self, cloud: FakeStacks, file: Path):
        found = self.read().values

        assert (found["ShopHost"], found["WebMin"]) == ("shop.example", "2")

    def test_needs_a_file(self, cloud: FakeStacks, file: Path):
        with pytest.raises(Refused, match=r"params/stage\.json is missing"):
            self.read("stage")

    def test_refuses_the_file_of_another(self, cloud: FakeStacks, file: Path):
        file.write_text(json.dumps({"Env": "stage"}))

        with pytest.raises(Refused, match="is for 'stage'"):
            self.read()

    def test_knows_what_its_stacks_say(self, cloud: FakeStacks, file: Path, stack: Stack, monkeypatch):
        monkeypatch.setattr(environments, "STACKS", (stack,))
        self.read().apply(stack)

        assert self.read().values["NoteName"] == "shop-prod-note/NoteName"

    def test_is_asked_for_by_known_names_only(self):
        with pytest.raises(Refused, match="no stack wbe"):
            environments.chosen(["wbe"])

    def test_leaves_out_what_is_optional(self):
        assert "edge" not in [one.name for one in environments.chosen(())]
        assert [one.name for one in environments.chosen(["edge"])] == ["edge"]


class TestBootstrap:
    @pytest.fixture(autouse=True)
    def _two_stacks(self, made: Environment, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
        """A harmless stack, and the first one that needs an image."""
        monkeypatch.setattr(environments, "STACKS", (stack, Stack("workers", stack.template)))
        made.values["ConnectionArn"] = "arn:aws:codeconnections:eu-central-1:1:connection/1"

    def test_waits_for_a_connection_that_nobody_has_confirmed(self, made: Environment, cloud: FakeStacks):
        cloud.connection = "PENDING"

        with pytest.raises(Refused, match="PENDING") as refused:
            environments.bootstrap(made, "", "first", "")

        assert "console" in refused.value.then
        assert cloud.stacks == {}

    def test_stops_for_the_first_image_and_says_how_to_build_it(self, made: Environment, cloud: FakeStacks):
        with pytest.raises(Refused) as refused:
            environments.bootstrap(made, "", "first", "")

        assert "infra/build/build-image" in refused.value.then
        assert list(cloud.stacks) == ["shop-prod-note"]

    def test_waits_for_the_keys_of_stripe(self, made: Environment, cloud: FakeStacks):
        made.values |= {"PaymentProviders": "stripe,transfer", "ShopSecretArn": "arn"}
        cloud.secret = {
            "STRIPE_SECRET_KEY": "sk",
            "STRIPE_PUBLISHABLE_KEY": "pk",
            "STRIPE_WEBHOOK_SECRETS": "",
        }

        with pytest.raises(Refused, match=r"has no STRIPE_WEBHOOK_SECRETS\."):
            environments.bootstrap(made, IMAGE, "first", "c")

        cloud.secret["STRIPE_WEBHOOK_SECRETS"] = "whsec"
        environments.bootstrap(made, IMAGE, "first", "c")
        assert "shop-prod-workers" in cloud.stacks

    def test_goes_on_where_it_has_ended(self, made: Environment, cloud: FakeStacks):
        with pytest.raises(Refused):
            environments.bootstrap(made, "", "first", "")

        environments.bootstrap(made, IMAGE, "first", "c")

        assert cloud.told("shop-prod-workers")["ImageUri"] == IMAGE
        assert cloud.stacks["shop-prod-note"]["StackStatus"] == "CREATE_COMPLETE"

    def test_leaves_the_image_that_releases_have_given_since(self, made: Environment, cloud: FakeStacks):
        environments.bootstrap(made, IMAGE, "first", "c")
        newer = IMAGE.replace("a" * 64, "b" * 64)
        cloud.stacks["shop-prod-workers"]["Parameters"][-1]["ParameterValue"] = newer

        environments.bootstrap(made, IMAGE, "first", "c")

        assert cloud.told("shop-prod-workers")["ImageUri"] == newer


class TestTheHooksCode:
    def test_lies_where_the_stack_of_the_web_finds_it(self, made: Environment, cloud: FakeStacks):
        made.values["ArtifactBucketName"] = "artifacts"

        key = made.upload_hooks()

        assert made.upload_hooks() == key
        assert cloud.objects == [f"/artifacts/{key}"] * 2


class TestTheCommand:
    def test_explains_a_missing_file(self, cloud: FakeStacks, file: Path, capsys: pytest.CaptureFixture[str]):
        assert cli.main(["--env", "stage", "infra", "plan"]) == 2
        assert "account.example.json" in capsys.readouterr().err

    def test_plans_a_stack(self, cloud: FakeStacks, file: Path, stack: Stack, monkeypatch, capsys):
        monkeypatch.setattr(environments, "STACKS", (stack,))

        assert cli.main(["--env", "prod", "--json", "infra", "plan"]) == 0
        assert json.loads(capsys.readouterr().out)["stack"] == "note"

    def test_applies_a_stack(self, cloud: FakeStacks, file: Path, stack: Stack, monkeypatch):
        monkeypatch.setattr(environments, "STACKS", (stack,))

        assert cli.main(["--env", "prod", "infra", "apply"]) == 0
        assert list(cloud.stacks) == ["shop-prod-note"]
