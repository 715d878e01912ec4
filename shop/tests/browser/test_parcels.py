"""An order in two parcels, from the packing table to the door; and an address to which nothing goes."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.pages import SIMPLE, WITH_OPTIONS
from shop.tests.browser.running_shop import RunningShop, wait_for

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
NUMBERS = ("HP 2001", "HP 2002")
_PASS = """
from time import time
from django.utils.timezone import now
from apps.tracking.models import TrackedParcel, TrackingEvent
from apps.tracking.services import poll_parcels
poll_parcels()
for parcel in TrackedParcel.objects.filter(shipment__order__code={code!r}, shipment__tracking_number__in={of!r}):
    began = f"DEMO-{{int(time()) - {seconds}}}-{{parcel.shipment_id}}"
    TrackedParcel.objects.filter(pk=parcel.pk).update(reference=began, next_look_at=now())
    TrackingEvent.objects.filter(shipment=parcel.shipment_id).delete()  # of the journey that began later
poll_parcels()
"""
_STATES = """
    SELECT t.state, s.delivered_at IS NOT NULL FROM tracking_trackedparcel t
    JOIN orders_shipment s ON s.id = t.shipment_id JOIN orders_order o ON o.id = s.order_id
    WHERE o.code = %s AND s.tracking_number = ANY(%s)
"""
HAWAII = {
    "Full name": "Leilani Crater",
    "Street and house number": "1 Mauna Kea Access Road",
    "Town": "Hilo",
    "ZIP code": "96720",
}


@both
class TestAnOrderInTwoParcels:
    def test_is_seen_on_its_way_until_both_have_come(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"parcels-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.add(page, SIMPLE)
        steps.reach_payment(page, WITH_OPTIONS, email)
        steps.pay(page)
        code = steps.expect_thanks(page)
        desk = visit()
        steps.sign_in(desk, *shop.staff, at="/admin/")
        for number, units in zip(NUMBERS, (["1", "0"], [""]), strict=True):
            _ship(desk, code, number, units)

        _track(page, code, email)
        parcels = page.get_by_role("region", name="Parcels")
        for number in NUMBERS:
            expect(parcels).to_contain_text(f"number {number}")
        _time_passes(shop, code, "OUT_FOR_DELIVERY", of=NUMBERS)
        page.reload()
        expect(parcels.get_by_text("Out for delivery")).to_have_count(2)
        expect(parcels).to_contain_text("a simulated carrier tells of this parcel")
        _time_passes(shop, code, "DELIVERED", of=NUMBERS[:1])
        page.reload()
        expect(parcels).to_contain_text(re.compile(rf"{NUMBERS[0]}.*delivered on.*{NUMBERS[1]}", re.S))
        assert not shop.rows(
            "SELECT 1 FROM mail_message WHERE kind = 'order_delivered' AND reference = %s", code
        )
        _time_passes(shop, code, "DELIVERED", of=NUMBERS[1:])

        mail = shop.mail("order_delivered", to=email)
        assert all(number in mail.text for number in NUMBERS)
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("Delivered.")


@both
class TestAnAddressToWhichNothingGoes:
    def test_shows_the_way_out_and_loses_nothing(self, visit: Visit, scripts: bool) -> None:
        page = visit(java_script_enabled=scripts)
        steps.add(page, WITH_OPTIONS)
        steps.go_to_checkout(page)
        page.get_by_label("Country").select_option("United States")
        if not scripts:
            steps.button(page, "Update the address fields").click()
        expect(page.get_by_label("State")).to_be_visible()
        steps.fill(page, {"Email": "leilani@example.org", **HAWAII})
        page.get_by_label("State").select_option("Hawaii")
        if page.get_by_label("Phone number").count():
            steps.fill(page, {"Phone number": "+1 808 555 0142"})
        steps.button(page, "Continue to delivery").click()

        main = page.get_by_role("main")
        expect(main).to_contain_text("We cannot deliver these items to this address in United States")
        expect(main).to_contain_text("we ask our carriers for you")
        main.get_by_role("link", name="Choose another address").click()
        expect(page.get_by_label("Full name")).to_have_value("Leilani Crater")
        page.get_by_label("Country").select_option("Germany")
        if not scripts:
            steps.button(page, "Update the address fields").click()
        expect(page.get_by_label("State")).to_have_count(0)
        steps.give_address(page, "leilani@example.org")
        steps.choose_delivery(page)


def _ship(desk: Page, code: str, number: str, units: list[str]) -> None:
    """Send so many units of each line that is open as one parcel; "" means all of them."""
    desk.goto(f"/admin/orders/order/?q={code}")
    desk.get_by_role("link", name=code).click()
    desk.get_by_role("link", name="Ship with tracking number").click()
    desk.get_by_label("Tracking number").fill(number)
    for field, count in zip(desk.get_by_label(re.compile("units in this parcel")).all(), units, strict=True):
        field.fill(count)
    desk.get_by_role("button", name="Ship with tracking number").click()
    expect(desk.get_by_text(re.compile(f"{code}: shipped"))).to_be_visible()


def _track(page: Page, code: str, email: str) -> None:
    """Find the order as somebody who has neither an account nor the link."""
    page.context.clear_cookies()
    page.goto("/orders/track/")
    steps.fill(page, {"Order number": code, "Email": email})
    steps.button(page, "Find the order").click()
    steps.expect_heading(page, f"Order {code}")


def _time_passes(shop: RunningShop, code: str, state: str, *, of: tuple[str, ...]) -> None:
    """Let parcels of an order have begun their journey so long ago that they are in a state by now."""
    minutes = {"OUT_FOR_DELIVERY": 3, "DELIVERED": 4}[state]
    shop.run(_PASS.format(code=code, of=of, seconds=60 * minutes + 5))

    def look() -> bool:
        return shop.rows(_STATES, code, list(of)) == [(state, state == "DELIVERED")] * len(of)

    wait_for(look, f"parcels that are {state}", seconds=60)
