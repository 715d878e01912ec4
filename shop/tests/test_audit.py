"""Who did what in the staff area: the audit list keeps the actor, the time, old and new values and the reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.core import audit
from apps.currency.money import Money
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.orders.models import OrderEvent
from apps.payments.models import Refund
from apps.pricing.models import PriceList, TaxClass, TaxZone
from apps.promotions.models import Promotion
from apps.promotions.tests.factories import a_promotion
from shop.tests.stage import an_order, fields_of, run_outbox, signed_in, typed, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


def save(client: Client, path: str, **changed: Any) -> Any:
    form = fields_of(client.get(path), f"{path.split('/')[3]}_form")
    answer = client.post(path, {**form, **changed})
    assert answer.status_code == 302, words_of(answer)
    return answer


def newest() -> LogEntry:
    return LogEntry.objects.latest("pk")


def values() -> dict[str, tuple[str, str]]:
    """The old and new values of the newest entry, by field."""
    return {name: (old, new) for name, old, new in audit.read(newest()).values}


class TestAuditList:
    def test_shows_who_what_old_new_and_why_and_finds_it_again(self, desk: Client):
        group = Group.objects.create(name="Desk")
        save(desk, f"/admin/auth/group/{group.pk}/change/", name="Order desk", _reason="Renamed <by> Mara")

        said = words_of(desk.get("/admin/admin/logentry/"))

        for words in ("staff@example.com", "group", "Name: Desk → Order desk", "Renamed <by> Mara"):
            assert words in said, words
        assert "Order desk" in words_of(desk.get("/admin/admin/logentry/?area=auth"))
        assert "Name: Desk" not in words_of(desk.get("/admin/admin/logentry/?area=orders"))
        assert "Name: Desk" in words_of(desk.get("/admin/admin/logentry/?q=renamed"))
        assert "Name: Desk" not in words_of(desk.get("/admin/admin/logentry/?q=nothing-like-it"))
        assert "Changed Name." in words_of(desk.get(f"/admin/auth/group/{group.pk}/history/"))

    def test_cannot_be_changed(self, desk: Client):
        audit.record(user_id=User.objects.get().pk, subject=User.objects.get(), reason="Seen")
        page = f"/admin/admin/logentry/{newest().pk}/"

        assert desk.post(f"{page}change/", {"object_repr": "x"}).status_code == 403
        assert desk.post(f"{page}delete/", {"post": "yes"}).status_code == 403

    def test_shows_entries_of_other_programs(self, desk: Client, staff: User):
        for text in ("", "Changed by hand.", "{}", '[{"changed": {"fields": ["Name"]}}]'):
            LogEntry.objects.create(user=staff, object_repr="Old", action_flag=2, change_message=text)

        said = words_of(desk.get("/admin/admin/logentry/"))

        assert "Changed by hand." in said
        assert "Changed Name." in said

    @pytest.mark.parametrize("entries", [1, 8])
    def test_costs_the_same_with_few_and_with_many(self, desk: Client, staff: User, entries: int):
        for _ in range(entries):
            audit.record(user_id=staff.pk, subject=an_order(for_sale(f"Thing {_}")), reason="Seen")
        desk.get("/admin/admin/logentry/")

        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/admin/logentry/")

        assert len(captured) <= 12


class TestOrders:
    def test_say_both_in_the_timeline_and_in_the_list_what_was_done(self, desk: Client):
        order = an_order()

        desk.post(f"/admin/orders/order/{order.pk}/do/pack/", {"reason": "Checked"})

        assert values() == {"fulfilment status": ("OPEN", "PACKED")}
        assert audit.read(newest()).reason == "Mark packed: Checked"
        event = OrderEvent.objects.get(order=order, new="PACKED")
        assert (event.old, event.actor, event.reason) == ("OPEN", "staff@example.com", "Checked")

    def test_by_phone_say_who_mailed_the_link(self, desk: Client):
        page = desk.post("/admin/orders/order/phone/", {"currency": "EUR"})["Location"]
        variant = for_sale()

        desk.post(page, {"do": "add", "variant": variant.pk, "quantity": "1"})

        assert audit.read(newest()).reason == "N 200/1200 Dobsonian is in the order."
        assert newest().user.email == "staff@example.com"


class TestPayments:
    def test_follow_a_cancelled_order_with_actor_and_reason(
        self, desk: Client, django_capture_on_commit_callbacks
    ):
        order = an_order()
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"/admin/orders/order/{order.pk}/do/cancel/", {"reason": "Changed their mind"})
        run_outbox()

        assert Refund.objects.get().reason == "Order cancelled"
        moved = OrderEvent.objects.get(order=order, field="payment_status", new="REFUNDED")
        assert moved.old == "PAID"
        assert values()["status"] == ("PLACED", "CANCELLED")
        assert audit.read(newest()).reason == "Cancel: Changed their mind"


class TestInventory:
    def test_names_both_counts(self, desk: Client):
        for_sale(stock=10)
        stock = Stock.objects.get()

        desk.post(
            f"/admin/inventory/stock/{stock.pk}/move/count/", {"quantity": "7", "reason": "Three broken"}
        )

        assert values() == {"on hand": ("10", "7")}
        assert audit.read(newest()).reason == "Three broken"

    def test_names_both_values_of_a_form(self, desk: Client):
        for_sale()
        stock = Stock.objects.get()

        save(desk, f"/admin/inventory/stock/{stock.pk}/change/", safety="2", _reason="Shop window")

        assert values() == {"Safety threshold": (str(stock.safety), "2")}
        assert audit.read(newest()).reason == "Shop window"


class TestPricing:
    def test_names_both_values(self, desk: Client):
        price_list = PriceList.objects.create(name="Club", customer_group="club")

        save(desk, f"/admin/pricing/pricelist/{price_list.pk}/change/", name="Star club")

        assert values() == {"Name": ("Club", "Star club")}

    def test_names_the_values_of_inline_rows(self, desk: Client):
        zone = TaxZone.objects.exclude(members=None).order_by("pk").first()
        assert zone is not None
        path = f"/admin/pricing/taxzone/{zone.pk}/change/"
        form = fields_of(desk.get(path), "taxzone_form")
        total = int(form["members-TOTAL_FORMS"])
        prefix = f"members-{total - 1}"

        save(desk, path, **{f"{prefix}-code": "XK"})

        assert values()["Code"] == ("", "XK")

    def test_keeps_what_a_deleted_row_said(self, desk: Client):
        gone = TaxClass.objects.create(code="lunar", name="Lunar goods")

        desk.post(f"/admin/pricing/taxclass/{gone.pk}/delete/", {"post": "yes"})

        assert newest().is_deletion()
        assert values()["name"] == ("Lunar goods", "")


class TestPromotions:
    def test_name_both_values(self, desk: Client):
        promotion = a_promotion("Autumn nights")
        old = Promotion.objects.get().priority

        save(
            desk,
            f"/admin/promotions/promotion/{promotion.pk}/change/",
            priority=str(old + 5),
            _reason="First",
        )

        assert values() == {"Priority": (str(old), str(old + 5))}
        assert audit.read(newest()).reason == "First"

    def test_say_how_many_codes_were_made(self, desk: Client):
        promotion = a_promotion(needs_coupon=True)
        page = f"/admin/promotions/promotion/{promotion.pk}/codes/"
        form = {name: typed(desk.get(page), name) for name in ("count", "starts_with", "max_uses")}

        answer = desk.post(page, {**form, "count": "3"})

        assert answer["Content-Type"].startswith("text/csv")
        assert audit.read(newest()).reason == "3 codes made"


class TestGiftCards:
    def test_name_both_balances(self, desk: Client):
        card = issue(amount=Money(5000, "EUR"), actor="mara").card
        page = f"/admin/giftcards/giftcard/{card.pk}/move/void/"

        desk.post(page, {"key": typed(desk.get(page), "key"), "reason": "Lost"})

        assert values() == {"balance": ("€50.00", "€0.00")}
        assert audit.read(newest()).reason == "Lost"

    def test_name_both_last_days(self, desk: Client):
        card = issue(amount=Money(5000, "EUR"), actor="mara").card
        day = timezone.localdate() + timedelta(days=30)

        save(desk, f"/admin/giftcards/giftcard/{card.pk}/change/", expires_on=day.isoformat())

        assert list(values().values()) == [("", day.isoformat())]


class TestAccounts:
    def test_name_both_names_and_the_groups(self, desk: Client, alice: User):
        group = Group.objects.create(name="Order desk")

        save(
            desk,
            f"/admin/accounts/user/{alice.pk}/change/",
            name="Alice Green",
            groups=[str(group.pk)],
            _reason="Married",
        )

        assert values()["Full name"] == ("Alice Gray", "Alice Green")
        assert values()["Groups"] == ("", "Order desk")
        assert audit.read(newest()).reason == "Married"

    def test_keep_no_password(self, desk: Client):
        desk.post(
            "/admin/accounts/user/add/",
            {
                "email": "new@example.com",
                "name": "New",
                "password1": "quiet-night-sky-7",
                "password2": "quiet-night-sky-7",
            },
        )

        assert User.objects.filter(email="new@example.com").exists()
        assert "quiet-night" not in newest().change_message
        assert "set anew" in newest().change_message
