"""A return from the wish to the money."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.inventory.models import Stock
from apps.orders.models import Order, OrderEvent
from apps.outbox.models import Message
from apps.payments.models import Refund, Repayment
from apps.payments.services import refund_lines
from apps.returns import errors, selectors, services
from apps.returns.models import Return, ReturnEvent
from apps.returns.services import Wish
from apps.returns.services.deciding import Arrival
from apps.returns.tests.factories import approved, arrivals, asked, delivered, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Three telescopes for 100.00 each that have arrived."""
    return delivered(for_sale("Telescope", price="100.00"), quantity=3)


def line_of(order):
    return order.lines.get()


def topics():
    return list(Message.objects.filter(topic__startswith="returns.").values_list("topic", flat=True))


class TestAsking:
    def test_keeps_what_was_asked_and_what_was_shown(self, order):
        found = asked(order, 2)

        assert (found.status, found.kind, found.shown_minor) == ("REQUESTED", "RETURN", 20000)
        assert found.return_until == selectors.last_day_of(order)
        line = found.lines.get()
        assert (line.asked_units, line.units, line.reason) == (2, 2, "DOES_NOT_SUIT")
        assert topics() == ["returns.send_requested"]
        assert OrderEvent.objects.filter(text=f"Return {found.code} asked for", actor="customer").exists()

    def test_shows_to_the_cent_what_comes_back(self, order):
        preview = services.preview_request(order_id=order.pk, units={line_of(order).pk: 2})

        assert str(preview.total) == "€200.00"
        assert [(name, str(amount)) for name, amount in preview.rows] == [("2 × Telescope", "€200.00")]

    def test_takes_nothing_else_than_what_was_shown(self, order):
        with pytest.raises(errors.MoneyIsOther):
            asked(order, 2, expected_minor=10000)

        assert not Return.objects.exists()

    @pytest.mark.parametrize("units", [4, -1])
    def test_refuses_more_than_has_arrived(self, order, units):
        with pytest.raises(errors.NotReturnable):
            asked(order, units)

    def test_refuses_nothing(self, order):
        with pytest.raises(errors.NothingChosen):
            asked(order, 0)

    def test_refuses_units_that_are_on_their_way_back(self, order):
        asked(order, 2)

        with pytest.raises(errors.NotReturnable):
            asked(order, 2)

    def test_refuses_what_was_paid_back_before(self, order):
        refund_lines(order_id=order.pk, units={line_of(order).pk: 3}, reason="Late", actor="mara")

        with pytest.raises(errors.NotReturnable):
            asked(order)

    def test_refuses_a_line_of_somebody_else(self, order):
        other = delivered(for_sale("Map"))

        with pytest.raises(errors.NotReturnable):
            services.request_return(order_id=order.pk, wishes=[Wish(line_of(other).pk, 1)])

    def test_refuses_what_was_made_for_its_buyer(self, order):
        order.lines.update(personal_text="Our night")

        with pytest.raises(errors.NotReturnable):
            asked(order)

    def test_refuses_after_the_last_day_and_names_it(self, order, settings):
        until = timezone.localdate() + timedelta(days=settings.RETURN_DAYS)
        late = timezone.now() + timedelta(days=settings.RETURN_DAYS + 1)

        with pytest.raises(errors.TooLateToReturn, match=f"{until:%-d %B %Y}"):
            asked(order, now=late)

    def test_is_possible_on_the_last_day(self, order, settings):
        assert asked(order, now=timezone.now() + timedelta(days=settings.RETURN_DAYS)).is_requested

    def test_has_no_last_day_while_a_parcel_is_on_its_way(self, order):
        order.shipments.update(delivered_at=None)

        assert selectors.last_day_of(order) is None
        assert asked(order).return_until is None


