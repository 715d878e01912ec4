"""`python -m infra.rehearsal`: play scenarios, or keep a shop running for an operator who practises."""

import argparse
import signal
import sys
import time

from infra.deployctl.problems import FAILED, INTERRUPTED, OK, Problem
from infra.rehearsal import places, proxy
from infra.rehearsal.engine import Speed, Version
from infra.rehearsal.scenarios import SCENARIOS, Result, Scenario, play
from infra.rehearsal.stage import CREDENTIALS, running
from infra.rehearsal.state import ENV, Release

_HEAD = (
    "| scenario | releases | outcome | deployctl | requests | failed | of the release before | files missing "
    "| orders | lost | doubled | time | verdict |"
)
_RULE = "|---" * 13 + "|"


def main() -> int:
    """Play what was asked for and return 0 when everything came as it must."""
    given = _parser().parse_args()
    for one in (signal.SIGINT, signal.SIGTERM):  # whoever ends it, its processes have to be stopped
        signal.signal(one, signal.default_int_handler)
    try:
        proxy.program()
        places.database_url("rehearsal")
        return _practise(given.port) if given.practise else _play(given.letters, given.minute)
    except Problem as problem:
        sys.stderr.write(f"{problem.what}\n  {problem.then}\n")
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rehearsal", description="Releases on one machine, under load.")
    letters = [one.letter for one in SCENARIOS]
    parser.add_argument(
        "letters", nargs="*", metavar="SCENARIO", help=f"of {' '.join(letters)}; by default all but the long"
    )
    parser.add_argument(
        "--minute", type=float, default=Speed().minute, help="seconds that stand for a minute"
    )
    parser.add_argument("--practise", action="store_true", help="keep a shop running and wait for deployctl")
    parser.add_argument(
        "--port", type=int, default=8900, help="where deployctl reaches a shop to practise with"
    )
    return parser


def _play(letters: list[str], minute: float) -> int:
    chosen = [one for one in SCENARIOS if one.letter in letters or not (letters or one.is_long)]
    sys.stdout.write(f"{_HEAD}\n{_RULE}\n")
    is_well = bool(chosen)
    for scenario in chosen:
        found = play(scenario, Speed(minute=minute))
        sys.stdout.write(f"{row(scenario, found)}\n")
        sys.stdout.flush()
        is_well = is_well and not found.wrong
    return OK if is_well else FAILED


def row(scenario: Scenario, found: Result) -> str:
    """Return a scenario's line of the table."""
    cells = [
        f"{scenario.letter} {scenario.name}", found.releases, found.outcome, found.exit_code, found.requests,
        found.failed, found.old_failed, found.missing, found.books.placed,
        found.books.lost + found.books.without_mail, found.books.doubled, f"{found.seconds:.0f} s", found.verdict,
    ]  # fmt: skip
    return "| " + " | ".join(str(one) for one in cells) + " |"


def _practise(port: int) -> int:
    base = places.tree("one")
    faults = {"two": "", "forms": "fail-posts:0.35", "slow": "slow:2", "never": "never-ready"}
    new = places.tree("two", style="two")
    places.fresh_database(base)
    with running(base, label="p", speed=Speed(minute=6), port=port) as stage:
        for number, (commit, fault) in enumerate(faults.items(), 2):
            stage.engine.add(Version(Release(commit, commit, number), new, fault))
        told = CREDENTIALS | {"SHOP_ENV": ENV, "SHOP_AWS_ENDPOINT": stage.address}
        sys.stdout.write("".join(f"export {name}={value}\n" for name, value in told.items()))
        sys.stdout.write(
            f"The shop: http://127.0.0.1:{stage.engine.proxy.production}  commits: {', '.join(faults)}\n"
            "In another terminal, after these lines:  python -m infra.deployctl release start --commit two\n"
            "Ctrl-C ends it.\n"
        )
        sys.stdout.flush()
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            return OK


if __name__ == "__main__":
    sys.exit(main())
