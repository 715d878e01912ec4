"""The verbs of `deployctl release`."""

import argparse
import time
from collections.abc import Callable
from typing import Any

from infra.deployctl import deployment, pipeline, preflight, rollback, watching
from infra.deployctl.account import Account
from infra.deployctl.output import Output
from infra.deployctl.preflight import Finding
from infra.deployctl.problems import FAILED, OK, REFUSED, Failed, Refused
from infra.hooks import scaling

PARTS = ("web", "worker", "beat", "migrate", "hooks", "build")


def preflight_only(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Look whether a release may start."""
    found = preflight.run(account, preflight.BEFORE_A_RELEASE)
    output.findings(found)
    return REFUSED if any(one.wrong for one in found) else OK


def start(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Start a release after looking whether it may, and watch it."""
    if not given.no_preflight:
        found = preflight.run(account, preflight.BEFORE_A_RELEASE)
        _refuse(found, output)
    made = pipeline.start(account, given.commit)
    output.tell({"execution": made}, f"started {made}")
    if given.no_watch:
        return OK
    return _watch(account, made, given, output)


def _refuse(found: list[Finding], output: Output) -> None:
    bad = [one for one in found if one.wrong]
    if bad:
        output.findings(found)
        raise Refused(
            f"Nothing was started: {len(bad)} of {len(found)} checks say no.",
            "Mend what is marked, or start in spite of it: --no-preflight",
        )


def watch(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Watch a release, by default the newest."""
    return _watch(account, given.execution or pipeline.newest(account), given, output)


def _watch(account: Account, execution: str, given: argparse.Namespace, output: Output) -> int:
    reason = "approved when it was started" if getattr(given, "approve", False) else ""
    output.say("Ctrl-C stops watching; the release goes on.")
    watching.follow(
        account, execution, output.watch, minutes=given.minutes, every=given.every, approve_as=reason
    )
    return OK


def approve(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Let a release pass."""
    done = pipeline.decide(
        account, execution_id=given.execution, is_approved=True, reason=given.reason or "approved"
    )
    output.tell({"approved": done}, f"approved {done}; watch it: deployctl release watch {done}")
    return OK


def reject(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Stop a release that waits."""
    done = pipeline.decide(account, execution_id=given.execution, is_approved=False, reason=given.reason)
    output.tell({"rejected": done}, f"rejected {done}; nothing of the shop has changed")
    return OK


def status(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Show the newest release as it is now."""
    output.watch(watching.look(account, pipeline.newest(account)))
    return OK


def history(account: Account, given: argparse.Namespace, output: Output) -> int:
    """List the newest deployments of the web service, and releases that never came so far."""
    for one in deployment.recent(account, given.count):
        took = f"{(one.ended - one.began).total_seconds():.0f}s" if one.began and one.ended else "-"
        how = f"takes back {one.takes_back}" if one.takes_back else one.says
        output.tell(
            watching.data_of(one),
            f"{one.candidate.release:20} {one.status:10} {one.id}  {watching.age(one.began):>10}  {took:>6}  {how}",
        )
    for found in pipeline.recent(account, given.count):
        if found["status"] in ("Failed", "Stopped", "Superseded", "Cancelled"):
            commit = next((one.get("revisionId", "") for one in found.get("sourceRevisions", ())), "")
            told = {"execution": found["pipelineExecutionId"], "status": found["status"], "commit": commit}
            output.tell(told, f"{commit[:7] or '?':20} {found['status']:10} execution {told['execution']}")
    return OK


def logs(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Show what a part of the shop has logged."""
    client = account.client("logs")
    group = "worker" if given.part == "beat" else given.part
    since = int((time.time() - given.since * 60) * 1000)
    asked: dict[str, Any] = {"logGroupName": f"/shop/{account.env}/{group}", "startTime": since}
    if group == "worker":
        asked["logStreamNamePrefix"] = given.part  # worker and beat share a group
    if given.search:
        asked["filterPattern"] = given.search
    for page in client.get_paginator("filter_log_events").paginate(**asked):
        for one in page["events"]:
            output.tell({"at": one["timestamp"], "message": one["message"]}, one["message"].rstrip())
    return OK


def hold(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Let no release into a stage."""
    pipeline.hold(account, given.stage, given.reason)
    output.tell(
        {"held": given.stage}, f"{given.stage} lets nothing in until: deployctl release resume {given.stage}"
    )
    return OK


def resume(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Let releases into a stage again."""
    pipeline.resume(account, given.stage)
    output.tell({"resumed": given.stage}, f"{given.stage} lets releases in again")
    return OK


def doctor(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Look for what does not fit together, and mend scaling that a lost event has left suspended."""
    found = preflight.run(account, preflight.DOCTOR)
    output.findings(found)
    if given.mend and preflight.scaling_follows_the_load(account).wrong:
        scaling.resume(account.client("application-autoscaling"), account.scaling)
        output.say("scaling follows the load again")
        found = preflight.run(account, preflight.DOCTOR)
    return FAILED if any(one.wrong for one in found) else OK


def take_back(account: Account, given: argparse.Namespace, output: Output) -> int:
    """Return to the release before, after asking."""
    found = rollback.plan(account, given.to)
    told = f"{found.bad.candidate.release} -> {found.good.candidate.release} by {found.kind}: {found.why}"
    output.tell(
        {
            "kind": found.kind,
            "from": found.bad.candidate.release,
            "to": found.good.candidate.release,
            "why": found.why,
        },
        told,
    )
    if not given.yes and not _is_sure(output):
        raise Refused("Nothing was done.", "To do it without a question: --yes")
    made = rollback.carry_out(account, found)
    if made:
        _see_it_end(account, made, found, given, output)
    if rollback.return_workers(account, found.good.candidate.image):
        output.say("workers are back too")
    output.tell({"live": found.good.candidate.release}, f"shoppers have {found.good.candidate.release}")
    return OK


def _is_sure(output: Output) -> bool:
    if output.is_json or not output.is_terminal:
        return False
    return input("Do it? [y/N] ").strip().lower() in ("y", "yes")


def _see_it_end(
    account: Account, made: str, found: rollback.Plan, given: argparse.Namespace, output: Output
) -> None:
    limits = {"minutes": given.minutes, "every": given.every}
    seen = watching.follow_deployment(account, made, output.watch_deployment, **limits)
    if found.kind == rollback.STOP:
        back = watching.way_back(account, made, every=given.every)
        if not back:
            raise Failed(
                f"{made} has stopped without going back ({seen.status}).", "Look: deployctl release doctor."
            )
        seen = watching.follow_deployment(account, back, output.watch_deployment, **limits)
    if seen.status != "Succeeded":
        raise Failed(
            f"The way back has failed: {seen.says or seen.status}", "Look: deployctl release logs hooks."
        )


VERBS: dict[str, Callable[[Account, argparse.Namespace, Output], int]] = {
    "preflight": preflight_only,
    "start": start,
    "watch": watch,
    "approve": approve,
    "reject": reject,
    "rollback": take_back,
    "status": status,
    "history": history,
    "logs": logs,
    "hold": hold,
    "resume": resume,
    "doctor": doctor,
}