class TestCancelling:
    def test_frees_the_units_again(self, order):
        services.cancel_return(return_id=asked(order, 3).pk, actor="customer")

        assert asked(order, 3).is_requested

    def test_a_second_time_changes_nothing(self, order):
        found = approved(order)
        services.cancel_return(return_id=found.pk, actor="customer")
        events = ReturnEvent.objects.count()
        services.cancel_return(return_id=found.pk, actor="customer")

        assert ReturnEvent.objects.count() == events

    def test_is_too_late_once_the_goods_came(self, order):
        with pytest.raises(errors.IllegalStep):
            services.cancel_return(return_id=received(order).pk, actor="customer")

    def test_is_too_late_once_money_went_back(self, order):
        found = approved(order)
        services.refund_return(return_id=found.pk, actor="mara", without_goods=True)

        with pytest.raises(errors.IllegalStep):
            services.cancel_return(return_id=found.pk, actor="customer")


class TestDeciding:
    def test_sends_instructions_with_a_day(self, order):
        found = approved(order)

        assert found.is_approved
        assert found.send_by == timezone.localdate() + timedelta(days=14)
        assert topics() == ["returns.send_requested", "returns.send_approved"]

    def test_may_agree_to_less(self, order):
        found = asked(order, 3)
        line = found.lines.get()
        services.approve_return(return_id=found.pk, actor="mara", units={line.pk: 1})

        assert (found.lines.get().asked_units, found.lines.get().units) == (3, 1)
        assert asked(order, 2).is_requested

    @pytest.mark.parametrize("units", [2, -1])
    def test_cannot_agree_to_more_than_was_asked_for(self, order, units):
        found = asked(order)
        more = {found.lines.get().pk: units}

        with pytest.raises(errors.NotReturnable):
            services.approve_return(return_id=found.pk, actor="mara", units=more)

    def test_cannot_agree_to_nothing(self, order):
        found = asked(order)

        with pytest.raises(errors.NothingChosen):
            services.approve_return(return_id=found.pk, actor="mara", units={found.lines.get().pk: 0})

    def test_refuses_with_a_reason(self, order):
        found = services.refuse_return(return_id=asked(order).pk, actor="mara", reason="Bent by a fall")

        assert (found.status, found.refusal) == ("REFUSED", "Bent by a fall")
        assert topics()[-1] == "returns.send_refused"
        assert found.events.last().actor == "mara"

    def test_is_done_once(self, order):
        found = approved(order)

        with pytest.raises(errors.IllegalStep):
            services.approve_return(return_id=found.pk, actor="mara")
        with pytest.raises(errors.IllegalStep):
            services.refuse_return(return_id=found.pk, actor="mara", reason="Too late")


class TestReceiving:
    def test_counts_as_returned_and_goes_back_to_the_shelf(self, order, books):
        received(order, 2)

        assert line_of(order).returned_qty == 2
        assert Stock.objects.get().on_hand == 9
        order.refresh_from_db()
        assert order.status == "PART_RETURNED"
        assert books("I9", "I12") == []

    def test_keeps_broken_goods_off_the_shelf(self, order):
        received(order, 2, restock=False)

        assert line_of(order).returned_qty == 2
        assert Stock.objects.get().on_hand == 7

    def test_of_everything_makes_the_order_returned(self, order):
        received(order, 3)

        order.refresh_from_db()
        assert order.status == "RETURNED"

    def test_a_second_time_is_refused(self, order):
        found = received(order)

        with pytest.raises(errors.IllegalStep):
            services.receive_return(return_id=found.pk, arrivals=arrivals(found), actor="mara")
        assert line_of(order).returned_qty == 1

    def test_before_an_answer_is_refused(self, order):
        found = asked(order)

        with pytest.raises(errors.IllegalStep):
            services.receive_return(return_id=found.pk, arrivals=arrivals(found), actor="mara")

    def test_refuses_more_than_was_agreed(self, order):
        found = approved(order)

        with pytest.raises(errors.NotReturnable):
            services.receive_return(
                return_id=found.pk, arrivals={found.lines.get().pk: Arrival(2)}, actor="mara"
            )

    def test_refuses_an_empty_parcel(self, order):
        found = approved(order)

        with pytest.raises(errors.NothingReceived):
            services.receive_return(return_id=found.pk, arrivals={}, actor="mara")

    def test_of_less_leaves_the_rest_to_be_asked_for_again(self, order):
        found = approved(order, 3)
        services.receive_return(
            return_id=found.pk, arrivals={found.lines.get().pk: Arrival(1, True, "Like new")}, actor="mara"
        )

        assert found.lines.get().condition == "Like new"
        services.refund_return(return_id=found.pk, actor="mara")
        assert Repayment.objects.get().amount_minor == 10000
        assert asked(order, 2).is_requested


