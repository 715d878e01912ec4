"""Parcels leave from where their goods lie, and never hold more than was ordered."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from apps.cart.tests.factories import for_sale
from apps.inventory.models import Stock
from apps.inventory.tests.factories import a_location, stocked
from apps.orders import services
from apps.orders.errors import LiesElsewhere
from apps.orders.models import Order, OrderLine, Shipment, ShipmentLine
from apps.orders.tests.factories import a_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two telescopes from Berlin and two charts that only the shop has, placed and paid."""
    chart = for_sale("Chart", stock=0)
    stocked(chart, 5, at=a_location("shop", priority=1))
    draft = a_draft(for_sale("Telescope", stock=5), chart, quantity=2)
    services.mark_placed(order=draft, charged_minor=draft.total_gross_minor, actor="test", reason="Paid")
    return draft


def ship(order: Order, **more):
    return services.ship_order(order_id=order.pk, tracking_number="1", actor="mara", **more)


def line(order: Order, title: str) -> OrderLine:
    return order.lines.get(title=title)


def run(statement: str, *values: int) -> None:
    """Run raw SQL and have everything checked that a commit would check."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class TestShippingFromLocations:
    def test_refuses_one_parcel_from_two_places(self, order):
        with pytest.raises(LiesElsewhere):
            ship(order)

        assert not Shipment.objects.exists()

    def test_finds_the_place_by_what_is_in_the_parcel(self, order):
        first = ship(order, quantities={line(order, "Telescope").pk: 2}, weight_g=9000)
        second = ship(order)

        assert (first.location.code, first.weight_g, second.location.code) == ("berlin", 9000, "shop")
        order.refresh_from_db()
        assert order.status == "SHIPPED"

    def test_takes_the_units_from_the_place_it_leaves_from(self, order):
        shop = a_location("shop")
        with pytest.raises(LiesElsewhere):
            ship(order, quantities={line(order, "Telescope").pk: 1}, location_id=shop.pk)

        ship(order, quantities={line(order, "Chart").pk: 1}, location_id=shop.pk)

        stock = Stock.objects.get(variant__title="Chart", location=shop)
        assert (stock.on_hand, stock.allocated) == (4, 1)

    def test_does_not_ship_what_has_not_come_in(self, order):
        Stock.objects.filter(location__code="shop").update(allows_backorder=True, on_hand=1)
        chart = line(order, "Chart").pk

        with pytest.raises(LiesElsewhere):
            ship(order, quantities={chart: 2})
        ship(order, quantities={chart: 1})

        assert OrderLine.objects.get(pk=chart).shipped_qty == 1


class TestTheDatabase:
    """Whatever the code does: no parcel holds more than was ordered and not cancelled."""

    @pytest.fixture
    def parcel(self, order) -> ShipmentLine:
        shipment = ship(order, quantities={line(order, "Telescope").pk: 1})
        return ShipmentLine.objects.get(shipment=shipment)

    def refuses(self, statement: str, *values: int) -> str:
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            run(statement, *values)
        cause = refusal.value.__cause__
        assert isinstance(cause, psycopg.Error)
        return str(cause.diag.constraint_name)

    def test_refuses_a_parcel_of_more_than_was_shipped(self, parcel):
        more = "UPDATE orders_shipmentline SET quantity = 2 WHERE id = %s"
        assert self.refuses(more, parcel.pk) == "shipment_lines_within_shipped"

    def test_refuses_another_parcel_of_the_same_units(self, order, parcel):
        other = Shipment.objects.create(order=order, carrier="X", shipped_at=order.placed_at)
        more = "INSERT INTO orders_shipmentline (shipment_id, line_id, quantity) VALUES (%s, %s, 1)"

        assert self.refuses(more, other.pk, parcel.line_id) == "shipment_lines_within_shipped"

    def test_refuses_a_parcel_of_another_order_s_lines(self, order, parcel):
        other = a_draft(for_sale("Other")).lines.get()
        more = "INSERT INTO orders_shipmentline (shipment_id, line_id, quantity) VALUES (%s, %s, 1)"

        assert self.refuses(more, parcel.shipment_id, other.pk) == "shipment_line_of_its_order"

    @pytest.mark.parametrize(("ordered", "cancelled"), [(2, 0), (3, 1)])
    def test_refuses_to_have_shipped_more_than_was_ordered_and_not_cancelled(
        self, parcel, ordered, cancelled
    ):
        OrderLine.objects.filter(pk=parcel.line_id).update(
            allocated_qty=0, quantity=ordered, cancelled_qty=cancelled,
            line_before_gross_minor=0, unit_before_gross_minor=0, unit_before_net_minor=0,
            line_gross_minor=0, line_net_minor=0,
        )  # fmt: skip
        more = "UPDATE orders_orderline SET shipped_qty = 3 WHERE id = %s"

        assert self.refuses(more, parcel.line_id) == "order_line_quantities_add_up"

    def test_refuses_to_forget_what_left(self, parcel):
        less = "UPDATE orders_orderline SET shipped_qty = 0 WHERE id = %s"

        assert self.refuses(less, parcel.line_id) == "order_line_shipped_covers_parcels"
