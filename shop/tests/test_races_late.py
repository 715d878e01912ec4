"""Money that comes late, for several orders at once and while orders expire. With its negative control."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.core.faults import switched_off
from apps.inventory.models import Stock
from apps.inventory.services import count
from apps.orders.models import Order
from apps.payments import services
from apps.payments.models import Refund
from apps.payments.services import Booking
from apps.payments.tests.factories import an_unpaid_order, transfer_comes
from shop.tests.together import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ORDERS = 8


def unbalanced() -> list[str]:
    return [str(finding) for finding in check() if finding.invariant != "I9"]


def expired_orders() -> list[Order]:
    """Orders for the same thing that expired unpaid. Now only one unit is there."""
    variant = for_sale(stock=ORDERS)
    for _ in range(ORDERS):
        an_unpaid_order(variant)
    Order.objects.update(pay_by=timezone.now() - timedelta(minutes=1))
    assert services.expire_unpaid() == ORDERS
    count(stock_id=Stock.objects.get().pk, on_hand=1, actor="test", reason="lost")
    return list(Order.objects.order_by("pk"))


def pay_all_at_once(orders: list[Order]) -> list[Any]:
    return together(
        [partial(transfer_comes, order, order.total_gross_minor, f"B{order.pk}") for order in orders]
    )


class TestTheLastUnitPaidLate:
    def test_goes_to_one_and_the_others_get_their_money_back(self):
        results = pay_all_at_once(expired_orders())

        assert sorted(result.name for result in results) == ["COUNTED"] + ["LATE"] * (ORDERS - 1)
        assert Order.objects.filter(status="PLACED").count() == 1
        assert Order.objects.filter(status="EXPIRED").count() == ORDERS - 1
        assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (1, 1)
        assert Refund.objects.count() == ORDERS - 1
        assert unbalanced() == []

    def test_would_end_in_errors_without_the_lock(self):
        """The control: the table's constraint still stops a second sale, but the money is not on record."""
        orders = expired_orders()
        with switched_off("stock_lock"):
            results = pay_all_at_once(orders)

        answered = [result for result in results if isinstance(result, Booking)]
        assert len(answered) < ORDERS, results


class TestPaidInTheSecondTheTermEnds:
    def test_is_sold_or_goes_back_and_never_both(self):
        """Staff book the money while the job lets the orders expire: each order ends paid, once."""
        variant = for_sale(stock=ORDERS)
        orders = [an_unpaid_order(variant) for _ in range(ORDERS)]
        Order.objects.update(pay_by=timezone.now() - timedelta(minutes=1))
        pays = [partial(transfer_comes, order, order.total_gross_minor, f"B{order.pk}") for order in orders]

        results = together([*pays, services.expire_unpaid, services.expire_unpaid])

        assert [result for result in results if isinstance(result, BaseException)] == []
        assert set(Order.objects.values_list("status", "payment_status")) == {("PLACED", "PAID")}
        assert Stock.objects.get().allocated == ORDERS
        assert unbalanced() == []


class TestTheSameEntryOfTheBank:
    def test_counts_once_for_one_of_two_orders(self):
        variant = for_sale(stock=2)
        orders = [an_unpaid_order(variant) for _ in range(2)]
        total = orders[0].total_gross_minor

        results = together([partial(transfer_comes, order, total, "B1") for order in orders * 4])

        assert [result for result in results if isinstance(result, BaseException)] == []
        assert results.count(Booking.COUNTED) == 1
        assert sum(Order.objects.values_list("charged_minor", flat=True)) == total
        assert unbalanced() == []
