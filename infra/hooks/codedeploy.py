"""The hooks as CodeDeploy calls them: it waits until it is told how a stage has ended.

The event does not say which stage it is about, so each stage has a function of its own, told by STAGE.
"""

import os
import re
from typing import Any

import boto3

from . import stages
from .stages import Candidate

_TASK_DEFINITION = re.compile(r"arn:[\w:.-]+:task-definition/[\w-]+:\d+")


def handle(event: dict[str, str], context: Any) -> str:
    """Check a stage and tell CodeDeploy, in every case: a hook that says nothing blocks the release for an hour."""
    client = boto3.client("codedeploy")
    status = "Failed"
    try:
        candidate = _candidate(client, event["DeploymentId"])
        report = stages.run(
            os.environ["STAGE"], candidate, lambda: float(context.get_remaining_time_in_millis()) / 1000
        )
        print(report)  # noqa: T201 - the function's log
        status = "Succeeded" if report.is_ok else "Failed"
    finally:
        client.put_lifecycle_event_hook_execution_status(
            deploymentId=event["DeploymentId"],
            lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
            status=status,
        )
    return status


def task_definition_of(appspec: str) -> str:
    """Return the task definition that an appspec names, or nothing."""
    found = _TASK_DEFINITION.search(appspec)
    return found.group() if found else ""


def _candidate(client: Any, deployment: str) -> Candidate:
    """Return what this deployment deploys. Raises ValueError when its appspec names no task definition."""
    revision = client.get_deployment(deploymentId=deployment)["deploymentInfo"]["revision"]
    content = (revision.get("appSpecContent") or revision.get("string") or {}).get("content", "")
    found = task_definition_of(content)
    if not found:
        raise ValueError(f"The appspec of {deployment} names no task definition.")
    described = boto3.client("ecs").describe_task_definition(taskDefinition=found)
    return Candidate.of_task_definition(described["taskDefinition"])
