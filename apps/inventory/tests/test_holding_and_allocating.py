import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.catalog.models import Variant
from apps.catalog.tests.factories import a_product, add_variant
from apps.inventory import selectors, services
from apps.inventory.errors import HoldLapsed, InsufficientStock
from apps.inventory.models import Hold, Stock, StockMovement
from apps.inventory.services import Demand
from apps.inventory.tests.factories import stocked

pytestmark = pytest.mark.django_db
TTL = timedelta(minutes=20)


@pytest.fixture
def variant():
    return add_variant(a_product())


@pytest.fixture
def owner():
    return uuid.uuid4()


class TestHold:
    def test_keeps_units_from_others(self, variant, owner):
        stocked(variant, 2)

        services.hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL)

        assert selectors.availability([variant.pk])[variant.pk].sellable == 0
        with pytest.raises(InsufficientStock):
            services.hold(owner=uuid.uuid4(), wanted={variant.pk: 1}, ttl=TTL)

    def test_replaces_what_the_owner_held(self, variant, owner):
        stocked(variant, 5)
        services.hold(owner=owner, wanted={variant.pk: 5}, ttl=TTL)

        services.hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL)

        assert Hold.objects.get().quantity == 2

    def test_moves_its_end_with_each_step(self, variant, owner):
        stocked(variant, 5)
        start = timezone.now()

        first = services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=start)
        second = services.hold(
            owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=start + timedelta(minutes=10)
        )

        assert first == start + TTL
        assert second == start + timedelta(minutes=10) + TTL

    def test_cannot_be_farmed_beyond_eleven_times_its_length(self, variant, owner):
        stocked(variant, 5)
        start = timezone.now()
        cap = start + settings.HOLD_MAX_EXTENSIONS * TTL
        now = start
        ends = []
        while now < cap:
            ends.append(services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=now))
            now += timedelta(minutes=15)

        assert max(ends) == cap
        with pytest.raises(HoldLapsed):
            services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=now)

    def test_begins_anew_after_a_long_pause(self, variant, owner):
        stocked(variant, 5)
        start = timezone.now()
        services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=start)
        tomorrow = start + timedelta(days=1)

        assert services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=tomorrow) == tomorrow + TTL

    def test_takes_a_lapsed_hold_again_if_stock_allows(self, variant, owner):
        stocked(variant, 1)
        start = timezone.now()
        services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=start)
        later = start + TTL + timedelta(minutes=1)

        assert services.hold(owner=owner, wanted={variant.pk: 1}, ttl=TTL, now=later) > later


class TestExtendHold:
    @pytest.fixture
    def start(self, variant, owner):
        stocked(variant, 5)
        start = timezone.now()
        services.hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL, now=start)
        return start

    def test_lets_what_is_held_run_longer(self, variant, owner, start):
        later = start + timedelta(minutes=10)

        assert services.extend_hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL, now=later)

        assert Hold.objects.get().expires_at == later + TTL

    @pytest.mark.parametrize("quantity", [1, 3])
    def test_leaves_another_quantity_to_hold(self, variant, owner, start, quantity):
        assert not services.extend_hold(owner=owner, wanted={variant.pk: quantity}, ttl=TTL, now=start)

    def test_leaves_what_others_hold_alone(self, variant, start):
        other = uuid.uuid4()

        assert not services.extend_hold(owner=other, wanted={variant.pk: 2}, ttl=TTL, now=start)

        assert Hold.objects.get().expires_at == start + TTL

    def test_does_not_bring_back_what_has_ended(self, variant, owner, start):
        later = start + TTL + timedelta(seconds=1)

        assert not services.extend_hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL, now=later)

        assert Hold.objects.get().expires_at == start + TTL

    def test_ends_at_eleven_times_its_length(self, variant, owner, start):
        cap = start + settings.HOLD_MAX_EXTENSIONS * TTL
        now = start
        while now < cap - timedelta(minutes=1):
            assert services.extend_hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL, now=now)
            now += timedelta(minutes=15)

        assert Hold.objects.get().expires_at == cap
        assert not services.extend_hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL, now=cap)


