"""The warehouse's pages: what to fetch, the packing screen, what becomes of a parcel."""

import io
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.core import audit
from apps.documents.tests.factories import a_placed_order
from apps.inventory.tests.factories import a_location, stocked
from apps.orders.models import Order, Shipment
from apps.orders.services import hold_order
from apps.tracking.models import Label
from apps.tracking.tests.factories import connected
from apps.warehouse.models import Box
from apps.warehouse.tests.factories import packed, sent, sold_ahead
from shop.tests.stage import fields_of, links, nothing_changes, signed_in, tags, title_of, typed, words_of

pytestmark = pytest.mark.django_db
PICK = "/admin/warehouse/box/pick/"


@pytest.fixture
def packer(db: None) -> Client:
    """Somebody of the warehouse, who may do nothing else."""
    user = User.objects.create_user("mara@example.com", "mara-packs-mirrors", is_staff=True)
    user.groups.add(Group.objects.get(name="Warehouse"))
    return signed_in(user)


@pytest.fixture
def order() -> Order:
    """Two telescopes from Berlin and two charts that only the shop has."""
    chart = for_sale("Chart", stock=0)
    stocked(chart, 5, at=a_location("shop", priority=1))
    return a_placed_order(for_sale("Telescope", sku="AS-10427", gtin="2000000104270"), chart, quantity=2)


def page_of(order: Order, at: str = "berlin") -> str:
    return f"/admin/warehouse/box/pack/{order.pk}/{a_location(at).pk}/"


def do(client: Client, order: Order, what: str, at: str = "berlin", **typed_: Any) -> Any:
    """Press something on the packing screen, with the hidden fields that stand there."""
    path = page_of(order, at)
    form = fields_of(client.get(path), "packing")
    return client.post(path, {**form, **typed_, "do": what})


def scan(client: Client, order: Order, code: str, at: str = "berlin", **typed_: Any) -> Any:
    return do(client, order, "scan", at, code=code, **typed_)


def focused(response: Any) -> list[str]:
    found = [tag for kind in ("input", "button", "a") for tag in tags(response, kind) if "autofocus" in tag]
    return [tag.get("name", "") + (f"={tag['value']}" if tag.get("name") == "do" else "") for tag in found]


class TestWhoMayPack:
    @pytest.mark.parametrize("permission", [False, True])
    def test_is_the_warehouse_and_nobody_else(self, packer: Client, order: Order, permission: bool):
        if not permission:
            Group.objects.get(name="Warehouse").permissions.clear()
        box = packed(order, Telescope=1)
        sent(box)
        paths = [
            PICK,
            page_of(order),
            f"/admin/warehouse/box/{box.pk}/shipped/",
            f"/admin/warehouse/box/{box.pk}/slip/",
        ]

        assert [packer.get(path).status_code for path in paths] == [200 if permission else 403] * 4
        assert packer.post(page_of(order), {"do": "empty"}).status_code == (302 if permission else 403)

    def test_sees_no_order_and_no_payment(self, packer: Client, order: Order):
        assert packer.get(f"/admin/orders/order/{order.pk}/change/").status_code == 403
        assert packer.get("/admin/payments/payment/").status_code == 403


