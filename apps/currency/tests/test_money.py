from decimal import Decimal

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.errors import CurrencyMismatch, UnknownCurrency
from apps.currency.money import Money, allocate, exponent, format_money, round_half_up, total

CURRENCIES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "JPY",
    "CAD",
    "AUD",
    "KWD",
    "TND",
]
amounts = st.integers(min_value=-(10**12), max_value=10**12)
currencies = st.sampled_from(CURRENCIES)


class TestExponent:
    @pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("EUR", 2), ("KWD", 3), ("ISK", 0)])
    def test_is_the_currency_s_own(self, currency, places):
        assert exponent(currency) == places

    @pytest.mark.parametrize("word", ["", "eur", "XYZ1", "QQQ", "EURO", "€", "12A"])
    def test_refuses_words_that_are_no_currency(self, word):
        with pytest.raises(UnknownCurrency):
            exponent(word)

    def test_knows_every_currency_of_babel(self):
        assert all(0 <= exponent(code) <= 4 for code in get_global("all_currencies"))


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [
            ("0.125", "EUR", 13),
            ("0.124", "EUR", 12),
            ("-0.125", "EUR", -13),
            ("1200.5", "JPY", 1201),
            ("1.2345", "KWD", 1235),
            ("649", "EUR", 64900),
        ],
    )
    def test_rounds_half_up_to_the_minor_unit(self, amount, currency, minor):
        assert Money.of(amount, currency).minor == minor

    @given(amounts, currencies)
    def test_comes_back_from_its_decimal_unchanged(self, minor, currency):
        money = Money(minor, currency)

        assert Money.of(money.amount, currency) == money
        assert money.amount == money.amount.quantize(Decimal(1).scaleb(-exponent(currency)))

    @pytest.mark.parametrize("amount", [1.5, True, "1", None, Decimal(1)])
    def test_counts_whole_minor_units_only(self, amount):
        with pytest.raises(TypeError):
            Money(amount, "EUR")

    def test_never_takes_a_float(self):
        with pytest.raises(TypeError):
            Money.of(649.0, "EUR")

    @pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
    def test_never_mixes_currencies(self, operation):
        with pytest.raises(CurrencyMismatch):
            getattr(Money(100, "EUR"), operation)(Money(100, "USD"))

    def test_is_multiplied_by_whole_numbers_only(self):
        assert Money(1070, "EUR") * 2 == Money(2140, "EUR")
        with pytest.raises(TypeError):
            Money(1070, "EUR") * 1.5

    def test_shares_round_half_up(self):
        assert Money(1000, "EUR").share(Decimal("0.3333")) == Money(333, "EUR")
        assert Money(5, "EUR").share(Decimal("0.5")) == Money(3, "EUR")

    @given(st.lists(amounts, max_size=20), currencies)
    def test_adds_up_exactly(self, minors, currency):
        assert total((Money(minor, currency) for minor in minors), currency).minor == sum(minors)


class TestRoundHalfUp:
    @pytest.mark.parametrize(
        ("value", "rounded"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("-2.5", -3), ("2.4999", 2)]
    )
    def test_rounds_halves_away_from_zero(self, value, rounded):
        assert round_half_up(Decimal(value)) == rounded


class TestAllocate:
    def test_gives_the_odd_cent_to_the_first_of_equals(self):
        assert allocate(1000, [1, 1, 1]) == [334, 333, 333]

    def test_gives_odd_cents_to_the_largest_fractions(self):
        assert allocate(100, [50, 30, 21]) == [49, 30, 21]

    @given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
    def test_adds_up_and_stays_within_bounds(self, amount, weights):
        if not sum(weights):
            return
        shares = allocate(amount, weights)

        assert sum(shares) == amount
        assert all(share >= 0 for share in shares)
        exact = [Decimal(amount) * weight / sum(weights) for weight in weights]
        assert all(abs(share - part) < 1 for share, part in zip(shares, exact, strict=True))

    @given(st.integers(0, 10**6), st.integers(1, 10**4), st.integers(1, 20))
    def test_treats_equal_weights_alike_up_to_one_unit(self, amount, weight, count):
        shares = allocate(amount, [weight] * count)

        assert max(shares) - min(shares) <= 1
        assert shares == sorted(shares, reverse=True)

    def test_shares_nothing_over_nothing(self):
        assert allocate(0, [0, 0]) == [0, 0]
        with pytest.raises(ValueError, match="nothing to share"):
            allocate(1, [0, 0])

    @pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, [-1, 2])])
    def test_refuses_negative_numbers(self, amount, weights):
        with pytest.raises(ValueError, match="zero or more"):
            allocate(amount, weights)


class TestFormatMoney:
    @pytest.mark.parametrize(
        ("money", "locale", "text"),
        [
            (Money(64900, "EUR"), "en", "€649.00"),
            (Money(64900, "EUR"), "de", "649,00\N{NO-BREAK SPACE}€"),
            (Money(1200, "JPY"), "ja", "￥1,200"),
            (Money(1234, "KWD"), "en", "KWD\N{NO-BREAK SPACE}1.234"),
            (Money(0, "EUR"), "en", "€0.00"),
        ],
    )
    def test_writes_as_people_of_the_locale_do(self, money, locale, text):
        assert format_money(money, locale) == text
