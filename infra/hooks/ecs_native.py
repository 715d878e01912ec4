"""The hooks as ECS itself calls them (infra/cloudformation/alt): the answer is what the function returns."""

import os
from typing import Any

import boto3

from . import stages
from .stages import Candidate


def handle(event: dict[str, Any], context: Any) -> dict[str, str]:
    """Check a stage and return its end. An error is a failed stage: ECS would repeat the call, and wait."""
    try:
        candidate = _candidate(event["executionDetails"]["targetServiceRevisionArn"])
        report = stages.run(
            os.environ["STAGE"], candidate, lambda: float(context.get_remaining_time_in_millis()) / 1000
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the release must not go on
        print(f"FAILED {type(error).__name__}: {error}")  # noqa: T201 - the function's log
        return {"hookStatus": "FAILED"}
    print(report)  # noqa: T201
    return {"hookStatus": "SUCCEEDED" if report.is_ok else "FAILED"}


def _candidate(revision: str) -> Candidate:
    ecs = boto3.client("ecs")
    (found,) = ecs.describe_service_revisions(serviceRevisionArns=[revision])["serviceRevisions"]
    described = ecs.describe_task_definition(taskDefinition=found["taskDefinition"])
    return Candidate.of_task_definition(described["taskDefinition"])
