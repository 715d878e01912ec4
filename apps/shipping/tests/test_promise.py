from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.shipping.rules import (
    Promise,
    add_working_days,
    dispatch_day,
    in_short,
    in_words,
    promise,
    time_left,
)

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026; the 20th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


class TestDispatchDay:
    @pytest.mark.parametrize(
        ("now", "leaves"),
        [
            (at(19, 14, 59), date(2026, 11, 19)),
            (at(19, 15), date(2026, 11, 20)),
            (at(20, 14), date(2026, 11, 20)),
            (at(20, 15), date(2026, 11, 23)),
            (at(21, 9), date(2026, 11, 23)),
            (at(22, 23), date(2026, 11, 23)),
        ],
    )
    def test_follows_the_cut_off_and_the_week(self, now, leaves):
        assert dispatch_day(now, cutoff_hour=15) == leaves

    def test_waits_for_goods_that_still_have_to_arrive(self):
        assert dispatch_day(at(19, 9), cutoff_hour=15, ready_on=date(2026, 12, 4)) == date(2026, 12, 7)


class TestPromise:
    def test_counts_working_days_only(self):
        assert promise(date(2026, 11, 20), days_min=2, days_max=3) == Promise(
            date(2026, 11, 24), date(2026, 11, 25)
        )

    @given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 20))
    def test_always_falls_on_a_working_day_and_never_earlier(self, day, count):
        arrives = add_working_days(day, count)

        assert arrives.weekday() < 5
        assert arrives >= day
        assert add_working_days(day, count + 1) > arrives


class TestInWords:
    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            ((11, 24), (11, 24), "Tue 24 November"),
            ((11, 24), (11, 25), "Tue 24 or Wed 25 November"),
            ((11, 27), (11, 30), "Fri 27 or Mon 30 November"),
            ((11, 30), (12, 1), "Mon 30 November or Tue 1 December"),
            ((11, 24), (11, 27), "Tue 24 to Fri 27 November"),
            ((11, 30), (12, 4), "Mon 30 November to Fri 4 December"),
        ],
    )
    def test_says_days_as_people_do(self, first, last, words):
        promised = Promise(date(2026, *first), date(2026, *last))

        assert in_words(promised) == words
        assert str(promised) == words

    def test_is_short_on_cards(self):
        assert in_short(Promise(date(2026, 11, 24), date(2026, 11, 25))) == "Tue 24 Nov"


class TestTimeLeft:
    @pytest.mark.parametrize(
        ("now", "left"),
        [(at(19, 11, 48), "3 h 12 min"), (at(19, 14, 45), "15 min"), (at(19, 15), None), (at(21, 9), None)],
    )
    def test_says_until_when_today_s_parcels_are_open(self, now, left):
        assert time_left(now, cutoff_hour=15) == left
