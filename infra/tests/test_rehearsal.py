"""The rehearsal: its alarms, its answers and its verdicts, and with -m rehearsal every scenario."""

import shutil
import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.deployctl.problems import Refused
from infra.rehearsal import proxy, wire
from infra.rehearsal.alarms import Alarms
from infra.rehearsal.engine import Speed
from infra.rehearsal.proxy import Answered, Proxy
from infra.rehearsal.scenarios import SCENARIOS, Result, Scenario, play
from infra.rehearsal.stage import Books
from infra.rehearsal.state import COLOURS


class TestAlarms:
    def alarms(self, *, bad: list[tuple[str, int, float]], watched: tuple[str, ...] = COLOURS) -> Alarms:
        """Return alarms after two minutes of a rehearsal, in both of which these answers were given."""
        answered = Proxy.__new__(Proxy)
        end = time.monotonic()
        ordinary = [("blue1", 200, 0.01)] * 40
        answered.answered = [Answered(end - ago, *one) for ago in (12.0, 4.0) for one in ordinary + bad]
        return Alarms(answered, 8.0, watched, began=end - 60)

    def test_are_quiet_on_an_ordinary_day(self):
        assert self.alarms(bad=[]).ringing() == []

    def test_ring_when_too_many_answers_are_errors(self):
        assert self.alarms(bad=[("green1", 500, 0.01)] * 3).ringing() == ["error-share"]

    def test_hear_errors_of_the_old_colour(self):
        assert self.alarms(bad=[("blue1", 500, 0.01)] * 3).ringing() == ["error-share"]

    def test_miss_the_old_colour_when_they_watch_the_new_one_alone(self):
        assert self.alarms(bad=[("blue1", 500, 0.01)] * 3, watched=("green",)).ringing() == []

    def test_ring_when_nobody_answers(self):
        assert self.alarms(bad=[("<NOSRV>", 503, 0.0)] * 3).ringing() == ["no-answer"]

    def test_ring_for_the_slower_colour(self):
        assert self.alarms(bad=[("green1", 200, 2.0)] * 6).ringing() == ["slow"]

    def test_do_not_ring_for_the_time_before_they_listened(self):
        alarms = self.alarms(bad=[("green1", 500, 0.01)] * 3)
        alarms.began = time.monotonic()

        assert alarms.ringing() == []


class TestTheAnswers:
    @pytest.fixture
    def ask(self, monkeypatch: pytest.MonkeyPatch):
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "test")

        def call(answer: dict[str, Any]) -> Any:
            with wire.serving({("codedeploy", "ListDeployments"): lambda asked: answer}) as address:
                client = boto3.client("codedeploy", endpoint_url=address, region_name="eu-central-1")
                return client.list_deployments()

        return call

    def test_arrive_as_the_service_would_give_them(self, ask):
        assert ask({"deployments": ["d-1"]})["deployments"] == ["d-1"]

    def test_that_the_service_could_not_give_are_refused(self, ask):
        with pytest.raises(ClientError, match="InternalFailure"):
            ask({"deployments": "d-1"})

    def test_are_none_where_nobody_knows_the_question(self, monkeypatch, ask):
        with wire.serving({}) as address:
            client = boto3.client("ecs", endpoint_url=address, region_name="eu-central-1")
            with pytest.raises(ClientError, match="knows no ecs ListClusters"):
                client.list_clusters()


class TestHaproxy:
    def test_where_it_is_missing_the_command_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(shutil, "which", lambda name, path="": None)

        with pytest.raises(Refused) as refused:
            proxy.program()

        assert "apt-get install haproxy" in refused.value.then


class TestTheVerdict:
    """What makes a scenario wrong, so that a table full of zeros means something."""

    def verdict(self, *, letter: str = "B", **met: Any) -> str:
        scenario = next(one for one in SCENARIOS if one.letter == letter)
        ordinary = {
            "outcome": "Succeeded",
            "exit_code": 0,
            "requests": 900,
            "failed": 0,
            "missing": 0,
            "seconds": 60.0,
        }
        books = Books(placed=9, lost=0, without_mail=0)
        return scenario.judge(Result(**{"name": letter, "books": books, **ordinary, **met})).verdict

    def test_is_good_for_what_must_be(self):
        assert self.verdict() == "as it must be"

    @pytest.mark.parametrize(
        ("met", "says"),
        [
            ({"failed": 1}, "0.1% of requests failed"),
            ({"missing": 1}, "1 files were missing"),
            ({"outcome": "Failed"}, "Failed instead of Succeeded"),
            ({"exit_code": 4}, "exit code 4 instead of 0"),
            ({"old_failed": 1}, "the release before has failed 1 times"),
            ({"requests": 10}, "only 10 requests and 9 orders"),
            ({"books": Books(placed=9, lost=1, without_mail=0)}, "1 orders lost"),
            ({"books": Books(placed=9, lost=0, without_mail=2)}, "2 orders without mail"),
            (
                {"books": Books(placed=9, lost=0, without_mail=0, doubled=1)},
                "1 orders, charges or mails twice",
            ),
        ],
    )
    def test_names(self, met: dict[str, Any], says: str):
        assert self.verdict(**met) == says

    def test_asks_many_shoppers_of_the_long_scenario(self):
        assert self.verdict(letter="L", requests=19_999) == "only 19999 requests and 9 orders"

    def test_allows_a_bad_release_little(self):
        bad = {"letter": "C", "outcome": "Failed", "exit_code": 4}

        assert self.verdict(**bad, failed=9) == "as it must be"
        assert self.verdict(**bad, failed=10) == "1.1% of requests failed"


@pytest.mark.rehearsal
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.letter)
def test_a_release_goes_as_it_must(scenario: Scenario, request: pytest.FixtureRequest) -> None:
    if "rehearsal" not in request.config.getoption("markexpr"):
        pytest.skip("starts a shop and its shoppers; run with bin/test -m rehearsal infra")
    found = play(scenario, Speed())

    assert found.verdict == "as it must be", f"{found.outcome}, {found.reasons}"
