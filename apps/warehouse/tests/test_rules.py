import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.warehouse.rules import Claim, is_meant, ready

amounts = st.integers(0, 9)


class TestReady:
    def test_gives_to_the_first_first(self):
        claims = [Claim(1, 7, 3), Claim(2, 7, 2), Claim(3, 7, 2), Claim(4, 8, 1)]

        assert ready(claims, {7: 4, 8: 1}) == [3, 1, 0, 1]

    def test_gives_everything_of_what_never_runs_out(self):
        assert ready([Claim(1, 7, 300), Claim(2, 7, 200)], {7: None}) == [300, 200]

    @given(st.lists(st.tuples(st.integers(1, 3), amounts)), st.lists(amounts, min_size=3, max_size=3))
    def test_gives_all_that_is_wanted_and_there_and_nobody_twice(self, wanted, there):
        claims = [Claim(number, stock, units) for number, (stock, units) in enumerate(wanted)]
        on_hand = dict(enumerate(there, start=1))

        found = ready(claims, on_hand)

        for stock, units in on_hand.items():
            mine = [(claim.units, given_) for claim, given_ in zip(claims, found, strict=True)
                    if claim.stock_id == stock]  # fmt: skip
            assert sum(given_ for _, given_ in mine) == min(units, sum(asked for asked, _ in mine))
            assert all(given_ <= asked for asked, given_ in mine)
            first_short = next((n for n, (asked, given_) in enumerate(mine) if given_ < asked), len(mine))
            assert all(given_ == 0 for _, given_ in mine[first_short + 1 :])


class TestMeaning:
    @pytest.mark.parametrize(
        "scanned", ["AS-10427", "as-10427", " AS-10427 \r", "2000000104270", "02000000104270"]
    )
    def test_is_an_item_number_or_a_gtin_of_any_length(self, scanned):
        assert is_meant(scanned, sku="AS-10427", gtin="2000000104270")

    @pytest.mark.parametrize("scanned", ["", "   ", "0", "AS-1042", "2000000104271", "AS-10427 2"])
    def test_is_nothing_else(self, scanned):
        assert not is_meant(scanned, sku="AS-10427", gtin="2000000104270")
        assert not is_meant(scanned, sku="AS-10427", gtin=None)
