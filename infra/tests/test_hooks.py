"""The hooks of a deployment: what they find out, and that they always say how it ended."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.build import render
from infra.hooks import codedeploy, ecs_native, scaling, stages
from infra.hooks.stages import Candidate
from infra.tests.fake_shop import FakeShop, running
from infra.tests.test_rendering import IMAGE, RELEASE, VALUES

RESOURCE = "service/shop-prod/shop-prod-web"
CANDIDATE = Candidate(RELEASE.name, IMAGE)


class Context:
    """What Lambda tells a function about itself."""

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


@pytest.fixture
def aws(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account in which everything is ready for a release."""
    told = {
        "SHOP_ENV": "prod",
        "STATIC_BUCKET": "static",
        "RELEASE_ALARMS": "errors",
        "SCALING_RESOURCE": RESOURCE,
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    boto3.client("cloudwatch").put_metric_alarm(
        AlarmName="errors", MetricName="x", Namespace="x", Period=60, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanThreshold", Statistic="Sum",
    )  # fmt: skip
    boto3.client("ssm").put_parameter(Name="/shop/prod/migrated", Value=IMAGE, Type="String")
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="static", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_object(Bucket="static", Key=f"releases/{RELEASE.name}.json", Body=b"{}")
    _service()


def _service() -> None:
    ecs = boto3.client("ecs")
    ecs.create_cluster(clusterName="shop-prod")
    definition = render.task_definition(VALUES, RELEASE, region="eu-central-1")
    definition["containerDefinitions"][0]["image"] = IMAGE
    ecs.register_task_definition(**definition)
    ecs.create_service(
        cluster="shop-prod", serviceName="shop-prod-web", taskDefinition="shop-prod-web", desiredCount=2
    )
    boto3.client("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs", ResourceId=RESOURCE, ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=2, MaxCapacity=4,
    )  # fmt: skip


def is_suspended() -> bool:
    return scaling.is_suspended(boto3.client("application-autoscaling"), RESOURCE)


@pytest.mark.usefixtures("aws")
class TestBeforeTheFirstTask:
    def run(self) -> dict[str, str]:
        report = stages.run("before-install", CANDIDATE, lambda: 300.0)
        return {check.name: check.wrong for check in report.checks}

    def test_all_is_ready_and_scaling_is_suspended(self):
        assert self.run() == {"alarms": "", "migrations": "", "static files": ""}
        assert is_suspended()

    def test_an_alarm_that_rings_already_stops_the_release(self):
        boto3.client("cloudwatch").set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="test")

        assert "ringing ['errors']" in self.run()["alarms"]
        assert not is_suspended()

    def test_an_alarm_that_does_not_exist_stops_the_release(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("RELEASE_ALARMS", "errors,slow")

        assert "absent ['slow']" in self.run()["alarms"]

    def test_tables_of_another_release_stop_the_release(self):
        boto3.client("ssm").put_parameter(
            Name="/shop/prod/migrated", Value="older", Type="String", Overwrite=True
        )

        assert self.run()["migrations"] == f"older instead of {IMAGE}"

    def test_missing_static_files_stop_the_release(self):
        boto3.client("s3").delete_object(Bucket="static", Key=f"releases/{RELEASE.name}.json")

        assert "404" in self.run()["static files"]


@pytest.mark.usefixtures("aws")
class TestScaling:
    def test_goes_on_when_a_deployment_has_ended(self):
        scaling.suspend(boto3.client("application-autoscaling"), RESOURCE)

        scaling.handle({"detail": {"state": "FAILURE"}}, None)

        assert not is_suspended()


class Answers:
    """CodeDeploy as far as a hook needs it: the SDK's own checks of what is sent, and no network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[dict[str, str]] = []
        self.appspec = ""
        client = boto3.client("codedeploy")
        client.meta.events.register("before-call.codedeploy", self._answer)
        usual = boto3.client
        monkeypatch.setattr(boto3, "client", lambda name: client if name == "codedeploy" else usual(name))

    def _answer(self, model: Any, params: dict[str, Any], **_more: object) -> tuple[Any, dict[str, Any]]:
        sent = json.loads(params["body"])
        if model.name == "PutLifecycleEventHookExecutionStatus":
            self.told.append(sent)
            return _Ok(), {}
        revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": self.appspec}}
        return _Ok(), {"deploymentInfo": {"deploymentId": sent["deploymentId"], "revision": revision}}


class _Ok:
    status_code = 200


EVENT = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "h-1"}


@pytest.fixture
def deploy(aws: None, monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers(monkeypatch)
    arn = boto3.client("ecs").list_task_definitions()["taskDefinitionArns"][0]
    answers.appspec = render.appspec("prod").replace("<TASK_DEFINITION>", f'"{arn}"')
    monkeypatch.setenv("STAGE", "before-install")
    return answers


class TestForCodeDeploy:
    def said(self, deploy: Answers) -> str:
        (told,) = deploy.told
        assert (told["deploymentId"], told["lifecycleEventHookExecutionId"]) == ("d-1", "h-1")
        return told["status"]

    def test_a_good_stage_succeeds(self, deploy: Answers):
        codedeploy.handle(EVENT, Context())

        assert self.said(deploy) == "Succeeded"

    def test_a_bad_stage_fails(self, deploy: Answers):
        boto3.client("ssm").delete_parameter(Name="/shop/prod/migrated")

        codedeploy.handle(EVENT, Context())

        assert self.said(deploy) == "Failed"

    def test_a_check_that_breaks_fails_instead_of_saying_nothing(
        self, deploy: Answers, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.delenv("RELEASE_ALARMS")

        with pytest.raises(KeyError):
            codedeploy.handle(EVENT, Context())

        assert self.said(deploy) == "Failed"

    def test_an_appspec_without_a_task_definition_fails(self, deploy: Answers):
        deploy.appspec = "version: 0.0"

        with pytest.raises(ValueError, match="names no task definition"):
            codedeploy.handle(EVENT, Context())

        assert self.said(deploy) == "Failed"

    @pytest.mark.parametrize(("stage", "checks"), [("test-traffic", 10), ("live-traffic", 11)])
    def test_a_stage_with_traffic_goes_shopping(
        self,
        deploy: Answers,
        stage: str,
        checks: int,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ):
        with running(FakeShop(release=RELEASE.name)) as shop:
            told = {"STAGE": stage, "SHOP_HOST": "shop.example", "SHOP_ADDRESS": "127.0.0.1"}
            for name, value in (told | {"SHOP_PORT": str(shop.port), "SHOP_SCHEME": "http"}).items():
                monkeypatch.setenv(name, value)
            codedeploy.handle(EVENT, Context())

        assert self.said(deploy) == "Succeeded"
        assert len(capsys.readouterr().out.splitlines()) == checks


class TestForEcsItself:
    event = {"executionDetails": {"targetServiceRevisionArn": "arn:aws:ecs:x:1:service-revision/a/b/1"}}

    @pytest.fixture(autouse=True)
    def _revision(self, deploy: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
        """moto knows no revisions of services; the task definition they name it does know."""
        usual = boto3.client

        def client(name: str) -> Any:
            made = usual(name)
            if name == "ecs":
                made.meta.events.register("before-call.ecs.DescribeServiceRevisions", self._answer)
            return made

        monkeypatch.setattr(boto3, "client", client)

    def _answer(self, **_more: object) -> tuple[Any, dict[str, Any]]:
        return _Ok(), {"serviceRevisions": [{"taskDefinition": "shop-prod-web"}]}

    def test_a_good_stage_succeeds(self):
        assert ecs_native.handle(self.event, Context()) == {"hookStatus": "SUCCEEDED"}

    def test_a_bad_stage_fails(self):
        boto3.client("ssm").delete_parameter(Name="/shop/prod/migrated")

        assert ecs_native.handle(self.event, Context()) == {"hookStatus": "FAILED"}

    def test_a_check_that_breaks_fails(self):
        assert ecs_native.handle({}, Context()) == {"hookStatus": "FAILED"}


class TestACandidate:
    def test_that_names_no_release_is_refused(self):
        with pytest.raises(KeyError):
            Candidate.of_task_definition({"containerDefinitions": [{"image": "x"}]})

    def test_of_an_unknown_stage_is_refused(self):
        with pytest.raises(KeyError):
            stages.run("lunch", CANDIDATE, lambda: 1.0)


def test_moto_refuses_what_was_not_made(aws: None) -> None:
    """The stand-in answers truthfully where these tests lean on it."""
    with pytest.raises(ClientError):
        boto3.client("ssm").get_parameter(Name="/shop/prod/other")
