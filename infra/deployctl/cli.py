"""`python -m infra.deployctl`: the command line, and how it ends.

Exit codes: 0 done, 2 refused, 3 failed, 4 taken back, 5 not waited for any longer, 130 interrupted.
"""

import argparse
import os
from collections.abc import Sequence

from infra.deployctl import changes, environments, releases
from infra.deployctl.account import Account
from infra.deployctl.environments import Environment
from infra.deployctl.output import Output
from infra.deployctl.problems import INTERRUPTED, OK, SDK_ERRORS, Problem, explain
from infra.stacks import SIZES

_HOOKED = ("Migrate", "Workers", "Web", "Verify", "Build", "Approve")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command and return its exit code."""
    given = _parser().parse_args(arguments)
    output = Output(given.json)
    account = Account(given.env, given.endpoint)
    try:
        return _run(account, given, output)
    except Problem as problem:
        output.complain(problem)
        return problem.exit_code
    except SDK_ERRORS as error:
        explained = explain(error)
        output.complain(explained)
        return explained.exit_code
    except KeyboardInterrupt:
        output.say("Interrupted. What was started goes on; repeat the command to see it.")
        return INTERRUPTED


def _run(account: Account, given: argparse.Namespace, output: Output) -> int:
    if given.command == "release":
        return releases.VERBS[given.verb](account, given, output)
    made = Environment.read(account, given.size, output.say, getattr(given, "yes_replace", ()))
    if given.command == "bootstrap":
        environments.bootstrap(made, given.image, given.release, given.commit or given.release)
        return OK
    for stack in environments.chosen(given.stacks):
        if given.verb == "apply":
            made.apply(stack)
            continue
        found = made.plan(stack)
        changes.discard(account, found)
        told = [str(one) for one in found.changes]
        shown = told or ["no change"]
        output.tell({"stack": stack.name, "changes": told}, "\n  ".join([f"stack {stack.name}", *shown]))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deployctl", description="Environments and releases of the shop.")
    parser.add_argument(
        "--env", default=os.environ.get("SHOP_ENV", "prod"), help="environment (SHOP_ENV; prod)"
    )
    parser.add_argument(
        "--endpoint",
        default=os.environ.get("SHOP_AWS_ENDPOINT", ""),
        help="where AWS is, if not at AWS: a rehearsal's address (SHOP_AWS_ENDPOINT)",
    )
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")
    commands = parser.add_subparsers(dest="command", required=True)
    _bootstrap(commands.add_parser("bootstrap", help="make a whole environment with its first release"))
    _infra(commands.add_parser("infra", help="see and carry out changes of stacks"))
    _release(commands.add_parser("release", help="start, watch and take back releases"))
    return parser


def _size(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=SIZES, default=os.environ.get("SHOP_SIZE", "small"))


def _bootstrap(parser: argparse.ArgumentParser) -> None:
    _size(parser)
    parser.add_argument("--image", default="", help="the first image by digest, once it is built")
    parser.add_argument("--release", default="first", help="the first release's name")
    parser.add_argument("--commit", default="")


def _infra(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name in ("plan", "apply"):
        verb = verbs.add_parser(name)
        _size(verb)
        verb.add_argument("stacks", nargs="*", help="names such as platform; by default all but edge")
        verb.add_argument("--yes-replace", action="append", default=[], metavar="RESOURCE")


def _release(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name in releases.VERBS:
        verb = verbs.add_parser(name, help=(releases.VERBS[name].__doc__ or "").splitlines()[0])
        _ARGUMENTS.get(name, _nothing)(verb)


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def _watched(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=180, help="how long to watch")
    parser.add_argument("--every", type=float, default=5, help="seconds between two looks")


def _start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commit", default="", help="by default the branch's newest")
    parser.add_argument("--approve", action="store_true", help="let it pass as soon as it waits")
    parser.add_argument("--no-preflight", action="store_true")
    parser.add_argument("--no-watch", action="store_true")
    _watched(parser)


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("execution", nargs="?", default="")
    _watched(parser)


def _approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("execution", nargs="?", default="")
    parser.add_argument("--reason", default="")


def _reject(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("execution", nargs="?", default="")
    parser.add_argument("--reason", required=True)


def _rollback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", default="", help="a release's name; by default the one before")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _watched(parser)


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-n", "--count", type=int, default=10)


def _logs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", default="web", choices=releases.PARTS)
    parser.add_argument("--since", type=float, default=60, help="minutes")
    parser.add_argument("--search", default="", help="a filter pattern of CloudWatch Logs")


def _hold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stage", choices=_HOOKED)
    parser.add_argument("--reason", default="held by deployctl")


def _resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("stage", choices=_HOOKED)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mend", action="store_true", help="resume scaling that was left suspended")


_ARGUMENTS = {
    "start": _start, "watch": _watch, "approve": _approve, "reject": _reject, "rollback": _rollback,
    "history": _history, "logs": _logs, "hold": _hold, "resume": _resume, "doctor": _doctor,
}  # fmt: skip
