"""Whether the workers of two releases understand each other: the names and arguments of all tasks, and what changed.

While a release goes out, new workers get messages of old web tasks; after a rollback old workers get those of new ones.
What a message carries lies in the outbox until a worker has taken it, and a worker that does not know the task or an
argument leaves it there (apps.outbox.services). So a message waits for its release, but it may not become unreadable.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from celery import Celery

KNOWN = Path(__file__).parent / "tasks.json"
Tasks = Mapping[str, "Arguments | str"]  # a text says in which release nobody sent the task any more


@dataclass(frozen=True)
class Arguments:
    """What a task takes."""

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    more: bool = False  # whether it lets arguments pass that it does not know

    @classmethod
    def of(cls, function: Callable[..., Any]) -> "Arguments":
        """Return the arguments of a function."""
        parameters = inspect.signature(function).parameters.values()
        named = [one for one in parameters if one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
        return cls(
            tuple(sorted(one.name for one in named if one.default is one.empty)),
            tuple(sorted(one.name for one in named if one.default is not one.empty)),
            any(one.kind is one.VAR_KEYWORD for one in parameters),
        )


def of_app(app: Celery) -> dict[str, Arguments]:
    """Return the tasks of an application. One that the outbox starts takes what its message carries."""
    app.loader.import_default_modules()
    own = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    return {name: Arguments.of(effect(task.run) or task.run) for name, task in sorted(own.items())}


def effect(run: Callable[..., Any]) -> Callable[..., Any] | None:
    """Return the function that a task of the outbox hands its message to, or None for other tasks."""
    found: Callable[..., Any] | None = inspect.getclosurevars(inspect.unwrap(run)).nonlocals.get("effect")
    return found


def faults(known: Tasks, now: Mapping[str, Arguments]) -> list[str]:
    """Return why messages of the release before could not be read by this one, or names were used again."""
    found = []
    for name, before in known.items():
        after = now.get(name)
        if isinstance(before, str):
            if after is not None:
                found.append(f"{name} is back under a name that old messages may have: choose another")
        elif after is None:
            found.append(f"{name} is gone: put the release that has stopped sending it in its place")
        else:
            found.extend(f"{name} {says}" for says in _changes(before, after))
    return found


def _changes(before: Arguments, after: Arguments) -> list[str]:
    asked = set(after.needed) - set(before.needed)
    forgotten = set(before.needed + before.optional) - set(after.needed + after.optional)
    found = [f"needs {name}, which old messages may not carry: give it a default" for name in sorted(asked)]
    if not after.more:
        found += [f"does not know {name}, which old messages carry" for name in sorted(forgotten)]
    if before.more and not after.more:
        found.append("takes no arguments of newer releases any more")
    return found


def read(text: str) -> dict[str, "Arguments | str"]:
    """Return the tasks that a file holds."""
    return {name: one if isinstance(one, str) else _arguments(one) for name, one in json.loads(text).items()}


def _arguments(one: Mapping[str, Any]) -> Arguments:
    return Arguments(tuple(one["needed"]), tuple(one["optional"]), one["more"])


def written(known: Tasks, now: Mapping[str, Arguments]) -> str:
    """Return the file after this release. Raises ValueError when a message could not be read."""
    if wrong := faults(known, now):
        raise ValueError("\n".join(wrong))
    gone = {name: one for name, one in known.items() if isinstance(one, str)}
    lines = {name: asdict(one) for name, one in now.items()} | gone
    body = ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(lines.items()))
    return f"{{\n{body}\n}}\n"
