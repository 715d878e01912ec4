"""Templates against the service models that the AWS SDK brings along: names that AWS itself would not know."""

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

from infra import templates
from infra.paths import TEMPLATES

# Resource type: service, operation that makes it, member of its input that the properties are (or "").
KINDS = {
    "AWS::CodePipeline::Pipeline": ("codepipeline", "CreatePipeline", "pipeline"),
    "AWS::CodeBuild::Project": ("codebuild", "CreateProject", ""),
    "AWS::CodeDeploy::DeploymentGroup": ("codedeploy", "CreateDeploymentGroup", ""),
    "AWS::CodeDeploy::DeploymentConfig": ("codedeploy", "CreateDeploymentConfig", ""),
    "AWS::ECS::Service": ("ecs", "CreateService", ""),
    "AWS::ECS::TaskDefinition": ("ecs", "RegisterTaskDefinition", ""),
    "AWS::CloudWatch::Alarm": ("cloudwatch", "PutMetricAlarm", ""),
    "AWS::ApplicationAutoScaling::ScalableTarget": ("application-autoscaling", "RegisterScalableTarget", ""),
    "AWS::ApplicationAutoScaling::ScalingPolicy": ("application-autoscaling", "PutScalingPolicy", ""),
}
# Where CloudFormation calls something by another name than the service, or knows what the service does not.
OTHER_NAMES = {
    "BuildSpec": "buildspec",
    "ECSServices": "ecsServices",
    "EFSVolumeConfiguration": "efsVolumeConfiguration",
    "ScalingTargetId": "ResourceId",
    "Triggers": "triggers",
}


def strange(properties: Any, shape: Shape, path: str = "") -> list[str]:
    """Return the names in a resource's properties that the service's input does not have."""
    if isinstance(properties, dict) and "Fn::If" in properties:
        _condition, yes, no = properties["Fn::If"]
        return [*strange(yes, shape, path), *strange(no, shape, path)]
    if isinstance(properties, dict) and any(key == "Ref" or key.startswith("Fn::") for key in properties):
        return []
    if isinstance(shape, StructureShape) and isinstance(properties, dict):
        return [fault for key, value in properties.items() for fault in _member(key, value, shape, path)]
    if isinstance(shape, ListShape) and isinstance(properties, list):
        return [fault for one in properties for fault in strange(one, shape.member, path)]
    if isinstance(shape, MapShape) and isinstance(properties, dict):
        return [fault for one in properties.values() for fault in strange(one, shape.value, path)]
    return []


def _member(key: str, value: Any, shape: StructureShape, path: str) -> list[str]:
    choices = (OTHER_NAMES.get(key, key), key[:1].lower() + key[1:], key)
    name = next((choice for choice in choices if choice in shape.members), None)
    return [f"{path}{key}"] if name is None else strange(value, shape.members[name], f"{path}{key}.")


def input_of(kind: str) -> Shape:
    service, operation, member = KINDS[kind]
    model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
    shape = model.operation_model(operation).input_shape
    assert shape is not None
    return shape.members[member] if member else shape


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_property_has_a_name_that_the_service_knows(path) -> None:
    template = templates.load(path)
    faults = [
        f"{name}: {fault}"
        for kind in KINDS
        for name, one in templates.resources(template, kind).items()
        for fault in strange(one["Properties"], input_of(kind))
    ]

    assert faults == []


def test_a_misspelt_name_is_found() -> None:
    properties = {"Name": "x", "Environment": {"ImagePullCredentialType": "CODEBUILD"}}

    assert strange(properties, input_of("AWS::CodeBuild::Project")) == ["Environment.ImagePullCredentialType"]
