"""Dashboard, alarms and runbook name what the shop counts, and nothing that it does not."""

import json
import re
from collections import defaultdict
from typing import Any

import pytest

from apps.core import metrics
from apps.orders import states
from apps.orders.services.states import COUNTED
from apps.payments.models import PaymentEvent
from infra import templates
from infra.paths import ROOT, TEMPLATES
from shop.watching.middleware import STEPS

OBSERVABILITY = templates.load(TEMPLATES / "70-observability.yaml")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
FROM_THE_LOG = {"LoggedErrors"}  # a filter counts them, 40-web.yaml
TOLD = {metric.name: metric for metric in metrics.METRICS if metric.in_cloudwatch}
VALUES = {
    "shop_orders_total": {event.lower() for _, event in COUNTED},
    "shop_payments_total": {kind.lower() for kind in PaymentEvent.Type.values},
    "shop_basket_steps_total": set(STEPS.values()),
}


def alarms() -> dict[str, dict[str, Any]]:
    """Every alarm of every template, by its name."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(TEMPLATES.glob("*.yaml")):
        found |= templates.resources(templates.load(path), "AWS::CloudWatch::Alarm")
    return found


def own_metrics(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of an alarm that name a metric of the shop."""
    return [
        part
        for part in templates.walk(alarm)
        if isinstance(part, dict) and part.get("Namespace") == {"Fn::Sub": "shop/${Env}"}
    ]


def shown() -> dict[str, set[str]]:
    """What the dashboard shows of the shop: names, and the values of their label."""
    text = OBSERVABILITY["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    found: dict[str, set[str]] = defaultdict(set)
    for widget in json.loads(text)["widgets"]:
        for space, name, *dimension in widget["properties"]["metrics"]:
            if space == "shop/${Env}":
                found[name].update(dimension[1:])
                assert dimension[:1] == list(TOLD[name].labels[:1] if name in TOLD else ())
    return found


class TestTheDashboard:
    def test_shows_every_metric_that_the_shop_tells_and_no_other(self):
        assert set(shown()) == set(TOLD) | FROM_THE_LOG

    def test_splits_them_by_what_the_shop_tells_apart(self):
        for name, values in shown().items():
            assert values <= VALUES.get(name, set()), name

    def test_covers_itself_with_nothing(self):
        text = OBSERVABILITY["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
        places = [(one["x"], one["y"]) for one in json.loads(text)["widgets"]]

        assert len(set(places)) == len(places)


class TestAlarms:
    def test_ask_for_metrics_that_the_shop_tells(self):
        for name, alarm in alarms().items():
            for part in own_metrics(alarm):
                assert part["MetricName"] in set(TOLD) | FROM_THE_LOG, name
                labels = TOLD[part["MetricName"]].labels if part["MetricName"] in TOLD else ()
                asked = {one["Name"]: one["Value"] for one in part.get("Dimensions", ())}
                assert tuple(asked) == labels[:1], name
                assert set(asked.values()) <= VALUES.get(part["MetricName"], set()), name

    def test_watch_whatever_makes_people_wait_or_does_not_balance(self):
        watched = {part["MetricName"] for alarm in alarms().values() for part in own_metrics(alarm)}
        only_shown = {metrics.STOCK_HOLDS, metrics.QUEUE_LENGTH}

        assert watched == (set(TOLD) | FROM_THE_LOG) - {metric.name for metric in only_shown}

    def test_tell_somebody(self):
        for name, alarm in alarms().items():
            assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlertTopicArn"}], name

    def test_lead_to_their_section_of_the_runbook(self):
        for name, alarm in alarms().items():
            words = alarm["Properties"]["AlarmDescription"]
            assert words.endswith(f" See docs/runbook.md#{name.lower()}"), name


class TestTheRunbook:
    def test_has_a_section_for_each_alarm_and_no_other(self):
        assert re.findall(r"^### (\w+)$", RUNBOOK, re.MULTILINE) == sorted(alarms(), key=_place)

    @pytest.mark.parametrize("name", sorted(alarms()))
    def test_says_what_it_means_what_to_look_at_what_to_do_and_when_it_is_over(self, name: str):
        section = RUNBOOK.split(f"\n### {name}\n")[1].split("\n#")[0]

        assert re.findall(r"\*\*([\w ]+)\.\*\*", section) == ["Means", "Look at", "Do", "Over"]


def _place(name: str) -> int:
    """Where the runbook has an alarm; what it lacks comes first."""
    return RUNBOOK.find(f"\n### {name}\n")


class TestTheShop:
    def test_counts_states_that_orders_have(self):
        known = {"status": states.OrderStatus.values, "payment_status": states.PaymentStatus.values}

        assert all(value in known[field] for field, value in COUNTED)

    def test_tells_its_metrics_under_the_name_that_the_alarms_ask_for(self):
        text = (TEMPLATES / "45-workers.yaml").read_text() + (
            ROOT / "infra/taskdef/web.json.tmpl"
        ).read_text()

        assert text.count('{Name: METRICS_NAMESPACE, Value: !Sub "shop/${Env}"}') == 3
        assert re.search(r'"METRICS_NAMESPACE",\s+"value": "shop/\$\{Env\}"', text)
