"""Orders on hold: who holds them and why, what they may not do, and which hold themselves."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.orders import services
from apps.orders.errors import CannotBeHeld, NotHeld, OnHold
from apps.orders.models import Order, OrderEvent
from apps.orders.states import FulfilmentStatus, OrderStatus
from apps.orders.tests.factories import a_draft
from apps.outbox.models import Message as OutboxMessage

pytestmark = pytest.mark.django_db
_names = itertools.count(1)


def placed(*, quantity: int = 1, **changed: Any) -> Order:
    """An order that was placed and paid; `changed` are fields as they had been typed."""
    variant = for_sale(f"Thing {next(_names)}", stock=50, price="20.00")
    order = a_draft(variant, quantity=quantity)
    services.mark_placed(order=order, charged_minor=order.total_gross_minor, actor="system", reason="Paid")
    Order.objects.filter(pk=order.pk).update(**changed)
    order.refresh_from_db()
    return order


def failed(*, ago: timedelta = timedelta(minutes=5), **changed: Any) -> Order:
    """An attempt whose payment did not happen."""
    order = a_draft(for_sale(f"Thing {next(_names)}"))
    services.undo_draft(order=order, actor="bank", reason="No")
    Order.objects.filter(pk=order.pk).update(failed_at=timezone.now() - ago, **changed)
    return order


def hold(order: Order, **more: Any) -> None:
    services.hold_order(order_id=order.pk, reason="Street is unknown.", actor="mara", **more)
    order.refresh_from_db()


def holds_of(order: Order) -> list[tuple[str, str, str, str]]:
    events = OrderEvent.objects.filter(order=order, kind=OrderEvent.Kind.HOLD)
    return [(event.old, event.new, event.actor, event.reason) for event in events]


class TestHoldOrder:
    def test_says_who_why_and_what_was_before(self):
        order = placed()

        hold(order)
        services.release_order(order_id=order.pk, reason="Asked by phone", actor="jon")

        assert holds_of(order) == [
            ("free", "held", "mara", "Street is unknown."),
            ("held", "free", "jon", "Asked by phone"),
        ]
        order.refresh_from_db()
        assert (order.held_at, order.hold_reason) == (None, "")

    @pytest.mark.parametrize("step", ["pack", "ship"])
    def test_keeps_goods_in_the_house_until_released(self, step: str):
        order = placed()
        hold(order)

        def go() -> object:
            if step == "pack":
                return services.mark_packed(order_id=order.pk, actor="jon")
            return services.ship_order(order_id=order.pk, tracking_number="HP 1", actor="jon")

        with pytest.raises(OnHold, match="Street is unknown"):
            go()
        order.refresh_from_db()
        assert order.fulfilment_status == FulfilmentStatus.OPEN
        services.release_order(order_id=order.pk, reason="Fine", actor="jon")
        go()

    def test_does_not_keep_an_order_from_being_cancelled(self):
        order = placed()
        hold(order)

        services.cancel_order(order_id=order.pk, actor="jon", reason="Fraud")

        order.refresh_from_db()
        assert order.is_cancelled

    @pytest.mark.parametrize("state", ["draft", "cancelled", "shipped"])
    def test_refuses_what_has_nothing_left_to_ship(self, state: str):
        order = a_draft() if state == "draft" else placed()
        if state == "cancelled":
            services.cancel_order(order_id=order.pk, actor="jon", reason="Changed")
        if state == "shipped":
            services.ship_order(order_id=order.pk, tracking_number="HP 1", actor="jon")

        with pytest.raises(CannotBeHeld):
            services.hold_order(order_id=order.pk, reason="Why not", actor="mara")

        assert holds_of(order) == []

    def test_asks_the_customer_only_when_there_is_something_to_do(self):
        order = placed()

        hold(order)
        assert not OutboxMessage.objects.filter(topic="orders.send_on_hold").exists()
        hold(order, ask="Tell us your house number.")

        assert OutboxMessage.objects.get(topic="orders.send_on_hold").payload["ask"]

    def test_cannot_be_released_twice(self):
        with pytest.raises(NotHeld):
            services.release_order(order_id=placed().pk, reason="Fine", actor="jon")

    @pytest.mark.parametrize("fields", [{"held_at": timezone.now()}, {"hold_reason": "Because"}])
    def test_is_a_time_and_a_reason_or_neither(self, fields: dict[str, Any]):
        order = placed()

        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=order.pk).update(**fields)


class TestReview:
    def test_is_asked_for_when_an_order_is_placed(self):
        order = placed()

        assert OutboxMessage.objects.get(topic="orders.review").payload == {"order_id": order.pk}

    def test_leaves_an_ordinary_order_alone(self):
        order = placed()

        assert services.review_order(order_id=order.pk) == []
        order.refresh_from_db()
        assert not order.is_held

    def test_holds_an_order_that_is_out_of_the_ordinary_twice_over(self):
        order = placed(quantity=12, email="x@mailinator.com")

        services.review_order(order_id=order.pk)
        services.review_order(order_id=order.pk)

        order.refresh_from_db()
        assert order.hold_reason == (
            "Risk 70 of 60: Throw-away email address at mailinator.com (40). 12 units of one thing (30)."
        )
        assert [actor for _, _, actor, _ in holds_of(order)] == ["system"]

    def test_notes_one_signal_for_staff_and_holds_nothing(self):
        order = placed(email="x@mailinator.com")

        services.review_order(order_id=order.pk)

        order.refresh_from_db()
        assert not order.is_held
        note = order.events.get(kind=OrderEvent.Kind.NOTE)
        assert note.text == "Risk 40 of 60: Throw-away email address at mailinator.com (40)."

    @pytest.mark.parametrize(
        ("same", "ago", "counts"),
        [
            ("email", 5, True),
            ("street", 5, True),
            ("email", 70, False),
            ("nothing", 5, False),
        ],
    )
    def test_counts_failed_tries_of_the_same_person_in_the_hour_before(
        self, same: str, ago: int, counts: bool
    ):
        order = placed()
        other = {"email": "other@example.org"}
        elsewhere = {"delivery_address": {**order.delivery_address, "line1": "Elsewhere 1"}}
        cases: dict[str, dict[str, Any]] = {
            "email": elsewhere,
            "street": other,
            "nothing": {**other, **elsewhere},
        }
        for _ in range(3):
            failed(ago=timedelta(minutes=ago), **cases[same])

        found = {signal.code for signal in services.review_order(order_id=order.pk)}

        assert ("declined" in found) is counts

    def test_counts_names_under_one_address(self):
        for name in ("Ines Keller", "ines  KELLER", "Wanda Wanted"):
            order = placed()
            Order.objects.filter(pk=order.pk).update(
                delivery_address={**order.delivery_address, "name": name}
            )
        last = placed()
        assert services.review_order(order_id=last.pk) == []
        Order.objects.filter(pk=last.pk).update(
            delivery_address={**last.delivery_address, "name": "Third Person"}
        )

        assert [signal.code for signal in services.review_order(order_id=last.pk)] == ["names"]

    @pytest.mark.parametrize(("setting", "holds"), [(0, False), (40, True), (41, False)])
    def test_holds_from_the_setting_on_and_not_at_all_at_zero(self, settings, setting: int, holds: bool):
        settings.RISK_HOLD_POINTS = setting
        order = placed(email="x@mailinator.com")

        services.review_order(order_id=order.pk)

        order.refresh_from_db()
        assert order.is_held is holds

    def test_does_not_hold_what_has_been_shipped_meanwhile(self):
        order = placed(email="x@mailinator.com", user=None)
        Order.objects.filter(pk=order.pk).update(status=OrderStatus.SHIPPED)

        assert services.review_order(order_id=order.pk) == []
