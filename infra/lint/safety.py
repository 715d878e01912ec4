"""Rules about what must not be lost, seen or allowed."""

import json
from collections.abc import Iterator
from typing import Any

from infra.templates import resources, walk

Template = dict[str, Any]

_STATEFUL = (
    "AWS::RDS::DBInstance",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::ECR::Repository",
    "AWS::Logs::LogGroup",
)

# Actions that AWS cannot limit to a resource, or only to one that has no name beforehand.
_WITHOUT_RESOURCE = {
    "ecr:GetAuthorizationToken",
    "ecs:RegisterTaskDefinition",
    "ecs:DeregisterTaskDefinition",
    "ecs:DescribeTaskDefinition",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeRules",
    "cloudwatch:DescribeAlarms",
    "application-autoscaling:DescribeScalableTargets",
    "application-autoscaling:DescribeScalingPolicies",
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ecs:DescribeServiceRevisions",
}

_SERVER_PARAMETERS = {
    "AWS::ElastiCache::ParameterGroup": ("Properties", {"maxmemory-policy"}),
    "AWS::RDS::DBParameterGroup": (
        "Parameters",
        {"rds.force_ssl", "log_min_duration_statement", "log_lock_waits"},
    ),
}

# Who may reach whom, and by which port.
_PATHS = {
    "LoadBalancerGroup": {("anywhere", 80), ("anywhere", 443), ("address", 8443)},
    "ShopGroup": {("LoadBalancerGroup", 8000)},
    "DatabaseGroup": {("ShopGroup", 5432)},
    "QueueGroup": {("ShopGroup", 6379)},
    "HookGroup": set(),
}


def kept_when_deleted(template: Template) -> Iterator[str]:
    """Find data that would go with its stack, or with a replacement, without anybody having said so."""
    for name, one in resources(template, *_STATEFUL).items():
        for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
            if policy not in one:
                yield f"{name}: says nothing about {policy}"


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def policies(template: Template) -> Iterator[str]:
    """Find roles that may do anything, or something to anything, or hand on any role."""
    for name, one in resources(template, "AWS::IAM::Role", "AWS::IAM::Policy").items():
        for statement in walk(one["Properties"].get("Policies", [])):
            if isinstance(statement, dict) and statement.get("Effect") == "Allow":
                yield from _allowed(name, statement)


def _allowed(name: str, statement: dict[str, Any]) -> Iterator[str]:
    actions = _as_list(statement["Action"])
    wide = [action for action in actions if action.endswith("*")]
    if wide:
        yield f"{name}: {', '.join(wide)} allows what nobody has thought of"
    if "*" in _as_list(statement["Resource"]) and (named := set(actions) - _WITHOUT_RESOURCE):
        yield f"{name}: {', '.join(sorted(named))} on every resource"
    if "iam:PassRole" in actions and "iam:PassedToService" not in json.dumps(statement.get("Condition", {})):
        yield f"{name}: may hand a role to any service"


def log_retention(template: Template) -> Iterator[str]:
    """Find logs that are kept for ever."""
    for name, one in resources(template, "AWS::Logs::LogGroup").items():
        if "RetentionInDays" not in one["Properties"]:
            yield f"{name}: is kept for ever"


def security_groups(template: Template) -> Iterator[str]:
    """Find ways between the parts of the shop that nobody has meant."""
    for name, one in resources(template, "AWS::EC2::SecurityGroup").items():
        rules = [part for part in walk(one["Properties"].get("SecurityGroupIngress", [])) if _is_rule(part)]
        for way in {_way(rule) for rule in rules} - _PATHS.get(name, set()):
            yield f"{name}: lets in {way[0]} by port {way[1]}"


def _is_rule(part: Any) -> bool:
    return isinstance(part, dict) and "IpProtocol" in part


def _way(rule: dict[str, Any]) -> tuple[str, int]:
    if "SourceSecurityGroupId" in rule:
        source = rule["SourceSecurityGroupId"]["Ref"]
    else:
        source = "anywhere" if rule["CidrIp"] == "0.0.0.0/0" else "address"
    return source, rule["FromPort"] if rule["FromPort"] == rule["ToPort"] else -1


def encryption_of_topics(template: Template) -> Iterator[str]:
    """Find topics that alarms could not write to: the key that AWS keeps for topics lets no alarm use it."""
    for name, one in resources(template, "AWS::SNS::Topic").items():
        if one["Properties"].get("KmsMasterKeyId") == "alias/aws/sns":
            yield f"{name}: alarms cannot write to a topic with this key, and say nothing about it"


def server_parameters(template: Template) -> Iterator[str]:
    """Find settings of servers that nobody has tried; a misspelt one fails when the stack is made."""
    for kind, (where, known) in _SERVER_PARAMETERS.items():
        for name, one in resources(template, kind).items():
            for unknown in set(one["Properties"][where]) - known:
                yield f"{name}: {unknown} is not a known setting"
