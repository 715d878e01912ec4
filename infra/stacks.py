"""The stacks of an environment, in the order in which they are made, and where their parameters come from.

A parameter has the name of an earlier stack's output, or stands in a parameter file, or is told at run time.
Stacks know each other by this only: there are no exports, which would lock them, and no nested stacks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import templates
from infra.paths import PARAMETERS, TEMPLATES

SIZES = ("small", "medium")
# Told by whoever applies the stacks: the live listener's colour, the newest image, the archive of the hooks.
AT_RUN_TIME = frozenset({"LiveColour", "ImageUri", "HookCodeKey", "Release"})


@dataclass(frozen=True)
class Stack:
    """One stack: the last part of its name, and its template."""

    name: str
    template: Path

    def full_name(self, env: str) -> str:
        """Return the stack's name in an environment, such as shop-prod-web."""
        return f"shop-{env}-{self.name}"

    def body(self) -> dict[str, Any]:
        """Return the template as data."""
        return templates.load(self.template)

    def parameters(self) -> dict[str, dict[str, Any]]:
        """Return what the template asks for."""
        found: dict[str, dict[str, Any]] = self.body()["Parameters"]
        return found

    def outputs(self) -> list[str]:
        """Return the names that the template tells later stacks."""
        return list(self.body().get("Outputs", {}))


# The workers come before the web, as in a release: their stack holds the values that every build reads.
STACKS = (
    Stack("network", TEMPLATES / "10-network.yaml"),
    Stack("data", TEMPLATES / "20-data.yaml"),
    Stack("platform", TEMPLATES / "30-platform.yaml"),
    Stack("workers", TEMPLATES / "45-workers.yaml"),
    Stack("web", TEMPLATES / "40-web.yaml"),
    Stack("pipeline", TEMPLATES / "50-pipeline.yaml"),
    Stack("edge", TEMPLATES / "60-edge.yaml"),
    Stack("observability", TEMPLATES / "70-observability.yaml"),
)
NATIVE_WEB = Stack("web", TEMPLATES / "alt" / "40-web-native.yaml")


def parameter_file(name: str) -> dict[str, str]:
    """Return a file of infra/params by its name, such as "small"."""
    found: dict[str, str] = json.loads((PARAMETERS / f"{name}.json").read_text())
    return found


def resolve(stack: Stack, known: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a stack's parameters, without those that keep their default.

    Raises KeyError with the names of parameters that have neither a value nor a default.
    """
    asked = stack.parameters()
    missing = sorted(name for name, one in asked.items() if name not in known and "Default" not in one)
    if missing:
        raise KeyError(f"{stack.template.name} needs {', '.join(missing)}")
    return {name: known[name] for name in asked if name in known}
