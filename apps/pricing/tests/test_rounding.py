from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.money import Money
from apps.pricing.rounding import KEEP_GROSS, LINE, MODES, SUM_BY_NET, Part, exact_below, round_parts
from apps.pricing.rules import Taxed, from_gross, from_net, gross_of

RATES = ["0", "2.6", "5.5", "7", "8.1", "13.5", "19", "21", "23", "25.5", "27", "100"]


def gross(text: str, percent: str) -> Part:
    return Part(from_gross(Money.of(text, "EUR"), Decimal(percent)), Decimal(percent))


def net(text: str, percent: str) -> Part:
    return Part(from_net(Money.of(text, "EUR"), Decimal(percent)), Decimal(percent))


def sums(parts, mode):
    """Gross, net and tax of all lines together, as text."""
    lines = [rounded.amount for rounded in round_parts(parts, mode)]
    totals = (
        sum(line.gross.minor for line in lines),
        sum(line.net.minor for line in lines),
        sum(line.tax.minor for line in lines),
    )
    return tuple(f"{Decimal(minor) / 100:.2f}" for minor in totals)


class TestTheKnownCases:
    def test_four_lines_of_2_50_net_at_23_percent(self):
        parts = [net("2.50", "23")] * 4

        assert sums(parts, LINE) == ("12.32", "10.00", "2.32")
        assert sums(parts, SUM_BY_NET) == ("12.30", "10.00", "2.30")

    def test_prices_with_tax_and_delivery_without_make_a_hundred(self):
        parts = [gross("45.00", "21"), gross("49.00", "21"), net("4.96", "21")]

        assert sums(parts, LINE)[0] == "100.00"
        # No whole net gives 100.00 at 21 %: 82.64 gives 99.99 and 82.65 gives 100.01.
        assert sums(parts, SUM_BY_NET) == ("100.01", "82.65", "17.36")
        assert sums(parts, KEEP_GROSS) == ("99.99", "82.64", "17.35")

    def test_a_gross_without_an_exact_net_falls_by_one_unit_and_says_so(self):
        (kept,) = round_parts([gross("99.99", "19")], KEEP_GROSS)

        assert (gross_of(8402, Decimal(19)), gross_of(8403, Decimal(19))) == (9998, 10000)
        assert kept.amount == Taxed(Money(9998, "EUR"), Money(8402, "EUR"))
        assert kept.rounding_correction == Money(-1, "EUR")

    def test_a_gross_with_an_exact_net_stays(self):
        parts = [gross("649.00", "19"), gross("10.70", "19"), gross("34.90", "7")]

        kept = round_parts(parts, KEEP_GROSS)

        assert [rounded.amount.gross for rounded in kept] == [part.amount.gross for part in parts]
        assert not any(rounded.rounding_correction for rounded in kept)

    def test_one_line_and_two_lines_of_the_same_goods_agree_by_net(self):
        together, apart = [net("21.40", "21")], [net("10.70", "21")] * 2

        assert sums(together, LINE) == ("25.89", "21.40", "4.49")
        assert sums(apart, LINE) == ("25.90", "21.40", "4.50")
        assert sums(together, SUM_BY_NET) == sums(apart, SUM_BY_NET) == ("25.89", "21.40", "4.49")

    def test_the_dearest_lines_are_corrected_first(self):
        parts = [net("2.50", "23"), net("8.00", "23"), net("2.50", "23"), net("2.50", "23")]

        moved = [rounded.rounding_correction.minor for rounded in round_parts(parts, SUM_BY_NET)]

        assert moved == [0, -1, 0, 0]

    def test_rates_do_not_mix(self):
        parts = [net("2.50", "23"), net("2.50", "23"), net("2.50", "21"), net("2.50", "21")]

        assert [r.rounding_correction.minor for r in round_parts(parts, SUM_BY_NET)] == [-1, 0, -1, 0]