class TestAllocate:
    def test_promises_units_and_uses_up_the_hold(self, variant, owner):
        stock = stocked(variant, 3)
        services.hold(owner=owner, wanted={variant.pk: 2}, ttl=TTL)

        services.allocate(demands=[Demand("order-line:1", variant.pk, 2)], owner=owner, actor="test")

        stock.refresh_from_db()
        assert (stock.on_hand, stock.allocated) == (3, 2)
        assert not Hold.objects.exists()

    def test_counts_all_lines_of_a_variant_together(self, variant):
        stocked(variant, 1)
        demands = [Demand("order-line:1", variant.pk, 1), Demand("order-line:2", variant.pk, 1)]

        with pytest.raises(InsufficientStock) as refusal, transaction.atomic():
            services.allocate(demands=demands, owner=None, actor="test")

        assert refusal.value.short == {variant.pk: 1}
        assert Stock.objects.get().allocated == 0

    def test_does_not_take_what_others_hold(self, variant):
        stocked(variant, 2)
        services.hold(owner=uuid.uuid4(), wanted={variant.pk: 1}, ttl=TTL)

        with pytest.raises(InsufficientStock):
            services.allocate(demands=[Demand("order-line:1", variant.pk, 2)], owner=None, actor="test")

    def test_allocates_nothing_at_all_if_one_item_is_short(self, variant):
        other = add_variant(variant.product)
        stocked(variant, 5)
        stocked(other, 0)
        demands = [Demand("order-line:1", variant.pk, 1), Demand("order-line:2", other.pk, 1)]

        with pytest.raises(InsufficientStock), transaction.atomic():
            services.allocate(demands=demands, owner=None, actor="test")

        assert sum(Stock.objects.values_list("allocated", flat=True)) == 0

    def test_takes_stock_first_and_back_orders_after(self, variant):
        stock = stocked(variant, 2, allows_backorder=True, backorder_limit=3)

        services.allocate(demands=[Demand("order-line:1", variant.pk, 4)], owner=None, actor="test")

        stock.refresh_from_db()
        assert (stock.on_hand, stock.allocated) == (2, 4)

    def test_stops_at_the_back_order_limit(self, variant):
        stocked(variant, 2, allows_backorder=True, backorder_limit=3)

        with pytest.raises(InsufficientStock):
            services.allocate(demands=[Demand("order-line:1", variant.pk, 6)], owner=None, actor="test")


class TestReleaseAndShip:
    @pytest.fixture
    def stock(self, variant) -> Stock:
        stock = stocked(variant, 5)
        services.allocate(demands=[Demand("order-line:1", variant.pk, 3)], owner=None, actor="test")
        return stock

    def test_frees_units_once(self, stock):
        assert services.release(quantities={"order-line:1": 3}, actor="test", reason="cancelled") == {
            "order-line:1": 3
        }
        assert services.release(quantities={"order-line:1": 3}, actor="test", reason="cancelled") == {}

        stock.refresh_from_db()
        assert (stock.on_hand, stock.allocated) == (5, 0)

    def test_lets_on_hand_and_allocation_fall_together(self, stock):
        services.ship(quantities={"order-line:1": 2}, actor="test")

        stock.refresh_from_db()
        assert (stock.on_hand, stock.allocated) == (3, 1)

    def test_ships_no_more_than_was_allocated(self, stock):
        with pytest.raises(InsufficientStock), transaction.atomic():
            services.ship(quantities={"order-line:1": 4}, actor="test")

        stock.refresh_from_db()
        assert (stock.on_hand, stock.allocated) == (5, 3)

    def test_leaves_a_movement_for_everything(self, stock):
        services.ship(quantities={"order-line:1": 2}, actor="test")
        services.release(quantities={"order-line:1": 1}, actor="test", reason="rest cancelled")

        stock.refresh_from_db()
        moves = StockMovement.objects.filter(stock=stock)
        assert sum(m.on_hand_change for m in moves) == stock.on_hand
        assert sum(m.allocated_change for m in moves) == stock.allocated


class TestCount:
    def test_corrects_what_lies_there_with_a_reason(self, variant):
        stock = stocked(variant, 5)

        services.count(stock_id=stock.pk, on_hand=4, actor="mara", reason="one was broken")

        stock.refresh_from_db()
        assert stock.on_hand == 4
        assert StockMovement.objects.first().reason == "one was broken"

    def test_does_not_go_below_what_orders_were_promised(self, variant):
        stock = stocked(variant, 5)
        services.allocate(demands=[Demand("order-line:1", variant.pk, 3)], owner=None, actor="test")

        with pytest.raises(InsufficientStock):
            services.count(stock_id=stock.pk, on_hand=2, actor="mara", reason="miscounted")


class TestRefreshAvailability:
    def test_shows_lists_what_can_be_bought(self, variant):
        stock = stocked(variant, 1)
        assert Variant.objects.get(pk=variant.pk).is_available
        services.allocate(demands=[Demand("order-line:1", variant.pk, 1)], owner=None, actor="test")

        assert services.refresh_availability() == 1
        assert services.refresh_availability() == 0
        assert not Variant.objects.get(pk=variant.pk).is_available
        services.receive(quantities={stock.pk: 3}, actor="test")
        assert Variant.objects.get(pk=variant.pk).is_available


class TestTheDatabase:
    """The last guard: whatever the code does, the table refuses the impossible."""

    @pytest.mark.parametrize(
        "change",
        [
            {"allocated": 6},
            {"on_hand": -1},
            {"allocated": -1},
            {"allocated": 9, "allows_backorder": True, "backorder_limit": 3},
        ],
    )
    def test_refuses_impossible_stock(self, variant, change):
        stock = stocked(variant, 5)

        with pytest.raises(IntegrityError), transaction.atomic():
            Stock.objects.filter(pk=stock.pk).update(**change)

    def test_refuses_a_hold_of_nothing(self, variant, owner):
        stock = stocked(variant, 5)
        now = timezone.now()

        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(stock=stock, owner=owner, quantity=0, first_held_at=now, expires_at=now)
