from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.errors import CurrencyMismatch
from apps.currency.feeds.ecb import parse
from apps.currency.money import Money, exponent
from apps.currency.rules import Ending, apply_ending, change, convert, convert_back_floor, cross, is_plausible
from apps.currency.services import SNAPSHOT
from apps.currency.tests.factories import used

PLAIN = Ending.NONE
OF_THE_DAY = {code: str(rate) for code, rate in parse(SNAPSHOT.read_bytes())[0][1].items()}
# The Kuwaiti dinar has three places and no reference rate; this one is near its worth.
RATES = {code: OF_THE_DAY[code] for code in settings.CURRENCIES if code != "EUR"} | {
    "KWD": "0.3442",
    "EUR": "1",
}

currencies = st.sampled_from(sorted(RATES))
amounts = st.integers(0, 10**11)
endings = st.sampled_from(Ending)
rates = st.decimals("0.0000000001", "9999999999", places=10)


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


class TestConvert:
    @pytest.mark.parametrize(
        ("amount", "currency", "rate", "ending", "price"),
        [
            ("0.10", "USD", "1.25", PLAIN, "0.13"),  # 0.125: half goes up, not to the even digit
            ("0.30", "USD", "1.15", PLAIN, "0.35"),  # 0.345
            ("0.01", "JPY", "175.68", PLAIN, "2"),  # 1.7568
            ("0.01", "USD", "1.1172", Ending.NINETY_NINE, "0.99"),
            ("0.01", "SEK", "10.978", Ending.HUNDREDS, "100"),
            ("0", "SEK", "10.978", Ending.HUNDREDS, "0"),
            ("0.01", "KWD", "0.0001", PLAIN, "0.001"),  # what costs something is never free
        ],
    )
    def test_rounds_half_up_and_then_ends_as_told(self, amount, currency, rate, ending, price):
        assert convert(euro(amount), used(currency, rate), ending) == Money.of(price, currency)

    @pytest.mark.parametrize(
        ("amount", "currency", "rate", "prices"),
        [
            ("649.00", "USD", "1.1172", ["725.06", "725", "724.95", "724.99", "730", "700"]),
            ("649.00", "SEK", "10.978", ["7124.72", "7125", "7124.95", "7124.99", "7120", "7100"]),
            ("649.00", "JPY", "175.68", ["114016", "114016", "114016", "114016", "114020", "114000"]),
            ("649.00", "KWD", "0.3442", ["223.386", "223", "222.950", "222.990", "220", "200"]),
            ("0.10", "USD", "1.25", ["0.13", "1", "0.95", "0.99", "10", "100"]),
        ],
    )
    def test_follows_the_table_of_the_manual(self, amount, currency, rate, prices):
        found = [convert(euro(amount), used(currency, rate), ending) for ending in Ending]

        assert found == [Money.of(price, currency) for price in prices]

    @pytest.mark.parametrize("ending", Ending)
    def test_leaves_the_base_currency_alone(self, ending):
        assert convert(euro("649.37"), used("EUR", "1"), ending) == euro("649.37")

    def test_knows_bases_other_than_the_euro(self):
        assert convert(Money(1000, "JPY"), used("EUR", "0.0056921676", base="JPY"), PLAIN) == euro("5.69")

    def test_refuses_an_amount_that_is_not_in_the_base(self):
        with pytest.raises(CurrencyMismatch):
            convert(Money(100, "USD"), used("USD", "1.1172"), PLAIN)

    def test_refuses_an_amount_below_zero(self):
        with pytest.raises(ValueError, match="zero or more"):
            convert(euro("-0.01"), used("USD", "1.1172"), PLAIN)

    @given(amounts, currencies, endings)
    def test_gives_whole_minor_units_that_end_as_told(self, minor, currency, ending):
        price = convert(Money(minor, "EUR"), used(currency, RATES[currency]), ending)

        assert type(price.minor) is int
        assert price.currency == currency
        assert price.amount == price.amount.quantize(Decimal(1).scaleb(-exponent(currency)))
        assert price.minor > 0 if minor else price.minor == 0
        if currency != "EUR":
            assert price.minor in (0, apply_ending(price, ending).minor)

    @given(amounts, currencies)
    def test_is_the_exact_product_rounded_half_up_once(self, minor, currency):
        exact = Fraction(minor, 100) * Fraction(RATES[currency]) * 10 ** exponent(currency)

        price = convert(Money(minor, "EUR"), used(currency, RATES[currency]), PLAIN)

        assert price.minor == max(1 if minor else 0, int(exact + Fraction(1, 2)))

    @given(st.tuples(amounts, amounts), currencies, endings)
    def test_never_makes_the_dearer_thing_cheaper(self, pair, currency, ending):
        low, high = sorted(pair)
        rate = used(currency, RATES[currency])

        assert convert(Money(low, "EUR"), rate, ending) <= convert(Money(high, "EUR"), rate, ending)

    @given(amounts, rates, currencies)
    def test_is_exact_at_any_rate_that_can_be_stored(self, minor, rate, currency):
        price = convert(Money(minor, "EUR"), used("USD", str(rate)), PLAIN)

        exact = (Fraction(minor) * Fraction(rate) + Fraction(1, 2)).__floor__()
        assert price.minor == max(1 if minor else 0, exact)