class TestRoundParts:
    @pytest.mark.parametrize("mode", ["", "bankers", "LINE"])
    def test_refuses_a_mode_it_does_not_know(self, mode):
        with pytest.raises(ValueError, match="no way to round"):
            round_parts([], mode)

    @pytest.mark.parametrize("mode", MODES)
    def test_makes_nothing_of_nothing(self, mode):
        assert round_parts([], mode) == []


def parts_of(lines):
    made = []
    for minor, percent, has_tax in lines:
        money, rate = Money(minor, "EUR"), Decimal(percent)
        made.append(Part(from_gross(money, rate) if has_tax else from_net(money, rate), rate))
    return made


amounts = st.one_of(st.integers(0, 30), st.integers(0, 10**7))
gross_lines = st.lists(st.tuples(amounts, st.sampled_from(RATES), st.just(True)), max_size=14)
mixed_lines = st.lists(st.tuples(amounts, st.sampled_from(RATES), st.booleans()), max_size=14)


class TestAlways:
    @given(mixed_lines, st.sampled_from(MODES))
    def test_moves_a_line_by_one_unit_at_most_and_nothing_below_zero(self, lines, mode):
        for part, rounded in zip(parts_of(lines), round_parts(parts_of(lines), mode), strict=True):
            assert abs(rounded.rounding_correction.minor) <= 1
            assert abs(rounded.net_correction.minor) <= 1
            assert rounded.amount.gross == part.amount.gross + rounded.rounding_correction
            assert rounded.amount.net == part.amount.net + rounded.net_correction
            assert 0 <= rounded.amount.net.minor <= rounded.amount.gross.minor

    @given(mixed_lines)
    def test_moves_nothing_line_by_line(self, lines):
        parts = parts_of(lines)

        assert [rounded.amount for rounded in round_parts(parts, LINE)] == [part.amount for part in parts]

    @given(gross_lines, st.sampled_from([SUM_BY_NET, KEEP_GROSS]))
    def test_makes_each_rate_s_tax_come_out_of_its_net(self, lines, mode):
        parts = parts_of(lines)
        rounded = round_parts(parts, mode)

        for percent in {part.percent for part in parts}:
            group = [r.amount for part, r in zip(parts, rounded, strict=True) if part.percent == percent]
            total = sum(line.net.minor for line in group)
            assert sum(line.gross.minor for line in group) == gross_of(total, percent)

    @given(mixed_lines)
    def test_keeps_every_net_when_summing_by_net(self, lines):
        parts = parts_of(lines)

        assert all(not rounded.net_correction for rounded in round_parts(parts, SUM_BY_NET))

    @given(gross_lines)
    def test_never_raises_a_gross_that_it_is_to_keep(self, lines):
        parts = parts_of(lines)
        rounded = round_parts(parts, KEEP_GROSS)

        assert all(r.rounding_correction.minor in (0, -1) for r in rounded)
        for percent in {part.percent for part in parts}:
            moved = [r for part, r in zip(parts, rounded, strict=True) if part.percent == percent]
            assert sum(r.rounding_correction.minor for r in moved) in (0, -1)

    @given(mixed_lines, st.sampled_from(MODES), st.randoms(use_true_random=False))
    def test_does_not_care_about_the_order_of_lines(self, lines, mode, random):
        shuffled = lines[:]
        random.shuffle(shuffled)

        def outcome(some):
            done = zip(some, round_parts(parts_of(some), mode), strict=True)
            return sorted((*line, r.amount.gross.minor, r.amount.net.minor) for line, r in done)

        assert outcome(shuffled) == outcome(lines)

    @given(st.integers(0, 10**9), st.sampled_from(RATES))
    def test_finds_an_exact_amount_within_one_unit(self, minor, percent):
        found, without = exact_below(minor, Decimal(percent))

        assert 0 <= minor - found <= 1
        assert gross_of(without, Decimal(percent)) == found
