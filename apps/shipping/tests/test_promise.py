from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.shipping.rules import (
    Calendar,
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


HERE = Calendar("DE", "BE", frozenset({date(2026, 12, 24)}))


class TestCalendar:
    @pytest.mark.parametrize(
        ("calendar", "day", "works"),
        [
            (HERE, date(2026, 12, 23), True),
            (HERE, date(2026, 12, 24), False),  # the house is closed
            (HERE, date(2026, 12, 25), False),
            (HERE, date(2027, 3, 8), False),  # Women's Day, in Berlin
            (Calendar("DE", "BY"), date(2027, 3, 8), True),
            (Calendar("US", "CA"), date(2026, 11, 26), False),
            (Calendar("SA"), date(2026, 11, 20), False),  # a Friday
            (Calendar("SA"), date(2026, 11, 22), True),  # a Sunday
            (Calendar("DE", "nowhere"), date(2026, 12, 25), False),
            (Calendar("ZZ"), date(2026, 12, 25), True),
            (Calendar(), date(2026, 11, 21), False),
        ],
    )
    def test_knows_weekends_and_holidays_of_a_place(self, calendar, day, works):
        assert calendar.is_working_day(day) is works


class TestHolidays:
    def test_keep_parcels_in_the_house(self):
        before_christmas = datetime(2026, 12, 23, 16, tzinfo=BERLIN)

        assert dispatch_day(before_christmas, cutoff_hour=15, calendar=HERE) == date(2026, 12, 28)
        assert dispatch_day(before_christmas, cutoff_hour=15, calendar=HERE, handling_days=4) == date(
            2027, 1, 4
        )

    def test_of_the_destination_are_no_days_of_transit(self):
        leaves = date(2026, 11, 25)  # Thanksgiving is the day after

        arrives = promise(leaves, days_min=1, days_max=2, calendar=Calendar("US"))

        assert arrives == Promise(date(2026, 11, 27), date(2026, 11, 30))

    def test_leave_no_time_for_today_s_parcels(self):
        assert time_left(datetime(2026, 12, 25, 9, tzinfo=BERLIN), cutoff_hour=15, calendar=HERE) is None

    @given(
        st.dates(date(2024, 1, 1), date(2030, 1, 1)),
        st.integers(0, 12),
        st.integers(0, 12),
        st.sampled_from(["", "DE", "US", "SA", "JP", "BR", "IL", "ZZ"]),
    )
    def test_never_turn_a_promise_around(self, leaves, days_min, more, country):
        calendar = Calendar(country)
        promised = promise(leaves, days_min=days_min, days_max=days_min + more, calendar=calendar)

        assert leaves <= promised.first <= promised.last
        assert calendar.is_working_day(promised.first)
        assert calendar.is_working_day(promised.last)


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
