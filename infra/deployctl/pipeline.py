"""The pipeline: where a release is, who may let it pass, and what stopped it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from infra.deployctl.account import Account
from infra.deployctl.problems import Refused

OVER = frozenset(("Succeeded", "Failed", "Stopped", "Superseded", "Cancelled"))


@dataclass(frozen=True)
class Stage:
    """What one stage has done for one release. `status` is empty until it begins."""

    name: str
    status: str = ""
    began: datetime | None = None
    ended: datetime | None = None
    by: str = ""
    says: str = ""
    external: str = ""  # the deployment, the build, the stack behind it
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def seconds(self) -> float | None:
        """Return how long it took, or None while it has not ended."""
        if self.began is None or self.ended is None or self.status == "InProgress":
            return None
        return (self.ended - self.began).total_seconds()


@dataclass(frozen=True)
class Execution:
    """One release on its way through the pipeline."""

    id: str
    status: str
    stages: tuple[Stage, ...]
    commit: str = ""

    def stage(self, name: str) -> Stage:
        """Return a stage by its name; one that has not begun if the pipeline has no such stage."""
        return next((one for one in self.stages if one.name == name), Stage(name))

    @property
    def release(self) -> str:
        """Return the release's name, which the build gives it; until then the commit."""
        return self.stage("Build").variables.get("RELEASE") or self.commit[:7] or "?"

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen."""
        return self.status in OVER


@dataclass(frozen=True)
class Approval:
    """A release that waits for a person."""

    execution: str
    stage: str
    action: str
    token: str


def start(account: Account, commit: str = "") -> str:
    """Start a release of a commit, or of the branch's newest, and return its execution."""
    asked: dict[str, Any] = {"name": account.pipeline, "clientRequestToken": str(uuid.uuid4())}
    if commit:
        source = {"actionName": "Checkout", "revisionType": "COMMIT_ID", "revisionValue": commit}
        asked["sourceRevisions"] = [source]
    return str(account.client("codepipeline").start_pipeline_execution(**asked)["pipelineExecutionId"])


def execution(account: Account, execution_id: str) -> Execution:
    """Return how far a release has come."""
    client = account.client("codepipeline")
    asked = {"pipelineName": account.pipeline, "pipelineExecutionId": execution_id}
    found = client.get_pipeline_execution(**asked)["pipelineExecution"]
    names = [one["stageName"] for one in _state(account)]
    actions = _actions(account, execution_id)
    stages = tuple(_stage(name, [one for one in actions if one["stageName"] == name]) for name in names)
    commit = next((one.get("revisionId", "") for one in found.get("artifactRevisions", ())), "")
    return Execution(execution_id, found["status"], stages, commit)


def _state(account: Account) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = account.client("codepipeline").get_pipeline_state(name=account.pipeline)[
        "stageStates"
    ]
    return found


def _actions(account: Account, execution_id: str) -> list[dict[str, Any]]:
    """Return what the pipeline's actions have done, newest first."""
    pages = account.client("codepipeline").get_paginator("list_action_executions")
    told = pages.paginate(pipelineName=account.pipeline, filter={"pipelineExecutionId": execution_id})
    return [one for page in told for one in page["actionExecutionDetails"]]


def _stage(name: str, actions: list[dict[str, Any]]) -> Stage:
    if not actions:
        return Stage(name)
    newest = actions[0]
    output = newest.get("output", {})
    result = output.get("executionResult", {})
    says = result.get("errorDetails", {}).get("message") or result.get("externalExecutionSummary", "")
    return Stage(
        name,
        newest["status"],
        newest.get("startTime"),
        newest.get("lastUpdateTime"),
        newest.get("updatedBy", "").rpartition("/")[2],
        says,
        result.get("externalExecutionId", ""),
        output.get("outputVariables", {}),
    )


def recent(account: Account, count: int = 10) -> list[dict[str, Any]]:
    """Return the newest executions, as the service describes them."""
    asked = {"pipelineName": account.pipeline, "maxResults": count}
    found: list[dict[str, Any]] = account.client("codepipeline").list_pipeline_executions(**asked)[
        "pipelineExecutionSummaries"
    ]
    return found


def newest(account: Account) -> str:
    """Return the newest execution. Raises Refused when there was none yet."""
    found = recent(account, 1)
    if not found:
        raise Refused("No release was ever started here.", "Start one: deployctl release start.")
    return str(found[0]["pipelineExecutionId"])


def approvals(account: Account) -> list[Approval]:
    """Return what waits for a person."""
    return [
        Approval(
            stage["latestExecution"]["pipelineExecutionId"], stage["stageName"], action["actionName"], token
        )
        for stage in _state(account)
        for action in stage.get("actionStates", ())
        if (token := action.get("latestExecution", {}).get("token"))
        and action["latestExecution"].get("status") == "InProgress"
    ]


def decide(account: Account, *, execution_id: str, is_approved: bool, reason: str) -> str:
    """Approve or reject a release that waits, and return its execution.

    Raises Refused when none waits, or another one than was named: the token would let that one pass.
    """
    waiting = approvals(account)
    if not waiting:
        raise Refused("No release waits for an approval.", "See where it is: deployctl release status.")
    found = waiting[0]
    if execution_id and found.execution != execution_id:
        raise Refused(
            f"Release {found.execution} waits, not {execution_id}.",
            f"To decide about that one: deployctl release approve {found.execution}.",
        )
    account.client("codepipeline").put_approval_result(
        pipelineName=account.pipeline,
        stageName=found.stage,
        actionName=found.action,
        result={"summary": reason[:512], "status": "Approved" if is_approved else "Rejected"},
        token=found.token,
    )
    return found.execution


def hold(account: Account, stage: str, reason: str) -> None:
    """Let no release into a stage until resume() is called."""
    asked = {"pipelineName": account.pipeline, "stageName": stage, "transitionType": "Inbound"}
    account.client("codepipeline").disable_stage_transition(**asked, reason=reason[:300])


def resume(account: Account, stage: str) -> None:
    """Let releases into a stage again."""
    asked = {"pipelineName": account.pipeline, "stageName": stage, "transitionType": "Inbound"}
    account.client("codepipeline").enable_stage_transition(**asked)


def held(account: Account) -> dict[str, str]:
    """Return the stages that let nothing in, and why."""
    return {
        one["stageName"]: one["inboundTransitionState"].get("disabledReason", "")
        for one in _state(account)
        if not one.get("inboundTransitionState", {}).get("enabled", True)
    }
