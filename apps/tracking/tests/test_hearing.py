"""What carriers say: once, in any order, in any words, and only if they said it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.faults import switched_off
from apps.orders.models import Order, Shipment
from apps.outbox.models import Message
from apps.shipping.gateways import Scan, Tracking
from apps.shipping.states import TrackingState, state_after
from apps.tracking import jobs, services
from apps.tracking.errors import BadSignature
from apps.tracking.models import TrackedParcel, TrackingEvent
from apps.tracking.tests.factories import a_paid_order, a_shipment, connected, followed

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def scan(hours, state, word="", text="", place=""):
    return Scan(NOW + timedelta(hours=hours), state, word or state.lower(), text, place)


def said(*scans, **more):
    return Tracking("trk_1", "ZE1", scans, **more)


def hear(parcel, *scans, now=NOW + timedelta(days=9), **more):
    return services.hear(parcel_id=parcel.pk, said=said(*scans, **more), source="MESSAGE", now=now)


def deliveries():
    return Message.objects.filter(topic="tracking.delivered")


SCANS = [
    scan(0, "ANNOUNCED"),
    scan(2, "IN_TRANSIT", place="Berlin"),
    scan(5, "IN_TRANSIT", place="Potsdam"),
    scan(7, "", word="customs_inspection"),
    scan(9, "OUT_FOR_DELIVERY"),
    scan(11, "DELIVERED"),
    scan(12, "IN_TRANSIT", place="Leipzig"),
]


class TestWhereAParcelIs:
    @given(st.permutations(SCANS))
    @settings(max_examples=50)
    def test_does_not_depend_on_the_order_of_what_is_heard(self, scans):
        assert state_after((each.at, each.state) for each in scans) == "DELIVERED"

    @given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["", "LOST", *TrackingState.values]))))
    def test_is_always_a_state_of_ours(self, told):
        found = state_after((NOW + timedelta(hours=hours), state) for hours, state in told)

        assert found in ("", *TrackingState.values)
        assert (found == "RETURNING") == any(state == "RETURNING" for _, state in told)

    def test_is_the_latest_that_was_heard(self):
        told = [(NOW, "PROBLEM"), (NOW + timedelta(hours=1), "IN_TRANSIT")]

        assert state_after(told) == "IN_TRANSIT"

    def test_is_not_delivered_when_it_went_back_to_us(self):
        assert state_after([(NOW, "RETURNING"), (NOW + timedelta(hours=1), "DELIVERED")]) == "RETURNING"


@pytest.mark.django_db
class TestHear:
    def test_writes_down_every_event_once(self):
        parcel = followed()

        assert hear(parcel, *SCANS) == 7
        assert hear(parcel, *reversed(SCANS)) == 0
        assert TrackingEvent.objects.count() == 7

    @pytest.mark.parametrize("order", [SCANS, SCANS[::-1], SCANS[3:] + SCANS[:3]])
    def test_comes_to_the_same_whatever_came_first(self, order):
        parcel = followed()
        for each in order:
            hear(parcel, each)

        parcel.refresh_from_db()
        assert (parcel.state, parcel.state_at) == ("DELIVERED", NOW + timedelta(hours=11))
        assert [event.at for event in TrackingEvent.objects.all()] == sorted(
            (s.at for s in SCANS), reverse=True
        )
        assert deliveries().count() == 1

    def test_keeps_a_word_that_the_shop_does_not_know(self):
        parcel = followed()
        hear(parcel, SCANS[1], SCANS[3])

        parcel.refresh_from_db()
        event = TrackingEvent.objects.first()
        assert (event.state, event.word, event.title) == ("", "customs_inspection", "Customs inspection")
        assert parcel.state == "IN_TRANSIT"

    def test_asks_no_more_about_what_has_arrived(self):
        parcel = followed()
        hear(parcel, SCANS[1])
        parcel.refresh_from_db()
        assert parcel.next_look_at is None  # this shop is not connected

        hear(parcel, SCANS[5])
        parcel.refresh_from_db()
        assert parcel.next_look_at is None

    def test_believes_no_time_far_ahead(self):
        assert hear(followed(), scan(300, "DELIVERED"), now=NOW) == 0
        assert not deliveries().exists()

    def test_keeps_the_newest_of_very_many(self):
        many = [scan(number / 60, "IN_TRANSIT") for number in range(500)]

        assert hear(followed(), *many) == 200

    def test_notes_the_day_on_which_the_carrier_expects_it(self):
        parcel = followed()
        hear(parcel, SCANS[1], expected_on=NOW.date())
        hear(parcel, SCANS[2])

        parcel.refresh_from_db()
        assert parcel.expected_on == NOW.date()

    def test_writes_nothing_that_is_no_event(self):
        parcel = followed()
        hear(parcel, SCANS[0])

        for wrong in ({"state": "LOST"}, {"source": "RUMOUR"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                TrackingEvent.objects.update(**wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            TrackedParcel.objects.update(state="LOST")


@pytest.mark.django_db
class TestADelivery:
    def test_marks_this_parcel_alone_and_tells_the_shopper_when_all_is_there(self):
        order = a_paid_order(quantity=2)
        line = order.lines.get()
        first = followed(a_shipment(order, number="ZE1", quantities={line.pk: 1}))
        second = followed(a_shipment(order, number="ZE2"), reference="trk_2")

        self._arrives(first)
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert not Message.objects.filter(topic="orders.send_delivered").exists()
        self._arrives(second)

        order.refresh_from_db()
        assert order.status == "DELIVERED"
        assert Message.objects.filter(topic="orders.send_delivered").count() == 1

    def test_happened_when_the_carrier_says(self):
        parcel = followed()
        at = timezone.now() - timedelta(hours=3)
        services.hear(parcel_id=parcel.pk, said=said(Scan(at, "DELIVERED", "delivered")), source="MESSAGE")
        self._run(deliveries().get())

        assert Shipment.objects.get().delivered_at == at

    def test_is_not_before_the_parcel_left(self):
        parcel = followed()
        hear(parcel, Scan(timezone.now() - timedelta(days=9), "DELIVERED", "delivered"))
        self._run(deliveries().get())

        shipment = Shipment.objects.get()
        assert shipment.delivered_at == shipment.shipped_at

    def test_that_staff_noted_before_changes_nothing(self):
        parcel = followed()
        from apps.orders.services import mark_delivered

        mark_delivered(order_id=parcel.shipment.order_id, actor="mara")
        before = Shipment.objects.get().delivered_at
        hear(parcel, SCANS[5])

        assert not deliveries().exists()
        jobs.note_delivery(shipment_id=parcel.shipment_id, at=NOW.isoformat())
        assert Shipment.objects.get().delivered_at == before

    def _arrives(self, parcel):
        hear(parcel, SCANS[5])
        self._run(deliveries().get(payload__shipment_id=parcel.shipment_id))

    def _run(self, message):
        jobs.note_delivery(**message.payload)


@pytest.mark.django_db
class TestReceiveEvents:
    def receive(self, letter):
        body, signature = letter
        return services.receive_events(body=body, signature=signature)

    def test_hears_a_signed_message(self, easypost):
        parcel = followed()  # as "trk_1", the first name that EasyPost gives
        letter = easypost.api.happens("ZE1", "in_transit", at=timezone.now(), message="Sorted", city="Wien")

        assert self.receive(letter) == 1
        assert self.receive(letter) == 0
        event = TrackingEvent.objects.get()
        assert (event.state, event.text, event.place, event.source) == (
            "IN_TRANSIT",
            "Sorted",
            "Wien",
            "MESSAGE",
        )
        assert event.shipment_id == parcel.shipment_id

    @pytest.mark.parametrize(
        ("word", "state"),
        [
            ("unknown", ""),
            ("pre_transit", "ANNOUNCED"),
            ("in_transit", "IN_TRANSIT"),
            ("out_for_delivery", "OUT_FOR_DELIVERY"),
            ("available_for_pickup", "READY"),
            ("delivered", "DELIVERED"),
            ("return_to_sender", "RETURNING"),
            ("failure", "PROBLEM"),
            ("cancelled", "PROBLEM"),
            ("error", "PROBLEM"),
        ],
    )
    def test_knows_every_status_of_the_contract(self, easypost, word, state):
        shipment = a_shipment(number="ZE7")
        self.receive(easypost.api.happens("ZE7", word, at=timezone.now()))

        event = shipment.tracking_events.get()
        assert (event.state, event.word) == (state, word)

    def test_takes_a_number_that_staff_typed(self, easypost):
        shipment = a_shipment(number="TYPED")

        assert self.receive(easypost.api.happens("TYPED", "in_transit", at=timezone.now())) == 1
        assert shipment.tracked.state == "IN_TRANSIT"

    def test_takes_no_number_that_two_parcels_have(self, easypost):
        order = a_paid_order(quantity=2)
        a_shipment(order, number="SAME", quantities={order.lines.get().pk: 1})
        a_shipment(order, number="SAME")

        assert self.receive(easypost.api.happens("SAME", "in_transit", at=timezone.now())) == 0

    def test_does_not_mind_a_parcel_that_is_not_ours(self, easypost):
        assert self.receive(easypost.api.happens("THEIRS", "delivered", at=timezone.now())) == 0

    def test_does_not_mind_a_message_about_something_else(self, easypost):
        assert (
            self.receive(
                easypost.letter({"description": "refund.successful", "result": {"object": "Refund"}})
            )
            == 0
        )

    @pytest.mark.parametrize(
        "signature", ["", "hmac-sha256-hex=", "hmac-sha256-hex=" + "0" * 64, "é", "x" * 9_999]
    )
    def test_refuses_a_wrong_signature(self, easypost, signature):
        a_shipment(number="ZE7")
        body, _ = easypost.api.happens("ZE7", "delivered", at=timezone.now())

        with pytest.raises(BadSignature):
            self.receive((body, signature))
        assert not TrackingEvent.objects.exists()

    def test_refuses_a_message_that_was_changed_on_the_way(self, easypost):
        body, signature = easypost.api.happens("ZE7", "delivered", at=timezone.now())

        with pytest.raises(BadSignature):
            self.receive((body.replace(b"ZE7", b"ZE8"), signature))

    def test_takes_messages_of_both_secrets_while_one_replaces_the_other(self, easypost, settings):
        settings.EASYPOST_WEBHOOK_SECRETS = ["new", *settings.EASYPOST_WEBHOOK_SECRETS]
        a_shipment(number="ZE7")
        body, signature = easypost.api.happens("ZE7", "in_transit", at=timezone.now())

        assert self.receive((body, signature)) == 1
        assert self.receive((body, easypost.sign(body, "new"))) == 0

    def test_refuses_everything_without_a_secret(self, easypost, settings):
        settings.EASYPOST_WEBHOOK_SECRETS = []

        with pytest.raises(BadSignature):
            self.receive(easypost.api.happens("ZE7", "delivered", at=timezone.now()))

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xff\xfe",
            b"[]",
            b"[" * 100_000,
            b"null",
            b'{"result": 7}',
            b'{"result": {"object": "Tracker"}}',
            b'{"result": {"object": "Tracker", "id": "trk_1", "tracking_code": ["x"]}}',
            b'{"result": {"object": "Tracker", "id": "trk_1", "tracking_code": "Z", "tracking_details": [1]}}',
            b'{"result": {"object": "Tracker", "id": "t\\u0000", "tracking_code": "Z"}}',
            b'{"result": {"object": "Tracker", "id": "t", "tracking_code": "Z", "est_delivery_date": "soon"}}',
            b'{"result": {"object": "Tracker", "id": "t", "tracking_code": "Z", "tracking_details": [{}]}}',
        ],
    )
    def test_refuses_garbage_even_if_it_is_signed(self, easypost, body):
        with pytest.raises(BadSignature):
            self.receive((body, easypost.sign(body)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestManyMessagesAtOnce:
    def hear_all(self, together):
        connected()
        parcel = followed()
        calls = [partial(hear, parcel, *SCANS[: number + 1]) for number in range(6)]
        results = together(calls)
        parcel.refresh_from_db()
        return parcel, results

    def test_leave_each_event_once_and_the_last_state(self, together):
        parcel, results = self.hear_all(together)

        assert sum(results) == 6
        assert TrackingEvent.objects.count() == 6
        assert parcel.state == "DELIVERED"
        assert deliveries().count() == 1
        assert Order.objects.get().status == "SHIPPED"

    def test_lose_the_last_state_without_the_lock(self, together):
        for number in range(50):
            parcel = followed(a_shipment(number="ZE1"), reference=f"trk_{number}")
            with switched_off("parcel_lock"):
                together([partial(hear, parcel, each) for each in SCANS[:6]])
            parcel.refresh_from_db()
            if parcel.state != "DELIVERED":
                return
        pytest.fail("Nothing was lost in 50 tries, so the lock proves nothing.")
