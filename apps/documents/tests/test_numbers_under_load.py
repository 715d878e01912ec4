"""Numbers without gaps and without doubles, whatever runs at once or dies."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.core.faults import switched_off
from apps.documents import services
from apps.documents.models import Document, Series
from apps.documents.tests.factories import many_orders
from apps.orders.models import Order

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Together = Callable[[Sequence[Callable[[], Any]]], list[Any]]
THREADS = 8


def issue_all(orders: Sequence[Order]) -> list[Any]:
    """Issue invoices one after the other, as one worker does; a refusal is kept and the next one tried."""
    results: list[Any] = []
    for order in orders:
        try:
            results.append(services.issue_invoice(order_id=order.pk).position)
        except IntegrityError as error:
            results.append(error)
    return results


def shared_out(orders: Sequence[Order]) -> list[Callable[[], list[Any]]]:
    return [partial(issue_all, orders[worker::THREADS]) for worker in range(THREADS)]


class TestAThousandInvoices:
    def test_of_eight_workers_have_the_numbers_from_1_to_1000(self, together: Together):
        orders = many_orders(1000)

        results = together(shared_out(orders))

        assert all(isinstance(result, list) for result in results), results
        positions = sorted(position for result in results for position in result)
        assert positions == list(range(1, 1001))
        assert Series.objects.get().last == 1000
        assert Document.objects.values("number").distinct().count() == 1000

    def test_would_collide_if_numbers_were_read_and_not_taken(self, together: Together):
        """The control: without the statement that counts and locks at once, workers take the same number."""
        orders = many_orders(80)
        services.issue_invoice(order_id=orders[0].pk)

        with switched_off("series_lock"):
            results = together(shared_out(orders[1:]))

        refused = [found for result in results for found in result if isinstance(found, IntegrityError)]
        assert refused, results


class TestTheSameOrder:
    def test_gets_one_invoice_from_eight_workers(self, together: Together):
        (order,) = many_orders(1)

        numbers = together([partial(services.issue_invoice, order_id=order.pk)] * THREADS)

        assert {document.pk for document in numbers} == {Document.objects.get().pk}
        assert Series.objects.get().last == 1


class TestATransactionThatFails:
    @transaction.atomic
    def issue_and_fail(self, order: Order) -> None:
        assert services.issue_invoice(order_id=order.pk).position == 1
        raise RuntimeError

    def test_gives_its_number_back(self):
        first, second = many_orders(2)

        with pytest.raises(RuntimeError):
            self.issue_and_fail(first)

        assert services.issue_invoice(order_id=second.pk).position == 1
        assert services.issue_invoice(order_id=first.pk).position == 2
