"""Parcels on their way: what the order's page and mails tell of them, who may read it, and how a demo shop moves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.inventory.tests.factories import a_location, stocked
from apps.mail.models import Message
from apps.orders import services as orders
from apps.orders.models import Order, OrderEvent, Shipment
from apps.shipping.gateways import Scan, Tracking
from apps.tracking import services
from apps.tracking.models import Label, TrackedParcel, TrackingEvent
from apps.tracking.tests.factories import a_shipment, connected, followed
from shop import demo_warehouse
from shop.tests.stage import EMAIL, an_order, link_to, run_outbox, words_of

pytestmark = pytest.mark.django_db


def tells(parcel: TrackedParcel, state: str, text: str = "", place: str = "", **more: Any) -> None:
    """Let a carrier say something about a parcel now."""
    number = TrackingEvent.objects.count()
    at = timezone.now() - timedelta(hours=1) + timedelta(minutes=number)
    said = Tracking("trk", "ZE", (Scan(at, state, state.lower() or "lost_in_space", text, place),), **more)
    services.hear(parcel_id=parcel.pk, said=said, source="MESSAGE")


def on_its_way(order: Order | None = None) -> TrackedParcel:
    return followed(a_shipment(order or an_order(), number="ZE1"))


class TestTheOrdersPage:
    def known(self, order: Order) -> Client:
        client = Client()
        client.post(link_to(order, "reveal/"), {"email": EMAIL})
        return client

    def test_tells_what_the_carrier_told_the_newest_first(self):
        parcel = on_its_way()
        order = parcel.shipment.order
        for state, text in (
            ("IN_TRANSIT", "Sorted"),
            ("", "Held by a comet"),
            ("OUT_FOR_DELIVERY", "In the van"),
        ):
            tells(parcel, state, text, "Wien")

        said = words_of(self.known(order).get(link_to(order)))

        newest = said.index("Out for delivery : In the van")
        assert newest < said.index("Lost in space : Held by a comet") < said.index("On its way : Sorted")
        assert ", Wien" in said

    def test_keeps_places_and_the_carriers_sentences_from_who_has_only_the_link(self):
        parcel = on_its_way()
        tells(parcel, "DELIVERED", "Left with neighbour Novak", "Wien")
        order = parcel.shipment.order

        covered, uncovered = (
            words_of(client.get(link_to(order))) for client in (Client(), self.known(order))
        )

        assert "Delivered" in covered
        assert "Novak" not in covered
        assert "Wien" not in covered
        assert "Left with neighbour Novak" in uncovered

    def test_writes_what_a_carrier_says_as_text(self):
        parcel = on_its_way()
        tells(parcel, "IN_TRANSIT", "<script>alert(1)</script>", "{{ 7*7 }}")
        order = parcel.shipment.order

        page = self.known(order).get(link_to(order)).content.decode()

        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page

    def test_says_when_the_carrier_expects_it_and_that_it_is_late(self):
        parcel = on_its_way()
        order = parcel.shipment.order
        yesterday = timezone.localdate() - timedelta(days=1)
        Order.objects.update(promised_first=yesterday, promised_last=yesterday)
        services.notice_late()
        tells(parcel, "IN_TRANSIT", expected_on=timezone.localdate() + timedelta(days=2))

        said = words_of(Client().get(link_to(order)))
        assert "This parcel is late." in said
        assert "The carrier expects it on" in said

        orders.mark_delivered(order_id=order.pk, actor="mara")
        assert "This parcel is late." not in words_of(Client().get(link_to(order)))

    def test_costs_as_much_for_many_parcels_as_for_one(self):
        def cost(order: Order) -> int:
            with CaptureQueriesContext(connection) as captured:
                Client().get(link_to(order))
            return len(captured)

        one, many = an_order(for_sale("One")), an_order(for_sale("Many"), quantity=4)
        tells(on_its_way(one), "IN_TRANSIT")
        line = many.lines.get()
        for number in range(4):
            parcel = followed(
                a_shipment(many, number=f"M{number}", quantities={line.pk: 1}), reference=f"trk_m{number}"
            )
            tells(parcel, "IN_TRANSIT")
            tells(parcel, "OUT_FOR_DELIVERY")

        cost(one)
        assert cost(many) == cost(one)


class TestTrackingAnOrder:
    def test_answers_number_and_address_with_where_each_parcel_is(self):
        order = an_order(quantity=2)
        line = order.lines.get()
        for number in ("ZE1", "ZE2"):
            parcel = followed(
                a_shipment(order, number=number, quantities={line.pk: 1}), reference=f"trk_{number}"
            )
            tells(parcel, "IN_TRANSIT" if number == "ZE1" else "OUT_FOR_DELIVERY", "Sorted", "Wien")

        said = words_of(Client().post("/orders/track/", {"code": order.code, "email": EMAIL}, follow=True))

        assert "number ZE1" in said
        assert "number ZE2" in said
        assert "On its way : Sorted" in said
        assert "Out for delivery" in said

    def test_tells_nobody_which_of_both_was_wrong(self):
        order = an_order()
        wrong = [
            {"code": order.code, "email": "other@example.org"},
            {"code": "AAAAAAAA", "email": EMAIL},
            {"code": "AAAAAAAA", "email": "other@example.org"},
        ]
        answers = [Client().post("/orders/track/", each) for each in wrong]

        assert {answer.status_code for answer in answers} == {422}
        assert len({words_of(answer) for answer in answers}) == 1

    def test_counts_tries(self, client: Client):
        answers = [
            client.post("/orders/track/", {"code": "AAAAAAAA", "email": EMAIL}).status_code for _ in range(12)
        ]

        assert answers[:10] == [422] * 10
        assert answers[-1] == 429


class TestMails:
    def test_about_late_parcels_go_once_and_say_where_it_was_last(self):
        parcel = on_its_way()
        tells(parcel, "IN_TRANSIT", "Sorted", "Wien")
        yesterday = timezone.localdate() - timedelta(days=1)
        Order.objects.update(promised_first=yesterday, promised_last=yesterday)
        for _ in range(3):
            services.notice_late()
        run_outbox()

        mail = Message.objects.get(kind="parcel_late")
        assert mail.to == EMAIL
        for words in (mail.text, mail.html):
            assert "It left" not in words
            assert "Last heard of on" in words
            assert "On its way, Wien" in words
        assert link_to(parcel.shipment.order) in mail.text

    def test_about_late_parcels_are_not_sent_when_all_came_meanwhile(self):
        parcel = on_its_way()
        yesterday = timezone.localdate() - timedelta(days=1)
        Order.objects.update(promised_first=yesterday, promised_last=yesterday)
        services.notice_late()
        orders.mark_delivered(order_id=parcel.shipment.order_id, actor="mara")
        run_outbox()

        assert not Message.objects.filter(kind="parcel_late").exists()

    def test_about_the_arrival_follow_from_the_carriers_word(self):
        parcel = on_its_way()
        tells(parcel, "DELIVERED", "Handed over", "Wien")
        run_outbox()

        mail = Message.objects.get(kind="order_delivered")
        assert "Heliopost ZE1: delivered on" in mail.text
        assert Order.objects.get().is_delivered
        assert OrderEvent.objects.filter(actor="carrier").exists()


@pytest.fixture
def demo(settings: Any) -> None:
    settings.CARRIERS, settings.DEMO_SHIPS_AFTER_SECONDS = ["demo"], 120
    settings.DEMO_PARCEL_STEP_SECONDS = 0


def an_old_order(*variants: Variant, **more: Any) -> Order:
    """An order that was placed five minutes ago."""
    order = an_order(*variants, **more)
    connected("demo")
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - timedelta(minutes=5))
    return order


@pytest.mark.usefixtures("demo")
class TestTheDemoShop:
    def test_takes_an_order_from_placed_to_delivered(self):
        order = an_old_order()

        assert demo_warehouse.send_parcels() == 1
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        services.poll_parcels()
        run_outbox()

        order.refresh_from_db()
        assert order.is_delivered
        assert set(Message.objects.values_list("kind", flat=True)) >= {"order_shipped", "order_delivered"}
        said = words_of(Client().get(link_to(order)))
        assert "This is a demo shop: a simulated carrier tells of this parcel, and nothing moves." in said
        assert "Demo carrier, number DEMO-" in said
        assert OrderEvent.objects.filter(actor="demo warehouse").exists()

    def test_sends_a_parcel_from_each_place(self):
        chart = for_sale("Chart", stock=0)
        stocked(chart, 5, at=a_location("shop", priority=1))
        order = an_old_order(for_sale("Telescope"), chart)

        assert demo_warehouse.send_parcels() == 2

        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert [parcel.location for parcel in order.shipments.all()] == [a_location(), a_location("shop")]
        assert order.shipments.filter(label__state="BOUGHT").count() == 2

    def test_sends_nothing_twice(self):
        an_old_order()

        assert [demo_warehouse.send_parcels() for _ in range(3)] == [1, 0, 0]

    @pytest.mark.parametrize("field", ["packed_at", "fresh", "held", "invented", "another way"])
    def test_leaves_to_staff_what_is_theirs(self, field: str):
        order = an_old_order()
        changes: dict[str, dict[str, Any]] = {
            "packed_at": {"packed_at": timezone.now()},
            "fresh": {"placed_at": timezone.now()},
            "held": {"held_at": timezone.now(), "hold_reason": "Look"},
            "invented": {"email": "jonas@astronomy-shop.example"},
            "another way": {"delivery_details": {"method": "express"}},
        }
        Order.objects.filter(pk=order.pk).update(**changes[field])

        assert demo_warehouse.send_parcels() == 0
        assert not Shipment.objects.exists()

    def test_says_on_the_page_that_it_will_leave_by_itself(self, settings: Any):
        order = an_old_order()
        sentence = "This is a demo shop: about 2 minutes after your order"

        assert sentence in words_of(Client().get(link_to(order)))
        settings.DEMO_SHIPS_AFTER_SECONDS = 0
        assert sentence not in words_of(Client().get(link_to(order)))

    def test_labels_what_a_run_left_behind_that_died(self, monkeypatch: pytest.MonkeyPatch):
        an_old_order()
        with monkeypatch.context() as dying:
            dying.setattr(demo_warehouse, "_label", lambda shipment_id: None)
            demo_warehouse.send_parcels()
        assert not Label.objects.exists()

        demo_warehouse.send_parcels()

        assert Label.objects.get().is_bought

    def test_sends_nothing_in_a_shop_that_is_none(self, settings: Any):
        settings.DEMO_SHIPS_AFTER_SECONDS = 0
        an_old_order()

        assert demo_warehouse.send_parcels() == 0

    def test_goes_on_after_an_order_that_cannot_leave(self):
        first, second = an_old_order(), an_old_order()
        orders.ship_order(order_id=first.pk, tracking_number="1", actor="mara")
        Order.objects.filter(pk=first.pk).update(fulfilment_status="OPEN", status="PLACED")

        assert demo_warehouse.send_parcels() == 1
        second.refresh_from_db()
        assert second.status == "SHIPPED"
