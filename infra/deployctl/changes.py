"""Changing stacks: what a change would do, what of that is refused, and carrying it out."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from infra.deployctl.account import Account
from infra.deployctl.problems import Failed, Refused
from infra.stacks import Stack

# Shoppers reach the shop through these; a new one would come without them.
_NEVER_REPLACED = frozenset(
    (
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
    )
)
_WEB = "AWS::ECS::Service"
_POLL: Mapping[str, int] = {"Delay": 5, "MaxAttempts": 720}


@dataclass(frozen=True)
class Change:
    """What a change set would do to one resource."""

    resource: str
    type: str
    action: str
    replaces: bool

    def __str__(self) -> str:
        return f"{self.action:7} {self.resource} ({self.type}){'  REPLACED' if self.replaces else ''}"


@dataclass(frozen=True)
class ChangeSet:
    """A change that was computed and not carried out yet; without changes there is nothing to carry out."""

    stack: str
    id: str
    changes: tuple[Change, ...]
    is_new: bool


def state(account: Account, stack: Stack) -> dict[str, Any] | None:
    """Return a stack as the account describes it, or None while it does not exist."""
    client = account.client("cloudformation")
    try:
        found: dict[str, Any] = client.describe_stacks(StackName=stack.full_name(account.env))["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return found


def outputs(found: Mapping[str, Any]) -> dict[str, str]:
    """Return what a stack tells later stacks."""
    return {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", ())}


def plan(account: Account, stack: Stack, values: Mapping[str, str]) -> ChangeSet:
    """Compute what a stack's template and parameters would change, and change nothing.

    Raises Refused when the stack is in a state from which nothing can be changed.
    """
    found = state(account, stack)
    _refuse_bad_state(stack, found)
    client = account.client("cloudformation")
    is_new = found is None or found["StackStatus"] == "REVIEW_IN_PROGRESS"
    made = client.create_change_set(
        StackName=stack.full_name(account.env),
        ChangeSetName=f"deployctl-{time.time_ns()}",
        ChangeSetType="CREATE" if is_new else "UPDATE",
        TemplateBody=stack.template.read_text(),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    )
    changes = _changes(client, made["Id"])
    if not changes:
        client.delete_change_set(ChangeSetName=made["Id"])
    return ChangeSet(stack.full_name(account.env), made["Id"], changes, is_new)


def discard(account: Account, found: ChangeSet) -> None:
    """Forget a change that will not be carried out, and the empty stack that stands for one not yet made."""
    client = account.client("cloudformation")
    if found.changes:
        client.delete_change_set(ChangeSetName=found.id)
    if found.is_new:
        client.delete_stack(StackName=found.stack)


def _refuse_bad_state(stack: Stack, found: Mapping[str, Any] | None) -> None:
    status = found["StackStatus"] if found else ""
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"):
        raise Refused(
            f"Stack {stack.name} could not be made and is {status}.",
            "See its events in the console, delete the stack, correct the cause, and repeat the command.",
        )
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        raise Refused(
            f"Stack {stack.name} is {status}.", "Wait until that has ended, then repeat the command."
        )
    if status == "UPDATE_ROLLBACK_FAILED":
        raise Refused(f"Stack {stack.name} is {status}.", "Continue its rollback in the console first.")


def _changes(client: Any, change_set: str) -> tuple[Change, ...]:
    try:
        client.get_waiter("change_set_create_complete").wait(
            ChangeSetName=change_set, WaiterConfig={"Delay": 2, "MaxAttempts": 150}
        )
    except WaiterError as error:
        reason = client.describe_change_set(ChangeSetName=change_set).get("StatusReason", "")
        if "didn't contain changes" in reason or "No updates" in reason:
            return ()
        raise Failed(f"The change cannot be computed: {reason}", "Correct template or parameters.") from error
    pages = client.get_paginator("describe_change_set").paginate(ChangeSetName=change_set)
    found = [one["ResourceChange"] for page in pages for one in page["Changes"]]
    return tuple(
        Change(
            one["LogicalResourceId"],
            one["ResourceType"],
            one["Action"],
            one.get("Replacement") in ("True", "Conditional") or one["Action"] == "Remove",
        )
        for one in found
    )


def refuse_harm(found: ChangeSet, accepted: Collection[str] = ()) -> None:
    """Raise Refused for a change that would take something away, unless its resource was named on purpose.

    What shoppers come through may not be replaced at all, and the web service belongs to CodeDeploy.
    """
    if found.is_new:
        return
    for one in found.changes:
        if one.replaces and one.type in _NEVER_REPLACED:
            raise Refused(
                f"{found.stack}: {one.resource} would be replaced, and shoppers with it cut off.",
                "Make a second one beside it and move (docs/release.md).",
            )
        if one.type == _WEB and one.resource == "WebService":
            raise Refused(
                f"{found.stack}: the web service would be changed, which CodeDeploy alone may do.",
                "Take the change out of 40-web.yaml, or make a second service beside it (docs/release.md).",
            )
        if one.replaces and one.resource not in accepted:
            raise Refused(
                f"{found.stack}: {one.resource} ({one.type}) would be replaced or removed, with what it holds.",
                f"If that is meant: --yes-replace {one.resource}",
            )


def carry_out(account: Account, found: ChangeSet) -> dict[str, str]:
    """Carry a change out, wait for its end and return the stack's outputs. Raises Failed with the first cause."""
    client = account.client("cloudformation")
    if found.changes:
        client.execute_change_set(ChangeSetName=found.id)
        waiter = "stack_create_complete" if found.is_new else "stack_update_complete"
        try:
            client.get_waiter(waiter).wait(StackName=found.stack, WaiterConfig=_POLL)
        except WaiterError as error:
            raise Failed(
                f"{found.stack}: {_cause(client, found.stack)}", "Correct that and repeat the command."
            ) from error
    return outputs(client.describe_stacks(StackName=found.stack)["Stacks"][0])


def _cause(client: Any, stack: str) -> str:
    events = client.describe_stack_events(StackName=stack)["StackEvents"]  # newest first
    bad = [one for one in events if one["ResourceStatus"].endswith("_FAILED")]
    first = next(
        (one for one in reversed(bad) if "cancelled" not in one.get("ResourceStatusReason", "")), None
    )
    return (
        f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', '')}" if first else "it has failed"
    )