class TestPayingBack:
    def test_gives_back_what_was_received_and_closes(self, order, books):
        found = received(order, 2)
        preview = services.preview_refund(return_id=found.pk)
        refunds = services.refund_return(return_id=found.pk, actor="mara", expected_minor=preview.total_minor)

        found.refresh_from_db()
        assert [refund.amount_minor for refund in refunds] == [20000]
        assert (found.status, found.lines.get().refunded_units) == ("CLOSED", 2)
        assert line_of(order).refunded_qty == 2
        assert books("I9", "I12") == []

    def test_of_single_units_adds_up_to_what_was_paid(self):
        order = delivered(for_sale("Set", price="3.33"), quantity=3)
        for _ in range(3):
            services.refund_return(return_id=received(order).pk, actor="mara")

        assert sum(Repayment.objects.values_list("amount_minor", flat=True)) == 999

    def test_gives_back_a_part_of_the_delivery_too(self, order):
        services.refund_return(return_id=received(order).pk, actor="mara", delivery_minor=690)

        assert Repayment.objects.get().amount_minor == 10690

    def test_a_second_time_is_refused(self, order):
        found = received(order)
        services.refund_return(return_id=found.pk, actor="mara")

        with pytest.raises(errors.IllegalStep):
            services.refund_return(return_id=found.pk, actor="mara")
        assert Refund.objects.count() == 1

    def test_waits_for_the_goods(self, order):
        with pytest.raises(errors.IllegalStep):
            services.refund_return(return_id=approved(order).pk, actor="mara")

    def test_may_come_before_the_goods(self, order, books):
        found = approved(order, 2)
        services.refund_return(return_id=found.pk, actor="mara", without_goods=True, reason="Known customer")
        found.refresh_from_db()
        assert found.is_approved
        with pytest.raises(errors.NothingToPay):
            services.refund_return(return_id=found.pk, actor="mara", without_goods=True)

        services.receive_return(return_id=found.pk, arrivals=arrivals(found), actor="mara")

        found.refresh_from_db()
        assert found.status == "CLOSED"
        assert Repayment.objects.get().amount_minor == 20000
        assert books("I9", "I12") == []

    def test_leaves_no_second_return_of_what_was_never_sent(self, order):
        found = approved(order, 3)
        services.refund_return(return_id=found.pk, actor="mara", without_goods=True)
        services.close_return(return_id=found.pk, actor="mara", reason="Keep it")

        with pytest.raises(errors.NotReturnable):
            asked(order)

    def test_can_be_denied_for_goods_that_are_broken(self, order):
        found = services.close_return(return_id=received(order).pk, actor="mara", reason="Drowned")

        assert found.status == "CLOSED"
        assert not Refund.objects.exists()


class TestTheTimeline:
    def test_says_who_did_what(self, order):
        found = received(order)
        services.refund_return(return_id=found.pk, actor="mara")

        steps = [(event.old, event.new, event.actor) for event in found.events.all() if event.new]
        assert steps == [
            ("", "REQUESTED", "customer"),
            ("REQUESTED", "APPROVED", "mara"),
            ("APPROVED", "RECEIVED", "mara"),
            ("RECEIVED", "CLOSED", "mara"),
        ]

    def test_is_only_added_to(self, order):
        asked(order)

        with pytest.raises(IntegrityError), transaction.atomic():
            ReturnEvent.objects.update(actor="nobody")


class TestTheBooks:
    def test_miss_what_a_return_says_came_back_and_did_not(self, order, books):
        received(order)
        order.lines.update(returned_qty=0)

        assert [finding.invariant for finding in books("I9", "I12")] == ["I18"]

    def test_miss_money_that_no_repayment_gives(self, order, books):
        found = received(order)
        found.lines.update(refunded_units=1)

        assert [finding.invariant for finding in books("I9", "I12")] == ["I18"]
