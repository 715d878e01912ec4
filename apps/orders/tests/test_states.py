import itertools

import pytest
from django.utils import timezone

from apps.orders import services
from apps.orders.errors import IllegalTransition
from apps.orders.models import Order, OrderEvent
from apps.orders.services.states import Cause, transition
from apps.orders.states import (
    FULFILMENT_TRANSITIONS,
    ORDER_TRANSITIONS,
    PAYMENT_TRANSITIONS,
    TRANSITIONS,
    FulfilmentStatus,
    OrderStatus,
    PaymentStatus,
    fulfilment_status,
    order_status,
    payment_status,
)
from apps.orders.tests.factories import a_draft


class TestTheTables:
    @pytest.mark.parametrize(
        ("table", "states"),
        [
            (ORDER_TRANSITIONS, OrderStatus),
            (PAYMENT_TRANSITIONS, PaymentStatus),
            (FULFILMENT_TRANSITIONS, FulfilmentStatus),
        ],
    )
    def test_name_every_state_once(self, table, states):
        assert set(table) == set(states.values)
        assert all(set(targets) <= set(states.values) for targets in table.values())
        assert all(state not in targets for state, targets in table.items())


class TestOrderStatus:
    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, "DRAFT"),
            ({"is_failed": True}, "FAILED"),
            ({"is_expired": True}, "EXPIRED"),
            ({"is_placed": True}, "PLACED"),
            ({"is_placed": True, "is_expired": True}, "EXPIRED"),
            ({"is_placed": True, "cancelled": 1}, "PLACED"),
            ({"is_placed": True, "cancelled": 3}, "CANCELLED"),
            ({"is_placed": True, "shipped": 1, "cancelled": 1}, "PART_SHIPPED"),
            ({"is_placed": True, "shipped": 1, "cancelled": 2, "is_delivered": True}, "DELIVERED"),
            ({"is_placed": True, "shipped": 1, "cancelled": 1, "returned": 1}, "PART_RETURNED"),
            ({"is_placed": True, "shipped": 1, "cancelled": 2, "returned": 1}, "RETURNED"),
            ({"is_placed": True, "shipped": 1}, "PART_SHIPPED"),
            ({"is_placed": True, "shipped": 2, "cancelled": 1}, "SHIPPED"),
            ({"is_placed": True, "shipped": 3}, "SHIPPED"),
            ({"is_placed": True, "shipped": 3, "is_delivered": True}, "DELIVERED"),
            ({"is_placed": True, "shipped": 2, "is_delivered": True}, "PART_SHIPPED"),
            ({"is_placed": True, "shipped": 3, "returned": 1, "is_delivered": True}, "PART_RETURNED"),
            ({"is_placed": True, "shipped": 3, "returned": 3}, "RETURNED"),
        ],
    )
    def test_follows_from_quantities(self, facts, status):
        base = {"is_placed": False, "is_failed": False, "is_expired": False, "ordered": 3, "cancelled": 0, "shipped": 0,
                "returned": 0, "is_delivered": False}  # fmt: skip
        assert order_status(**{**base, **facts}) == status


class TestPaymentStatus:
    @pytest.mark.parametrize(
        ("charged", "refunded", "pending", "status"),
        [(0, 0, False, "UNPAID"), (0, 0, True, "PENDING"), (50, 0, False, "PART_PAID"), (100, 0, False, "PAID"),
         (120, 0, False, "OVERPAID"), (100, 30, False, "PART_REFUNDED"), (100, 100, False, "REFUNDED"),
         (120, 20, False, "PAID"), (120, 15, False, "OVERPAID"), (120, 30, False, "PART_REFUNDED"),
         (120, 120, False, "REFUNDED"), (50, 50, False, "REFUNDED"), (200, 100, False, "PAID")],
    )  # fmt: skip
    def test_follows_from_sums(self, charged, refunded, pending, status):
        assert payment_status(total=100, charged=charged, refunded=refunded, is_pending=pending) == status

    @pytest.mark.parametrize(
        ("charged", "authorised", "refunded", "status"),
        [(0, 100, 0, "AUTHORISED"), (30, 70, 0, "AUTHORISED"), (0, 70, 0, "UNPAID"), (30, 60, 0, "PART_PAID"),
         (100, 0, 0, "PAID"), (30, 0, 30, "REFUNDED")],
    )  # fmt: skip
    def test_counts_what_a_bank_has_promised(self, charged, authorised, refunded, status):
        found = payment_status(
            total=100, charged=charged, authorised=authorised, refunded=refunded, is_pending=False
        )
        assert found == status


class TestFulfilmentStatus:
    @pytest.mark.parametrize(
        ("facts", "status"),
        [({}, "OPEN"), ({"is_packed": True}, "PACKED"), ({"shipped": 1}, "PART_SHIPPED"), ({"shipped": 3}, "SHIPPED"),
         ({"shipped": 3, "is_delivered": True}, "DELIVERED"), ({"cancelled": 3}, "NONE")],
    )  # fmt: skip
    def test_follows_from_quantities(self, facts, status):
        base = {"ordered": 3, "cancelled": 0, "shipped": 0, "is_packed": False, "is_delivered": False}
        assert fulfilment_status(**{**base, **facts}) == status


class TestTheFullMatrix:
    """Every pair of states of each of the three columns: what the table lists passes, the rest raises."""

    @pytest.mark.parametrize(
        ("field", "old", "new"),
        [(f, o, n) for f, table in TRANSITIONS.items() for o, n in itertools.product(table, table)],
    )
    def test_only_listed_steps_are_possible(self, field, old, new):
        order = Order(**{field: old})
        cause, now = Cause("mara", "because"), timezone.now()

        if old == new:
            assert transition(order, field, new, cause, now) is None
        elif new in TRANSITIONS[field][old]:
            event = transition(order, field, new, cause, now)
            assert getattr(order, field) == new
            assert (event.field, event.old, event.new) == (field, old, new)
            assert (event.actor, event.reason, event.at) == ("mara", "because", now)
        else:
            with pytest.raises(IllegalTransition):
                transition(order, field, new, cause, now)
            assert getattr(order, field) == old


@pytest.mark.django_db
class TestRecordPayment:
    def test_logs_who_and_why(self):
        order = a_draft()

        services.record_payment(
            order=order,
            charged_minor=0,
            refunded_minor=0,
            is_pending=True,
            actor="provider",
            reason="3-D Secure",
        )

        event = OrderEvent.objects.get(kind="CHANGE")
        assert (event.old, event.new, event.actor, event.reason) == (
            "UNPAID",
            "PENDING",
            "provider",
            "3-D Secure",
        )
