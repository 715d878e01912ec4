"""Mistakes that people make in such templates, planted one at a time: each must be found before AWS is asked."""

from dataclasses import dataclass
from functools import cache

import pytest
from cfnlint import api as cfn_lint

from infra import templates
from infra.lint import rules
from infra.paths import TEMPLATES


@dataclass(frozen=True)
class Mistake:
    """What is written instead of what, and who has to find it."""

    name: str
    file: str
    right: str
    wrong: str
    says: str = ""


FOUND_BY_CFN_LINT = [
    Mistake("misspelt property", "30-platform", "HealthCheckPath:", "HealthCheckPaths:", "'HealthCheckPaths' was unexpected"),
    Mistake("misspelt permission", "30-platform", "ecr:BatchGetImage", "ecr:BatchGetImages", "'batchgetimages'"),
    Mistake("unknown protocol", "30-platform", "Protocol: HTTPS\n      SslPolicy", "Protocol: HTTP2\n      SslPolicy", "'HTTP2'"),
    Mistake("artifact that nobody makes", "50-pipeline", "InputArtifacts: [{Name: Build}]", "InputArtifacts: [{Name: Bild}]", "'Bild' is not"),
    Mistake("size that Fargate does not have", "45-workers", 'Memory: "512"', 'Memory: "4096"', "not compatible"),
    Mistake("truth instead of a word", "45-workers", "AssignPublicIp: DISABLED", "AssignPublicIp: false", "False is not"),
    Mistake("misspelt attribute", "20-data", "Database.Endpoint.Address", "Database.EndPoint.Address", "'EndPoint.Address'"),
    Mistake("version that does not exist", "20-data", 'EngineVersion: "17.7"', 'EngineVersion: "17.77"', "'17.77'"),
    Mistake("class that does not exist", "20-data", "DBInstanceClass: !Ref DbClass", "DBInstanceClass: db.t4g.tiny", "'db.t4g.tiny'"),
    Mistake("misspelt event", "40-web", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_ALARMS", "STOP_ON_ALARMS' is not"),
    Mistake("old runtime", "40-web", "Runtime: python3.13", "Runtime: python3.7", "'python3.7' was deprecated"),
    Mistake("share that is no number", "40-web", "CanaryPercentage: !Ref ShiftPercent", "CanaryPercentage: ten", "'ten' is not"),
    Mistake("parameter that does not exist", "40-web", "Cluster: !Ref ClusterName", "Cluster: !Ref Clustername", "'Clustername'"),
    Mistake("misspelt stage", "alt/40-web-native", "[POST_TEST_TRAFFIC_SHIFT]", "[AFTER_TEST_TRAFFIC_SHIFT]", "'AFTER_TEST"),
]  # fmt: skip
FOUND_BY_OUR_RULES = [
    Mistake("misspelt provider", "50-pipeline", "Provider: CodeDeployToECS", "Provider: CodeDeployToEcs"),
    Mistake("shift without a task definition", "50-pipeline", "TaskDefinitionTemplateArtifact: Build", "Image2ContainerName: x"),
    Mistake("releases that overtake", "50-pipeline", "ExecutionMode: QUEUED", "ExecutionMode: SUPERSEDED"),
    Mistake("trigger of an unknown action", "50-pipeline", "SourceActionName: Checkout", "SourceActionName: GitHub"),
    Mistake("two releases for each push", "50-pipeline", 'DetectChanges: "false"', 'DetectChanges: "true"'),
    Mistake("image that does not exist", "50-pipeline", "aws/codebuild/standard:7.0", "aws/codebuild/standard:70"),
    Mistake("any role to anybody", "50-pipeline", 'Condition: {StringEquals: {"iam:PassedToService": ecs-tasks.amazonaws.com}}', ""),
    Mistake("machines as targets", "30-platform", "TargetType: ip", "TargetType: instance"),
    Mistake("health that ignores the database", "30-platform", "HealthCheckPath: /readyz", "HealthCheckPath: /livez"),
    Mistake("colour that is written down", "30-platform", "!If [BlueIsLive, !Ref BlueTargets, !Ref GreenTargets]", "!Ref BlueTargets"),
    Mistake("topic that alarms cannot use", "30-platform", 'TopicName: !Sub "shop-${Env}-alerts"', "KmsMasterKeyId: alias/aws/sns"),
    Mistake("everything in the bucket", "30-platform", 'Action: "s3:ListBucket"', 'Action: "s3:*"'),
    Mistake("every secret", "30-platform", "Resource: [!Ref DbSecretArn, !Ref QueueSecretArn, !Ref ShopSecretArn, !Ref GiftCardSecretArn]", 'Resource: "*"'),
    Mistake("circuit breaker of another controller", "40-web", "      HealthCheckGracePeriodSeconds: 60\n", "      DeploymentConfiguration: {MaximumPercent: 200}\n"),
    Mistake("count that is reset", "40-web", "      HealthCheckGracePeriodSeconds: 60\n", "      DesiredCount: 2\n"),
    Mistake("task definition of one release", "40-web", 'TaskDefinition: !Sub "shop-${Env}-web"', "TaskDefinition: !Ref WebTask"),
    Mistake("container with another name", "40-web", "ContainerName: web", "ContainerName: shop"),
    Mistake("port that is not mapped", "40-web", "ContainerPort: 8000", "ContainerPort: 8080"),
    Mistake("no style of deployment", "40-web", "      DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}\n", ""),
    Mistake("one target group", "40-web", "              - Name: !Ref GreenTargetsShortName\n", ""),
    Mistake("one listener for shoppers and tests", "40-web", "TestTrafficRoute: {ListenerArns: [!Ref TestListenerArn]}", "TestTrafficRoute: {ListenerArns: [!Ref ProductionListenerArn]}"),
    Mistake("no alarm", "40-web", "          - Name: !Ref NoAnswerAlarm\n          - Name: !Ref SlowAlarm\n          - Name: !Ref LoggedErrorsAlarm\n", ""),
    Mistake("no rollback on alarm", "40-web", "[DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST]", "[DEPLOYMENT_FAILURE]"),
    Mistake("alarm of one colour", "40-web", "Value: !Ref BlueTargetsName", "Value: !Ref GreenTargetsName"),
    Mistake("step of more than everything", "40-web", "MaxValue: 99}", "MaxValue: 150}"),
    Mistake("whole secret instead of a key", "45-workers", "${ShopSecretArn}:SECRET_KEY::", "${ShopSecretArn}:SECRET_KEY"),
    Mistake("stop that Fargate cuts short", "45-workers", "StopTimeout: 120", "StopTimeout: 180"),
    Mistake("root that may be written to", "45-workers", "ReadonlyRootFilesystem: true", "ReadonlyRootFilesystem: false"),
    Mistake("no circuit breaker", "45-workers", "        DeploymentCircuitBreaker: {Enable: true, Rollback: true}\n", ""),
    Mistake("misspelt setting of the queue", "20-data", "maxmemory-policy: allkeys-lru", "maxmemory-polcy: allkeys-lru"),
    Mistake("database that goes with its stack", "20-data", "    DeletionPolicy: Snapshot\n", ""),
    Mistake("database open to the world", "10-network", "ToPort: 5432\n          SourceSecurityGroupId: !Ref ShopGroup", "ToPort: 5432\n          CidrIp: 0.0.0.0/0"),
    Mistake("logs for ever", "10-network", ", RetentionInDays: 30", ""),
]  # fmt: skip


def planted(*mistakes: Mistake) -> str:
    """Return a template with mistakes in it."""
    text = (TEMPLATES / f"{mistakes[0].file}.yaml").read_text()
    for mistake in mistakes:
        assert mistake.right in text, f"{mistake.name}: there is nothing to replace any more"
        text = text.replace(mistake.right, mistake.wrong)
    return text


def name_of(mistake: Mistake) -> str:
    return mistake.name


@cache
def said_about(file: str) -> str:
    """Return what cfn-lint says about a template with all its mistakes: reading one takes seconds."""
    mistakes = [mistake for mistake in FOUND_BY_CFN_LINT if mistake.file == file]
    return "\n".join(one.message for one in cfn_lint.lint(planted(*mistakes), regions=["eu-central-1"]))


@pytest.mark.parametrize("mistake", FOUND_BY_CFN_LINT, ids=name_of)
def test_cfn_lint_finds_a(mistake: Mistake) -> None:
    assert mistake.says in said_about(mistake.file)


@pytest.mark.parametrize("mistake", FOUND_BY_OUR_RULES, ids=name_of)
def test_our_rules_find_a(mistake: Mistake) -> None:
    assert rules.faults(templates.parse(planted(mistake)))


def test_our_rules_find_an_alias() -> None:
    assert rules.faults_of_text("Resources:\n  A: &one\n    Type: x\n  B: *one\n") == [
        "line 2: CloudFormation refuses anchors and aliases",
        "line 4: CloudFormation refuses anchors and aliases",
    ]


def test_our_rules_find_a_template_that_is_too_long() -> None:
    assert "too long" in rules.faults_of_text("x" * 51_200)[0]
