"""The desk for returns: answer, receive, pay back, exchange."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.orders.models import Order
from apps.orders.services import submit_withdrawal
from apps.payments.models import Repayment
from apps.pricing.tests.factories import priced
from apps.returns.models import Return
from apps.returns.services import open_withdrawal
from apps.returns.tests.factories import approved, asked, delivered, received
from shop.tests.stage import links, nothing_changes, signed_in, tags, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def order() -> Order:
    """Two telescopes for 100.00 that also come for 112.00; they have arrived."""
    variant = for_sale("Telescope 150", price="100.00")
    stocked(priced(add_variant(variant.product, "Telescope 200"), "112.00"), 5)
    return delivered(variant, quantity=2)


def do(client: Client, found: Return, step: str, data: dict[str, Any]) -> Any:
    return client.post(f"/admin/returns/return/{found.pk}/do/{step}/", data)


def twice(client: Client, found: Return, step: str, data: dict[str, Any]) -> Any:
    """Look, then confirm what was shown."""
    with nothing_changes():
        looked = do(client, found, step, data)
    seen = [t["value"] for t in tags(looked, "input") if t.get("name") == "seen"]
    assert seen, words_of(looked)
    return looked, do(client, found, step, {**data, "seen": seen[0]})


def line(found: Return) -> int:
    return found.lines.get().pk


class TestTheList:
    def test_costs_the_same_with_one_and_with_several(self, desk: Client, order: Order):
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get("/admin/returns/return/").status_code == 200
            return len(captured)

        asked(order)
        cost()
        one = cost()
        for number in range(3):
            asked(delivered(for_sale(f"Thing {number}")))

        assert cost() == one

    def test_shows_until_when_a_withdrawal_is_to_be_paid_back(self, desk: Client, order: Order):
        withdrawal = submit_withdrawal(name="I", email=order.email, order_code=order.code, items="")
        (found,) = open_withdrawal(withdrawal_id=withdrawal.pk)

        assert f"{found.pay_back_by:%d %B %Y}" in words_of(desk.get("/admin/returns/return/"))


class TestThePage:
    def test_offers_what_fits(self, desk: Client, order: Order):
        found = asked(order)
        offered = links(desk.get(f"/admin/returns/return/{found.pk}/change/"))

        steps = {link.split("/")[-2] for link in offered if f"/{found.pk}/do/" in link}
        assert steps == {"approve", "refuse", "cancel"}


class TestSteps:
    def test_answer(self, desk: Client, order: Order):
        found = asked(order, 2)
        done = do(desk, found, "approve", {f"units_{line(found)}": 1, "reason": ""})

        found.refresh_from_db()
        assert (done.status_code, found.status, found.lines.get().units) == (302, "APPROVED", 1)
        assert found.events.get(new="APPROVED").actor == "staff@example.com"

    def test_refuse_wants_a_reason(self, desk: Client, order: Order):
        found = asked(order)
        with nothing_changes():
            assert do(desk, found, "refuse", {"reason": ""}).status_code == 200

        do(desk, found, "refuse", {"reason": "Bent"})
        found.refresh_from_db()
        assert found.refusal == "Bent"

    def test_receive_with_condition_and_shelf(self, desk: Client, order: Order):
        found = approved(order, 2)
        key = line(found)
        do(desk, found, "receive",
           {f"units_{key}": 2, f"restock_{key}": "on", f"condition_{key}": "Like new"})  # fmt: skip

        assert found.lines.get().condition == "Like new"
        assert Stock.objects.get(variant__title="Telescope 150").on_hand == 10

    def test_receive_pressed_twice_counts_once(self, desk: Client, order: Order):
        found = approved(order)
        data = {f"units_{line(found)}": 1}
        do(desk, found, "receive", data)
        second = do(desk, found, "receive", data)

        assert "cannot become received any more" in words_of(second)
        assert order.lines.get().returned_qty == 1

    def test_refund_is_shown_before_it_is_done(self, desk: Client, order: Order):
        looked, done = twice(desk, received(order), "refund", {"reason": "", "delivery": "6.90"})

        assert "€106.90 go back to the customer" in words_of(looked)
        assert done.status_code == 302
        assert Repayment.objects.get().amount_minor == 10690
        assert Return.objects.get().status == "CLOSED"

    def test_refund_without_waiting_leaves_it_open(self, desk: Client, order: Order):
        twice(desk, approved(order), "refund-early", {"reason": "Known customer", "delivery": ""})

        assert Return.objects.get().status == "APPROVED"
        assert Repayment.objects.get().amount_minor == 10000

    def test_exchange_leads_to_the_new_order(self, desk: Client, order: Order):
        found = approved(order)
        wanted = Stock.objects.get(variant__title="Telescope 200").variant_id
        looked, done = twice(desk, found, "exchange", {"to": f"{line(found)}:{wanted}"})

        assert "In all the customer pays €12.00 more" in words_of(looked)
        found.refresh_from_db()
        assert done.url == f"/admin/orders/order/phone/{found.exchange_cart_id}/"
        said = words_of(desk.get(done.url))
        assert "Telescope 200" in said
        assert "112.00" in said

    def test_unknown_does_not_exist(self, desk: Client, order: Order):
        assert do(desk, asked(order), "burn", {}).status_code == 404
