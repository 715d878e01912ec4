import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.shipping.rules import Box, Parcel, Piece, pack

BOX = Box((600, 400, 400), 31_500)


def units(
    weight_g: int, quantity: int = 1, size: tuple[int, int, int] | None = None, parcels: int = 1
) -> Piece:
    return Piece.of(weight_g=weight_g, quantity=quantity, parcels=parcels, size_mm=size)


class TestPack:
    def test_shares_a_box_while_there_is_room(self):
        assert pack([units(1_000, 3), units(500, 2)], BOX) == (Parcel(4_000, BOX.size_mm),)

    def test_opens_another_box_when_the_weight_is_reached(self):
        assert [p.weight_g for p in pack([units(10_000, 7)], BOX)] == [30_000, 30_000, 10_000]

    def test_opens_another_box_when_the_volume_is_reached(self):
        half = units(1_000, 3, (600, 400, 200))

        assert [p.weight_g for p in pack([half], BOX)] == [2_000, 1_000]

    def test_puts_small_things_where_the_large_ones_left_room(self):
        large, small = units(20_000, 2, (600, 400, 350)), units(3_000, 2, (100, 100, 100))

        assert sorted(p.weight_g for p in pack([small, large], BOX)) == [20_000, 26_000]

    def test_gives_what_counts_as_several_parcels_its_own_boxes(self):
        dobsonian = units(38_001, 2, (1_350, 420, 420), parcels=2)

        parcels = pack([dobsonian, units(100)], BOX)

        assert [p.weight_g for p in parcels] == [19_001, 19_000, 19_001, 19_000, 100]
        assert [p.length_mm for p in parcels] == [1_350, 0, 1_350, 0, 0]

    @pytest.mark.parametrize("piece", [units(40_000), units(900, 1, (700, 50, 50))])
    def test_sends_by_itself_what_goes_into_no_box(self, piece):
        assert pack([piece, units(100)], BOX) == (Parcel(piece.weight_g, piece.size_mm), Parcel(100, None))

    def test_leaves_a_single_unit_its_own_size(self):
        assert pack([units(100, 1, (30, 120, 80))], BOX) == (Parcel(100, (120, 80, 30)),)

    def test_puts_everything_into_one_box_without_limits(self):
        assert pack([units(9_000, 50, (500, 500, 500))], Box()) == (Parcel(450_000, None),)

    def test_measures_girth_as_carriers_do(self):
        parcel = Parcel(1, (1_000, 300, 200))

        assert (parcel.length_mm, parcel.girth_mm, parcel.volume_cm3) == (1_000, 2_000, 60_000)


class TestPiece:
    @pytest.mark.parametrize("size", [None, (), (0, 1, 1), (1, 1), (-5, 1, 1), (None, 1, 1)])
    def test_has_no_size_where_a_side_is_missing(self, size):
        assert Piece.of(weight_g=5, quantity=1, parcels=1, size_mm=size).size_mm is None

    @pytest.mark.parametrize("wrong", [0, -300])
    def test_weighs_a_gram_at_least(self, wrong):
        assert Piece.of(weight_g=wrong, quantity=1, parcels=wrong).weight_g == 1


sides = st.integers(-10, 2_000) | st.none()
pieces = st.lists(
    st.builds(
        Piece.of,
        weight_g=st.integers(-100, 60_000),
        quantity=st.integers(0, 99),
        parcels=st.integers(-1, 3),
        size_mm=st.none() | st.tuples(sides, sides, sides),
    ),
    max_size=12,
)
boxes = st.sampled_from([BOX, Box(), Box(None, 5_000), Box((350, 250, 50), 1_000)])


class TestPacking:
    @given(pieces, boxes)
    def test_keeps_every_gram_whatever_the_catalogue_says(self, goods, box):
        parcels = pack(goods, box)

        assert sum(p.weight_g for p in parcels) == sum(p.weight_g * p.quantity for p in goods)

    @given(pieces, boxes)
    def test_never_overfills_a_box(self, goods, box):
        parcels = pack([piece for piece in goods if piece.parcels == 1 and box.holds(piece)], box)

        assert all(box.weight_g is None or p.weight_g <= box.weight_g for p in parcels)

    @given(pieces, boxes)
    def test_does_not_depend_on_the_order_of_the_lines(self, goods, box):
        weights = sorted(p.weight_g for p in pack(goods, box))

        assert sum(weights) == sum(p.weight_g for p in pack(list(reversed(goods)), box))
        assert len(weights) <= sum(p.quantity * p.parcels for p in goods)

    @given(st.integers(1, 99), st.integers(1, 31_500))
    def test_needs_as_few_boxes_as_can_be_for_equal_things(self, count, weight_g):
        each = 31_500 // weight_g

        assert len(pack([units(weight_g, count)], BOX)) == -(-count // each)
