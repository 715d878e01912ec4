"""Which facts speak for a fraud, and how much."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.orders import risk
from apps.orders.risk import Facts, Limits

LIMITS = Limits(
    declined_tries=3,
    quantity=10,
    value=Decimal(5000),
    names=3,
    mail_domains=frozenset({"mailinator.com"}),
)
PLAIN = Facts(
    email="ines.keller@example.org",
    delivery_country="DE",
    billing_country="DE",
    declined_tries=0,
    quantity=1,
    value=Decimal("655.90"),
    names=1,
)


def found(**changed: Any) -> dict[str, int]:
    return {signal.code: signal.points for signal in risk.signals(replace(PLAIN, **changed), LIMITS)}


class TestSignals:
    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({}, {}),
            ({"billing_country": "FR"}, {"countries": 30}),
            ({"declined_tries": 2}, {}),
            ({"declined_tries": 3}, {"declined": 40}),
            ({"quantity": 9}, {}),
            ({"quantity": 10}, {"quantity": 30}),
            ({"value": Decimal("4999.99")}, {}),
            ({"value": Decimal(5000)}, {"value": 30}),
            ({"names": 2}, {}),
            ({"names": 3}, {"names": 40}),
            ({"email": "x@Mailinator.com"}, {"mail_domain": 40}),
            ({"email": "x@eu.mailinator.com"}, {"mail_domain": 40}),
            ({"email": "x@notmailinator.com"}, {}),
            ({"quantity": 20, "names": 4}, {"names": 40, "quantity": 30}),
        ],
    )
    def test_are_found_from_their_limits_on(self, changed: dict[str, Any], expected: dict[str, int]):
        assert found(**changed) == expected

    def test_add_up_and_are_told_heaviest_first(self):
        signals = risk.signals(replace(PLAIN, billing_country="FR", declined_tries=4), LIMITS)

        assert risk.points(signals) == 70
        assert risk.in_words(signals) == (
            "4 payments failed within the hour before (40). It goes to DE and is billed to FR (30)."
        )
