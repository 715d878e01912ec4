"""Rules about releasing: pipeline, colours, deployment group, services and what they run."""

import json
from collections.abc import Iterator
from typing import Any

from infra.paths import TASK_DEFINITIONS
from infra.templates import resources, walk

Template = dict[str, Any]

_PROVIDERS = {"CodeStarSourceConnection", "CodeBuild", "Manual", "CloudFormation", "CodeDeployToECS"}
_NEEDED_TO_SHIFT = {
    "ApplicationName",
    "DeploymentGroupName",
    "AppSpecTemplateArtifact",
    "AppSpecTemplatePath",
    "TaskDefinitionTemplateArtifact",
    "TaskDefinitionTemplatePath",
    "Image1ArtifactName",
    "Image1ContainerName",
}
_BUILD_IMAGES = {"aws/codebuild/standard:7.0"}


def _actions(pipeline: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        one
        for one in walk(pipeline["Properties"]["Stages"])
        if isinstance(one, dict) and "ActionTypeId" in one
    ]


def pipeline_actions(template: Template) -> Iterator[str]:
    """Find actions that no provider knows, and shifts that lack a file."""
    for name, pipeline in resources(template, "AWS::CodePipeline::Pipeline").items():
        if pipeline["Properties"].get("ExecutionMode") != "QUEUED":
            yield f"{name}: only a queue keeps releases from overtaking each other"
        for action in _actions(pipeline):
            provider = action["ActionTypeId"]["Provider"]
            if provider not in _PROVIDERS:
                yield f"{name}: there is no provider {provider}"
            if provider == "CodeDeployToECS" and (missing := _NEEDED_TO_SHIFT - set(action["Configuration"])):
                yield f"{name}: the shift needs {', '.join(sorted(missing))}"


def pipeline_triggers(template: Template) -> Iterator[str]:
    """Find triggers that start nothing, or that start everything twice."""
    for name, pipeline in resources(template, "AWS::CodePipeline::Pipeline").items():
        actions = {one["Name"]: one for one in _actions(pipeline)}
        for trigger in pipeline["Properties"].get("Triggers", ()):
            source = trigger["GitConfiguration"]["SourceActionName"]
            if source not in actions:
                yield f"{name}: the trigger names the action {source}, which does not exist"
            elif str(actions[source]["Configuration"].get("DetectChanges")).lower() != "false":
                yield f"{name}: with a trigger, DetectChanges has to be false, or each push starts two releases"


def target_groups(template: Template) -> Iterator[str]:
    """Find target groups that a task of Fargate cannot join, or that ask for the wrong health."""
    for name, one in resources(template, "AWS::ElasticLoadBalancingV2::TargetGroup").items():
        if one["Properties"].get("TargetType") != "ip":
            yield f"{name}: tasks of Fargate are targets of the type ip"
        if one["Properties"].get("HealthCheckPath") != "/readyz":
            yield f"{name}: only /readyz says whether a task can serve"


def listeners_follow_the_live_colour(template: Template) -> Iterator[str]:
    """Find listeners that an update of the stack would point at a colour which may be empty."""
    for name, one in resources(template, "AWS::ElasticLoadBalancingV2::Listener").items():
        for action in one["Properties"]["DefaultActions"]:
            target = action.get("TargetGroupArn")
            if action["Type"] == "forward" and not (isinstance(target, dict) and "Fn::If" in target):
                yield f"{name}: an update would send shoppers to the colour that is written here; use LiveColour"


def services(template: Template) -> Iterator[str]:
    """Find services that CloudFormation or CodeDeploy could not update."""
    for name, one in resources(template, "AWS::ECS::Service").items():
        own = one["Properties"]
        by_codedeploy = own.get("DeploymentController", {}).get("Type") == "CODE_DEPLOY"
        breaker = own.get("DeploymentConfiguration", {}).get("DeploymentCircuitBreaker", {})
        if by_codedeploy and "DeploymentConfiguration" in own:
            yield f"{name}: CodeDeploy knows no circuit breaker"
        if not by_codedeploy and breaker != {"Enable": True, "Rollback": True}:
            yield f"{name}: without a circuit breaker a bad image keeps CloudFormation waiting for hours"
        if own.get("LoadBalancers") and "DesiredCount" in own:
            yield f"{name}: an update would reset the count that scaling has chosen"
        yield from _web_service(name, own, by_codedeploy=by_codedeploy)


