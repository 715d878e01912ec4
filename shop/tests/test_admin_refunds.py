"""Money back and changes, done by staff on the order's page: looked at, then confirmed."""

from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.inventory.models import Stock
from apps.mail.models import Message as Mail
from apps.orders import services
from apps.orders.models import Order, OrderChange
from apps.payments.models import Refund, Repayment, TestCharge
from apps.payments.services import pay_change, send_refund
from shop.tests.stage import an_order, nothing_changes, run_outbox, signed_in, tags, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def order() -> Order:
    return an_order(for_sale("Telescope", price="100.00"), for_sale("Map", price="9.99"), quantity=3)


def do(client: Client, order: Order, action: str, data: dict[str, Any]) -> Any:
    return client.post(f"/admin/orders/order/{order.pk}/do/{action}/", data)


def twice(client: Client, order: Order, action: str, data: dict[str, Any]) -> Any:
    """Look, then confirm what was shown."""
    with nothing_changes():
        looked = do(client, order, action, data)
    seen = [t["value"] for t in tags(looked, "input") if t.get("name") == "seen"]
    assert seen, words_of(looked)
    return looked, do(client, order, action, {**data, "seen": seen[0]})


def line(order: Order, title: str) -> int:
    return order.lines.get(title=title).pk


class TestRefund:
    def test_is_shown_before_it_is_done(self, desk: Client, order: Order):
        wish = {f"units_{line(order, 'Map')}": 1, "delivery": "2.50", "goodwill": "1", "reason": "Scratched"}
        looked, done = twice(desk, order, "refund", wish)
        run_outbox()

        assert "€13.49 go back to the customer" in words_of(looked)
        assert done.status_code == 302
        repayment = Repayment.objects.get()
        assert (repayment.amount_minor, repayment.actor, repayment.reason) == (
            1349,
            "staff@example.com",
            "Scratched",
        )
        assert Refund.objects.get().status == "DONE"
        assert "1 x Map: €9.99" in Mail.objects.get(kind="order_refunded").text

    def test_puts_returned_goods_on_the_shelf_if_told_to(self, desk: Client, order: Order):
        services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
        key = line(order, "Map")
        twice(desk, order, "refund", {f"units_{key}": 2, f"restock_{key}": "on", "reason": "Returned"})

        assert Stock.objects.get(variant__title="Map").on_hand == 9
        assert order.lines.get(pk=key).returned_qty == 2

    def test_is_looked_at_again_when_something_else_is_asked(self, desk: Client, order: Order):
        looked = do(desk, order, "refund", {"goodwill": "5", "reason": "Late"})
        seen = next(t["value"] for t in tags(looked, "input") if t.get("name") == "seen")

        with nothing_changes():
            again = do(desk, order, "refund", {"goodwill": "6", "reason": "Late", "seen": seen})
        assert "€6.00 go back" in words_of(again)

    @pytest.mark.parametrize(
        ("wish", "said"),
        [
            ({"reason": "None"}, "Choose something to give money back for"),
            ({"goodwill": "1"}, "This field is required"),
            ({"goodwill": "1.001", "reason": "x"}, "no more than 2 decimal places"),
            ({"goodwill": "-1", "reason": "x"}, "greater than or equal to 0"),
            ({"goodwill": "many", "reason": "x"}, "Enter a number"),
            ({"goodwill": "336.88", "reason": "x"}, "Only €336.87 of what was paid is left"),
            ({"delivery": "6.91", "reason": "x"}, "More than is left of the delivery"),
        ],
    )
    def test_is_refused_in_words(self, desk: Client, order: Order, wish: dict[str, str], said: str):
        with nothing_changes():
            answer = do(desk, order, "refund", wish)

        assert answer.status_code == 200
        assert said in words_of(answer)

    def test_that_failed_is_sent_again(self, desk: Client, order: Order):
        twice(desk, order, "refund", {"goodwill": "5", "reason": "Late"})
        TestCharge.objects.update(refunded_minor=order.total_gross_minor)
        send_refund(refund_id=Refund.objects.get().pk)
        assert "Send failed refunds again" in words_of(desk.get(f"/admin/orders/order/{order.pk}/change/"))
        TestCharge.objects.update(refunded_minor=0)
        do(desk, order, "retry-refund", {"any": "thing"})
        run_outbox()

        assert sorted(Refund.objects.values_list("status", flat=True)) == ["DONE", "FAILED"]
        assert "Send failed refunds again" not in words_of(
            desk.get(f"/admin/orders/order/{order.pk}/change/")
        )