class TestApplyEnding:
    @pytest.mark.parametrize(
        ("amount", "ending", "price"),
        [
            ("12.50", Ending.WHOLE, "13.00"),  # halfway goes up
            ("12.49", Ending.WHOLE, "12.00"),
            ("0.20", Ending.WHOLE, "1.00"),
            ("12.45", Ending.NINETY_FIVE, "12.95"),
            ("12.44", Ending.NINETY_FIVE, "11.95"),
            ("0.02", Ending.NINETY_FIVE, "0.95"),
            ("12.48", Ending.NINETY_NINE, "11.99"),
            ("12.49", Ending.NINETY_NINE, "12.99"),
            ("15.00", Ending.TENS, "20.00"),
            ("14.99", Ending.TENS, "10.00"),
            ("3.00", Ending.TENS, "10.00"),
            ("149.99", Ending.HUNDREDS, "100.00"),
            ("0.00", Ending.NINETY_NINE, "0.00"),
        ],
    )
    def test_takes_the_nearest(self, amount, ending, price):
        assert apply_ending(euro(amount), ending) == euro(price)

    @given(amounts, currencies, endings)
    def test_changes_nothing_the_second_time_and_little_the_first(self, minor, currency, ending):
        amount, unit = Money(minor, currency), 10 ** exponent(currency)
        once = apply_ending(amount, ending)

        assert apply_ending(once, ending) == once
        step = {Ending.NONE: 0, Ending.TENS: 10 * unit, Ending.HUNDREDS: 100 * unit}.get(ending, unit)
        assert abs(once.minor - minor) <= step
        assert 2 * abs(once.minor - minor) <= step or minor < step

    @given(amounts, currencies)
    def test_puts_the_named_digits_at_the_end(self, minor, currency):
        amount, unit = Money(minor + 1, currency), 10 ** exponent(currency)

        assert apply_ending(amount, Ending.WHOLE).minor % unit == 0
        assert apply_ending(amount, Ending.NINETY_FIVE).minor % unit * 100 == 95 * unit * (unit > 1)
        assert apply_ending(amount, Ending.NINETY_NINE).minor % unit * 100 == 99 * unit * (unit > 1)
        assert apply_ending(amount, Ending.TENS).minor % (10 * unit) == 0
        assert apply_ending(amount, Ending.HUNDREDS).minor % (100 * unit) == 0

    def test_refuses_an_amount_below_zero(self):
        with pytest.raises(ValueError, match="zero or more"):
            apply_ending(euro("-1"), Ending.WHOLE)


class TestConvertBackFloor:
    @pytest.mark.parametrize(
        ("amount", "rate", "back"),
        [
            ("725.06", "1.1172", "648.99"),
            ("1.1172", "1.12", "1.00"),
            ("0.01", "1.1172", "0.00"),
            ("0", "2", "0"),
        ],
    )
    def test_rounds_down(self, amount, rate, back):
        assert convert_back_floor(Money.of(amount, "USD"), used("USD", rate)) == euro(back)

    @given(amounts, rates, st.sampled_from(["USD", "JPY", "KWD"]), st.sampled_from(["EUR", "JPY", "KWD"]))
    def test_never_gives_more_than_came_in(self, minor, rate, currency, base):
        used_rate = used(currency, str(rate), base=base)
        paid = Money(minor, currency)

        back = convert_back_floor(paid, used_rate)

        assert back.minor >= 0
        assert Fraction(back.amount) * Fraction(rate) <= Fraction(paid.amount)

    @given(amounts, currencies)
    def test_comes_back_to_no_more_when_converted_again(self, minor, currency):
        rate = used(currency, RATES[currency])
        paid = Money(minor, currency)

        assert convert(convert_back_floor(paid, rate), rate, PLAIN) <= paid

    @given(amounts, currencies)
    def test_returns_a_price_to_within_its_own_rounding(self, minor, currency):
        """Half up may have added half a minor unit; nothing else is gained on the way there and back."""
        rate = used(currency, RATES[currency])
        gained = Fraction(1, 2) / 10 ** exponent(currency) / Fraction(RATES[currency]) * 100

        back = convert_back_floor(convert(Money(minor, "EUR"), rate, PLAIN), rate)

        assert back.minor <= minor + gained

    def test_refuses_another_currency_and_amounts_below_zero(self):
        with pytest.raises(CurrencyMismatch):
            convert_back_floor(euro("1"), used("USD", "1.1"))
        with pytest.raises(ValueError, match="converted back"):
            convert_back_floor(Money(-1, "USD"), used("USD", "1.1"))


class TestRates:
    def test_cross_through_the_euro(self):
        assert cross(Decimal("1.1172"), Decimal("0.8338")) == Decimal("1.3398896618")
        assert cross(Decimal(1), Decimal("175.68")) == Decimal("0.0056921676")

    @given(rates, rates)
    def test_cross_to_ten_places_half_up(self, units, base):
        exact = Fraction(units) / Fraction(base) * 10**10

        with localcontext(prec=60):
            assert cross(units, base) == Decimal(int(exact + Fraction(1, 2))).scaleb(-10)

    @pytest.mark.parametrize(
        ("new", "expected"), [("1.2", True), ("1.2001", False), ("0.8", True), ("0.7999", False), ("1", True)]
    )
    def test_are_plausible_up_to_a_fifth(self, new, expected):
        assert is_plausible(Decimal(1), Decimal(new)) is expected

    def test_change_by_a_part(self):
        assert change(Decimal(2), Decimal("2.1")) == Decimal("0.05")


class TestStoredAmounts:
    @given(st.decimals(0, 10**9, places=6), currencies)
    def test_equal_their_quantized_selves(self, amount, currency):
        places = Decimal(1).scaleb(-exponent(currency))

        assert Money.of(amount, currency).amount == amount.quantize(places, rounding=ROUND_HALF_UP)
