"""The table of experiments."""

import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shop.tests.experiments.harness import Trial, table

_TRIALS = pytest.StashKey[list[Trial]]()


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Chance that can be repeated with --seed."""
    seed = request.config.getoption("--seed") or random.SystemRandom().randrange(1, 10**6)
    print(f"--seed {seed}")
    return random.Random(seed)


@pytest.fixture
def trial(request: pytest.FixtureRequest, chance: random.Random) -> Iterator[Trial]:
    mark = request.node.get_closest_marker("experiment")
    name, what = mark.args
    one = Trial(name, what, scale=request.config.getoption("--scale"), chance=chance)
    request.config.stash.setdefault(_TRIALS, []).append(one)
    yield one
    one.seconds = time.monotonic() - one.began
    assert one.findings == []
    assert one.control, "The control did not turn red, so the experiment proves nothing."


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if trials := config.stash.get(_TRIALS, []):
        terminalreporter.section("experiments")
        for row in table(trials):
            terminalreporter.write_line(row)
