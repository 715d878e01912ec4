"""What is to be fetched and packed at a location, and what is waited for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from apps.cart.tests.factories import for_sale
from apps.documents.tests.factories import a_placed_order
from apps.inventory.models import Stock
from apps.inventory.tests.factories import a_location, stocked
from apps.orders.models import Order
from apps.orders.services import cancel_order, hold_order, mark_packed, release_order, ship_order
from apps.orders.tests.factories import a_draft
from apps.warehouse.selectors import PickList, next_order, pick_list
from apps.warehouse.tests.factories import comes_in, packed, sent, sold_ahead

pytestmark = pytest.mark.django_db


def at(code: str = "berlin") -> PickList:
    return pick_list(a_location(code).pk)


def codes(found: PickList) -> list[str]:
    return [job.order.code for job in found.jobs]


def waits(found: PickList) -> list[tuple[str, int]]:
    return [(wait.order.code, wait.units) for wait in found.waits]


class TestWhatIsToBePacked:
    def test_are_paid_orders_with_goods_here(self):
        order = a_placed_order(for_sale("Telescope"), quantity=2)
        a_draft(for_sale("Not placed"))
        a_placed_order(for_sale("Not paid"), paid=False)
        hold_order(order_id=a_placed_order(for_sale("Held")).pk, reason="Look", actor="mara")
        cancel_order(order_id=a_placed_order(for_sale("Cancelled")).pk, reason="asked", actor="mara")
        ship_order(order_id=a_placed_order(for_sale("Sent")).pk, tracking_number="1", actor="mara")

        (job,) = at().jobs

        assert (job.order, job.units, job.boxed, job.waiting, job.is_packed) == (order, 2, 0, 0, False)
        assert [pick.line.title for pick in at().picks] == ["Telescope"]

    def test_comes_by_the_promise_that_ends_first(self):
        late, soon, early = (a_placed_order(for_sale(name)) for name in ("Late", "Soon", "Early"))
        Order.objects.filter(pk=late.pk).update(promised_last=F("promised_last") + timedelta(days=3))
        Order.objects.filter(pk=early.pk).update(
            promised_first=F("promised_first") - timedelta(days=9),
            promised_last=F("promised_last") - timedelta(days=1),
        )

        assert codes(at()) == [early.code, soon.code, late.code]
        assert next_order(a_location().pk) == early

    def test_is_shared_by_place(self):
        chart = for_sale("Chart", stock=0)
        stocked(chart, 5, at=a_location("shop", priority=1))
        order = a_placed_order(for_sale("Telescope"), chart, quantity=2)

        assert [(job.order, job.units) for job in at("shop").jobs] == [(order, 2)]
        assert [pick.line.title for pick in at("shop").picks] == ["Chart"]
        assert [pick.line.title for pick in at("berlin").picks] == ["Telescope"]

    def test_loses_what_lies_in_a_box_or_has_left(self):
        order = a_placed_order(for_sale("Telescope"), quantity=3)
        box = packed(order, Telescope=1)

        (job,), (pick,) = at().jobs, at().picks
        assert (job.units, job.boxed, pick.units) == (2, 1, 2)

        sent(box)
        (job,), (pick,) = at().jobs, at().picks
        assert (job.units, job.boxed, pick.units) == (2, 0, 2)

    def test_is_not_fetched_again_for_an_order_that_stands_packed(self):
        mark_packed(order_id=a_placed_order(for_sale()).pk, actor="mara")

        assert [job.is_packed for job in at().jobs] == [True]
        assert at().picks == []

    def test_is_cut_into_rounds(self):
        for number in range(3):
            a_placed_order(for_sale(f"Thing {number}"))

        found = pick_list(a_location().pk, limit=2)

        assert (len(found.jobs), len(found.picks), found.more) == (2, 2, 1)


class TestTheWayThroughTheShelves:
    def test_is_by_shelf_with_all_orders_of_an_item_together(self):
        telescope, chart, loose = for_sale("Telescope"), for_sale("Chart"), for_sale("Loose")
        Stock.objects.filter(variant=telescope).update(shelf="B-01")
        Stock.objects.filter(variant=chart).update(shelf="A-07")
        first, second = a_placed_order(telescope, chart, loose, quantity=2), a_placed_order(telescope)

        found = [(pick.shelf, pick.line.title, pick.units, pick.orders) for pick in at().picks]

        assert found == [
            ("A-07", "Chart", 2, {first.code: 2}),
            ("B-01", "Telescope", 3, {first.code: 2, second.code: 1}),
            ("", "Loose", 2, {first.code: 2}),
        ]

    @pytest.mark.parametrize("orders", [1, 5])
    def test_costs_the_same_with_few_orders_and_with_many(self, orders):
        variants = [for_sale(f"Thing {number}") for number in range(orders)]
        for variant in variants:
            packed(a_placed_order(variant, variants[0]))
        place = a_location().pk

        with CaptureQueriesContext(connection) as captured:
            assert len(pick_list(place).jobs) == orders

        assert len(captured) == 6


class TestBackOrders:
    """Units that come in are for whom waits longest, also if that order may not leave yet."""

    @pytest.fixture
    def variant(self):
        return for_sale("Telescope", stock=1)

    def test_wait_with_the_day_on_which_goods_are_expected(self, variant):
        Stock.objects.update(expected_on=date(2026, 12, 24))
        order = sold_ahead(variant, 3)

        (job,), (wait,) = at().jobs, at().waits

        assert (job.units, job.waiting) == (1, 2)
        assert (wait.order, wait.units, wait.expected_on) == (order, 2, date(2026, 12, 24))

    def test_can_be_packed_when_goods_come_in_the_oldest_first(self, variant):
        first, second, third = (sold_ahead(variant, 2) for _ in range(3))
        assert (codes(at()), waits(at())) == (
            [first.code],
            [(first.code, 1), (second.code, 2), (third.code, 2)],
        )

        comes_in(variant, 2)
        assert (codes(at()), waits(at())) == ([first.code, second.code], [(second.code, 1), (third.code, 2)])

        comes_in(variant, 3)
        assert (codes(at()), waits(at())) == ([first.code, second.code, third.code], [])

    def test_keep_their_place_while_on_hold_or_not_paid(self, variant):
        first, second = sold_ahead(variant, 2), sold_ahead(variant, 1)
        hold_order(order_id=first.pk, reason="Look", actor="mara")
        comes_in(variant, 1)

        assert codes(at()) == []
        assert waits(at()) == [(second.code, 1)]

        release_order(order_id=first.pk, actor="mara", reason="Fine")
        assert codes(at()) == [first.code]

    def test_move_up_when_an_older_order_is_cancelled(self, variant):
        first, second = sold_ahead(variant, 2), sold_ahead(variant, 1)
        cancel_order(order_id=first.pk, reason="asked", actor="mara")

        assert (codes(at()), waits(at())) == ([second.code], [])
