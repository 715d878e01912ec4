"""Which colour shoppers have: read from the load balancer, which alone knows."""

from dataclasses import dataclass
from typing import Any

from infra.deployctl import deployment
from infra.deployctl.account import Account

COLOURS = ("blue", "green")


@dataclass(frozen=True)
class Live:
    """The shares of the traffic and the healthy tasks of both colours."""

    weights: dict[str, int]
    healthy: dict[str, int]

    @property
    def colour(self) -> str:
        """Return the colour with the larger share."""
        return max(COLOURS, key=lambda one: self.weights[one])

    @property
    def is_split(self) -> bool:
        """Say whether both colours have shoppers."""
        return all(self.weights.values())


def live(account: Account) -> Live:
    """Return who has the shoppers."""
    client = account.client("elbv2")
    pair = deployment.group(account)["loadBalancerInfo"]["targetGroupPairInfoList"][0]
    names = [one["name"] for one in pair["targetGroups"]]
    found = client.describe_target_groups(Names=names)["TargetGroups"]
    by_arn = {one["TargetGroupArn"]: one["TargetGroupName"].rpartition("-")[2] for one in found}
    listener = client.describe_listeners(ListenerArns=pair["prodTrafficRoute"]["listenerArns"])["Listeners"][
        0
    ]
    weights = dict.fromkeys(COLOURS, 0)
    for arn, weight in _shares(listener["DefaultActions"][0]).items():
        weights[by_arn[arn]] = weight
    healthy = {colour: _healthy(client, arn) for arn, colour in by_arn.items()}
    return Live(weights, healthy)


def _shares(action: dict[str, Any]) -> dict[str, int]:
    groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
    if groups:
        return {one["TargetGroupArn"]: one.get("Weight", 1) for one in groups}
    return {action["TargetGroupArn"]: 100}


def _healthy(client: Any, arn: str) -> int:
    found = client.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    return sum(one["TargetHealth"]["State"] == "healthy" for one in found)


def told_colour(account: Account) -> str:
    """Return the colour that stack platform was told last, or nothing where it was told none."""
    name = f"shop-{account.env}-platform"
    stack = account.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    told = {one["ParameterKey"]: one["ParameterValue"] for one in stack.get("Parameters", ())}
    return str(told.get("LiveColour", ""))
