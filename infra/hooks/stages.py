"""What is checked at each stage of a deployment, whoever carries it out."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from . import scaling
from .journey import Check, Report, journey, same_release
from .visitor import Door


@dataclass(frozen=True)
class Candidate:
    """The release that is to replace the running one: its name and its image by digest."""

    release: str
    image: str

    @classmethod
    def of_task_definition(cls, described: Mapping[str, Any]) -> "Candidate":
        """Return the release that a task definition describes. Raises KeyError when it names none."""
        (container,) = described["containerDefinitions"]
        told = {one["name"]: one["value"] for one in container.get("environment", ())}
        return cls(told["RELEASE"], container["image"])


def run(stage: str, candidate: Candidate, seconds_left: Callable[[], float]) -> Report:
    """Check a stage of a deployment. Raises KeyError for a stage that does not exist."""
    return STAGES[stage](candidate, seconds_left)


def before_install(candidate: Candidate, seconds_left: Callable[[], float]) -> Report:
    """Check what must be so before the first new task starts, and suspend scaling if it is."""
    env = os.environ["SHOP_ENV"]
    report = Report([_alarms(), _migrated(env, candidate), _static_files(candidate)])
    if report.is_ok and (resource := os.environ.get("SCALING_RESOURCE")):
        scaling.suspend(boto3.client("application-autoscaling"), resource)
    return report


def test_traffic(candidate: Candidate, seconds_left: Callable[[], float]) -> Report:
    """Go shopping on the test listener, which leads to the new colour alone."""
    return journey(_door(), candidate.release, seconds_left=seconds_left)


def live_traffic(candidate: Candidate, seconds_left: Callable[[], float]) -> Report:
    """Go shopping where shoppers do, and make sure that the new release alone answers."""
    report = journey(_door(), candidate.release, seconds_left=seconds_left)
    if report.is_ok:
        report.checks.append(same_release(_door(), candidate.release))
    return report


STAGES: dict[str, Callable[[Candidate, Callable[[], float]], Report]] = {
    "before-install": before_install,
    "test-traffic": test_traffic,
    "live-traffic": live_traffic,
}


def _door() -> Door:
    is_https = os.environ.get("SHOP_SCHEME", "https") == "https"
    return Door(os.environ["SHOP_HOST"], os.environ["SHOP_ADDRESS"], int(os.environ["SHOP_PORT"]), is_https)


def _alarms() -> Check:
    """An alarm that rings already would take the release back at once, or hide that it makes things worse."""
    names = os.environ["RELEASE_ALARMS"].split(",")
    found = boto3.client("cloudwatch").describe_alarms(AlarmNames=names)["MetricAlarms"]
    ringing = [one["AlarmName"] for one in found if one["StateValue"] == "ALARM"]
    absent = sorted(set(names) - {one["AlarmName"] for one in found})
    return Check("alarms", f"ringing {ringing}, absent {absent}" if ringing or absent else "")


def _migrated(env: str, candidate: Candidate) -> Check:
    """The tables must have been migrated with this very image."""
    return Check("migrations", _unlike(f"/shop/{env}/migrated", candidate.image))


def _unlike(parameter: str, expected: str) -> str:
    try:
        found = boto3.client("ssm").get_parameter(Name=parameter)["Parameter"]["Value"]
    except ClientError as error:
        return str(error)
    return "" if found == expected else f"{found} instead of {expected}"


def _static_files(candidate: Candidate) -> Check:
    """Static files must lie where both colours find them, before a page names them."""
    try:
        boto3.client("s3").head_object(
            Bucket=os.environ["STATIC_BUCKET"], Key=f"releases/{candidate.release}.json"
        )
    except ClientError as error:
        return Check("static files", f"release {candidate.release}: {error}")
    return Check("static files")
