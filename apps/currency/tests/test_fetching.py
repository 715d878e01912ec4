import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from apps.currency import jobs, selectors
from apps.currency.errors import BadRatesFile, RatesUnavailable
from apps.currency.gateways import ecb
from apps.currency.models import ExchangeRate
from apps.currency.services import fetch_rates
from apps.currency.tests.factories import rates_file, record
from apps.currency.tests.feed_server import (
    BROKEN,
    CUT,
    GARBAGE,
    GOOD,
    HUGE,
    MOVED,
    SILENT,
    SLOW,
    FeedServer,
    feed_server,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
YESTERDAY = rates_file({"2026-11-02": {"USD": "1.1172"}})
TODAY = rates_file({"2026-11-03": {"USD": "1.12"}})


@pytest.fixture
def feed(settings):
    with feed_server() as server:
        settings.ECB_URL = server.url
        settings.ECB_TIMEOUT_SECONDS = 0.3
        server.content = TODAY
        yield server


class TestFetchRates:
    def test_adds_the_rates_of_the_feed(self, feed: FeedServer):
        report = fetch_rates(now=NOW)

        assert (report.added, report.effective_on) == (1, date(2026, 11, 3))
        assert feed.asked == [("/stats/eurofxref-daily.xml", "astronomy-shop (+http://testserver)")]

    @pytest.mark.parametrize(
        ("mood", "refusal", "says"),
        [
            (GARBAGE, BadRatesFile, "not complete, plain XML|not a reference rate envelope"),
            (BROKEN, RatesUnavailable, "answered 500"),
            (MOVED, RatesUnavailable, "answered 302"),
            (SILENT, RatesUnavailable, "timed out"),
            (SLOW, RatesUnavailable, "too slow"),
            (CUT, RatesUnavailable, "broke off"),
            (HUGE, RatesUnavailable, "more than 20 MB"),
        ],
    )
    def test_keeps_the_last_good_rates(self, feed: FeedServer, mood, refusal, says):
        record("USD", "1.1172", "2026-11-02")
        feed.mood = mood
        begun = time.monotonic()

        with pytest.raises(refusal, match=says):
            fetch_rates(now=NOW)

        assert time.monotonic() - begun < 5
        assert ExchangeRate.objects.get().rate == Decimal("1.1172")

    def test_says_that_nobody_is_there(self, settings):
        settings.ECB_URL = "http://127.0.0.1:1/"

        with pytest.raises(RatesUnavailable, match="Connection refused"):
            fetch_rates(now=NOW)

    def test_asks_for_the_whole_address(self, feed: FeedServer, settings):
        settings.ECB_URL = f"{feed.url}?day=today"

        assert ecb.fetch() == TODAY
        assert feed.asked[0][0] == "/stats/eurofxref-daily.xml?day=today"

    def test_can_be_switched_off(self, settings):
        settings.ECB_URL = ""

        with pytest.raises(RatesUnavailable, match="switched off"):
            fetch_rates(now=NOW)


class TestTheJob:
    @pytest.fixture(autouse=True)
    def _in_the_afternoon(self):
        with time_machine.travel(NOW, tick=False):
            yield

    def test_tries_until_the_day_s_rates_are_there(self, feed: FeedServer, caplog):
        days = []
        for mood, content in [(BROKEN, b""), (GOOD, YESTERDAY), (GARBAGE, b""), (GOOD, TODAY), (GOOD, TODAY)]:
            feed.mood, feed.content = mood, content
            jobs.fetch_rates.run()
            days.append(selectors.newest_day())

        assert days == [None, date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 3)]
        assert len(feed.asked) == 4
        assert [record.message.split(":")[0] for record in caplog.records] == [
            "The exchange rates stay as they are"
        ] * 2

    def test_leaves_a_feed_alone_that_is_switched_off(self, settings, caplog):
        settings.ECB_URL = ""

        jobs.fetch_rates.run(argument_of_a_newer_release=1)

        assert caplog.records == []

    def test_asks_again_the_next_day(self, feed: FeedServer):
        record("USD", "1.1172", "2026-11-02")

        jobs.fetch_rates.run()

        assert selectors.newest_day() == date(2026, 11, 3)
