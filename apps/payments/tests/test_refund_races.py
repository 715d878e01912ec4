"""Sixteen members of staff who give the same money back at the same moment."""

from functools import partial

import pytest

from apps.core.errors import ShopError
from apps.core.faults import switched_off
from apps.orders.models import Order
from apps.payments import services
from apps.payments.models import Refund
from apps.payments.tests.factories import a_placed_order

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class TestSixteenRefundsOfSixtyPercent:
    @pytest.fixture
    def order(self) -> Order:
        return a_placed_order()

    def calls(self, order):
        share = order.total_gross_minor * 60 // 100
        wish = {"order_id": order.pk, "units": {}, "goodwill_minor": share, "reason": "late", "actor": "mara"}
        return [partial(services.refund_lines, **wish)] * 16

    def test_give_back_one(self, order, together, books):
        results = together(self.calls(order))

        refused = [result for result in results if isinstance(result, ShopError)]
        assert {refusal.code for refusal in refused} == {"refund_too_high"}, results
        assert len(refused) == 15
        assert Refund.objects.get().amount_minor == order.total_gross_minor * 60 // 100
        assert books("I9") == []

    def test_would_not_be_refused_clearly_without_the_lock(self, order, together):
        """The control: the table still lets one through only, but as a database error instead of an answer."""
        with switched_off("refund_lock"):
            results = together(self.calls(order))

        assert sum(isinstance(result, ShopError) for result in results) < 15, results
        assert Refund.objects.count() == 1
