"""Any sequence of movements leaves a card with what they add up to, and never with less than nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.rules import Status

pytestmark = pytest.mark.django_db
AMOUNT = st.integers(1, 3000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("spend"), AMOUNT, st.integers(1, 4)),
        st.tuples(st.just("give_back"), st.none() | AMOUNT, st.integers(1, 4)),
        st.tuples(st.just("adjust"), st.integers(-3000, 3000).filter(bool), st.integers(1, 9)),
        st.tuples(st.just("void"), st.none(), st.integers(1, 2)),
    ),
    max_size=12,
)


class Book:
    """What a card should be worth, kept by hand."""

    def __init__(self, initial):
        self.balance, self.is_void = initial, False
        self.spent, self.refunded, self.adjusted = {}, {}, set()

    def spend(self, minor, number):
        if number in self.spent:
            return self.spent[number] == minor and not self.refunded[number]
        if self.is_void or self.balance < minor:
            return False
        self.spent[number], self.refunded[number] = minor, 0
        self.balance -= minor
        return True

    def give_back(self, minor, number):
        out = self.spent.get(number, 0) - self.refunded.get(number, 0)
        back = out if minor is None else minor
        if back > out:
            return False
        if number in self.refunded:
            self.refunded[number] += back
        self.balance += back
        return True

    def adjust(self, minor, number):
        if self.is_void or number in self.adjusted or self.balance + minor < 0:
            return False
        self.adjusted.add(number)
        self.balance += minor
        return True

    def void(self, _minor, _number):
        if not self.is_void:
            self.is_void, self.balance = True, 0
        return True


def do(card, step, minor, number, turn):
    amount = None if minor is None else Money(minor, "EUR")
    if step == "spend":
        services.spend(card_id=card.pk, amount=amount, reference=f"{card.pk}:{number}", actor="x")
    elif step == "give_back":
        services.give_back(
            reference=f"{card.pk}:{number}",
            actor="x",
            amount=amount,
            refund_reference=f"refund:{turn}" if amount else "",
        )
    elif step == "adjust":
        services.adjust(card_id=card.pk, amount=amount, reason="x", reference=f"a:{number}", actor="x")
    else:
        services.void(card_id=card.pk, reference=f"v:{number}", actor="x")


class TestACard:
    @settings(deadline=None, max_examples=80)
    @given(st.integers(1, 5000), STEPS)
    def test_is_worth_the_sum_of_its_entries(self, initial, steps):
        card = services.issue(amount=Money(initial, "EUR"), actor="x").card
        book = Book(initial)

        for turn, (step, minor, number) in enumerate(steps):
            expected = getattr(book, step)(minor, number)
            try:
                do(card, step, minor, number, turn)
            except ShopError:
                assert not expected, (step, minor, number)
            else:
                assert expected, (step, minor, number)
            assert selectors.balance(card).minor == book.balance >= 0

        card.refresh_from_db()
        assert (card.status == Status.VOID) == book.is_void
        assert sum(entry.amount_minor for entry in card.entries.all()) == book.balance
