"""A shop that is connected to a carrier: its prices in the checkout, its messages, and what staff see of both."""

import time
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product, ProductPage
from apps.core.memo import forget_all
from apps.orders.models import Order
from apps.shipping.models import CarrierProblem, Method, Rate
from apps.tracking import services
from apps.tracking.models import Label, LateNotice, TrackedParcel, TrackingEvent
from apps.tracking.tests.factories import a_label, a_shipment, connected, followed
from shop.tests.stage import (
    CONTACT,
    DELIVERY,
    button_fields,
    press,
    shopper,
    signed_in,
    words_of,
)

pytestmark = pytest.mark.django_db


def on_the_delivery_page(**fields: Any) -> Client:
    client = shopper(for_sale(**{"weight_g": 1_000, **fields}), until="address")
    connected()
    client.post("/checkout/address/", CONTACT)
    return client


class TestTheCheckout:
    def test_shows_and_charges_the_carriers_price(self, easypost: Any):
        client = on_the_delivery_page()

        said = words_of(client.get("/checkout/delivery/"))
        client.post("/checkout/delivery/", DELIVERY)
        press(client)

        assert "€9.76" in said
        order = Order.objects.get()
        assert (order.is_placed, order.delivery_gross_minor) == (True, 976)
        assert order.delivery_details["is_carrier_price"] is True

    def test_asks_once_for_all_its_pages(self, easypost: Any):
        client = on_the_delivery_page()
        client.get("/checkout/delivery/")
        client.post("/checkout/delivery/", DELIVERY)
        press(client)

        assert easypost.asked("shipments") == 1

    def test_asks_nobody_while_it_places_the_order(self, easypost: Any):
        client = on_the_delivery_page()
        client.post("/checkout/delivery/", DELIVERY)
        fields = button_fields(client)
        easypost.api.calls.clear()
        easypost.fault("hang", times=9)
        began = time.monotonic()

        client.post("/checkout/payment/", fields)

        assert Order.objects.get().delivery_gross_minor == 976
        assert easypost.api.calls == []
        assert easypost.faults[0]["times"] == 9
        assert time.monotonic() - began < 5

    @pytest.mark.parametrize("fault", ["hang", "503", "html", "negative", "401"])
    def test_sells_at_the_tables_price_and_tells_staff(self, easypost: Any, staff: User, fault: str):
        easypost.fault(fault, times=99, seconds=1.5)
        client = on_the_delivery_page()

        said = words_of(client.get("/checkout/delivery/"))
        client.post("/checkout/delivery/", DELIVERY)
        press(client)

        assert "€6.90" in said
        assert Order.objects.get().delivery_gross_minor == 690
        assert "1 Carriers in trouble" in words_of(signed_in(staff).get("/admin/"))

    @pytest.mark.parametrize(
        "wrong", [{"weight_g": -500}, {"weight_g": 0}, {"size_mm": []}, {"size_mm": [0, -5, 100]}]
    )
    def test_goes_on_with_goods_that_were_measured_wrong_or_never(self, easypost: Any, wrong: dict[str, Any]):
        client = on_the_delivery_page()
        page = ProductPage.objects.get()
        for kept in (*page.facts["variants"].values(), *page.document["variants"]):
            kept.update(wrong)
        page.save()
        forget_all()

        assert client.get("/checkout/delivery/").status_code == 200
        client.post("/checkout/delivery/", DELIVERY)
        press(client)

        assert Order.objects.get().is_placed

    def test_asks_again_when_a_price_has_changed_since_it_was_shown(self, easypost: Any):
        client = on_the_delivery_page()
        client.post("/checkout/delivery/", DELIVERY)
        fields = button_fields(client)
        from django.core.cache import cache

        cache.clear()
        forget_all()
        easypost.fault("503", times=9)

        answer = client.post("/checkout/payment/", fields)

        assert answer.status_code in (409, 422)
        assert not Order.objects.filter(placed_at__isnull=False).exists()


class TestAFrozenQuote:
    def test_never_changes(self, easypost: Any):
        client = on_the_delivery_page()
        client.post("/checkout/delivery/", DELIVERY)
        press(client)
        kept = Order.objects.values().get()

        Rate.objects.update(price_minor=9_999)
        Method.objects.update(connection="table", service="", carrier="Another")
        Product.objects.get().variants.update(weight_g=50_000)
        forget_all()
        services.poll_parcels()

        assert Order.objects.values().get() == kept


