"""`bin/check`: every check of the code that is no test, one after the other."""

import argparse
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shop.local import (
    commands,
    console,
    credentials,
    environment,
    paths,
    programs,
    stopping,
    testing,
    text_checks,
    venv,
)
from shop.local.console import LocalError, say

_LOG = paths.LOGS / "check.log"
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Check:
    """One check: a command of the environment's Python, and what it does instead under --fix."""

    name: str
    arguments: tuple[str, ...]
    fixing: tuple[str, ...] = ()


CHECKS = (
    Check("ruff format", ("-m", "ruff", "format", "--check", "."), ("-m", "ruff", "format", ".")),
    Check("ruff check", ("-m", "ruff", "check", "."), ("-m", "ruff", "check", "--fix", ".")),
    Check("mypy", ("-m", "mypy", ".")),
    Check("import contracts", ("-c", _LINT_IMPORTS)),
    Check("missing migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("migrations beside the last release", ("-m", "infra.lint.schema")),
    Check("manage.py check", ("manage.py", "check")),
    Check("template format", ("-m", "djlint", "templates", "--check", "--quiet")),
    Check("template lint", ("-m", "djlint", "templates", "--lint", "--quiet")),
)
TEXT_CHECKS: tuple[tuple[str, Callable[[], list[str]]], ...] = (
    ("package sources", lambda: text_checks.package_sources(paths.ROOT)),
    ("machine paths", lambda: text_checks.machine_paths(paths.ROOT)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every check and return 1 if one of them failed."""
    parser = argparse.ArgumentParser(
        prog="bin/check", description="Check formatting, code, types and templates."
    )
    parser.add_argument("--fix", action="store_true", help="let ruff mend what it can")
    options = parser.parse_args(arguments)
    console.prepare()
    stopping.listen()
    try:
        paths.make_folders()
        venv.ensure("requirements-dev.txt")
        failed = _run_all(fix=options.fix)
    except LocalError as error:
        console.complain(str(error))
        return 1
    except stopping.Stopped as stopped:
        return stopped.exit_code
    say()
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _run_all(*, fix: bool) -> list[str]:
    with console.line("Test servers") as row:
        testing.ensure_services()
        row.result = "ready"
    told = _environment()
    failed = [check.name for check in CHECKS if not _passes(check, told, fix=fix)]
    return failed + [name for name, find in TEXT_CHECKS if not _finds_nothing(name, find)]


def _environment() -> dict[str, str]:
    where = environment.address(os.environ)
    servers = (os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
    return environment.merge(environment.demo(where, credentials.load(), *servers), os.environ)


def _passes(check: Check, told: Mapping[str, str], *, fix: bool) -> bool:
    arguments = check.fixing if fix and check.fixing else check.arguments
    with console.line(check.name) as row:
        code = commands.run([str(venv.python()), *arguments], told, _LOG)
        row.result = "FAILED" if code else "ok"
    if code:
        _show(programs.last_lines(_LOG, 200))
    return code == 0


def _finds_nothing(name: str, find: Callable[[], list[str]]) -> bool:
    with console.line(name) as row:
        try:
            found = find()
        except OSError as error:
            found = [f"git does not start: {error}"]
        except subprocess.CalledProcessError as error:
            found = [f"git cannot list the project's files: {error.stderr.strip()}"]
        row.result = "FAILED" if found else "ok"
    _show("\n".join(found))
    return not found


def _show(output: str) -> None:
    for text in output.splitlines():
        say(f"    {text}")
