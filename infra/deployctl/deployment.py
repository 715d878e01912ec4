"""The web service's deployments: which release each brings, how far its traffic is, how it ended."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from infra.deployctl.account import Account
from infra.hooks.codedeploy import task_definition_of
from infra.hooks.stages import Candidate

QUIET = ("OK", "INSUFFICIENT_DATA")  # an alarm without data has nothing to complain of
RUNNING = ("Created", "Queued", "InProgress", "Baking", "Ready")
_UNKNOWN = Candidate("?", "")


@dataclass(frozen=True)
class Event:
    """One step of a deployment, such as AfterAllowTestTraffic."""

    name: str
    status: str
    says: str = ""


@dataclass(frozen=True)
class Colour:
    """The tasks of one colour and the share of traffic they get, in percent."""

    label: str
    weight: float
    running: int
    desired: int


@dataclass(frozen=True)
class Deployment:
    """One deployment of the web service."""

    id: str
    status: str
    candidate: Candidate
    task_definition: str
    appspec: str
    began: datetime | None = None
    ended: datetime | None = None
    by: str = ""
    says: str = ""
    rollback: str = ""  # the deployment that takes this one back
    takes_back: str = ""  # the deployment that this one takes back
    events: tuple[Event, ...] = ()
    colours: tuple[Colour, ...] = field(default=())

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen."""
        return self.status not in RUNNING

    @property
    def share(self) -> float:
        """Return the new colour's share of the traffic in percent."""
        return sum(one.weight for one in self.colours if one.label == "Green")

    @property
    def step(self) -> str:
        """Return the step that runs now, or the last one that did."""
        begun = [one.name for one in self.events if one.status != "Pending"]
        return begun[-1] if begun else ""


def read(account: Account, deployment_id: str) -> Deployment:
    """Return a deployment with its steps and colours."""
    found = account.client("codedeploy").get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    return _deployment(account, found, _target(account, deployment_id))


def recent(account: Account, count: int = 10) -> list[Deployment]:
    """Return the newest deployments, newest first, without their steps."""
    client = account.client("codedeploy")
    ids = client.list_deployments(**account.group)["deployments"][:count]
    if not ids:
        return []
    described = client.batch_get_deployments(deploymentIds=ids)["deploymentsInfo"]
    by_id = {one["deploymentId"]: one for one in described}
    return [_deployment(account, by_id[one], {}) for one in ids if one in by_id]


def running(account: Account) -> str:
    """Return the deployment that runs now, or nothing."""
    asked = {**account.group, "includeOnlyStatuses": list(RUNNING)}
    found = account.client("codedeploy").list_deployments(**asked)["deployments"]
    return str(found[0]) if found else ""


def group(account: Account) -> dict[str, Any]:
    """Return the deployment group: its listeners, targets and alarms."""
    found: dict[str, Any] = account.client("codedeploy").get_deployment_group(**account.group)[
        "deploymentGroupInfo"
    ]
    return found


def alarms(account: Account) -> dict[str, str]:
    """Return the alarms that take a release back and their states; one that does not exist is "MISSING"."""
    told = group(account).get("alarmConfiguration", {}).get("alarms", [])
    names = [one["name"] for one in told]
    if not names:
        return {}
    found = account.client("cloudwatch").describe_alarms(AlarmNames=names)["MetricAlarms"]
    states = {one["AlarmName"]: one["StateValue"] for one in found}
    return {name: states.get(name, "MISSING") for name in names}


def _target(account: Account, deployment_id: str) -> dict[str, Any]:
    client = account.client("codedeploy")
    ids = client.list_deployment_targets(deploymentId=deployment_id)["targetIds"]
    if not ids:
        return {}
    asked = {"deploymentId": deployment_id, "targetIds": ids}
    targets = client.batch_get_deployment_targets(**asked)["deploymentTargets"]
    return next((one["ecsTarget"] for one in targets if "ecsTarget" in one), {})


def _deployment(account: Account, found: dict[str, Any], target: dict[str, Any]) -> Deployment:
    revision = found.get("revision", {})
    appspec = (revision.get("appSpecContent") or revision.get("string") or {}).get("content", "")
    arn = task_definition_of(appspec)
    rollback = found.get("rollbackInfo", {})
    error = found.get("errorInformation", {})
    return Deployment(
        found["deploymentId"],
        found["status"],
        candidate(account, arn) if arn else _UNKNOWN,
        arn,
        appspec,
        found.get("createTime"),
        found.get("completeTime"),
        found.get("creator", ""),
        error.get("message") or rollback.get("rollbackMessage", ""),
        rollback.get("rollbackDeploymentId", ""),
        rollback.get("rollbackTriggeringDeploymentId", ""),
        tuple(_event(one) for one in target.get("lifecycleEvents", ())),
        tuple(_colour(one) for one in target.get("taskSetsInfo", ())),
    )


def _event(found: dict[str, Any]) -> Event:
    says = found.get("diagnostics", {}).get("message", "")
    return Event(found["lifecycleEventName"], found.get("status", "Unknown"), says)


def _colour(found: dict[str, Any]) -> Colour:
    return Colour(
        found["taskSetLabel"],
        found.get("trafficWeight", 0.0),
        found.get("runningCount", 0),
        found.get("desiredCount", 0),
    )


def candidate(account: Account, task_definition: str) -> Candidate:
    """Return the release that a task definition describes, or an unknown one."""
    asked = {"taskDefinition": task_definition}
    described = account.client("ecs").describe_task_definition(**asked)["taskDefinition"]
    try:
        return Candidate.of_task_definition(described)
    except (KeyError, ValueError):
        return _UNKNOWN
