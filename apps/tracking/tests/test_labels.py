"""Labels: bought once, whatever happens on the way."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.cart.tests.factories import for_sale
from apps.orders.errors import NoSuchParcel
from apps.orders.models import Order, OrderEvent, Shipment
from apps.outbox.models import Message
from apps.shipping.models import CarrierProblem
from apps.tracking import selectors, services
from apps.tracking.errors import LabelFailed, NoLabels
from apps.tracking.models import Label, TrackedParcel
from apps.tracking.tests.factories import a_paid_order, a_shipment, connected

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment(easypost):
    connected()
    return a_shipment()


def buy(shipment):
    return services.buy_label(shipment_id=shipment.pk, actor="mara")


class TestBuyLabel:
    def test_keeps_the_file_the_price_and_the_number(self, shipment):
        label = buy(shipment)

        assert label.is_bought
        assert (str(label.price), label.tracking_number, label.made_by) == ("€14.20", "ZE00000001", "mara")
        assert selectors.label_file(label).startswith(b"%PDF")
        assert label.file_name == f"label-{shipment.pk}.pdf"

    def test_writes_the_number_to_the_parcel_and_the_timeline(self, shipment):
        buy(shipment)

        shipment.refresh_from_db()
        assert (shipment.carrier, shipment.tracking_number) == ("Zephyr", "ZE00000001")
        event = OrderEvent.objects.filter(text__contains="ZE00000001").get()
        assert event.actor == "mara"

    def test_begins_to_follow_the_parcel(self, shipment, easypost):
        buy(shipment)

        assert TrackedParcel.objects.get().reference in easypost.api.trackers

    def test_buys_once_however_often_it_is_asked(self, shipment, easypost):
        assert buy(shipment) == buy(shipment)

        assert easypost.asked("/buy") == 1

    def test_tells_the_carrier_what_is_in_this_parcel(self, easypost):
        connected()
        first, second = for_sale("One", weight_g=1_000), for_sale("Two", weight_g=3_000)
        order = a_paid_order(first, second)
        line = order.lines.get(title="One")

        buy(a_shipment(order, quantities={line.pk: 1}))
        buy(a_shipment(order))

        told = [told["shipment"] for _, path, told in easypost.api.calls if path == "/v2/shipments"]
        assert [each["parcel"]["weight"] for each in told] == [35.3, 105.9]
        assert told[0]["to_address"]["street1"] == order.delivery_address["line1"]
        assert told[0]["reference"].startswith(f"{order.code}:")

    def test_tells_the_carrier_what_was_weighed(self, easypost):
        connected()
        shipment = a_shipment(a_paid_order(for_sale("One", weight_g=1_000)))
        Shipment.objects.filter(pk=shipment.pk).update(weight_g=1_350)

        buy(shipment)

        told = next(told for _, path, told in easypost.api.calls if path == "/v2/shipments")
        assert told["shipment"]["parcel"]["weight"] == 47.7  # ounces, rounded up

    def test_lets_a_number_stand_that_was_typed_before(self, easypost):
        connected()
        shipment = a_shipment(number="TYPED")

        buy(shipment)

        shipment.refresh_from_db()
        assert shipment.tracking_number == "TYPED"

    def test_refuses_a_parcel_whose_way_has_no_connection(self, easypost):
        with pytest.raises(NoLabels):
            buy(a_shipment())

    def test_refuses_a_parcel_that_does_not_exist(self):
        with pytest.raises(NoSuchParcel):
            services.buy_label(shipment_id=0, actor="mara")

    def test_gives_the_mail_two_minutes_to_learn_the_number(self, shipment):
        with_number = a_shipment(number="1")
        due = {
            each.payload["shipment_id"]: each for each in Message.objects.filter(topic="orders.send_shipped")
        }

        assert (due[shipment.pk].due_at - shipment.shipped_at).total_seconds() == 120
        assert due[with_number.pk].due_at == with_number.shipped_at


class TestTrouble:
    @pytest.mark.parametrize("path", ["/v2/shipments", "/buy", "/labels/"])
    @pytest.mark.parametrize("fault", ["503", "cut", "html", "422"])
    def test_is_told_and_asking_again_buys_nothing_twice(self, shipment, easypost, path, fault):
        easypost.fault(fault, path=path)
        with pytest.raises(LabelFailed):
            buy(shipment)
        failed = Label.objects.get()
        assert (failed.state, failed.error != "") == ("FAILED", True)
        assert CarrierProblem.objects.filter(solved_at=None).exists()

        assert buy(shipment).is_bought

        bought = [each for each in easypost.api.shipments.values() if each["postage_label"]]
        assert len(bought) == 1

    @pytest.mark.parametrize("fault", ["list", "shape", "nan", "deep", "negative"])
    def test_of_a_garbled_answer_makes_no_label(self, shipment, easypost, fault):
        easypost.fault(fault)

        with pytest.raises(LabelFailed):
            buy(shipment)

        assert not Label.objects.get().is_bought

    def test_of_a_slow_carrier_ends_with_the_time_out(self, shipment, easypost, settings):
        settings.CARRIER_TIMEOUT_SECONDS = 0.1
        easypost.fault("drip", seconds=0.4)

        with pytest.raises(LabelFailed):
            buy(shipment)

    def test_leaves_the_parcel_without_a_number_for_somebody_to_type(self, shipment, easypost):
        easypost.fault("503")
        with pytest.raises(LabelFailed):
            buy(shipment)

        shipment.refresh_from_db()
        assert shipment.tracking_number == ""


class TestLabels:
    def test_are_read_with_one_statement(self, shipment, django_assert_num_queries):
        buy(shipment)
        other = a_shipment()

        with django_assert_num_queries(1):
            found = selectors.labels([shipment.pk, other.pk])
        assert list(found) == [shipment.pk]

    def test_of_nothing_cost_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert selectors.labels([]) == {}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"state": "LOST"},
            {"state": "BOUGHT", "tracking_number": ""},
            {"price_minor": -1},
            {"currency": ""},
        ],
    )
    def test_keep_to_the_rules_of_the_database(self, shipment, wrong):
        label = buy(shipment)

        with pytest.raises(IntegrityError), transaction.atomic():
            Label.objects.filter(pk=label.pk).update(**wrong)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTwoPackersAtOnce:
    def test_get_one_label(self, easypost, together):
        connected()
        shipment = a_shipment()

        results = together([partial(buy, shipment)] * 4)

        done = [result for result in results if isinstance(result, Label)]
        assert done, results
        assert all(isinstance(result, Label | LabelFailed) for result in results), results
        assert len([each for each in easypost.api.shipments.values() if each["postage_label"]]) == 1
        assert Label.objects.get().is_bought
        assert Order.objects.get().shipments.get().tracking_number != ""
