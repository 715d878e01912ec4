"""A statement of withdrawal becomes a cancellation, a return, or both."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.orders import services as orders
from apps.orders.models import Order, OrderEvent
from apps.outbox.models import Message
from apps.payments.tests.factories import a_placed_order
from apps.returns import services
from apps.returns.models import Return
from apps.returns.services import Wish
from apps.returns.tests.factories import delivered

pytestmark = pytest.mark.django_db


def withdraw(order: Order, items: str = "", now: datetime | None = None) -> list[Return]:
    withdrawal = orders.submit_withdrawal(
        name="Ines Keller", email=order.email, order_code=order.code, items=items, now=now
    )
    queued = Message.objects.get(topic="orders.withdrawn")
    assert queued.payload == {"withdrawal_id": withdrawal.pk}
    return services.open_withdrawal(withdrawal_id=withdrawal.pk)


class TestOfAnOrderThatHasArrived:
    @pytest.fixture
    def order(self) -> Order:
        return delivered(for_sale("Telescope", price="100.00"), for_sale("Map", price="9.99"), quantity=2)

    def test_is_an_approved_return_of_everything_with_its_term(self, order):
        (found,) = withdraw(order)

        assert (found.kind, found.is_approved) == ("WITHDRAWAL", True)
        assert sorted(found.lines.values_list("line__title", "units")) == [("Map", 2), ("Telescope", 2)]
        assert found.pay_back_by == timezone.localdate() + timedelta(days=14)
        assert found.delivery_minor == order.delivery_gross_minor

    def test_of_a_named_item_leaves_the_other_and_the_delivery(self, order):
        (found,) = withdraw(order, "the telescope")

        assert list(found.lines.values_list("line__title", "units")) == [("Telescope", 2)]
        assert (found.is_approved, found.delivery_minor) == (True, 0)

    @pytest.mark.parametrize("words", ["one of the two telescope", "the thing for my brother"])
    def test_waits_for_staff_where_its_words_say_more(self, order, words):
        (found,) = withdraw(order, words)

        assert found.is_requested
        assert found.note == words

    def test_waits_for_staff_when_it_comes_late(self, order, settings):
        late = timezone.now() + timedelta(days=settings.WITHDRAWAL_DAYS + 1)
        (found,) = withdraw(order, now=late)

        assert found.is_requested

    def test_is_opened_once(self, order):
        (found,) = withdraw(order)

        assert services.open_withdrawal(withdrawal_id=found.withdrawal_id) == [found]
        assert Return.objects.count() == 1

    def test_leaves_out_what_is_on_its_way_back(self, order):
        line = order.lines.get(title="Map")
        services.request_return(order_id=order.pk, wishes=[Wish(line.pk, 2)])
        (found,) = withdraw(order)

        assert list(found.lines.values_list("line__title", "units")) == [("Telescope", 2)]


class TestOfAnOrderThatIsStillHere:
    def test_cancels_it(self, books):
        order = a_placed_order(for_sale("Telescope", price="100.00"), quantity=2)

        assert withdraw(order) == []
        order.refresh_from_db()
        assert order.is_cancelled

    def test_cancels_the_named_item_only(self):
        order = a_placed_order(for_sale("Telescope"), for_sale("Map"))

        withdraw(order, "Map")
        assert list(order.lines.values_list("title", "cancelled_qty")) == [("Telescope", 0), ("Map", 1)]

    def test_cancels_what_is_here_and_takes_back_what_has_left(self):
        order = a_placed_order(for_sale("Telescope"), for_sale("Map"))
        sent = order.lines.get(title="Map")
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara", quantities={sent.pk: 1})
        (found,) = withdraw(order)

        assert order.lines.get(title="Telescope").cancelled_qty == 1
        assert list(found.lines.values_list("line__title", "units")) == [("Map", 1)]
        assert found.is_approved


class TestOfNoKnownOrder:
    @pytest.mark.parametrize("wrong", [{"email": "else@example.org"}, {"order_code": "NOSUCH7"}])
    def test_touches_nothing(self, wrong):
        order = delivered(for_sale())
        typed = {"email": order.email, "order_code": order.code, **wrong}
        withdrawal = orders.submit_withdrawal(name="Ines Keller", items="", **typed)

        assert services.open_withdrawal(withdrawal_id=withdrawal.pk) == []
        assert not Message.objects.filter(topic="orders.withdrawn").exists()
        assert not OrderEvent.objects.filter(text="Withdrawal received").exists()
