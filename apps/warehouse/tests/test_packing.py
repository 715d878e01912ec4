"""Packing: what is scanned goes into the box, what is in the box leaves once, and nothing else does."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import F

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.documents.tests.factories import a_placed_order
from apps.inventory.models import Stock
from apps.inventory.tests.factories import a_location, stocked
from apps.orders.errors import ChangedMeanwhile, IllegalTransition, NotPaid, OnHold
from apps.orders.models import Order, Shipment
from apps.orders.services import cancel_order, hold_order
from apps.warehouse import selectors, services
from apps.warehouse.errors import AllPacked, EmptyBox, NotHere, NotInTheBox, UnknownCode
from apps.warehouse.models import Box, BoxLine
from apps.warehouse.rules import Details
from apps.warehouse.tests.factories import comes_in, on_bench, packed, sent, sold_ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant() -> Variant:
    return for_sale("Telescope", sku="AS-10427", gtin="2000000104270")


@pytest.fixture
def order(variant) -> Order:
    """Two telescopes from Berlin and two charts that only the shop has."""
    chart = for_sale("Chart", stock=0)
    stocked(chart, 5, at=a_location("shop", priority=1))
    return a_placed_order(variant, chart, quantity=2)


def scan(order: Order, code: str, at: str = "berlin") -> BoxLine:
    return services.scan(bench=on_bench(order, at), code=code, actor="mara")


def in_box(order: Order) -> dict[str, int]:
    lines = BoxLine.objects.filter(box__order=order, box__shipment=None)
    return dict(lines.values_list("line__title", "quantity"))


class TestScanning:
    def test_counts_one_unit_each_by_item_number_or_gtin(self, order):
        assert scan(order, "as-10427").quantity == 1
        assert scan(order, "02000000104270").quantity == 2
        assert in_box(order) == {"Telescope": 2}

    def test_makes_the_order_stand_packed_so_that_it_is_not_changed_any_more(self, order):
        scan(order, "AS-10427")

        order.refresh_from_db()
        assert (order.fulfilment_status, order.is_open_for_changes) == ("PACKED", False)
        assert Box.objects.get().opened_by == "mara"

    @pytest.mark.parametrize("code", ["AS-99999", "4006381333931", "<b>", "x" * 300])
    def test_refuses_what_is_not_in_the_order(self, order, code):
        for_sale("Other", sku="AS-99999")
        scan(order, "AS-10427")

        with pytest.raises(UnknownCode):
            scan(order, code)

        assert in_box(order) == {"Telescope": 1}

    def test_refuses_what_leaves_from_another_place(self, order):
        with pytest.raises(UnknownCode):
            scan(order, order.lines.get(title="Chart").sku)
        assert not Box.objects.exists()

    def test_refuses_more_than_was_ordered(self, order):
        scan(order, "AS-10427"), scan(order, "AS-10427")

        with pytest.raises(AllPacked, match="All 2 are in the parcel already"):
            scan(order, "AS-10427")

        assert in_box(order) == {"Telescope": 2}

    def test_fills_the_lines_of_the_same_item_one_after_the_other(self, order, variant):
        first = order.lines.get(title="Telescope")
        Order.objects.filter(pk=order.pk).update(revision=F("revision"))
        other = a_placed_order(variant, quantity=1)
        other.lines.update(order=order, position=9, title="Telescope, engraved")

        for _ in range(3):
            scan(order, "AS-10427")

        assert in_box(order) == {first.title: 2, "Telescope, engraved": 1}


class TestOrdersThatMayNotLeave:
    @pytest.mark.parametrize("way", [scan, lambda order, _: packed(order)], ids=["scanned", "by hand"])
    def test_are_refused_and_nothing_is_kept(self, variant, way):
        unpaid = a_placed_order(variant, paid=False)
        held, cancelled = a_placed_order(variant), a_placed_order(variant)
        hold_order(order_id=held.pk, reason="Look", actor="mara")
        cancel_order(order_id=cancelled.pk, reason="asked", actor="mara")

        for order, refusal in (
            (unpaid, NotPaid),
            (held, OnHold),
            (cancelled, (IllegalTransition, UnknownCode)),
        ):
            with pytest.raises(refusal), transaction.atomic():
                way(order, "AS-10427")
        assert not Box.objects.exists()

    def test_are_those_that_were_changed_since_the_page_was_opened(self, order):
        bench = on_bench(order)
        Order.objects.update(revision=F("revision") + 1)

        with pytest.raises(ChangedMeanwhile):
            services.scan(bench=bench, code="AS-10427", actor="mara")

    def test_are_those_that_were_changed_since_the_box_was_opened_until_it_is_packed_anew(self, order):
        box = packed(order, Telescope=1)
        Order.objects.update(revision=F("revision") + 1)

        for refused in (lambda: scan(order, "AS-10427"), lambda: sent(box)):
            with pytest.raises(ChangedMeanwhile), transaction.atomic():
                refused()

        services.start_over(bench=on_bench(order), actor="noor")
        assert in_box(order) == {}
        scan(order, "AS-10427")
        box.refresh_from_db()
        assert (sent(box).lines.get().quantity, box.opened_by) == (1, "noor")


class TestTheBox:
    def test_gives_units_back_one_by_one(self, order):
        line = order.lines.get(title="Telescope")
        packed(order, Telescope=2)

        for left in ({"Telescope": 1}, {}):
            services.take_out(bench=on_bench(order), line_id=line.pk, actor="mara")
            assert in_box(order) == left
        with pytest.raises(NotInTheBox):
            services.take_out(bench=on_bench(order), line_id=line.pk, actor="mara")

    def test_takes_several_at_once_but_not_more_than_there_are(self, order):
        with pytest.raises(AllPacked), transaction.atomic():
            packed(order, Telescope=3)
        with pytest.raises(AllPacked), transaction.atomic():
            packed(order, Telescope=-1)

        assert packed(order, Telescope=2).lines.get().quantity == 2

    def test_keeps_what_is_written_on_it_and_tells_whether_that_is_news(self, order):
        details = Details(weight_g=2350, tracking_number="HP 1")

        assert not services.note(bench=on_bench(order), details=Details(), actor="mara")
        assert not Box.objects.exists()
        assert services.note(bench=on_bench(order), details=details, actor="mara")
        assert not services.note(bench=on_bench(order), details=details, actor="mara")
        assert Box.objects.get().details == details

    def test_is_one_at_a_time_for_an_order_at_a_place(self, order):
        box = packed(order)
        packed(order, "shop", Chart=1)
        box.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            box.save(force_insert=True)


class TestShipping:
    def test_makes_a_parcel_of_what_is_in_the_box(self, order):
        parcel = sent(packed(order, Telescope=1), "HP 42")

        assert (parcel.location.code, parcel.weight_g, parcel.tracking_number) == ("berlin", 5000, "HP 42")
        assert parcel.tracking_url == "https://heliopost.example/track/HP%2042"
        assert [(part.line.title, part.quantity) for part in parcel.lines.all()] == [("Telescope", 1)]
        stock = Stock.objects.get(variant__title="Telescope")
        assert (stock.on_hand, stock.allocated) == (9, 1)

    def test_needs_as_many_parcels_as_it_takes(self, order):
        sent(packed(order, Telescope=1))
        sent(packed(order, "shop", Chart=2))
        order.refresh_from_db()
        assert order.status == "PART_SHIPPED"

        sent(packed(order, Telescope=1))

        order.refresh_from_db()
        assert (order.status, order.shipments.count()) == ("SHIPPED", 3)
        assert selectors.parts_of(order, a_location().pk, None) == []

    def test_happens_once_however_often_it_is_pressed(self, order):
        box = packed(order, Telescope=1)

        assert sent(box) == sent(box)
        assert Shipment.objects.count() == 1

    def test_refuses_an_empty_box(self, order):
        services.note(bench=on_bench(order), details=Details(weight_g=1), actor="mara")

        with pytest.raises(EmptyBox):
            sent(Box.objects.get())

    def test_refuses_units_that_an_older_order_waits_for(self, variant):
        older = a_placed_order(variant, quantity=9)
        younger = sold_ahead(variant, 3)
        box = packed(younger, Telescope=1)
        Stock.objects.update(on_hand=9)  # one was found broken

        with pytest.raises(NotHere), transaction.atomic():
            sent(box)
        assert not Shipment.objects.exists()

        comes_in(variant, 1)
        assert sent(box).lines.get().quantity == 1
        assert sent(packed(older, Telescope=9)).lines.get().quantity == 9

    def test_gives_each_parcel_its_slip_at_once(self, order):
        slips = [services.packing_slip(shipment_id=sent(packed(order, Telescope=1)).pk) for _ in range(2)]

        assert [slip.number[-6:] for slip in slips] == ["000001", "000002"]
        assert services.packing_slip(shipment_id=order.shipments.first().pk) == slips[0]


class TestTheGroup:
    def test_is_made_with_what_packers_need(self):
        group = Group.objects.get(name="Warehouse")
        assert set(group.permissions.values_list("codename", flat=True)) == {"pack_orders", "view_box"}
