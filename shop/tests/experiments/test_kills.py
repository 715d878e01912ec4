"""Web servers and workers that are killed anywhere: no order without its money, no money without its order."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from shop.local import environment
from shop.local.environment import Address
from shop.tests.experiments.forks import Forks, forks
from shop.tests.experiments.harness import Trial, experiment
from shop.tests.experiments.kills import Kills

SHORT = 12
TOGETHER = 5  # so many die before the sweeper comes


@pytest.fixture
def forking(transactional_db: None, stripe: Any, settings: Any) -> Iterator[Forks]:
    settings.PAYMENT_PROVIDERS = ["test", "stripe", "transfer"]
    told = environment.stripe(Address("127.0.0.1", 8000), int(stripe.url.rpartition(":")[2]))
    with forks(**told, PAYMENT_PROVIDERS="test,stripe,transfer") as started:
        yield started


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAFewDeaths:
    def test_leave_nothing_open_once_the_sweeper_came(
        self, forking: Forks, stripe: Any, chance: random.Random
    ) -> None:
        kills = Kills(forking, stripe, chance)
        ended = [kills.one() for _ in range(SHORT)]

        kills.put_right()

        assert all(end.is_killed for _, end in ended), ended
        assert kills.findings() == [], ended


@experiment("F2", "killed between two statements of paying, refunding and hearing; control: no sweeper")
class TestDeathsAnywhere:
    def test_leave_nothing_open_once_the_sweeper_came(
        self, forking: Forks, stripe: Any, trial: Trial
    ) -> None:
        kills = Kills(forking, stripe, trial.chance)
        open_before, group = 0, []
        for number in trial.times(200):
            where, end = kills.one()
            trial.tried()
            trial.expect(end.is_killed, f"{where} was not killed: {end.error}")
            group.append(where)
            if number % TOGETHER < TOGETHER - 1:
                continue
            open_before += bool(kills.findings())
            kills.put_right()
            found = kills.findings()
            trial.expect(not found, f"{group}: {found}")
            if found:
                break
            group = []
        kills.put_right()
        trial.expect(not kills.findings(), group)
        trial.is_red(open_before > 0)
