"""Suspends scaling of the web service while its traffic shifts, and resumes it afterwards.

A change of the task count in the middle of a shift can fail the deployment, or be taken from twice the usual count,
because both colours run. Hooks do not run when a deployment fails, so resuming is started by the event that every
deployment ends with.
"""

import os
from typing import Any

import boto3

_DIMENSION = "ecs:service:DesiredCount"


def suspend(client: Any, resource: str) -> None:
    """Keep the task count as it is. Scheduled changes are a person's wish and stay possible."""
    _set(client, resource, is_suspended=True)


def resume(client: Any, resource: str) -> None:
    """Let the task count follow the load again."""
    _set(client, resource, is_suspended=False)


def is_suspended(client: Any, resource: str) -> bool:
    """Say whether the task count is kept as it is."""
    found = client.describe_scalable_targets(
        ServiceNamespace="ecs", ResourceIds=[resource], ScalableDimension=_DIMENSION
    )["ScalableTargets"]
    return any(one.get("SuspendedState", {}).get("DynamicScalingOutSuspended") for one in found)


def _set(client: Any, resource: str, *, is_suspended: bool) -> None:
    client.register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId=resource,
        ScalableDimension=_DIMENSION,
        SuspendedState={
            "DynamicScalingInSuspended": is_suspended,
            "DynamicScalingOutSuspended": is_suspended,
            "ScheduledScalingSuspended": False,
        },
    )


def handle(event: dict[str, Any], context: object) -> None:
    """Resume scaling when a deployment has ended, however it ended."""
    resume(boto3.client("application-autoscaling"), os.environ["SCALING_RESOURCE"])