class TestChange:
    def test_cancels_items_of_what_stands_packed(self, desk: Client, order: Order):
        services.mark_packed(order_id=order.pk, actor="mara")
        wish = {f"units_{line(order, 'Map')}": 1, "reason": "On the phone"}
        looked, _ = twice(desk, order, "change-cancel", wish)

        assert "Cancelled: 1 × Map. €9.99 go back to the customer." in words_of(looked)
        change = OrderChange.objects.get()
        assert (change.actor, change.reason, change.back_minor) == ("staff@example.com", "On the phone", 999)

    def test_that_costs_more_waits_for_the_customer(self, desk: Client, order: Order):
        looked, _ = twice(desk, order, "change-delivery", {"method": "express", "reason": "In a hurry"})

        assert "The customer pays €10.00 more" in words_of(looked)
        assert OrderChange.objects.get().is_pending

    def test_that_costs_more_has_the_order_packed_anew(self, desk: Client, order: Order):
        services.mark_packed(order_id=order.pk, actor="mara")
        twice(desk, order, "change-delivery", {"method": "express", "reason": "In a hurry"})
        change = OrderChange.objects.get()
        pay_change(key=change.key, expected=change.pay, way="test:approve")

        order.refresh_from_db()
        assert (order.delivery_code, order.fulfilment_status) == ("express", "OPEN")

    def test_corrects_the_address(self, desk: Client, order: Order):
        corrected = {**order.delivery_address, "line1": "Sternwartenstraße 21", "phone": "+49 331 123456"}
        wish = {**corrected, "reason": "Typing error"}
        twice(desk, order, "change-address", wish)

        order.refresh_from_db()
        assert order.delivery_address["line1"] == "Sternwartenstraße 21"

    def test_offers_swaps_on_a_page_of_its_own(self, desk: Client, order: Order):
        answer = desk.get(f"/admin/orders/order/{order.pk}/do/change-swap/")

        assert answer.status_code == 200

    def test_that_comes_too_late_is_refused_in_words(self, desk: Client, order: Order):
        services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

        with nothing_changes():
            answer = do(desk, order, "change-delivery", {"method": "express", "reason": "In a hurry"})
        assert "This order is on its way." in words_of(answer)


class TestPack:
    def test_says_that_the_customer_has_changed_the_order(self, desk: Client, order: Order):
        page = desk.get(f"/admin/orders/order/{order.pk}/do/pack/")
        revision = next(t["value"] for t in tags(page, "input") if t.get("name") == "revision")
        wish = services.Cancel({line(order, "Map"): 1})
        seen = services.preview_change(order_id=order.pk, wish=wish).balance
        services.confirm_change(order_id=order.pk, wish=wish, expected=seen, actor="customer")

        with nothing_changes():
            answer = do(desk, order, "pack", {"revision": revision, "reason": ""})
        assert "The customer has changed this order since you opened it." in words_of(answer)


class TestWithoutThePermission:
    @pytest.mark.parametrize("action", ["refund", "retry-refund", "change-cancel", "change-address"])
    def test_nothing_of_it_exists(self, order: Order, action: str):
        user = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)

        clerk = signed_in(user)

        with nothing_changes():
            assert do(clerk, order, action, {"goodwill": "1", "reason": "Mine"}).status_code == 404
