"""What must be so before a release starts, and what does not fit together between releases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra import stacks
from infra.deployctl import deployment, pipeline, traffic
from infra.deployctl.account import Account
from infra.deployctl.problems import SDK_ERRORS, explain
from infra.deployctl.rollback import workers_image
from infra.hooks import scaling
from infra.paths import PARAMETERS


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `wrong` is empty when it is well."""

    name: str
    wrong: str = ""
    then: str = ""


Look = Callable[[Account], Finding]


def run(account: Account, looks: "tuple[Look, ...]") -> list[Finding]:
    """Look at everything; what cannot be looked at is wrong."""
    return [_attempt(look, account) for look in looks]


def _attempt(look: Look, account: Account) -> Finding:
    try:
        return look(account)
    except SDK_ERRORS as error:
        problem = explain(error)
        return Finding(look.__name__.replace("_", " "), problem.what, problem.then)


def identity(account: Account) -> Finding:
    """The account must be the one that the environment's file speaks of."""
    number = account.client("sts").get_caller_identity()["Account"]
    file = PARAMETERS / f"{account.env}.json"
    if not file.exists():
        return Finding(f"account {number}")
    expected = stacks.parameter_file(account.env).get("CertificateArn", "::::").split(":")[4]
    wrong = f"this is account {number}, {file.name} is for {expected}" if number != expected else ""
    return Finding(f"account {number}", wrong, "Set AWS_PROFILE to the other account.")


def connection(account: Account) -> Finding:
    """A connection that nobody has confirmed in the console fetches nothing."""
    found = account.client("codepipeline").get_pipeline(name=account.pipeline)["pipeline"]
    arn = _connection_of(found)
    if not arn:
        return Finding("connection to the source")
    status = account.client("codeconnections").get_connection(ConnectionArn=arn)["Connection"][
        "ConnectionStatus"
    ]
    wrong = f"it is {status}" if status != "AVAILABLE" else ""
    return Finding(
        "connection to the source", wrong, "Confirm it in the console: Developer Tools, Connections."
    )


def _connection_of(found: dict[str, Any]) -> str:
    actions = [action for stage in found["stages"] for action in stage["actions"]]
    return next(
        (one["configuration"]["ConnectionArn"] for one in actions if "ConnectionArn" in one["configuration"]),
        "",
    )


def no_deployment_runs(account: Account) -> Finding:
    """A release that starts now would wait behind it, or race with it."""
    found = deployment.running(account)
    return Finding("no deployment runs", f"{found} runs" if found else "", "Wait: deployctl release status.")


def alarms(account: Account) -> Finding:
    """An alarm that rings would take the release back at once; one that is missing would never."""
    found = deployment.alarms(account)
    bad = [f"{name} {state}" for name, state in found.items() if state not in deployment.QUIET]
    wrong = ", ".join(bad) if found else "there are none"
    return Finding(
        f"{len(found)} alarms quiet", wrong, "See why: deployctl release logs web. Mend that first."
    )


def targets(account: Account) -> Finding:
    """Shoppers must have one colour alone, and its tasks must be well."""
    live = traffic.live(account)
    if live.is_split:
        return Finding(
            "one colour has all traffic", f"weights are {live.weights}", "See: deployctl release doctor."
        )
    healthy = live.healthy[live.colour]
    wrong = f"{live.colour} has {healthy} healthy tasks" if healthy < 1 else ""
    return Finding(
        f"{live.colour} serves with {healthy} healthy tasks", wrong, "See: deployctl release logs web."
    )


def scaling_follows_the_load(account: Account) -> Finding:
    """Hooks suspend scaling for a release; an event that went astray would leave it so."""
    is_left = not deployment.running(account) and scaling.is_suspended(
        account.client("application-autoscaling"), account.scaling
    )
    wrong = "it is suspended although no release runs" if is_left else ""
    return Finding("scaling follows the load", wrong, "Resume it: deployctl release doctor --mend.")


def nothing_is_held(account: Account) -> Finding:
    """A stage that lets nothing in stops the release half way."""
    found = pipeline.held(account)
    wrong = ", ".join(f"{name} ({reason})" for name, reason in found.items())
    return Finding("no stage is held", wrong, "Let releases pass: deployctl release resume STAGE.")


def way_back(account: Account) -> Finding:
    """The live release's image must still be there, or nobody can go back to it."""
    good = [one for one in deployment.recent(account) if one.status == "Succeeded"]
    if not good:
        return Finding("way back", "", "")
    image = good[0].candidate.image
    digest = image.partition("@")[2]
    ecr = account.client("ecr")
    try:
        ecr.describe_images(repositoryName=f"shop-{account.env}", imageIds=[{"imageDigest": digest}])
    except ecr.exceptions.ImageNotFoundException:
        return Finding("way back", f"{image} is no longer there", "Build its commit again, then release.")
    return Finding(f"way back to {good[0].candidate.release}")


def images_agree(account: Account) -> Finding:
    """Between releases shoppers, workers and tables have the same image, or the previous one's for a reason."""
    good = [one for one in deployment.recent(account) if one.status == "Succeeded"]
    if not good or deployment.running(account):
        return Finding("web and workers run the same image")
    web, workers = good[0].candidate.image, workers_image(account)
    wrong = f"web runs {web}, workers {workers}" if workers not in ("", web) else ""
    return Finding(
        "web and workers run the same image", wrong, "Return the workers: deployctl release rollback."
    )


def template_agrees(account: Account) -> Finding:
    """A colour in stack platform that is not the live one would move shoppers at the next change of a listener."""
    live = traffic.live(account).colour
    told = traffic.told_colour(account)
    wrong = f"the stack says {told}, shoppers have {live}" if told not in ("", live) else ""
    return Finding(
        f"stack platform knows that {live} is live", wrong, "Tell it: deployctl infra apply platform."
    )


BEFORE_A_RELEASE: tuple[Look, ...] = (
    identity, connection, no_deployment_runs, alarms, targets, scaling_follows_the_load, nothing_is_held, way_back,
)  # fmt: skip
DOCTOR: tuple[Look, ...] = (
    targets, template_agrees, images_agree, scaling_follows_the_load, alarms, nothing_is_held, way_back, connection,
)  # fmt: skip
