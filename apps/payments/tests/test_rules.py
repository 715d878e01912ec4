"""The ledger's table: sequences of reports, and what they come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.payments.models import PaymentEvent
from apps.payments.rules import ChargeStatus, Fact, Kind, Tally, Verdict, judge, tally, together


def facts(words: str) -> list[Fact]:
    """Read "CHARGE a 100; REFUND b 30": kind, the provider's reference, minor units."""
    rows = (row.split() for row in words.split(";") if row.strip())
    return [Fact(kind, reference, int(minor)) for kind, reference, minor in rows]


# Every payment is of 100. Sums are authorised, charged, refunded, pending, problems.
TABLE = [
    ("", 0, (0, 0, 0, 0, 0), "none"),
    ("PENDING a 100", 0, (0, 0, 0, 100, 0), "none"),
    ("ACTION a 100", 0, (0, 0, 0, 100, 0), "none"),
    ("ACTION a 100; PENDING a 100", 0, (0, 0, 0, 100, 0), "none"),
    ("ACTION a 100; DECLINE a 100", 0, (0, 0, 0, 0, 0), "none"),
    ("PENDING a 100; CANCEL a 100", 0, (0, 0, 0, 0, 0), "none"),
    ("CHARGE a 100", 0, (0, 100, 0, 0, 0), "full"),
    ("PENDING a 100; CHARGE a 100", 0, (0, 100, 0, 0, 0), "full"),
    ("CHARGE a 100; PENDING a 100", 0, (0, 100, 0, 0, 0), "full"),  # reports may come in any order
    ("CHARGE a 100; DECLINE b 100", 0, (0, 100, 0, 0, 0), "full"),  # a decline takes nothing back
    ("CHARGE a 100; CHARGE a 100; CHARGE a 100", 0, (0, 100, 0, 0, 0), "full"),
    ("CHARGE a 100; CHARGE a 70", 0, (0, 100, 0, 0, 1), "full"),
    ("CHARGE a 100; MISMATCH a 70", 0, (0, 100, 0, 0, 1), "full"),
    ("CHARGE a 40", 0, (0, 40, 0, 0, 0), "partial"),
    ("CHARGE a 40; CHARGE b 60", 0, (0, 100, 0, 0, 0), "full"),
    ("CHARGE a 40; CHARGE b 60; CHARGE c 5", 0, (0, 105, 0, 0, 0), "overcharged"),
    ("CHARGE a 120", 0, (0, 120, 0, 0, 0), "overcharged"),
    ("CHARGE a 120; REFUND r 20", 0, (0, 120, 20, 0, 0), "full"),
    ("CHARGE a 100; REFUND r 30", 30, (0, 100, 30, 0, 0), "full"),  # granted and given
    ("CHARGE a 100", 30, (0, 100, 0, 0, 0), "overcharged"),  # granted and not given yet
    ("CHARGE a 100; REFUND r 30", 0, (0, 100, 30, 0, 0), "partial"),  # given without being granted
    ("CHARGE a 100; REFUND r 30; REFUND r 30", 30, (0, 100, 30, 0, 0), "full"),
    ("CHARGE a 100; REFUND r 30; REFUND r 31", 30, (0, 100, 30, 0, 1), "full"),
    ("CHARGE a 100; REFUND r 100", 100, (0, 100, 100, 0, 0), "none"),
    ("AUTHORISE a 100", 0, (100, 0, 0, 0, 0), "authorised"),
    ("ACTION a 100; AUTHORISE a 100", 0, (100, 0, 0, 0, 0), "authorised"),
    ("AUTHORISE a 100; AUTHORISE a 100", 0, (100, 0, 0, 0, 0), "authorised"),
    ("AUTHORISE a 100; AUTHORISE b 100", 0, (100, 0, 0, 0, 1), "authorised"),
    ("AUTHORISE a 100; AUTHORISE a 80", 0, (100, 0, 0, 0, 1), "authorised"),
    ("AUTHORISE a 100; CHARGE a 100", 0, (0, 100, 0, 0, 0), "full"),
    ("AUTHORISE a 100; CHARGE a 40", 0, (60, 40, 0, 0, 0), "partial"),
    ("AUTHORISE a 100; CHARGE a 40; CANCEL a 100", 0, (0, 40, 0, 0, 0), "partial"),
    ("AUTHORISE a 100; CANCEL a 100", 0, (0, 0, 0, 0, 0), "none"),
    ("CANCEL a 100; CHARGE a 100", 0, (0, 100, 0, 0, 0), "full"),  # money that comes late is money
]


class TestTally:
    @pytest.mark.parametrize(("reports", "granted", "sums", "status"), TABLE)
    def test_comes_to(self, reports, granted, sums, status):
        came = tally(facts(reports))

        assert (came.authorised, came.charged, came.refunded, came.pending, came.problems) == sums
        assert came.status(total_minor=100, granted_minor=granted) == status

    @given(
        st.lists(
            st.builds(Fact, st.sampled_from(list(Kind)), st.sampled_from("abc"), st.integers(1, 9)),
            max_size=12,
        )
    )
    def test_counts_no_report_twice(self, reports):
        twice = [fact for fact in reports for _ in range(2)]

        once, again = tally(reports), tally(twice)

        assert (once.charged, once.refunded, once.authorised) == (
            again.charged,
            again.refunded,
            again.authorised,
        )

    def test_of_an_order_adds_up_its_payments(self):
        both = together([tally(facts("CHARGE card 60")), tally(facts("CHARGE a 30; REFUND r 5"))])

        assert both == Tally(charged=90, refunded=5)
        assert both.status(total_minor=100) is ChargeStatus.PARTIAL


class TestJudge:
    @pytest.mark.parametrize(
        ("earlier", "new", "verdict"),
        [
            ("", "CHARGE a 100", Verdict.NEW),
            ("CHARGE a 100", "CHARGE b 100", Verdict.NEW),
            ("PENDING a 100", "CHARGE a 100", Verdict.NEW),
            ("CHARGE a 100", "CHARGE a 100", Verdict.DUPLICATE),
            ("CHARGE a 100", "CHARGE a 99", Verdict.MISMATCH),
            ("AUTHORISE a 100", "AUTHORISE a 100", Verdict.DUPLICATE),
            ("AUTHORISE a 100", "AUTHORISE a 99", Verdict.MISMATCH),
            ("AUTHORISE a 100", "AUTHORISE b 100", Verdict.SECOND_AUTHORISATION),
        ],
    )
    def test_says_what_a_report_is(self, earlier, new, verdict):
        assert judge(facts(earlier), facts(new)[0]) is verdict


class TestTheKinds:
    def test_cover_every_event_that_is_kept(self):
        assert set(PaymentEvent.Type.values) <= {kind.value for kind in Kind}
