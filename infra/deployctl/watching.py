"""Watching a release: what there is to see, how it is shown, and how it ends."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from infra.deployctl import deployment, pipeline
from infra.deployctl.account import Account
from infra.deployctl.deployment import Deployment
from infra.deployctl.pipeline import Execution, Stage
from infra.deployctl.problems import SDK_ERRORS, Failed, RolledBack, TimedOut, is_passing

_MARKS = {"Succeeded": "✓", "InProgress": "▶", "Failed": "✗", "Abandoned": "✗", "": "·"}
_MARKS |= {"Pending": "·", "Skipped": "-", "Unknown": "?"}
_HOOKS = {
    "BeforeInstall": "before-install",
    "AfterAllowTestTraffic": "test-traffic",
    "AfterAllowTraffic": "live-traffic",
}
_BAR = 20  # characters

Show = Callable[["Snapshot"], None]


@dataclass(frozen=True)
class Snapshot:
    """A release at one moment."""

    execution: Execution
    deployment: Deployment | None = None
    alarms: dict[str, str] = field(default_factory=dict)
    waits: bool = False  # for a person

    def data(self) -> dict[str, Any]:
        """Return it for machines."""
        shown = {
            "execution": self.execution.id,
            "status": self.execution.status,
            "release": self.execution.release,
            "commit": self.execution.commit,
            "waits_for_approval": self.waits,
            "stages": {one.name: one.status or "Pending" for one in self.execution.stages},
            "alarms": self.alarms,
        }
        return shown | ({"web": data_of(self.deployment)} if self.deployment else {})


def data_of(found: Deployment) -> dict[str, Any]:
    """Return a deployment for machines."""
    return {
        "deployment": found.id,
        "status": found.status,
        "release": found.candidate.release,
        "image": found.candidate.image,
        "step": found.step,
        "new_share": found.share,
        "began": found.began.isoformat() if found.began else None,
        "ended": found.ended.isoformat() if found.ended else None,
        "by": found.by,
        "says": found.says,
        "takes_back": found.takes_back,
    }


def look(account: Account, execution_id: str) -> Snapshot:
    """Return a release as it is now."""
    found = pipeline.execution(account, execution_id)
    waits = any(one.execution == execution_id for one in pipeline.approvals(account))
    external = found.stage("Web").external
    if not external:
        return Snapshot(found, waits=waits)
    web = deployment.read(account, external)
    return Snapshot(found, web, deployment.alarms(account) if not web.is_over else {}, waits)


def lines(seen: Snapshot) -> list[str]:
    """Return what a person sees of a release."""
    told = "waits for: release approve | reject" if seen.waits else seen.execution.status
    head = f"release {seen.execution.release}  execution {seen.execution.id}  {told}"
    found = [head, "   ".join(_stage(one) for one in seen.execution.stages)]
    found += [
        f"{one.name}: {one.says}" for one in seen.execution.stages if _MARKS[one.status] == "✗" and one.says
    ]
    return found + (deployment_lines(seen.deployment, seen.alarms) if seen.deployment else [])


def deployment_lines(web: Deployment, alarms: dict[str, str]) -> list[str]:
    """Return what a person sees of a deployment."""
    full = round(web.share / 100 * _BAR)
    bar = f"[{'#' * full}{'-' * (_BAR - full)}]"
    found = [f"Web  {web.id}  {web.status}  {web.step}  {web.share:.0f}% {bar}"]
    found += [
        f"     {one.label.lower():5}  {one.running}/{one.desired} tasks run  {one.weight:.0f}% of the traffic"
        for one in web.colours
    ]
    marks = {one.name: _MARKS.get(one.status, "?") for one in web.events}
    hooks = "  ".join(f"{label} {marks.get(name, '·')}" for name, label in _HOOKS.items())
    found.append(f"     hooks  {hooks}")
    found += [f"     {one.name}: {one.says}" for one in web.events if one.status == "Failed" and one.says]
    if alarms:
        ringing = [name for name, state in alarms.items() if state not in deployment.QUIET]
        found.append(f"     alarms  {'ring: ' + ', '.join(ringing) if ringing else 'quiet'}")
    if not web.is_over:
        bakes = "all traffic is there, the old colour waits; " if web.share >= 100 else ""
        found.append(f"     {bakes}rollback is instant: release rollback")
    return found + ([f"     {web.says}"] if web.says else [])


def _stage(one: Stage) -> str:
    mark = _MARKS[one.status]
    took = f" {_span(one.seconds)}" if one.seconds is not None else ""
    return f"{one.name} {mark}{took}{' ' + one.by if one.name == 'Approve' and one.by else ''}"


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole}s" if whole < 60 else f"{whole // 60}m{whole % 60:02d}s"


def age(moment: datetime | None) -> str:
    """Return how long ago something was."""
    return _span((datetime.now(UTC) - moment).total_seconds()) + " ago" if moment else "?"


def follow(
    account: Account,
    execution_id: str,
    show: Show,
    *,
    minutes: float,
    every: float = 5.0,
    approve_as: str = "",
    pause: Callable[[float], None] = time.sleep,
) -> Snapshot:
    """Watch a release to its end and return what was seen last.

    With `approve_as` the release is let pass, with that as the reason, as soon as it waits. Raises Failed, RolledBack,
    or TimedOut when it has not ended in time; the release goes on in that case.
    """
    deadline = time.monotonic() + minutes * 60
    while time.monotonic() < deadline:
        seen = _patiently(lambda: look(account, execution_id), deadline, every, pause)
        show(seen)
        if seen.waits and approve_as:
            pipeline.decide(account, execution_id=execution_id, is_approved=True, reason=approve_as)
        elif seen.execution.is_over:
            return _judge(account, seen, minutes=minutes, every=every, pause=pause)
        pause(every)
    raise TimedOut(
        f"Release {execution_id} has not ended after {minutes:g} minutes; it goes on.",
        f"Watch it further: deployctl release watch {execution_id}",
    )


def follow_deployment(
    account: Account,
    deployment_id: str,
    show: Callable[[Deployment], None],
    *,
    minutes: float,
    every: float = 5.0,
    pause: Callable[[float], None] = time.sleep,
) -> Deployment:
    """Watch one deployment to its end and return it. Raises TimedOut when it has not ended in time."""
    deadline = time.monotonic() + minutes * 60
    while time.monotonic() < deadline:
        seen: Deployment = _patiently(lambda: deployment.read(account, deployment_id), deadline, every, pause)
        show(seen)
        if seen.is_over:
            return seen
        pause(every)
    raise TimedOut(
        f"Deployment {deployment_id} has not ended after {minutes:g} minutes; it goes on.",
        "See how it ends: deployctl release history",
    )


def way_back(
    account: Account, stopped: str, *, every: float = 5.0, pause: Callable[[float], None] = time.sleep
) -> str:
    """Return the deployment that takes another back, or nothing.

    CodeDeploy makes it a moment after the other has stopped, so this asks for a while.
    """
    for _ in range(20):
        found = deployment.read(account, stopped).rollback
        if found:
            return found
        pause(every)
    return ""


def _patiently(ask: Callable[[], Any], deadline: float, every: float, pause: Callable[[float], None]) -> Any:
    """Ask again while the line is cut or the service asks for patience, a little later each time."""
    wait = every
    while True:
        try:
            return ask()
        except SDK_ERRORS as error:
            if not is_passing(error) or time.monotonic() + wait > deadline:
                raise
        pause(wait)
        wait = min(wait * 2, 60.0)


def _judge(
    account: Account, seen: Snapshot, *, minutes: float, every: float, pause: Callable[[float], None]
) -> Snapshot:
    if seen.execution.status == "Succeeded":
        return seen
    bad = next((one for one in seen.execution.stages if _MARKS[one.status] == "✗"), Stage("?"))
    web = seen.deployment
    if web is not None and bad.name == "Web":
        if web.rollback:
            follow_deployment(
                account, web.rollback, lambda _seen: None, minutes=minutes, every=every, pause=pause
            )
        raise RolledBack(
            f"Release {seen.execution.release} was taken back: {web.says or web.status}.",
            "Shoppers have the previous release; workers still run the new one. "
            "To return them too: deployctl release rollback. Then see: deployctl release logs web",
        )
    then = "See why: deployctl release logs " + {"Migrate": "migrate", "Workers": "worker"}.get(
        bad.name, "build"
    )
    told = bad.says or seen.execution.status
    raise Failed(
        f"Release {seen.execution.release} ended in stage {bad.name}: {told}", f"{then}. {_effect(bad)}"
    )


def _effect(bad: Stage) -> str:
    """Return what a stage that failed has left behind."""
    if bad.name == "Verify":
        return "Shoppers have the new release. If it is bad: deployctl release rollback."
    if bad.name == "Workers":
        return "Shoppers and workers have the previous release; the tables are the new one's."
    return "Shoppers have the previous release; nothing of theirs was touched."
