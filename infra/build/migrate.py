"""Migrates the database with a release's image: one task of its own, whose exit code counts."""

import argparse
import copy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3

# What describe_task_definition adds and register_task_definition does not take.
_ADDED = frozenset(
    (
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
    )
)
_LONGEST = 3300.0  # seconds; the build project ends after an hour


@dataclass(frozen=True)
class Outcome:
    """How a migration ended. `exit_code` is None when its container never ran."""

    exit_code: int | None
    reason: str
    task: str

    @property
    def is_ok(self) -> bool:
        """Say whether every migration was applied."""
        return self.exit_code == 0


def with_image(described: dict[str, Any], image: str) -> dict[str, Any]:
    """Return a task definition as it can be registered again, with another image in its only container."""
    copied = copy.deepcopy({name: value for name, value in described.items() if name not in _ADDED})
    (container,) = copied["containerDefinitions"]
    container["image"] = image
    return copied


def run(
    ecs: Any,
    *,
    env: str,
    cluster: str,
    image: str,
    network: dict[str, Any],
    pause: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Run the migrations of an image to their end. Raises TimeoutError, and stops the task, after 55 minutes."""
    described = ecs.describe_task_definition(taskDefinition=f"shop-{env}-migrate")["taskDefinition"]
    registered = ecs.register_task_definition(**with_image(described, image))["taskDefinition"]
    started = ecs.run_task(
        cluster=cluster,
        taskDefinition=registered["taskDefinitionArn"],
        launchType="FARGATE",
        networkConfiguration=network,
        startedBy="release",
    )
    if not started["tasks"]:
        return Outcome(None, "; ".join(one.get("reason", "") for one in started["failures"]), "")
    return _wait(ecs, cluster, started["tasks"][0]["taskArn"], pause)


def _wait(ecs: Any, cluster: str, task: str, pause: Callable[[float], None]) -> Outcome:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        (found,) = ecs.describe_tasks(cluster=cluster, tasks=[task])["tasks"]
        if found["lastStatus"] == "STOPPED":
            (container,) = found["containers"]
            reason = container.get("reason") or found.get("stoppedReason") or found.get("stopCode") or ""
            return Outcome(container.get("exitCode"), reason, task)
        pause(5)
    ecs.stop_task(cluster=cluster, task=task, reason="took too long")
    raise TimeoutError(f"{task} has not ended after {_LONGEST / 60:.0f} minutes")


def network_of_workers(ecs: Any, *, env: str, cluster: str) -> dict[str, Any]:
    """Return the subnets and groups in which the worker runs; a migration needs the same."""
    (service,) = ecs.describe_services(cluster=cluster, services=[f"shop-{env}-worker"])["services"]
    found: dict[str, Any] = service["networkConfiguration"]
    return found


def last_lines(logs: Any, *, env: str, task: str, count: int = 50) -> list[str]:
    """Return what the migration said last."""
    stream = f"migrate/migrate/{task.rpartition('/')[2]}"
    found = logs.get_log_events(logGroupName=f"/shop/{env}/migrate", logStreamName=stream, limit=count)
    return [one["message"] for one in found["events"]]


def main() -> int:
    """Migrate and return 1 if that failed."""
    parser = argparse.ArgumentParser(description="Migrate the database with an image.")
    for name in ("env", "cluster", "image"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    ecs = boto3.client("ecs")
    network = network_of_workers(ecs, env=given.env, cluster=given.cluster)
    outcome = run(ecs, env=given.env, cluster=given.cluster, image=given.image, network=network)
    if outcome.task:
        said = last_lines(boto3.client("logs"), env=given.env, task=outcome.task)
        sys.stdout.write("".join(f"{line}\n" for line in said))
    sys.stdout.write(f"exit code {outcome.exit_code} {outcome.reason}\n")
    if outcome.is_ok:
        boto3.client("ssm").put_parameter(
            Name=f"/shop/{given.env}/migrated", Value=given.image, Type="String", Overwrite=True
        )
    return 0 if outcome.is_ok else 1


if __name__ == "__main__":
    sys.exit(main())
