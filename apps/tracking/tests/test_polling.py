"""Asking carriers: about everything that is due, about nothing twice, and no longer than there is an answer."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.orders.models import Order, Shipment
from apps.orders.services import mark_delivered
from apps.shipping.models import CarrierProblem
from apps.tracking import services
from apps.tracking.models import TrackedParcel, TrackingEvent
from apps.tracking.rules import pause_after
from apps.tracking.tests.factories import a_shipment, connected, followed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connected(easypost) -> None:
    connected()


def asked(easypost):
    return sum(method == "GET" for method, path, _ in easypost.api.calls if "/trackers/" in path)


class TestPollParcels:
    def test_hears_what_no_message_told(self, easypost):
        a_shipment(number="ZE1")
        easypost.api.happens("ZE1", "in_transit", at=timezone.now(), expected="2026-12-01T00:00:00Z")

        assert services.poll_parcels() == 1

        parcel = TrackedParcel.objects.get()
        assert (parcel.state, parcel.reference, str(parcel.expected_on)) == (
            "IN_TRANSIT",
            "trk_1",
            "2026-12-01",
        )
        assert TrackingEvent.objects.get().source == "ASKED"

    def test_asks_again_only_after_a_while(self, easypost):
        followed()
        easypost.api._follow("ZE1")

        assert services.poll_parcels() == 1
        assert services.poll_parcels() == 0
        assert services.poll_parcels(now=timezone.now() + timedelta(hours=1)) == 1

    def test_adds_nothing_to_what_a_message_told(self, easypost):
        followed()
        body, signature = easypost.api.happens("ZE1", "in_transit", at=timezone.now())
        services.receive_events(body=body, signature=signature)

        services.poll_parcels(now=timezone.now() + timedelta(hours=1))

        assert TrackingEvent.objects.count() == 1

    def test_begins_with_every_parcel_that_left_with_a_carrier(self, easypost):
        a_shipment(number="ZE1")
        a_shipment(number="ZE2")
        a_shipment()  # it has no number yet

        assert services.begin_following() == 2
        assert services.begin_following() == 0

    def test_does_not_begin_with_what_went_another_way(self, easypost, settings):
        a_shipment(number="ZE1")
        settings.CARRIERS = []

        assert services.begin_following() == 0

    def test_leaves_alone_what_has_arrived_or_is_over(self, easypost):
        parcel = followed()
        mark_delivered(order_id=parcel.shipment.order_id, actor="mara")

        assert services.poll_parcels() == 0

        assert TrackedParcel.objects.get().next_look_at is None
        assert asked(easypost) == 0

    def test_gives_up_on_old_parcels(self, easypost):
        followed()
        TrackedParcel.objects.update(created_at=timezone.now() - timedelta(days=61))

        assert services.poll_parcels() == 0
        assert TrackedParcel.objects.get().next_look_at is None

    def test_asks_about_so_many_in_one_run(self, easypost):
        for number in range(3):
            followed(a_shipment(number=f"ZE{number}"), reference=f"trk_{number + 1}")
            easypost.api._follow(f"ZE{number}")

        assert services.poll_parcels(limit=2) == 2
        assert services.poll_parcels(limit=2) == 1

    def test_costs_nothing_more_while_nothing_is_due(self, easypost):
        for number in range(3):
            followed(a_shipment(number=f"ZE{number}"), reference=f"trk_{number}")
        TrackedParcel.objects.update(next_look_at=timezone.now() + timedelta(hours=1))

        with CaptureQueriesContext(connection) as captured:
            services.poll_parcels()

        assert len([each for each in captured if "SAVEPOINT" not in each["sql"]]) <= 4

    def test_does_not_take_another_parcels_news(self, easypost):
        followed(a_shipment(number="SAME"), reference="trk_1")
        a_shipment(number="SAME")
        easypost.api.happens("SAME", "delivered", at=timezone.now())

        services.poll_parcels()

        other = TrackedParcel.objects.get(reference="")
        assert (other.state, other.error) == ("", "Another parcel has this tracking number.")


class TestTrouble:
    @pytest.mark.parametrize(
        ("fault", "kind"),
        [("503", "SILENT"), ("cut", "SILENT"), ("shape", "GARBAGE"), ("401", "KEY"), ("deep", "GARBAGE")],
    )
    def test_is_told_and_tried_again_later(self, easypost, fault, kind):
        followed()
        easypost.fault(fault)

        assert services.poll_parcels() == 0

        parcel = TrackedParcel.objects.get()
        assert parcel.failures == 1
        assert parcel.error
        assert parcel.next_look_at > timezone.now() + timedelta(minutes=30)
        assert CarrierProblem.objects.get().kind == kind

    def test_of_a_silent_carrier_is_met_once_in_a_run(self, easypost):
        for number in range(5):
            followed(a_shipment(number=f"ZE{number}"), reference=f"trk_{number}")
        easypost.fault("503", times=9)

        services.poll_parcels()

        assert easypost.faults[0]["times"] == 8
        assert services.poll_parcels() == 0
        assert easypost.faults[0]["times"] == 8

    def test_makes_the_pauses_longer(self):
        every = timedelta(minutes=30)
        pauses = [pause_after(number, every=every) for number in range(1, 9)]

        assert pauses[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
        assert pauses == sorted(pauses)
        assert pauses[-1] == timedelta(hours=12)
        assert pause_after(10_000, every=every) == timedelta(hours=12)

    def test_is_forgotten_with_the_next_answer(self, easypost):
        followed()
        easypost.fault("503")
        services.poll_parcels()
        easypost.api._follow("ZE1")

        services.poll_parcels(now=timezone.now() + timedelta(days=1))

        parcel = TrackedParcel.objects.get()
        assert (parcel.failures, parcel.error) == (0, "")


class TestTheDemoCarrier:
    """It tells of a whole journey; only the time is made quick."""

    @pytest.fixture(autouse=True)
    def _demo(self, settings) -> None:
        settings.CARRIERS = ["demo"]
        connected("demo")

    def test_takes_a_parcel_from_the_label_to_the_door(self, settings):
        settings.DEMO_PARCEL_STEP_SECONDS = 60
        label = services.buy_label(shipment_id=a_shipment().pk, actor="mara")
        assert label.tracking_number.startswith("DEMO-")
        _, began, rest = label.tracking_number.split("-", 2)
        states = []
        for minutes in range(5):
            parcel = TrackedParcel.objects.get()
            parcel.reference = f"DEMO-{int(began) - 60 * minutes}-{rest}"
            parcel.next_look_at = timezone.now()
            parcel.save()
            services.poll_parcels()
            states.append(TrackedParcel.objects.get().state)

        assert states == ["ANNOUNCED", "IN_TRANSIT", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"]

    def test_makes_a_label_that_says_so(self):
        from apps.tracking.selectors import label_file

        label = services.buy_label(shipment_id=a_shipment().pk, actor="mara")

        assert label_file(label).startswith(b"%PDF")
        assert label.price is None
        assert Shipment.objects.get().carrier == "Demo carrier"

    def test_follows_a_number_that_staff_typed(self, settings):
        settings.DEMO_PARCEL_STEP_SECONDS = 0
        a_shipment(number="HP 42 é")

        assert services.poll_parcels() == 1
        assert TrackedParcel.objects.get().state == "DELIVERED"

    def test_names_no_price(self):
        from apps.shipping import selectors
        from apps.shipping.services import ask_carriers

        goods = selectors.Consignment(weight_g=1_000)
        assert ask_carriers(consignment=goods, country="DE", postcode="10115") == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTwoRunsAtOnce:
    def test_share_the_work(self, easypost, together):
        connected()
        for number in range(6):
            followed(a_shipment(number=f"ZE{number}"), reference=f"trk_{number + 1}")
            easypost.api.happens(f"ZE{number}", "in_transit", at=timezone.now())
        easypost.api.calls.clear()

        results = together([partial(services.poll_parcels, limit=3)] * 3)

        assert sum(results) == 6, results
        assert asked(easypost) == 6
        assert TrackingEvent.objects.count() == 6
        assert Order.objects.count() == 6
