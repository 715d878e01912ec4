"""The steps between an empty database and a shop: tables, goods, static files; skipped where up to date."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shop.local import commands, console, paths, programs, venv
from shop.local.console import LocalError
from shop.local.logs import Tail


@dataclass(frozen=True)
class Step:
    """One command of manage.py, and all that its outcome depends on."""

    title: str
    command: str
    inputs: Callable[[], Iterable[Path]]
    arguments: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    is_there: Callable[[], bool] = lambda: True
    shows_output: bool = False


def run(step: Step, environment: Mapping[str, str], *, may_skip: bool = True) -> None:
    """Do a step unless all it depends on is as it was the last time. Raises LocalError when it fails."""
    with console.line(step.title) as row:
        mark = fingerprint(step.inputs(), *step.depends_on)
        if may_skip and _read_state().get(step.command) == mark and step.is_there():
            row.result = "up to date"
            return
        # Without its mark an interrupted step is done again.
        _write_state({name: old for name, old in _read_state().items() if name != step.command})
        _manage(step, environment, row)
        _write_state({**_read_state(), step.command: mark})


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Return a short text that changes with the place or content of a file, or with a further text."""
    digest = hashlib.blake2b(digest_size=16)
    for text in more:
        digest.update(text.encode() + b"\0")
    for file in sorted(set(files)):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _manage(step: Step, environment: Mapping[str, str], row: console.Line) -> None:
    log = paths.LOGS / f"{step.command}.log"
    log.unlink(missing_ok=True)
    tail = Tail(log)

    def show_output() -> None:
        for text in tail.new_lines() if step.shows_output else ():
            row.detail(text)

    command = [str(venv.python()), "manage.py", step.command, *step.arguments]
    record = programs.record_of(paths.RUN, "setup")
    if commands.run(command, environment, log, show_output, record=record):
        output = "." if step.shows_output else f":\n{programs.last_lines(log)}"
        raise LocalError(f"manage.py {step.command} failed; see {paths.shown(log)}{output}")


def _read_state() -> dict[str, str]:
    try:
        state = json.loads(paths.STATE.read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _write_state(state: Mapping[str, str]) -> None:
    draft = paths.STATE.with_suffix(".draft")
    draft.write_text(json.dumps(state, indent=2))
    draft.replace(paths.STATE)
