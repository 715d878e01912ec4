"""Rules for the templates: what CloudFormation takes, general linters let pass, and only a release would show.

Each rule is a generator of sentences about one template (`infra.templates.load`).
"""

from collections.abc import Callable, Iterator
from typing import Any

from infra.lint import delivery, safety

Template = dict[str, Any]
Rule = Callable[[Template], Iterator[str]]

RULES: tuple[Rule, ...] = (
    delivery.pipeline_actions,
    delivery.pipeline_triggers,
    delivery.target_groups,
    delivery.listeners_follow_the_live_colour,
    delivery.services,
    delivery.task_definitions,
    delivery.deployment_groups,
    delivery.alarms_watch_both_colours,
    delivery.shift_percent,
    delivery.build_images,
    safety.kept_when_deleted,
    safety.policies,
    safety.log_retention,
    safety.security_groups,
    safety.encryption_of_topics,
    safety.server_parameters,
)


def faults(template: Template) -> list[str]:
    """Return what is wrong with a template, in sentences that begin with the resource's name."""
    return [fault for rule in RULES for fault in rule(template)]


def faults_of_text(text: str) -> list[str]:
    """Return what is wrong with the text of a template before it is read."""
    found = []
    if len(text.encode()) >= 51_200:
        found.append("the template is too long to be sent with the request")
    for number, line in enumerate(text.splitlines(), start=1):
        value = line.split(": ", 1)[-1].lstrip("- ")
        if value[:1] in ("&", "*") and value[1:2].isalpha():
            found.append(f"line {number}: CloudFormation refuses anchors and aliases")
    return found
