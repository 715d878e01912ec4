import pytest

from apps.cart.tests.factories import for_sale
from apps.inventory.models import Stock
from apps.orders import selectors, services
from apps.orders.errors import AlreadyShipped, IllegalTransition, NothingToShip, NotPaid
from apps.orders.models import Order, OrderEvent, OrderLine, Shipment
from apps.orders.tests.factories import a_draft
from apps.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two of one thing and one of another, placed and paid."""
    draft = a_draft(for_sale("Telescope", stock=5), for_sale("Eyepiece", stock=5), quantity=2)
    services.mark_placed(order=draft, charged_minor=draft.total_gross_minor, actor="test", reason="Paid")
    return draft


def stock_of(title):
    return Stock.objects.get(variant__title=title)


class TestMarkPlaced:
    def test_queues_the_confirmation_and_the_review_once(self, order):
        services.mark_placed(order=order, charged_minor=order.total_gross_minor, actor="test", reason="Paid")

        assert list(Message.objects.values_list("topic", "payload")) == [
            ("orders.send_confirmation", {"order_id": order.pk}),
            ("orders.review", {"order_id": order.pk}),
        ]

    def test_closes_the_basket(self, order):
        assert order.cart.status == "ORDERED" or Order.objects.get().cart.status == "ORDERED"


class TestMarkPacked:
    def test_logs_the_step(self, order):
        services.mark_packed(order_id=order.pk, actor="mara", reason="shelf 3")

        order.refresh_from_db()
        assert order.fulfilment_status == "PACKED"
        event = OrderEvent.objects.filter(field="fulfilment_status").get()
        assert (event.actor, event.reason) == ("mara", "shelf 3")

    def test_refuses_what_is_not_placed(self):
        with pytest.raises(IllegalTransition):
            services.mark_packed(order_id=a_draft().pk, actor="mara")


class TestShipOrder:
    def test_sends_everything_that_is_open(self, order):
        shipment = services.ship_order(order_id=order.pk, tracking_number=" HP 1 ", actor="mara")

        order.refresh_from_db()
        assert (order.status, order.fulfilment_status) == ("SHIPPED", "SHIPPED")
        assert shipment.tracking_url == "https://heliopost.example/track/HP%201"
        assert {line.quantity for line in shipment.lines.all()} == {2}
        assert (stock_of("Telescope").on_hand, stock_of("Telescope").allocated) == (3, 0)

    def test_sends_in_parts(self, order):
        telescope = order.lines.get(title="Telescope")
        services.ship_order(
            order_id=order.pk, tracking_number="1", actor="mara", quantities={telescope.pk: 1}
        )
        order.refresh_from_db()
        assert (order.status, order.fulfilment_status) == ("PART_SHIPPED", "PART_SHIPPED")

        services.ship_order(order_id=order.pk, tracking_number="2", actor="mara")
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert Shipment.objects.count() == 2

    def test_tells_the_customer_once_per_parcel(self, order):
        services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

        assert Message.objects.filter(topic="orders.send_shipped").count() == 1

    @pytest.mark.parametrize("quantity", [0, 3, 999])
    def test_never_sends_more_than_is_open(self, order, quantity):
        telescope = order.lines.get(title="Telescope")

        with pytest.raises(NothingToShip):
            services.ship_order(
                order_id=order.pk, tracking_number="1", actor="mara", quantities={telescope.pk: quantity}
            )
        assert stock_of("Telescope").on_hand == 5

    def test_never_sends_twice(self, order):
        services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

        with pytest.raises(NothingToShip):
            services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

    def test_refuses_lines_of_another_order(self, order):
        other = a_draft().lines.get()

        with pytest.raises(NothingToShip):
            services.ship_order(
                order_id=order.pk, tracking_number="1", actor="mara", quantities={other.pk: 1}
            )

    def test_waits_for_the_money(self, order):
        Order.objects.update(charged_minor=0, payment_status="UNPAID")

        with pytest.raises(NotPaid):
            services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")


class TestMarkDelivered:
    def test_needs_every_part_to_be_sent(self, order):
        telescope = order.lines.get(title="Telescope")
        services.ship_order(
            order_id=order.pk, tracking_number="1", actor="mara", quantities={telescope.pk: 2}
        )
        services.mark_delivered(order_id=order.pk, actor="mara")
        order.refresh_from_db()
        assert order.status == "PART_SHIPPED"

        services.ship_order(order_id=order.pk, tracking_number="2", actor="mara")
        services.mark_delivered(order_id=order.pk, actor="mara")
        order.refresh_from_db()
        assert (order.status, order.fulfilment_status) == ("DELIVERED", "DELIVERED")

    def test_refuses_what_was_not_sent(self, order):
        with pytest.raises(IllegalTransition):
            services.mark_delivered(order_id=order.pk, actor="mara")


class TestCancelOrder:
    def test_gives_stock_back_exactly_once(self, order):
        services.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")
        with pytest.raises(IllegalTransition):
            services.cancel_order(order_id=order.pk, actor="mara", reason="again")

        order.refresh_from_db()
        assert (order.status, order.fulfilment_status) == ("CANCELLED", "NONE")
        assert (stock_of("Telescope").on_hand, stock_of("Telescope").allocated) == (5, 0)
        assert set(OrderLine.objects.values_list("cancelled_qty", "allocated_qty")) == {(2, 0)}

    def test_is_too_late_once_something_has_left(self, order):
        telescope = order.lines.get(title="Telescope")
        services.ship_order(
            order_id=order.pk, tracking_number="1", actor="mara", quantities={telescope.pk: 1}
        )

        with pytest.raises(AlreadyShipped):
            services.cancel_order(order_id=order.pk, actor="mara", reason="too late")

    def test_announces_it_after_the_commit(self, order, django_capture_on_commit_callbacks):
        from apps.orders.signals import order_cancelled

        heard = []
        order_cancelled.connect(lambda **fact: heard.append(fact["order_id"]), weak=False, dispatch_uid="t")
        with django_capture_on_commit_callbacks(execute=True):
            services.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")
        order_cancelled.disconnect(dispatch_uid="t")

        assert heard == [order.pk]


class TestTrack:
    def titles(self, order):
        order = Order.objects.get(pk=order.pk)
        return [(step.title, step.is_done, step.is_now) for step in selectors.track(order)]

    def test_moves_with_the_order(self, order):
        assert self.titles(order)[0] == ("Order received", False, True)

        services.mark_packed(order_id=order.pk, actor="mara")
        assert self.titles(order)[:2] == [("Order received", True, False), ("Packed", False, True)]

        services.ship_order(order_id=order.pk, tracking_number="HP1", actor="mara")
        assert self.titles(order)[2] == ("On its way", False, True)

        services.mark_delivered(order_id=order.pk, actor="mara")
        assert self.titles(order)[3] == ("Delivered", True, True)

    def test_ends_when_cancelled(self, order):
        services.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")

        assert self.titles(order)[-1] == ("Cancelled", True, True)


class TestSubmitWithdrawal:
    def test_files_it_under_the_order_and_queues_a_receipt(self, order):
        withdrawal = services.submit_withdrawal(
            name="Ines Keller",
            email=order.email.upper(),
            order_code=f" {order.code.lower()} ",
            items="the eyepiece",
        )

        assert withdrawal.order == order
        assert OrderEvent.objects.filter(text="Withdrawal received", reason="the eyepiece").exists()
        assert Message.objects.filter(topic="orders.send_withdrawal_receipt").count() == 1

    def test_is_received_even_if_it_names_no_order_of_ours(self):
        withdrawal = services.submit_withdrawal(
            name="A", email="a@example.org", order_code="WHATEVER", items=""
        )

        assert withdrawal.order is None
        assert withdrawal.received_at is not None

    def test_is_not_filed_under_somebody_else_s_order(self, order):
        withdrawal = services.submit_withdrawal(
            name="A", email="bob@example.org", order_code=order.code, items=""
        )

        assert withdrawal.order is None