class TestThePickList:
    def test_shows_what_to_fetch_for_whom_and_what_is_waited_for(self, packer: Client, order: Order):
        late = sold_ahead(for_sale("Globe", stock=1), 3)
        said = words_of(packer.get(PICK))

        for words in (
            "Pick list, Berlin",
            f"Telescope AS-10427, 2000000104270 2 {order.code} × 2",
            f"{order.code} {order.promised_last:%a} {order.promised_last.day}",
            f"{late.code} Globe",
            "2 day not known",
        ):
            assert words in said, words
        assert "Chart" not in said
        assert "Chart" in words_of(packer.get(f"{PICK}?location=shop"))

    def test_leads_to_the_packing_screen(self, packer: Client, order: Order):
        assert page_of(order) in links(packer.get(PICK))

    def test_says_so_when_there_is_nothing(self, packer: Client):
        assert "no place yet" in words_of(packer.get(PICK))
        a_location()
        assert "Nothing can be packed here now" in words_of(packer.get(PICK))

    def test_costs_the_same_with_one_order_and_with_several(self, packer: Client):
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert packer.get(PICK).status_code == 200
            return len(captured)

        packed(a_placed_order(for_sale()))
        cost()
        one = cost()
        for number in range(3):
            packed(a_placed_order(for_sale(f"Thing {number}"), for_sale(f"More {number}"), quantity=2))

        assert cost() == one


