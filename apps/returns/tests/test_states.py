import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apps.returns import rules
from apps.returns.states import TRANSITIONS, ReturnStatus, may_become

ALLOWED = {
    ("REQUESTED", "APPROVED"),
    ("REQUESTED", "REFUSED"),
    ("REQUESTED", "CANCELLED"),
    ("APPROVED", "RECEIVED"),
    ("APPROVED", "CLOSED"),
    ("APPROVED", "CANCELLED"),
    ("RECEIVED", "CLOSED"),
}


class TestTheTable:
    def test_names_every_state_once(self):
        assert set(TRANSITIONS) == set(ReturnStatus.values)

    @pytest.mark.parametrize(("old", "new"), list(itertools.product(ReturnStatus.values, repeat=2)))
    def test_allows_these_steps_and_no_other(self, old, new):
        assert may_become(old, new) == ((old, new) in ALLOWED)


class TestReturnable:
    @pytest.mark.parametrize(
        ("facts", "units"),
        [
            ({"shipped": 3}, 3),
            ({"shipped": 3, "returned": 1, "refunded": 1}, 2),
            ({"shipped": 3, "asked": 2}, 1),
            ({"shipped": 2, "cancelled": 1, "refunded": 1}, 2),
            ({"shipped": 2, "refunded": 1}, 1),
            ({"shipped": 2, "refunded": 1, "asked": 1, "asked_refunded": 1}, 1),
            ({"shipped": 0}, 0),
            ({"shipped": 1, "returned": 1}, 0),
        ],
    )
    def test_counts_what_is_left(self, facts, units):
        none = {"shipped": 0, "returned": 0, "cancelled": 0, "refunded": 0, "asked": 0, "asked_refunded": 0}

        assert rules.returnable(**{**none, **facts}) == units

    @given(some.lists(some.integers(0, 9), min_size=6, max_size=6))
    def test_is_never_below_zero_or_above_what_was_shipped(self, numbers):
        names = ("shipped", "returned", "cancelled", "refunded", "asked", "asked_refunded")
        facts = dict(zip(names, numbers, strict=True))
        facts["asked_refunded"] = min(facts["asked"], facts["asked_refunded"])

        assert 0 <= rules.returnable(**facts) <= facts["shipped"]


class TestDays:
    def test_of_a_return_run_from_the_delivery(self):
        assert rules.last_day(date(2026, 11, 1), 60) == date(2026, 12, 31)
        assert rules.last_day(None, 60) is None

    def test_to_pay_a_withdrawal_back_are_fourteen(self):
        assert rules.pay_back_by(date(2026, 11, 1)) == date(2026, 11, 15)


class TestNamesOnly:
    @pytest.mark.parametrize(
        ("words", "is_clear"),
        [
            ("Telescope", True),
            ("the telescope, and Map.", True),
            ("MAP-1", True),
            ("one of the two Telescope", False),
            ("Telescope, it is scratched", False),
        ],
    )
    def test_asks_for_a_reader_where_more_is_said(self, words, is_clear):
        assert rules.names_only(words, ["Telescope", "Map", "MAP-1"]) == is_clear