def _web_service(name: str, own: dict[str, Any], *, by_codedeploy: bool) -> Iterator[str]:
    if by_codedeploy and isinstance(own["TaskDefinition"], dict) and "Ref" in own["TaskDefinition"]:
        yield f"{name}: its task definition changes with each release; name the family only"
    container = _web_container()
    for balancer in own.get("LoadBalancers", ()):
        if balancer["ContainerName"] != container["name"]:
            yield f"{name}: no container is called {balancer['ContainerName']}"
        if balancer["ContainerPort"] not in {one["containerPort"] for one in container["portMappings"]}:
            yield f"{name}: port {balancer['ContainerPort']} is not mapped"


def _web_container() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TASK_DEFINITIONS / "web.json.tmpl").read_text())[
        "containerDefinitions"
    ][0]
    return found


def task_definitions(template: Template) -> Iterator[str]:
    """Find tasks with more rights than they need, or with secrets that would not be found."""
    for name, one in resources(template, "AWS::ECS::TaskDefinition").items():
        for container in one["Properties"]["ContainerDefinitions"]:
            if container.get("ReadonlyRootFilesystem") is not True or container.get("User") != "10001:10001":
                yield f"{name}: runs as 10001:10001 on a read-only root"
            if int(container.get("StopTimeout", 30)) > 120:
                yield f"{name}: Fargate waits for at most 120 s"
            for secret in container.get("Secrets", ()):
                if not str(secret["ValueFrom"]).rstrip("'}").endswith("::"):
                    yield f"{name}: {secret['Name']} would be the whole secret; name its key, as in arn:KEY::"


def deployment_groups(template: Template) -> Iterator[str]:
    """Find deployment groups that could not shift traffic, test it first, or take it back."""
    for name, one in resources(template, "AWS::CodeDeploy::DeploymentGroup").items():
        own = one["Properties"]
        style = {"DeploymentType": "BLUE_GREEN", "DeploymentOption": "WITH_TRAFFIC_CONTROL"}
        if own.get("DeploymentStyle") != style:
            yield f"{name}: ECS needs the style {style}"
        if len(own.get("AutoRollbackConfiguration", {}).get("Events", ())) != 3:
            yield f"{name}: takes a release back on failure, on alarm and on request"
        if len(own.get("AlarmConfiguration", {}).get("Alarms", ())) < 2:
            yield f"{name}: no alarm would take a release back"
        for pair in own["LoadBalancerInfo"]["TargetGroupPairInfoList"]:
            if len(pair["TargetGroups"]) != 2:
                yield f"{name}: two colours are two target groups"
            if pair["ProdTrafficRoute"] == pair.get("TestTrafficRoute", pair["ProdTrafficRoute"]):
                yield f"{name}: the test listener has to be another than the one of shoppers"


_OF_ONE_COLOUR = {"HTTPCode_Target_5XX_Count", "TargetResponseTime", "RequestCount"}


def alarms_watch_both_colours(template: Template) -> Iterator[str]:
    """Find alarms of a release, and rules of scaling, that are blind on one eye.

    A migration can break the old colour while the new one is well, and after a release the colours change places.
    """
    used = json.dumps(resources(template, "AWS::CodeDeploy::DeploymentGroup", "AWS::ECS::Service"))
    for name, one in template["Resources"].items():
        watches = one["Type"] == "AWS::CloudWatch::Alarm" and f'"{name}"' in used
        if not watches and one["Type"] != "AWS::ApplicationAutoScaling::ScalingPolicy":
            continue
        text = json.dumps(one)
        about_colours = any(f'"{metric}"' in text for metric in _OF_ONE_COLOUR)
        if about_colours and not ("BlueTargetsName" in text and "GreenTargetsName" in text):
            yield f"{name}: watches one colour only"


def shift_percent(template: Template) -> Iterator[str]:
    """Find shifts that would go all the way at once."""
    for name, one in resources(template, "AWS::CodeDeploy::DeploymentConfig").items():
        for part in walk(one):
            share = (
                part.get("LinearPercentage", part.get("CanaryPercentage")) if isinstance(part, dict) else None
            )
            if isinstance(share, dict):
                share = template["Parameters"][share["Ref"]].get("MaxValue", 100)
            if share is not None and not 0 < int(share) < 100:
                yield f"{name}: a step is more than nothing and less than everything, not {share} %"


def build_images(template: Template) -> Iterator[str]:
    """Find build projects whose image is none of those that are known to exist."""
    for name, one in resources(template, "AWS::CodeBuild::Project").items():
        image = one["Properties"]["Environment"]["Image"]
        if image not in _BUILD_IMAGES:
            yield f"{name}: {image} is not known to exist"
