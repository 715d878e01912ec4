"""Two who press at the same moment. Every guard has its negative control."""

from functools import partial

import pytest

from apps.cart.tests.factories import for_sale
from apps.core.errors import ShopError
from apps.core.faults import switched_off
from apps.orders.models import Order
from apps.returns import services
from apps.returns.models import Return
from apps.returns.services import Wish
from apps.returns.tests.factories import approved, arrivals, delivered

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def order() -> Order:
    return delivered(for_sale("Telescope"), quantity=2)


def refusals(results):
    return [result.code for result in results if isinstance(result, ShopError)]


class TestTheLastUnit:
    @pytest.fixture
    def calls(self, order):
        wish = Wish(order.lines.get().pk, 2)
        return [partial(services.request_return, order_id=order.pk, wishes=[wish])] * 8

    def test_goes_into_one_of_eight_returns(self, calls, together):
        results = together(calls)

        assert refusals(results) == ["not_returnable"] * 7, results
        assert Return.objects.count() == 1

    def test_goes_into_one_even_without_the_lock(self, calls, together):
        """The table's trigger is the second wall; without the lock it is the one that answers."""
        with switched_off("return_lock"):
            together(calls)

        assert Return.objects.count() == 1


class TestAParcelThatIsReceivedTwiceAtOnce:
    @pytest.fixture
    def calls(self, order):
        found = approved(order)
        call = partial(services.receive_return, return_id=found.pk, arrivals=arrivals(found), actor="mara")
        return [call] * 8

    def test_counts_once(self, order, calls, together, books):
        results = together(calls)

        assert refusals(results) == ["illegal_return_step"] * 7, results
        assert order.lines.get().returned_qty == 1
        assert books("I9", "I12") == []

    def test_would_be_taken_more_than_once_without_the_lock(self, calls, together):
        """The control: then more than one finds the return approved."""
        with switched_off("return_lock"):
            results = together(calls)

        assert len(refusals(results)) < 7, results
