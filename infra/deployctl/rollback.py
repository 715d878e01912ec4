"""Taking a release back: at once while the old colour still runs, by a deployment of the old release afterwards."""

from dataclasses import dataclass
from typing import Any

from infra.deployctl import deployment, pipeline
from infra.deployctl.account import Account
from infra.deployctl.deployment import Deployment
from infra.deployctl.problems import Refused
from infra.hooks import scaling

STOP, REDEPLOY, WORKERS = "stop", "redeploy", "workers"
# The first hook asks whether the tables were migrated with this very image, which an older release never can say.
_FIRST_HOOK = "  - BeforeInstall:"
_AT_ONCE = "CodeDeployDefault.ECSAllAtOnce"


@dataclass(frozen=True)
class Plan:
    """What a rollback will do, and why that and nothing else."""

    kind: str
    why: str
    bad: Deployment
    good: Deployment


def plan(account: Account, to: str = "") -> Plan:
    """Return how to get back to the release before, or to a named one.

    Raises Refused when there is nothing to go back to, or the tables may no longer fit it: a release has to work on
    the tables of its successor, and nobody promises more (docs/release.md).
    """
    history = deployment.recent(account, 50)
    good = [one for one in history if one.status == "Succeeded"]
    current = deployment.running(account)
    if current:
        return _stop(deployment.read(account, current), good, to)
    _refuse_while_a_release_comes(account)
    if not good:
        raise Refused("No release has ever reached shoppers here.", "There is nothing to go back to.")
    left = _left_workers(account, history, good)
    if left is not None and not to:
        return left
    target = _target(good, to)
    _refuse_old_tables(account, good, target)
    why = f"{good[0].candidate.release} has all traffic and its predecessor's tasks are gone"
    return Plan(REDEPLOY, why, good[0], target)


def _stop(running: Deployment, good: list[Deployment], to: str) -> Plan:
    if running.takes_back:
        raise Refused(
            f"{running.id} already takes {running.takes_back} back.", "Wait for it: deployctl release status."
        )
    if not good:
        raise Refused("The first release has no predecessor.", "Correct it and release again.")
    if to and to != good[0].candidate.release:
        raise Refused(
            f"While {running.candidate.release} is on its way, only {good[0].candidate.release} can be returned to.",
            "First: deployctl release rollback. Then the same with --to.",
        )
    return Plan(STOP, "the old colour still runs and takes all traffic at once", running, good[0])


def _refuse_while_a_release_comes(account: Account) -> None:
    for one in pipeline.recent(account, 3):
        if one["status"] == "InProgress":
            found = pipeline.execution(account, one["pipelineExecutionId"])
            if found.stage("Migrate").status and not found.stage("Web").status:
                raise Refused(
                    f"Release {found.release} migrates or changes the workers now; shoppers have not met it.",
                    "Keep it from them: deployctl release hold Web. Then decide.",
                )


def _left_workers(account: Account, history: list[Deployment], good: list[Deployment]) -> Plan | None:
    """Return the plan to return the workers alone, after CodeDeploy has taken a release's web service back."""
    live = good[0]
    if workers_image(account) in ("", live.candidate.image):
        return None
    bad = next((one for one in history if one.candidate.image == workers_image(account)), None)
    if bad is None or bad.status == "Succeeded":
        return None
    why = (
        f"shoppers already have {live.candidate.release} again, but workers still run {bad.candidate.release}"
    )
    return Plan(WORKERS, why, bad, live)


def _target(good: list[Deployment], to: str) -> Deployment:
    live = good[0].candidate
    others = [one for one in good if one.candidate != live]
    named = [one for one in others if not to or one.candidate.release == to]
    if not named:
        known = ", ".join(dict.fromkeys(one.candidate.release for one in others)) or "none"
        raise Refused(f"There is no {to or 'earlier release'} to go back to.", f"There are: {known}.")
    return named[0]


def _refuse_old_tables(account: Account, good: list[Deployment], target: Deployment) -> None:
    migrated = account.parameter("migrated")
    images = [one.candidate.image for one in reversed(good)]  # oldest first
    first = images.index(migrated) if migrated in images else len(images)
    before = images[first - 1] if first else migrated
    if target.candidate.image not in (migrated, before):
        raise Refused(
            f"The tables were last migrated for another release than {target.candidate.release} or its successor; "
            "nobody has promised that it works on them.",
            "Roll forward: correct the fault and release it: deployctl release start.",
        )


def carry_out(account: Account, found: Plan) -> str:
    """Take the release back and return the deployment to watch, or nothing when only workers are left to return."""
    client = account.client("codedeploy")
    if found.kind == WORKERS:
        return ""
    if found.kind == STOP:
        client.stop_deployment(deploymentId=found.bad.id, autoRollbackEnabled=True)
        return found.bad.id
    scaling.suspend(account.client("application-autoscaling"), account.scaling)
    try:
        made = client.create_deployment(
            **account.group,
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": appspec(found.good)}},
            deploymentConfigName=_AT_ONCE,
            description=f"rollback from {found.bad.candidate.release} to {found.good.candidate.release}",
            # What rings now is the reason to go back, so it must not stop that.
            overrideAlarmConfiguration={"enabled": False, "alarms": []},
        )
    except BaseException:
        scaling.resume(account.client("application-autoscaling"), account.scaling)
        raise
    return str(made["deploymentId"])


def appspec(found: Deployment) -> str:
    """Return the appspec that brings an old release back, without the hook that only a new one can pass."""
    kept = [line for line in found.appspec.splitlines() if not line.startswith(_FIRST_HOOK)]
    return "\n".join(kept) + "\n"


def workers_image(account: Account) -> str:
    """Return the image that the workers' stack has now, or nothing where there is none."""
    found = _workers(account).get("Parameters", [])
    return next((one["ParameterValue"] for one in found if one["ParameterKey"] == "ImageUri"), "")


def _workers(account: Account) -> dict[str, Any]:
    name = f"shop-{account.env}-workers"
    found: dict[str, Any] = account.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    return found


def return_workers(account: Account, image: str) -> bool:
    """Give the workers' stack the image of the release that shoppers have; return whether it had another.

    After the web service: the new release's workers know the tasks of both, the old one's only their own.
    """
    if workers_image(account) == image:
        return False
    client = account.client("cloudformation")
    stack = _workers(account)
    parameters = [
        {"ParameterKey": one["ParameterKey"], "ParameterValue": image}
        if one["ParameterKey"] == "ImageUri"
        else {"ParameterKey": one["ParameterKey"], "UsePreviousValue": True}
        for one in stack["Parameters"]
    ]
    client.update_stack(
        StackName=stack["StackName"],
        UsePreviousTemplate=True,
        Parameters=parameters,
        Capabilities=stack.get("Capabilities", []),
    )
    client.get_waiter("stack_update_complete").wait(
        StackName=stack["StackName"], WaiterConfig={"Delay": 3, "MaxAttempts": 400}
    )
    return True
