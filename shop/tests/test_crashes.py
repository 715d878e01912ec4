"""Processes that die at the worst moment. Afterwards the sweeper and the relay put everything right."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.documents.services import issue_invoice
from apps.inventory.models import Stock
from apps.mail.models import Message as Mail
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.outbox import services as outbox
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.models import Payment, Refund, TestCharge
from apps.payments.tests.factories import a_placed_order
from shop.tests.processes import KILLED, in_a_process

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def press(cart: Cart, *, crash: str, way: str = "test:approve") -> int:
    """Press the button in a process that dies at a named point; return how it ended."""
    total = total_of(cart)
    done = in_a_process(
        "from apps.currency.money import Money\n"
        "from apps.payments.services import place_order\n"
        f"place_order(cart_id={cart.pk}, expected_total=Money({total.minor}, {total.currency!r}), way={way!r})",
        faults=f"crash:{crash}:1",
    )
    assert done.returncode in (0, KILLED), done.stderr
    return done.returncode


def put_right() -> None:
    """What beat and the workers do in the minutes after: sweep, and run what waits in the outbox."""
    services.sweep(now=timezone.now() + timedelta(minutes=1))
    run_outbox()


def run_outbox() -> None:
    current_app.loader.import_default_modules()
    for message in Message.objects.filter(done_at=None):
        current_app.tasks[message.topic].run(message_id=message.pk)


class TestPlacingAnOrder:
    @pytest.mark.parametrize(
        ("crash", "ends"),
        [
            ("after_reserve", "nothing"),
            ("before_provider", "undone"),
            ("after_provider_before_commit", "placed"),
            ("after_commit_before_response", "placed"),
        ],
    )
    def test_ends_with_a_paid_order_or_no_charge(self, crash, ends):
        cart = ready_cart(for_sale(price="649", stock=3))

        assert press(cart, crash=crash) == KILLED
        put_right()

        cart.refresh_from_db()
        charged = TestCharge.objects.filter(status="CHARGED").count()
        statuses = list(Order.objects.values_list("status", flat=True))
        assert (charged, statuses) == {
            "nothing": (0, []),
            "undone": (0, ["FAILED"]),
            "placed": (1, ["PLACED"]),
        }[ends]
        assert Stock.objects.get().allocated == charged
        assert cart.is_open is (charged == 0)
        assert cart.completing_at is None
        assert Mail.objects.filter(kind="order_confirmation").count() == charged
        assert check() == []

    def test_lets_the_shopper_press_again_afterwards(self):
        cart = ready_cart(for_sale(price="649", stock=3))
        press(cart, crash="before_provider")
        put_right()
        cart.refresh_from_db()

        assert services.place_order(
            cart_id=cart.pk, expected_total=total_of(cart), way="test:approve"
        ).is_placed
        assert TestCharge.objects.count() == 1

    def test_answers_the_lost_answer_with_the_order(self):
        """The process dies after the commit, the shopper presses again: the same order, no second charge."""
        cart = ready_cart(for_sale(price="649", stock=3))
        total = total_of(cart)
        press(cart, crash="after_commit_before_response")

        again = services.place_order(cart_id=cart.pk, expected_total=total, way="test:approve")

        assert again.is_placed
        assert (Order.objects.count(), TestCharge.objects.count()) == (1, 1)

    def test_would_charge_twice_without_the_payment_s_key(self):
        """The control: a process that dies after the charge, and a new try that asks with a new key."""
        cart = ready_cart(for_sale(price="649", stock=3))
        press(cart, crash="after_provider_before_commit")
        lost = Payment.objects.get()
        Payment.objects.update(status="CANCELLED")
        orders.undo_draft(order=lost.order, actor="test", reason="gave up without asking")
        cart.refresh_from_db()

        services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way="test:approve")

        assert TestCharge.objects.filter(status="CHARGED").count() == 2
        assert "I4" in {finding.invariant for finding in check()}


class TestRefunding:
    def test_gives_back_once_though_the_process_dies_after_the_provider(self):
        order = a_placed_order(for_sale(price="649"))
        orders.cancel_order(order_id=order.pk, actor="mara", reason="customer asked")
        refund = Refund.objects.first() or services.refund_cancelled_order(order_id=order.pk)[0]

        done = in_a_process(
            f"from apps.payments.services import send_refund; send_refund(refund_id={refund.pk})",
            faults="crash:refund_after_provider:1",
        )
        assert done.returncode == KILLED, done.stderr
        services.send_refund(refund_id=refund.pk)
        run_outbox()

        assert TestCharge.objects.get().refunded_minor == order.total_gross_minor
        order.refresh_from_db()
        assert order.payment_status == "REFUNDED"
        assert check() == []


class TestTheOutbox:
    @pytest.fixture
    def message(self) -> Message:
        a_placed_order()
        return Message.objects.get(topic="orders.send_confirmation")

    def test_hands_over_again_when_the_relay_dies_after_publishing(self, message):
        done = in_a_process(
            "from apps.outbox.services import relay; relay()", faults="crash:relay_after_publish:1"
        )
        assert done.returncode == KILLED, done.stderr

        message.refresh_from_db()
        assert message.sent_count == 0
        assert outbox.relay() == Message.objects.filter(done_at=None).count()
        message.refresh_from_db()
        assert message.sent_count == 1

    def test_writes_the_mail_once_when_the_worker_dies_before_its_answer(self, message):
        done = in_a_process(
            "from celery import current_app\n"
            "import apps.orders.tasks\n"
            f"current_app.tasks['orders.send_confirmation'].run(message_id={message.pk})",
            faults="crash:task_before_ack:1",
        )
        assert done.returncode == KILLED, done.stderr
        run_outbox()
        current_app.tasks["orders.send_confirmation"].run(message_id=message.pk)

        assert Mail.objects.filter(kind="order_confirmation").count() == 1

    def test_keeps_everything_while_the_broker_is_away(self, message):
        done = in_a_process(
            "from apps.outbox.services import relay; print('sent', relay())",
            BROKER_URL="redis://127.0.0.1:1/0",
        )

        assert "sent 0" in done.stdout, done.stderr
        message.refresh_from_db()
        assert (message.sent_count, message.done_at) == (0, None)


class TestTheSwitches:
    """Faults are for tests. A shop in any other mode refuses to start with them."""

    @pytest.mark.parametrize("mode", ["demo", "production"])
    def test_are_refused_outside_tests(self, mode):
        done = in_a_process(
            "",
            faults="off:stock_lock",
            SHOP_MODE=mode,
            DJANGO_SETTINGS_MODULE="shop.settings",
            SHOP_URL="https://x.example",
        )

        assert done.returncode != 0
        assert "SHOP_FAULTS" in done.stderr

    def test_must_be_spelt_right(self):
        done = in_a_process("import apps.core.faults", faults="off:everything")

        assert "SHOP_FAULTS has no 'off:everything'" in done.stderr

    def test_cannot_be_switched_in_a_running_shop(self, settings):
        from django.core.exceptions import ImproperlyConfigured

        from apps.core.faults import switched_off

        settings.SHOP_MODE = "production"
        with pytest.raises(ImproperlyConfigured), switched_off("stock_lock"):
            pass


class TestIssuingAnInvoice:
    def test_that_dies_leaves_no_gap(self):
        order = a_placed_order(for_sale())
        done = in_a_process(
            f"from apps.documents.services import issue_invoice\nissue_invoice(order_id={order.pk})",
            faults="crash:after_document_number:1",
        )
        assert done.returncode == KILLED, done.stderr

        assert issue_invoice(order_id=order.pk).position == 1
        assert check() == []
