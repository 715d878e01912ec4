"""Bank transfers: placed at once, paid later, in part, twice, too much, and sent back by hand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.services import change_currency
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.currency.tests.factories import record
from apps.giftcards.selectors import balance
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.orders import services as orders
from apps.orders.errors import NotPaid
from apps.orders.models import Checkout, Order
from apps.orders.selectors import how_to_pay
from apps.orders.tests.factories import ready_cart, total_of
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.errors import (
    CannotCancel,
    NoSuchAmount,
    NotByTransfer,
    NotOverpaid,
    OtherCurrency,
    RefundNotByHand,
    UnknownProvider,
)
from apps.payments.gateways import choices
from apps.payments.gateways.transfer import end_of_term
from apps.payments.models import BankReceipt, Payment, PaymentEvent, Refund
from apps.payments.selectors import needing_attention
from apps.payments.services import Booking
from apps.payments.tests.factories import a_placed_order, an_unpaid_order, press_the_button, transfer_comes

pytestmark = pytest.mark.django_db


def unbalanced() -> list[str]:
    return [str(finding) for finding in check() if finding.invariant != "I9"]


def texts(order: Order) -> str:
    return "\n".join(order.events.filter(kind="PAYMENT").values_list("text", flat=True))


@pytest.fixture
def order() -> Order:
    return an_unpaid_order(for_sale(price="649"))  # 655.90 with delivery


class TestChoosingATransfer:
    def test_places_the_order_and_keeps_the_goods(self, order):
        assert (order.status, order.payment_status, order.charged_minor) == ("PLACED", "UNPAID", 0)
        assert Payment.objects.get().status == "PENDING"
        assert Stock.objects.get().allocated == 1
        assert Cart.objects.get().status == "ORDERED"
        assert Message.objects.filter(topic="orders.send_confirmation").exists()
        assert unbalanced() == []

    def test_says_what_to_pay_until_when(self, order):
        told = how_to_pay(order)

        assert told.amount == Money(65590, "EUR")
        assert told.reference == order.code
        assert told.iban == "DE50 9999 9999 0042 0042 00"
        assert timezone.localdate(told.pay_by) == timezone.localdate() + timedelta(days=7)
        assert told.picture.startswith("data:image/svg+xml")

    def test_is_offered_in_the_currency_of_the_account_only(self):
        assert "transfer:bank" in [choice.value for choice in choices("EUR")]
        assert "transfer:bank" not in [choice.value for choice in choices("USD")]

    def test_is_refused_in_another_currency_whatever_was_posted(self):
        record("USD", "1.1172", timezone.localdate().isoformat())
        cart = ready_cart()
        change_currency(cart=cart, currency="USD")

        with pytest.raises(UnknownProvider):
            press_the_button(cart, "transfer:bank")

        assert not Order.objects.exists()
        assert Cart.objects.get().is_open

    def test_is_not_asked_about_by_the_sweeper(self, order):
        assert services.sweep(now=timezone.now() + timedelta(days=1)) == 0

    def test_cannot_be_cancelled_like_a_payment_that_waits_for_the_shopper(self, order):
        with pytest.raises(CannotCancel):
            services.cancel_payment(payment_id=Payment.objects.get().pk)
        assert Payment.objects.get().status == "PENDING"

    def test_is_the_same_order_when_pressed_twice(self):
        cart = ready_cart()
        first = press_the_button(cart, "transfer:bank")

        again = services.place_order(cart_id=cart.pk, expected_total=first.order.total, way="transfer:bank")

        assert again.order == first.order
        assert Payment.objects.count() == 1

    def test_is_found_by_the_sweeper_if_the_process_died(self):
        order = orders.prepare_order(cart_id=(cart := ready_cart()).pk, expected_total=total_of(cart)).order
        Payment.objects.create(
            order=order, provider="transfer", method="x", amount_minor=order.total_gross_minor, currency="EUR"
        )

        services.sweep(now=timezone.now() + timedelta(minutes=1))

        assert Order.objects.get().status == "PLACED"

    def test_ends_at_the_end_of_a_day_of_the_warehouse(self):
        late_evening = datetime(2026, 10, 20, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))

        end = end_of_term(late_evening)

        # The clocks go back in between; the day is the one that was told.
        assert end == datetime(2026, 10, 27, 23, 59, 59, tzinfo=ZoneInfo("Europe/Berlin"))


class TestReceive:
    def test_pays_the_order(self, order):
        assert transfer_comes(order) is Booking.COUNTED

        order.refresh_from_db()
        assert (order.payment_status, order.charged_minor) == ("PAID", 65590)
        payment = Payment.objects.get()
        assert payment.status == "CHARGED"
        assert PaymentEvent.objects.filter(type="CHARGE").get().reference == "B1"
        assert Message.objects.filter(topic="orders.send_payment_received").count() == 1
        assert "655.90 came by bank transfer" in texts(order)
        assert how_to_pay(order) is None
        assert unbalanced() == []

    def test_counts_the_same_reference_once(self, order):
        transfer_comes(order)

        assert transfer_comes(order, 65590) is Booking.KNOWN

        order.refresh_from_db()
        assert order.charged_minor == 65590
        assert BankReceipt.objects.count() == 1
        assert not Payment.objects.get().needs_review

    def test_alarms_when_the_same_reference_comes_with_another_amount(self, order, caplog):
        transfer_comes(order)

        assert transfer_comes(order, 100) is Booking.CONTRADICTS
        assert transfer_comes(order, 100) is Booking.CONTRADICTS

        order.refresh_from_db()
        payment = Payment.objects.get()
        assert order.charged_minor == 65590
        assert payment.needs_review
        assert payment.events.filter(type="MISMATCH").count() == 1
        assert "needs review" in caplog.text
        assert texts(order).count("Needs attention") == 1
        assert list(needing_attention(Payment.objects.all())) == [payment]

    def test_does_not_pay_two_orders_with_one_entry_of_the_bank(self, order):
        other = an_unpaid_order(for_sale("Another", price="649"))
        transfer_comes(order)

        assert transfer_comes(other, 65590) is Booking.CONTRADICTS

        other.refresh_from_db()
        assert other.payment_status == "UNPAID"
        assert other.payments.get().needs_review

    def test_leaves_an_order_partly_paid_and_says_what_is_owed(self, order):
        transfer_comes(order, 60000)

        order.refresh_from_db()
        assert order.payment_status == "PART_PAID"
        assert order.still_owed == Money(5590, "EUR")
        assert how_to_pay(order).amount == Money(5590, "EUR")
        with pytest.raises(NotPaid, match=r"€55\.90 are owed"):
            orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

        transfer_comes(order, reference="B2")
        order.refresh_from_db()
        assert order.payment_status == "PAID"
        assert unbalanced() == []

    def test_flags_what_was_paid_too_much(self, order):
        transfer_comes(order, 70000)

        order.refresh_from_db()
        assert (order.payment_status, order.overpaid) == ("OVERPAID", Money(4410, "EUR"))
        assert list(needing_attention(Payment.objects.all())) == list(Payment.objects.all())
        assert unbalanced() == []

    def test_shows_staff_what_is_partly_paid_when_its_term_is_over(self, order):
        transfer_comes(order, 60000)
        assert not needing_attention(Payment.objects.all())

        after = timezone.now() + timedelta(days=9)
        assert needing_attention(Payment.objects.all(), now=after).count() == 1
        assert services.expire_unpaid(now=after) == 0

    def test_moves_the_promised_days_by_the_working_days_it_took(self, order):
        Order.objects.update(
            placed_at=datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("UTC")),  # a Friday
            promised_first=date(2026, 11, 24),
            promised_last=date(2026, 11, 25),
        )
        services.receive(
            order_id=order.pk, amount=order.total, bank_reference="B1", received_on=date(2026, 11, 24), actor="mara",
            now=datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("UTC")),
        )  # fmt: skip

        order.refresh_from_db()
        assert (order.promised_first, order.promised_last) == (date(2026, 11, 26), date(2026, 11, 27))

    def test_refuses_another_currency(self, order):
        with pytest.raises(OtherCurrency):
            services.receive(
                order_id=order.pk, amount=Money(65590, "USD"), bank_reference="B1",
                received_on=timezone.localdate(), actor="mara",
            )  # fmt: skip
        assert not BankReceipt.objects.exists()

    def test_refuses_an_order_that_was_paid_otherwise(self):
        with pytest.raises(NotByTransfer):
            transfer_comes(a_placed_order(), 100)

    def test_refuses_nothing(self, order):
        with pytest.raises(NoSuchAmount):
            transfer_comes(order, 0)

    def test_keeps_a_reference_once_whatever_is_written(self, order):
        transfer_comes(order)
        receipt = BankReceipt.objects.get()
        receipt.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            receipt.save(force_insert=True)


class TestWithAGiftCard:
    @pytest.fixture
    def card(self):
        return issue(amount=Money.of("50.00", "EUR"), actor="test").card

    @pytest.fixture
    def order(self, card) -> Order:
        cart = ready_cart(for_sale(price="649"))
        Checkout.objects.update(gift_card=card)
        return press_the_button(cart, "transfer:bank").order

    def test_only_the_rest_is_owed(self, order):
        assert order.still_owed == Money(60590, "EUR")
        assert how_to_pay(order).amount == Money(60590, "EUR")

    def test_the_card_pays_its_part_when_the_transfer_comes(self, order, card):
        transfer_comes(order)

        order.refresh_from_db()
        assert (order.payment_status, order.charged_minor) == ("PAID", 65590)
        assert not balance(card)
        assert unbalanced() == []

    def test_cancelling_gives_the_card_its_money_back_and_stops_the_transfer(
        self, order, card, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            orders.cancel_order(order_id=order.pk, actor="mara", reason="Asked")
        assert Message.objects.filter(topic="payments.stop_open_payments").exists()

        services.stop_open_payments(order_id=order.pk)
        services.stop_open_payments(order_id=order.pk)

        assert balance(card) == Money.of("50.00", "EUR")
        assert set(Payment.objects.values_list("status", flat=True)) == {"CANCELLED"}
        assert unbalanced() == []


class TestRefundDifference:
    def test_sends_back_what_was_too_much_once(self, order):
        transfer_comes(order, 70000)

        refund = services.refund_difference(order_id=order.pk, actor="mara")

        assert (refund.amount_minor, refund.status) == (4410, "SENT")
        with pytest.raises(NotOverpaid):
            services.refund_difference(order_id=order.pk, actor="mara")
        assert not Message.objects.filter(topic="payments.send_refund").exists()

        services.finish_refund(refund_id=refund.pk, bank_reference="OUT1", actor="mara")
        services.finish_refund(refund_id=refund.pk, bank_reference="OUT1", actor="mara")
        order.refresh_from_db()
        assert (order.payment_status, order.refunded_minor) == ("PAID", 4410)
        assert PaymentEvent.objects.filter(type="REFUND").count() == 1
        assert not needing_attention(Payment.objects.all())
        assert unbalanced() == []

    def test_refuses_an_order_that_is_simply_paid(self, order):
        transfer_comes(order)

        with pytest.raises(NotOverpaid):
            services.refund_difference(order_id=order.pk, actor="mara")


class TestFinishRefund:
    def test_is_for_transfers_only(self):
        paid = a_placed_order()
        orders.cancel_order(order_id=paid.pk, actor="mara", reason="Asked")
        (refund,) = services.refund_cancelled_order(order_id=paid.pk)

        with pytest.raises(RefundNotByHand):
            services.finish_refund(refund_id=refund.pk, bank_reference="OUT1", actor="mara")

    def test_waits_with_staff_for_a_cancelled_order(self, order):
        transfer_comes(order)
        orders.cancel_order(order_id=order.pk, actor="mara", reason="Asked")

        (refund,) = services.refund_cancelled_order(order_id=order.pk)

        assert refund.status == "SENT"
        assert needing_attention(Payment.objects.all()).count() == 1
        services.finish_refund(refund_id=refund.pk, bank_reference="OUT1", actor="mara")
        order.refresh_from_db()
        assert order.payment_status == "REFUNDED"
        assert not needing_attention(Payment.objects.all())
        assert Refund.objects.get().message == "Sent as OUT1"


class TestShippingUnpaid:
    def test_is_refused_in_words(self, order):
        for step in (orders.mark_packed, orders.ship_order):
            more = {"tracking_number": "1"} if step is orders.ship_order else {}
            with pytest.raises(NotPaid, match="This order is not paid"):
                step(order_id=order.pk, actor="mara", **more)

    def test_is_refused_without_a_reason(self, order):
        with pytest.raises(NotPaid):
            orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara", even_unpaid=True)

    def test_is_possible_for_a_reason_that_stands_in_the_timeline(self, order):
        orders.ship_order(
            order_id=order.pk,
            tracking_number="1",
            actor="mara",
            even_unpaid=True,
            reason="The school pays later",
        )

        order.refresh_from_db()
        assert order.status == "SHIPPED"
        event = order.events.get(kind="PAYMENT")
        assert (event.actor, event.reason) == ("mara", "The school pays later")
        assert services.expire_unpaid(now=timezone.now() + timedelta(days=30)) == 0


class TestCloseReview:
    def test_takes_a_payment_off_the_list_and_keeps_what_was_found(self, order):
        transfer_comes(order)
        transfer_comes(order, 100)

        services.close_review(payment_id=Payment.objects.get().pk, note="Typed wrongly", actor="mara")

        assert not needing_attention(Payment.objects.all())
        assert order.events.filter(kind="PAYMENT", reason="Typed wrongly", actor="mara").exists()
