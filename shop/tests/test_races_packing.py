"""Packers at the same order at the same moment. Every guard has its negative control."""

from functools import partial
from typing import Any

import pytest

from apps.cart.tests.factories import for_sale
from apps.core.faults import switched_off
from apps.documents.tests.factories import a_placed_order
from apps.inventory.models import Stock
from apps.orders.errors import NothingToShip
from apps.orders.models import Shipment, ShipmentLine
from apps.orders.services import ship_order
from apps.warehouse.errors import AllPacked
from apps.warehouse.models import BoxLine
from apps.warehouse.services import scan
from apps.warehouse.tests.factories import on_bench, packed, sent
from shop.tests.together import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class TestTwoParcelsOfTheSameUnits:
    @pytest.fixture
    def presses(self) -> list[Any]:
        """Six packers, each with a parcel of both units of an order in hand."""
        order = a_placed_order(for_sale(stock=5), quantity=2)
        units = {order.lines.get().pk: 2}
        ship = partial(ship_order, order_id=order.pk, tracking_number="1", actor="mara", quantities=units)
        return [ship] * 6

    def test_become_one(self, presses):
        results = together(presses)

        assert [type(result) for result in results if not isinstance(result, Shipment)] == [NothingToShip] * 5
        assert [part.quantity for part in ShipmentLine.objects.all()] == [2]
        stock = Stock.objects.get()
        assert (stock.on_hand, stock.allocated) == (3, 0)

    def test_would_not_be_told_so_without_the_lock(self, presses):
        """The control. What follows stops a second parcel even then: the lock of the stock, and the database."""
        with switched_off("order_lock"):
            results = together(presses)

        assert sum(isinstance(result, NothingToShip) for result in results) < 5, results
        assert [part.quantity for part in ShipmentLine.objects.all()] == [2]


class TestOneParcelSentByMany:
    @pytest.fixture
    def presses(self) -> list[Any]:
        return [partial(sent, packed(a_placed_order(for_sale(stock=5), quantity=2)))] * 6

    def test_leaves_once_and_everybody_is_shown_it(self, presses):
        assert together(presses) == [Shipment.objects.get()] * 6

    def test_would_confuse_somebody_without_the_lock(self, presses):
        with switched_off("order_lock"):
            results = together(presses)

        assert any(not isinstance(result, Shipment) for result in results)


class TestOneBoxPackedByMany:
    @pytest.fixture
    def scans(self) -> list[Any]:
        """Eight scans of an item of which three belong into the parcel."""
        order = a_placed_order(for_sale(stock=9, sku="AS-10427"), quantity=3)
        return [partial(scan, bench=on_bench(order), code="AS-10427", actor="mara")] * 8

    def test_holds_what_was_ordered(self, scans):
        results = together(scans)

        assert BoxLine.objects.get().quantity == 3
        assert sum(isinstance(result, AllPacked) for result in results) == 5, results

    def test_would_count_wrongly_without_the_lock(self, scans):
        with switched_off("order_lock"):
            results = together(scans)

        counted = sum(isinstance(result, BoxLine) for result in results)
        told = sum(isinstance(result, AllPacked) for result in results)
        assert (counted, told, sum(BoxLine.objects.values_list("quantity", flat=True))) != (3, 5, 3)
