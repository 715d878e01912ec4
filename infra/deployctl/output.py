"""How the command speaks: to a person on a terminal, to a log, or to a program."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.deployctl import watching
from infra.deployctl.deployment import Deployment
from infra.deployctl.preflight import Finding
from infra.deployctl.problems import Problem
from infra.deployctl.watching import Snapshot

_CLEAR = "\x1b[H\x1b[J"


@dataclass
class Output:
    """Where the command speaks to. With `is_json` every line is an object for itself."""

    is_json: bool = False
    is_terminal: bool = field(default_factory=sys.stdout.isatty)
    last: str = ""

    def say(self, text: str) -> None:
        """Tell a person something; programs read the result."""
        if not self.is_json:
            self._write(text)

    def tell(self, result: dict[str, Any], text: str) -> None:
        """Tell the result of a command."""
        self._write(json.dumps(result) if self.is_json else text)

    def watch(self, seen: Snapshot) -> None:
        """Show a release: redrawn on a terminal, once for each change elsewhere."""
        self._changed(json.dumps(seen.data()) if self.is_json else "\n".join(watching.lines(seen)))

    def watch_deployment(self, seen: Deployment) -> None:
        """Show a deployment in the same manner."""
        told = watching.deployment_lines(seen, {})
        self._changed(json.dumps(watching.data_of(seen)) if self.is_json else "\n".join(told))

    def findings(self, found: Sequence[Finding]) -> None:
        """Show what was looked at."""
        if self.is_json:
            told = [
                {"name": one.name, "wrong": one.wrong, "then": one.then if one.wrong else ""} for one in found
            ]
            self._write(json.dumps({"ok": not any(one.wrong for one in found), "checks": told}))
            return
        for one in found:
            self._write(f"✗ {one.name}: {one.wrong}\n    {one.then}" if one.wrong else f"✓ {one.name}")

    def complain(self, problem: Problem) -> None:
        """Say what happened and what to do next."""
        if self.is_json:
            told = {"error": problem.what, "then": problem.then, "exit_code": problem.exit_code}
            self._write(json.dumps(told))
        else:
            sys.stderr.write(f"{problem.what}\n  {problem.then}\n")

    def _changed(self, text: str) -> None:
        if text != self.last:
            self._write(f"{_CLEAR}{text}" if self.is_terminal and not self.is_json else text)
        self.last = text

    def _write(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