class TestThePackingScreen:
    def test_shows_what_belongs_into_the_parcel(self, packer: Client, order: Order):
        said = words_of(packer.get(page_of(order)))

        for words in (
            f"Pack order {order.code} at Berlin",
            "0 of 2 packed",
            "Telescope AS-10427, GTIN 2000000104270",
            "0 of 2",
            "2 units of this order leave from Shop",
        ):
            assert words in said, words

    def test_counts_what_is_scanned_and_asks_for_the_next_thing(self, packer: Client, order: Order):
        assert focused(packer.get(page_of(order))) == ["code"]

        assert scan(packer, order, "as-10427").url == page_of(order)
        page = packer.get(page_of(order))
        assert "1 × Telescope in the parcel." in words_of(page)
        assert focused(page) == ["code"]

        scan(packer, order, "2000000104270")
        assert focused(packer.get(page_of(order))) == ["weight"]
        scan(packer, order, "", weight="4,250")
        page = packer.get(page_of(order))
        assert focused(page) == ["do=ship"]
        assert typed(page, "weight") == "4.25"

    @pytest.mark.parametrize(
        ("code", "says"),
        [("AS-99999", "“AS-99999” is not in this order"), ("<b>", "“<b>” is not in this order"),
         ("", "Scan or type an item number first"), ("x" * 61, "at most 60")],
    )  # fmt: skip
    def test_says_beside_the_field_what_is_unknown_and_keeps_what_was_typed(
        self, packer: Client, order: Order, code: str, says: str
    ):
        scan(packer, order, "AS-10427", weight="4.25", tracking_number="HP 7")
        refused = scan(packer, order, code, weight="4.25", tracking_number="HP 7")

        assert refused.status_code == 422
        assert says in words_of(refused)
        field = next(tag for tag in tags(refused, "input") if tag.get("name") == "code")
        assert (field["value"], field["aria-invalid"]) == (code, "true")
        assert "code-error" in field["aria-describedby"]
        assert title_of(refused).startswith("Error: ")
        assert (typed(refused, "weight"), typed(refused, "tracking_number")) == ("4.25", "HP 7")
        assert "1 of 2 packed" in words_of(refused)

    def test_says_when_there_is_too_much_of_something(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427"), scan(packer, order, "AS-10427")

        refused = scan(packer, order, "AS-10427")

        assert refused.status_code == 409
        assert "Telescope: All 2 are in the parcel already." in words_of(refused)

    @pytest.mark.parametrize("weight", ["heavy", "-1", "0", "1000.001", "1e99", "NaN"])
    def test_says_when_a_weight_is_none(self, packer: Client, order: Order, weight: str):
        refused = scan(packer, order, "AS-10427", weight=weight)

        assert refused.status_code == 422
        assert focused(refused) == ["weight"]
        assert typed(refused, "weight") == weight
        assert typed(refused, "code") == "AS-10427"
        assert not Box.objects.exists()

    def test_packs_by_mouse(self, packer: Client, order: Order):
        line = order.lines.get(title="Telescope")
        do(packer, order, f"put:{line.pk}"), do(packer, order, f"put:{line.pk}")
        do(packer, order, f"take:{line.pk}")
        assert "1 of 2 packed" in words_of(packer.get(page_of(order)))

        do(packer, order, "empty")
        assert "0 of 2 packed" in words_of(packer.get(page_of(order)))

    @pytest.mark.parametrize("what", ["put:0", "put:x", "take:9", "ship", "burn", "put:" + "9" * 30])
    def test_refuses_what_cannot_be(self, packer: Client, order: Order, what: str):
        with nothing_changes():
            assert 400 <= do(packer, order, what).status_code < 500

    def test_stops_at_an_order_that_may_not_leave(self, packer: Client, order: Order):
        hold_order(order_id=order.pk, reason="Odd address", actor="mara")

        page = packer.get(page_of(order))
        assert "on hold: Odd address" in words_of(page)
        assert "packing" not in [tag.get("id") for tag in tags(page, "form")]
        with nothing_changes():
            assert packer.post(page_of(order), {"do": "scan", "code": "AS-10427"}).status_code == 409

    def test_has_a_changed_order_packed_anew(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        Order.objects.update(revision=F("revision") + 1)

        page = packer.get(page_of(order))
        assert "The customer has changed this order" in words_of(page)
        assert scan(packer, order, "AS-10427").status_code == 409
        do(packer, order, "empty")
        assert scan(packer, order, "AS-10427").status_code == 302

    def test_does_not_exist_for_what_is_no_order(self, packer: Client, order: Order):
        assert packer.get(f"/admin/warehouse/box/pack/{order.pk}/999999/").status_code == 404
        assert packer.get(f"/admin/warehouse/box/pack/999999/{a_location().pk}/").status_code == 404


class TestShipping:
    def ship(self, client: Client, order: Order, at: str = "berlin", **typed_: Any) -> Any:
        return do(client, order, "ship", at, **typed_)

    def test_leads_to_slip_and_next_order(self, packer: Client, order: Order):
        other = a_placed_order(for_sale("Globe"))
        scan(packer, order, "AS-10427"), scan(packer, order, "AS-10427")
        done = self.ship(packer, order, weight="4.25", tracking_number="HP 7")

        parcel = Shipment.objects.get()
        assert (parcel.weight_g, parcel.tracking_number, parcel.location) == (4250, "HP 7", a_location())
        page = packer.get(done.url)
        assert "with Heliopost, number HP 7, 4.25 kg." in words_of(page)
        assert f"/admin/warehouse/box/{parcel.box.pk}/slip/" in links(page)
        assert page_of(other) in links(page)

    def test_twice_sends_one_parcel(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        form = fields_of(packer.get(page_of(order)), "packing")
        first, second = (packer.post(page_of(order), {**form, "do": "ship"}) for _ in range(2))

        assert first["Location"] == second["Location"]
        assert Shipment.objects.count() == 1
        shipped = [entry for entry in LogEntry.objects.all() if "has left" in audit.read(entry).reason]
        assert len(shipped) == 1

    def test_in_parts_leads_back_to_the_order(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        page = packer.get(self.ship(packer, order).url)

        assert "1 more unit of this order can leave from here" in words_of(page)
        assert page_of(order) in links(page)
        scan(packer, order, "AS-10427")
        self.ship(packer, order)
        assert "Nothing of this order is to be sent from here any more" in words_of(
            packer.get(page_of(order))
        )
        assert "1 × Telescope" in words_of(packer.get(page_of(order)))

    def test_is_written_down_with_who_did_it(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        self.ship(packer, order, tracking_number="HP 7")

        entries = LogEntry.objects.order_by("pk")
        assert [entry.user.email for entry in entries] == ["mara@example.com"] * 2
        assert [audit.read(entry).reason for entry in entries] == [
            "1 × Telescope in the parcel.",
            "The parcel has left.",
        ]
        assert audit.read(entries[1]).values == [("shipped", "", "Heliopost HP 7")]
        assert order.events.filter(actor="mara@example.com").exists()

    def test_gives_a_slip_for_each_parcel(self, packer: Client, order: Order):
        Order.objects.update(is_export=True)
        box = packed(order, Telescope=1)
        sent(box)

        page = packer.get(f"/admin/warehouse/box/{box.pk}/shipped/")
        assert "Packing slip with commercial invoice" in words_of(page)
        got = packer.get(f"/admin/warehouse/box/{box.pk}/slip/")
        assert got["Content-Type"] == "application/pdf"
        assert "no-store" in got["Cache-Control"]
        reader = PdfReader(io.BytesIO(got.content))
        assert "1 unit in this parcel" in reader.pages[0].extract_text()
        assert "Commercial invoice" in reader.pages[1].extract_text()

    def test_has_no_page_before_it_has_happened(self, packer: Client, order: Order):
        box = packed(order, Telescope=1)

        assert packer.get(f"/admin/warehouse/box/{box.pk}/shipped/").status_code == 404
        assert packer.get(f"/admin/warehouse/box/{box.pk}/slip/").status_code == 404


class TestLabels:
    @pytest.fixture(autouse=True)
    def _demo_carrier(self, settings: Any) -> None:
        settings.CARRIERS = ["demo", "easypost"]
        connected("demo")

    def test_are_bought_with_the_press_that_ships(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427"), scan(packer, order, "AS-10427", weight="4")
        page = packer.get(page_of(order))
        assert focused(page) == ["do=ship:label"]

        shown = packer.get(do(packer, order, "ship:label").url)

        label = Label.objects.get()
        parcel = Shipment.objects.get()
        assert (label.is_bought, parcel.tracking_number) == (True, label.tracking_number)
        assert label.made_by == "mara@example.com"
        path = f"/admin/warehouse/box/{parcel.box.pk}/label/"
        assert path in links(shown)
        assert packer.get(path)["Content-Type"] == label.content_type
        assert "Buy the label" not in words_of(shown)

    def test_are_bought_once_however_often_it_is_pressed(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        form = fields_of(packer.get(page_of(order)), "packing")
        for _ in range(2):
            packer.post(page_of(order), {**form, "do": "ship:label"})
        packer.post(f"/admin/warehouse/box/{Box.objects.get().pk}/label/")

        assert (Shipment.objects.count(), Label.objects.count()) == (1, 1)
        assert [audit.read(entry).reason for entry in LogEntry.objects.order_by("pk")].count(
            "The label was bought."
        ) == 1

    def test_can_be_asked_for_again_when_the_carrier_is_silent(
        self, packer: Client, order: Order, settings: Any
    ):
        settings.EASYPOST_API_BASE = "http://127.0.0.1:1"
        connected("easypost")
        scan(packer, order, "AS-10427")
        page = packer.get(do(packer, order, "ship:label").url)
        assert "The carrier made no label. Try again" in words_of(page)
        parcel = Shipment.objects.get()
        path = f"/admin/warehouse/box/{parcel.box.pk}/label/"
        assert packer.get(path).status_code == 404

        Label.objects.all().delete()
        connected("demo")
        again = packer.post(path)
        assert "is ready" in words_of(packer.get(again["Location"]))
        assert Label.objects.get().is_bought

    def test_are_not_for_parcels_with_a_number_of_their_own(self, packer: Client, order: Order):
        scan(packer, order, "AS-10427")
        page = packer.get(do(packer, order, "ship:label", tracking_number="HP 7").url)

        assert not Label.objects.exists()
        assert "Buy the label" not in words_of(page)

    def test_are_not_offered_without_a_carrier(self, packer: Client, order: Order):
        connected("table")
        scan(packer, order, "AS-10427")

        assert "with a label" not in words_of(packer.get(page_of(order)))
        page = packer.get(do(packer, order, "ship").url)
        assert "Buy the label" not in words_of(page)