class TestTheWebhook:
    URL = "/webhooks/easypost/"

    def post(self, letter: tuple[bytes, str]) -> Any:
        body, signature = letter
        headers = {"X-Hmac-Signature": signature}
        return Client(enforce_csrf_checks=True).post(self.URL, body, "application/json", headers=headers)

    def test_takes_what_is_signed(self, easypost: Any):
        a_shipment(number="ZE7")
        letter = easypost.api.happens("ZE7", "in_transit", at=timezone.now())

        assert [self.post(letter).status_code for _ in range(3)] == [200, 200, 200]
        assert TrackingEvent.objects.count() == 1

    @pytest.mark.parametrize("signature", ["", "hmac-sha256-hex=00", "\x7f"])
    def test_refuses_what_is_not(self, easypost: Any, signature: str):
        a_shipment(number="ZE7")
        body, _ = easypost.api.happens("ZE7", "delivered", at=timezone.now())

        assert self.post((body, signature)).status_code == 400
        assert not TrackingEvent.objects.exists()

    def test_refuses_what_is_too_large(self, easypost: Any, settings: Any):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

        assert self.post((b"x" * 100, "")).status_code == 413

    def test_does_not_exist_in_a_shop_without_the_carrier(self, settings: Any):
        assert self.post((b"{}", "")).status_code == 404

    def test_is_asked_to_come_again_while_the_database_is_away(self, easypost: Any):
        a_shipment(number="ZE7")
        letter = easypost.api.happens("ZE7", "in_transit", at=timezone.now())

        def away(execute: Any, sql: str, *rest: Any) -> Any:
            if "tracking_trackingevent" in sql:
                raise OperationalError("away") from DatabaseError()
            return execute(sql, *rest)

        with connection.execute_wrapper(away):
            answer = self.post(letter)

        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert self.post(letter).status_code == 200
        assert TrackingEvent.objects.count() == 1


class TestStaff:
    @pytest.fixture
    def desk(self, staff: User) -> Client:
        return signed_in(staff)

    def test_see_troubles_and_close_them(self, desk: Client):
        from apps.shipping.services import note_problem

        note_problem(carrier="easypost", kind="REFUSED", text="No such street")
        listed = "/admin/shipping/carrierproblem/?solved_at__isempty=1"
        assert "No such street" in words_of(desk.get(listed))

        pk = CarrierProblem.objects.get().pk
        desk.post("/admin/shipping/carrierproblem/", {"action": "solve", "_selected_action": [pk]})

        assert "No such street" not in words_of(desk.get(listed))
        assert "0 Carriers in trouble" in words_of(desk.get("/admin/"))

    def test_look_after_late_parcels(self, desk: Client, staff: User):
        parcel = followed()
        LateNotice.objects.create(
            shipment=parcel.shipment, promised_last=timezone.localdate(), noticed_at=timezone.now()
        )
        assert "1 Parcels that are late" in words_of(desk.get("/admin/"))
        listed = words_of(desk.get("/admin/tracking/latenotice/?state=open"))
        assert parcel.shipment.order.code in listed
        assert "the carrier tells nothing" in listed

        data = {"action": "look_after", "_selected_action": [LateNotice.objects.get().pk]}
        desk.post("/admin/tracking/latenotice/", data)

        assert LateNotice.objects.get().seen_by == staff.email
        assert parcel.shipment.order.code not in words_of(desk.get("/admin/tracking/latenotice/?state=open"))
        assert parcel.shipment.order.code in words_of(desk.get("/admin/tracking/latenotice/?state=away"))

    def test_open_the_file_of_a_label(self, desk: Client):
        label = a_label(a_shipment())

        answer = desk.get(f"/admin/tracking/label/{label.pk}/file/")

        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer["Cache-Control"]
        assert "Open the label" in words_of(desk.get("/admin/tracking/label/"))

    def test_read_the_carriers_own_words(self, desk: Client, easypost: Any):
        a_shipment(number="ZE7")
        body, signature = easypost.api.happens("ZE7", "stolen_by_crows", at=timezone.now(), message="Caw")
        services.receive_events(body=body, signature=signature)

        said = words_of(desk.get(f"/admin/tracking/trackedparcel/{TrackedParcel.objects.get().pk}/change/"))

        assert "stolen_by_crows" in said
        assert "Caw" in said

    @pytest.mark.parametrize("model", ["label", "trackedparcel", "latenotice"])
    def test_read_lists_for_a_fixed_price(self, desk: Client, model: str):
        def add(number: int) -> None:
            parcel = followed(a_shipment(number=f"ZE{number}"), reference=f"trk_{number}")
            a_label(parcel.shipment)
            LateNotice.objects.create(
                shipment=parcel.shipment, promised_last=timezone.localdate(), noticed_at=timezone.now()
            )

        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(f"/admin/tracking/{model}/").status_code == 200
            return len(captured)

        add(1)
        cost()
        before = cost()
        for number in range(2, 5):
            add(number)

        assert cost() == before
        assert Label.objects.count() == 4


class TestTheStartUpChecks:
    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"IN_PRODUCTION": True, "CARRIERS": ["demo"]}, "The demo carrier delivers nothing."),
            ({"IN_PRODUCTION": True, "DEMO_SHIPS_AFTER_SECONDS": 60}, "ships what nobody packed"),
            ({"CARRIERS": ["easypost"], "EASYPOST_API_KEY": ""}, "knows the shop by its key"),
            ({"CARRIERS": ["pigeons"]}, "knows no carrier pigeons"),
        ],
    )
    def test_refuse_a_shop_that_could_not_deliver(self, settings: Any, changed: dict[str, Any], says: str):
        for name, value in changed.items():
            setattr(settings, name, value)

        with pytest.raises(SystemCheckError, match=says):
            call_command("check")
