"""Which location gives what."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.tests.factories import a_product, add_variant
from apps.inventory import selectors, services
from apps.inventory.errors import InsufficientStock
from apps.inventory.models import Stock
from apps.inventory.rules import Given, Shelf, share_out
from apps.inventory.services import Demand
from apps.inventory.tests.factories import a_location, stocked

BERLIN, GRAZ, SHOP = 1, 2, 3
PLACES = {BERLIN: ("DE", 0), GRAZ: ("AT", 1), SHOP: ("DE", 2)}


def shelf(place: int, variant: int, free: int | None, extra: int = 0) -> Shelf:
    country, priority = PLACES[place]
    sellable = None if free is None else free + extra
    return Shelf(10 * place + variant, variant, place, country, priority, free, sellable)


def places_of(given: Given) -> set[int]:
    return {key // 10 for part in given.values() for key in part}


class TestShareOut:
    def test_takes_the_first_location_that_has_all_of_it(self):
        shelves = [shelf(BERLIN, 1, 9), shelf(SHOP, 1, 9), shelf(SHOP, 2, 9)]

        assert places_of(share_out(shelves, {1: 1, 2: 1}, "DE")) == {SHOP}

    def test_prefers_a_location_in_the_country_of_destination(self):
        shelves = [shelf(BERLIN, 1, 9), shelf(GRAZ, 1, 9)]

        assert places_of(share_out(shelves, {1: 2}, "AT")) == {GRAZ}
        assert places_of(share_out(shelves, {1: 2}, "DE")) == {BERLIN}
        assert places_of(share_out(shelves, {1: 2}, "FR")) == {BERLIN}

    def test_prefers_one_parcel_to_the_nearest_location(self):
        shelves = [shelf(BERLIN, 1, 2), shelf(GRAZ, 1, 1)]

        assert places_of(share_out(shelves, {1: 2}, "AT")) == {BERLIN}

    def test_splits_by_country_and_priority_when_nobody_has_all_of_it(self):
        shelves = [shelf(SHOP, 1, 3), shelf(GRAZ, 1, 3), shelf(BERLIN, 1, 2)]

        assert share_out(shelves, {1: 4}, "DE") == {1: {11: 2, 31: 2}}
        assert share_out(shelves, {1: 4}, "AT") == {1: {21: 3, 11: 1}}

    def test_takes_what_lies_anywhere_before_it_back_orders(self):
        shelves = [shelf(BERLIN, 1, 1, extra=5), shelf(SHOP, 1, 1)]

        assert share_out(shelves, {1: 4}, "DE") == {1: {11: 3, 31: 1}}

    def test_does_not_split_an_order_for_what_never_runs_out(self):
        shelves = [shelf(BERLIN, 1, None), shelf(BERLIN, 2, 1), shelf(SHOP, 2, 2)]

        assert share_out(shelves, {1: 1, 2: 2}, "DE") == {1: {11: 1}, 2: {32: 2}}

    @given(
        free=st.dictionaries(
            st.tuples(st.sampled_from(sorted(PLACES)), st.integers(1, 4)),
            st.tuples(st.integers(0, 6), st.integers(0, 3)),
        ),
        wanted=st.dictionaries(st.integers(1, 4), st.integers(1, 8), min_size=1),
        country=st.sampled_from(["DE", "AT", "FR"]),
    )
    def test_gives_all_there_is_and_never_more_than_a_shelf_has(self, free, wanted, country):
        shelves = [shelf(place, variant, *room) for (place, variant), room in free.items()]
        given_ = share_out(shelves, wanted, country)

        room = {s.key: (s.free, s.sellable) for s in shelves}
        there: Counter[int] = Counter()
        for s in shelves:
            there[s.variant_id] += s.sellable or 0
        for variant, units in wanted.items():
            assert sum(given_[variant].values()) == min(units, there[variant])
            assert all(0 < n <= room[key][1] for key, n in given_[variant].items())
        whole = [
            place
            for place in PLACES
            if all(free.get((place, variant), (0, 0))[0] >= n for variant, n in wanted.items())
        ]
        assert not whole or (places_of(given_) <= set(whole) and len(places_of(given_)) == 1)


@pytest.mark.django_db
class TestSeveralLocations:
    @pytest.fixture
    def shop(self):
        return a_location("shop", priority=1)

    @pytest.fixture
    def variant(self):
        return add_variant(a_product())

    def test_give_an_order_line_its_units_together(self, variant, shop):
        stocked(variant, 2)
        stocked(variant, 3, at=shop)

        services.allocate(demands=[Demand("order-line:1", variant.pk, 4)], owner=None, actor="test")

        places = selectors.allocated_at(["order-line:1"])
        assert places == {a_location().pk: {"order-line:1": 2}, shop.pk: {"order-line:1": 2}}

    def test_give_nothing_when_all_of_them_have_too_few(self, variant, shop):
        stocked(variant, 2)
        stocked(variant, 3, at=shop)

        with pytest.raises(InsufficientStock) as refusal:
            services.allocate(demands=[Demand("order-line:1", variant.pk, 6)], owner=None, actor="test")

        assert refusal.value.short == {variant.pk: 5}

    def test_ship_only_what_they_promised_themselves(self, variant, shop):
        stocked(variant, 2)
        there = stocked(variant, 3, at=shop)
        services.allocate(demands=[Demand("order-line:1", variant.pk, 4)], owner=None, actor="test")

        services.ship(quantities={"order-line:1": 2}, actor="test", location_id=shop.pk)

        there.refresh_from_db()
        assert (there.on_hand, there.allocated) == (1, 0)
        with pytest.raises(InsufficientStock):
            services.ship(quantities={"order-line:1": 1}, actor="test", location_id=shop.pk)

    def test_ship_only_what_lies_there(self, variant):
        stock = stocked(variant, 1, allows_backorder=True)
        services.allocate(demands=[Demand("order-line:1", variant.pk, 3)], owner=None, actor="test")

        with pytest.raises(InsufficientStock):
            services.ship(quantities={"order-line:1": 2}, actor="test")

        services.ship(quantities={"order-line:1": 1}, actor="test")
        services.receive(quantities={stock.pk: 2}, actor="test")
        services.ship(quantities={"order-line:1": 2}, actor="test")
        assert Stock.objects.values_list("on_hand", "allocated").get() == (0, 0)

    def test_cost_no_statement_more_than_one(self, variant, shop):
        def cost(reference: str) -> int:
            with CaptureQueriesContext(connection) as captured:
                services.allocate(
                    demands=[Demand(reference, variant.pk, 3)], owner=None, actor="test", country="DE"
                )
            return len(captured)

        stocked(variant, 9)
        one = cost("order-line:1")
        stocked(variant, 9, at=shop)
        stocked(variant, 9, at=a_location("graz", country="AT", priority=2))

        assert cost("order-line:2") == one == 3
