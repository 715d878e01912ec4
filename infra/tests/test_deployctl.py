"""The operator's command: what it refuses, what it says, and the code it ends with."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.deployctl import cli
from infra.rehearsal.state import ENV, Release
from infra.tests.fake_cloud import ONE, THREE, TWO, FakeCloud, running, throttle_once

Run = Callable[..., int]


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCloud]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    with running() as made:
        yield made


@pytest.fixture
def release(cloud: FakeCloud) -> Run:
    """Call a verb of `deployctl release` and return its exit code."""
    return lambda *given: cli.main(["--env", ENV, "--endpoint", cloud.address, "release", *given])


@pytest.fixture
def told(
    cloud: FakeCloud, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[dict[str, Any]]]]:
    """Call a verb with --json and return its exit code and what it has said."""

    def call(*given: str) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = cli.main(["--env", ENV, "--endpoint", cloud.address, "--json", "release", *given])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


class TestPreflight:
    def test_lets_a_release_start_when_all_is_well(self, release: Run):
        assert release("preflight") == 0

    @pytest.mark.parametrize(
        ("spoil", "says"),
        [
            (lambda c: c.bells.rings.update({"slow": "ALARM"}), "slow ALARM"),
            (lambda c: c.bells.rings.clear(), "there are none"),
            (lambda c: c.balancer.shares.update({"blue": 90, "green": 10}), "weights are"),
            (lambda c: c.balancer.tasks.update({"blue": 0}), "blue has 0 healthy tasks"),
            (lambda c: c.cloud.held.update({"Web": "holiday"}), "Web (holiday)"),
            (lambda c: c.deployed(TWO, "InProgress"), "runs"),
            (lambda c: setattr(c.cloud, "is_scaling_suspended", True), "suspended although no release runs"),
        ],
        ids=["alarm", "no alarms", "split", "no tasks", "held", "running", "scaling"],
    )
    def test_refuses_and_says_why(
        self, cloud: FakeCloud, told, spoil: Callable[[FakeCloud], None], says: str
    ):
        spoil(cloud)

        code, (found,) = told("preflight")

        assert code == 2
        wrong = [one for one in found["checks"] if one["wrong"]]
        assert says in wrong[0]["wrong"]
        assert wrong[0]["then"]

    def test_goes_on_when_one_question_is_not_answered(self, cloud: FakeCloud, told):
        cloud.cloud.deployments[0].appspec = cloud.cloud.deployments[0].appspec.replace(":1", ":99")

        code, (found,) = told("preflight")

        assert code == 2
        assert len(found["checks"]) == 8


class TestStarting:
    def test_starts_a_commit_and_says_which_execution_it_is(self, cloud: FakeCloud, told):
        code, (found,) = told("start", "--commit", "two", "--no-watch")

        assert (code, found["execution"]) == (0, cloud.cloud.executions[0].id)

    def test_starts_nothing_when_preflight_says_no(self, cloud: FakeCloud, release: Run):
        cloud.cloud.held["Web"] = "holiday"

        assert release("start", "--no-watch") == 2
        assert cloud.cloud.executions == []

    def test_starts_in_spite_of_it_when_told_to(self, cloud: FakeCloud, release: Run):
        cloud.cloud.held["Web"] = "holiday"

        assert release("start", "--no-watch", "--no-preflight") == 0

    def test_explains_a_commit_that_does_not_exist(self, release: Run, capsys: pytest.CaptureFixture[str]):
        assert release("start", "--commit", "none", "--no-watch") == 3
        assert "There is no commit none" in capsys.readouterr().err


class TestApproving:
    def test_lets_the_release_that_waits_pass(self, cloud: FakeCloud, release: Run):
        waits = cloud.execution(("Approve", "InProgress"), token="t")

        assert release("approve") == 0
        assert waits.decision == "Approved"

    def test_rejects_with_a_reason(self, cloud: FakeCloud, release: Run):
        waits = cloud.execution(("Approve", "InProgress"), token="t")

        assert release("reject", "--reason", "not today") == 0
        assert waits.decision == "Rejected"

    def test_refuses_when_another_release_waits_than_was_named(self, cloud: FakeCloud, release: Run):
        waits = cloud.execution(("Approve", "InProgress"), token="t")

        assert release("approve", "somebody-elses") == 2
        assert waits.decision == ""

    def test_refuses_when_nothing_waits(self, release: Run):
        assert release("approve") == 2


class TestWatching:
    def test_ends_well_with_a_release_that_does(self, cloud: FakeCloud, told):
        made = cloud.execution(("Build", "Succeeded"), ("Web", "Succeeded"), status="Succeeded")
        made.actions[0].variables = {"RELEASE": "two"}
        made.actions[1].external = cloud.deployed(TWO).id

        code, (found,) = told("watch")

        assert code == 0
        assert (found["release"], found["web"]["status"]) == ("two", "Succeeded")
        assert found["stages"]["Verify"] == "Pending"

    def test_says_in_which_stage_a_release_has_failed(
        self, cloud: FakeCloud, release: Run, capsys: pytest.CaptureFixture[str]
    ):
        cloud.execution(("Migrate", "Failed"), status="Failed").actions[0].says = "exit code 1"

        assert release("watch") == 3
        said = capsys.readouterr().err
        assert "stage Migrate: exit code 1" in said
        assert "logs migrate" in said

    def test_tells_a_release_that_was_taken_back_from_one_that_failed(self, cloud: FakeCloud, release: Run):
        made = cloud.execution(("Web", "Failed"), status="Failed")
        bad = cloud.deployed(TWO, "Failed", error="alarm slow")
        bad.rollback = cloud.deployed(ONE, takes_back=bad.id).id
        made.actions[0].external = bad.id

        assert release("watch") == 4

    def test_stops_waiting_and_says_how_to_go_on(
        self, cloud: FakeCloud, release: Run, capsys: pytest.CaptureFixture[str]
    ):
        made = cloud.execution(("Build", "InProgress"))

        assert release("watch", "--minutes", "0.002", "--every", "0.05") == 5
        assert f"release watch {made.id}" in capsys.readouterr().err

    def test_shows_every_state_once(self, cloud: FakeCloud, told):
        cloud.execution(("Build", "InProgress"))

        _code, found = told("watch", "--minutes", "0.005", "--every", "0.05")

        assert cloud.asked.count("GetPipelineExecution") > 1
        assert len(found) == 2  # the state, and that nobody waits any longer

    def test_survives_a_service_that_asks_for_patience(self, cloud: FakeCloud, release: Run):
        cloud.execution(("Verify", "Succeeded"), status="Succeeded")
        cloud.when_asked = throttle_once()

        assert release("watch", "--every", "0.05") == 0

    def test_lets_a_release_pass_that_was_approved_beforehand(
        self, cloud: FakeCloud, release: Run, monkeypatch
    ):
        waits = cloud.execution(("Approve", "InProgress"), token="t")

        def end_when_approved(operation: str) -> None:
            if waits.decision == "Approved" and operation == "GetPipelineExecution":
                waits.actions[0].end("Succeeded")
                waits.end("Succeeded")

        cloud.when_asked = end_when_approved
        monkeypatch.setattr(cloud, "start", lambda commit: waits)

        assert release("start", "--approve", "--every", "0.05") == 0
        assert waits.decision == "Approved"

    def test_refuses_where_nothing_was_ever_released(self, release: Run):
        assert release("watch") == 2


class TestShowing:
    def test_a_deployment_says_how_far_its_traffic_is(
        self, cloud: FakeCloud, release: Run, capsys: pytest.CaptureFixture[str]
    ):
        web = cloud.deployed(TWO, "InProgress")
        web.events |= {"BeforeInstall": "Succeeded", "Install": "Succeeded", "AllowTraffic": "InProgress"}
        cloud.execution(("Web", "InProgress")).actions[0].external = web.id
        cloud.balancer.shares |= {"blue": 90, "green": 10}
        cloud.bells.rings["slow"] = "ALARM"

        assert release("status") == 0

        said = capsys.readouterr().out
        for part in (
            "AllowTraffic  10% [##----",
            "90% of the traffic",
            "before-install ✓  test-traffic ·",
            "ring: slow",
        ):
            assert part in said

    def test_history_names_releases_newest_first(self, cloud: FakeCloud, told):
        cloud.deployed(TWO)

        _code, found = told("history")

        assert [one["release"] for one in found] == ["two", "one"]

    def test_history_has_releases_that_never_reached_shoppers(self, cloud: FakeCloud, told):
        cloud.execution(("Build", "Failed"), status="Failed")

        _code, found = told("history")

        assert found[-1]["status"] == "Failed"

    def test_a_stage_is_held_and_let_go(self, cloud: FakeCloud, release: Run):
        release("hold", "Web", "--reason", "holiday")
        assert cloud.cloud.held == {"Web": "holiday"}

        release("resume", "Web")
        assert cloud.cloud.held == {}

    def test_logs_are_asked_for_by_part(self, cloud: FakeCloud, release: Run):
        assert release("logs", "migrate", "--search", "error") == 0
        assert cloud.asked == ["FilterLogEvents"]


class TestTheDoctor:
    def test_is_content(self, release: Run):
        assert release("doctor") == 0

    def test_finds_workers_of_another_release(self, cloud: FakeCloud, told):
        cloud.cloud.workers_image = TWO.image

        code, (found,) = told("doctor")

        assert code == 3
        assert [one["name"] for one in found["checks"] if one["wrong"]] == [
            "web and workers run the same image"
        ]

    def test_resumes_scaling_that_was_left_suspended(self, cloud: FakeCloud, release: Run):
        cloud.cloud.is_scaling_suspended = True

        assert release("doctor") == 3
        assert release("doctor", "--mend") == 0
        assert not cloud.cloud.is_scaling_suspended


class TestTakingBack:
    def after_two(self, cloud: FakeCloud) -> None:
        cloud.deployed(TWO)
        cloud.migrated(TWO)
        cloud.cloud.workers_image = TWO.image

    def test_stops_a_deployment_that_runs(self, cloud: FakeCloud, release: Run):
        self_running = cloud.deployed(TWO, "InProgress")

        def stop(operation: str) -> None:
            if self_running.stop.is_set() and not self_running.ended:
                back = cloud.deployed(ONE, takes_back=self_running.id)
                self_running.status, self_running.rollback, self_running.ended = (
                    "Stopped",
                    back.id,
                    back.ended,
                )

        cloud.when_asked = stop

        assert release("rollback", "--yes", "--every", "0.05") == 0
        assert cloud.created == []

    def test_waits_for_the_way_back_that_comes_a_moment_later(self, cloud: FakeCloud, release: Run):
        one = cloud.deployed(TWO, "InProgress")

        def stop(operation: str) -> None:
            if one.stop.is_set() and not one.ended:
                one.status, one.ended = "Stopped", one.began
            elif one.ended and operation == "ListDeploymentTargets" and not one.rollback:
                one.rollback = cloud.deployed(ONE, takes_back=one.id).id

        cloud.when_asked = stop

        assert release("rollback", "--yes", "--every", "0.05") == 0

    def test_says_when_there_is_no_way_back(self, cloud: FakeCloud, release: Run, capsys):
        one = cloud.deployed(TWO, "InProgress")

        def stop(operation: str) -> None:
            if one.stop.is_set():
                one.status, one.ended = "Stopped", one.began

        cloud.when_asked = stop

        assert release("rollback", "--yes", "--every", "0.01") == 3
        assert "without going back" in capsys.readouterr().err

    def test_deploys_the_release_before_when_its_tasks_are_gone(self, cloud: FakeCloud, release: Run):
        self.after_two(cloud)

        assert release("rollback", "--yes", "--every", "0.05") == 0

        (asked,) = cloud.created
        content = asked["revision"]["appSpecContent"]["content"]
        assert ONE.task_definition in content
        assert asked["overrideAlarmConfiguration"]["enabled"] is False
        assert cloud.cloud.is_scaling_suspended

    def test_leaves_out_only_the_hook_that_an_old_release_cannot_pass(self, cloud: FakeCloud, release: Run):
        self.after_two(cloud)

        release("rollback", "--yes", "--every", "0.05")

        content = cloud.created[0]["revision"]["appSpecContent"]["content"]
        assert "before-install" not in content
        assert "test-traffic" in content
        assert "live-traffic" in content

    def test_returns_the_workers_after_the_web(self, cloud: FakeCloud, release: Run):
        self.after_two(cloud)

        release("rollback", "--yes", "--every", "0.05")

        assert cloud.cloud.workers_image == ONE.image
        assert cloud.asked.index("UpdateStack") > cloud.asked.index("CreateDeployment")

    def test_returns_the_workers_alone_when_an_alarm_has_taken_back_the_web(self, cloud: FakeCloud, told):
        bad = cloud.deployed(TWO, "Failed")
        cloud.deployed(ONE, takes_back=bad.id)
        cloud.migrated(TWO)
        cloud.cloud.workers_image = TWO.image

        code, (planned, *_rest) = told("rollback", "--yes")

        assert (code, planned["kind"]) == (0, "workers")
        assert cloud.cloud.workers_image == ONE.image
        assert cloud.created == []

    def test_asks_before_it_does_anything(self, cloud: FakeCloud, release: Run):
        self.after_two(cloud)

        assert release("rollback") == 2
        assert cloud.created == []

    @pytest.mark.parametrize(("migrated", "code"), [(TWO, 0), (THREE, 2)], ids=["fit", "do not fit"])
    def test_goes_no_further_than_the_tables_allow(
        self, cloud: FakeCloud, release: Run, migrated: Release, code: int
    ):
        cloud.deployed(TWO)
        cloud.deployed(THREE)
        cloud.cloud.workers_image = THREE.image
        cloud.migrated(migrated)

        assert release("rollback", "--to", "one", "--yes", "--every", "0.05") == code

    def test_refuses_where_there_is_nothing_to_go_back_to(self, release: Run):
        assert release("rollback", "--yes") == 2

    def test_refuses_while_a_release_migrates(self, cloud: FakeCloud, release: Run):
        self.after_two(cloud)
        cloud.execution(("Migrate", "InProgress"))

        assert release("rollback", "--yes") == 2


class TestAnError:
    def test_of_the_network_says_where_to_look(self, monkeypatch, cloud: FakeCloud, capsys):
        monkeypatch.setattr("infra.deployctl.account._PATIENT", None)
        monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

        code = cli.main(["--env", ENV, "--endpoint", "http://127.0.0.1:1", "release", "status"])

        assert code == 3
        assert "--endpoint" in capsys.readouterr().err

    def test_is_an_object_where_programs_read(self, told):
        code, (found,) = told("watch", "no-such-execution")

        assert found["exit_code"] == code == 3
        assert "release history" in found["then"]
