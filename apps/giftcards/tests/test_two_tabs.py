"""The same card on several order buttons at the same moment."""

from functools import partial

import pytest
from django.db import IntegrityError

from apps.core.faults import switched_off
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.errors import InvalidGiftCard

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FIFTY = Money(5000, "EUR")


@pytest.fixture
def issued():
    return services.issue(amount=FIFTY, actor="mara")


def spending(issued, count, amount=FIFTY):
    return [
        partial(services.spend, code=issued.code, amount=amount, reference=f"payment:{n}", actor="x")
        for n in range(count)
    ]


def refused(results, error):
    return sum(isinstance(result, error) for result in results)


class TestTheSameCard:
    def test_is_spent_once_by_twenty(self, together, issued):
        results = together(spending(issued, 20))

        assert refused(results, InvalidGiftCard) == 19, results
        assert selectors.balance(issued.card).minor == 0
        assert issued.card.entries.count() == 2

    def test_would_not_be_refused_clearly_without_the_lock(self, together):
        """The control: the ledger's trigger still stops a second spend, but as an error of the database.

        Threads may happen to come one after the other, so there are several rounds.
        """
        for _ in range(10):
            issued = services.issue(amount=FIFTY, actor="mara")
            with switched_off("gift_card_lock"):
                results = together(spending(issued, 20))
            assert selectors.balance(issued.card).minor == 0
            if refused(results, IntegrityError):
                return
        pytest.fail("Without the lock every spend was refused clearly as well.")

    def test_is_spent_as_far_as_it_goes(self, together, issued):
        results = together(spending(issued, 10, Money(1500, "EUR")))

        assert 10 - refused(results, BaseException) == 3
        assert selectors.balance(issued.card).minor == 500


class TestTheSameRefund:
    def test_goes_back_once(self, together, issued):
        services.spend(code=issued.code, amount=FIFTY, reference="payment:1", actor="x")

        results = together([partial(services.give_back, reference="payment:1", actor="x")] * 8)

        assert sum(len(result) for result in results) == 1
        assert selectors.balance(issued.card) == FIFTY


class TestThePaymentPressedTwice:
    def test_is_one_entry(self, together, issued):
        press = partial(services.spend, code=issued.code, amount=FIFTY, reference="payment:1", actor="x")

        results = together([press] * 8)

        assert refused(results, BaseException) == 0, results
        assert len({entry.pk for entry in results}) == 1
