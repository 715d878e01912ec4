"""Money that a change of an order costs or gives back."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.orders import services as orders
from apps.orders.errors import ChangeCostsOther, TooLateToChange
from apps.orders.models import Order, OrderChange
from apps.orders.services import Cancel, Redeliver, Swap
from apps.payments import services
from apps.payments.errors import PaymentUnderWay
from apps.payments.gateways import Outcome, Report
from apps.payments.models import Payment, Refund, RefundLine, Repayment, TestCharge
from apps.payments.services.outcomes import apply
from apps.payments.tests.factories import a_placed_order
from apps.pricing.tests.factories import priced

pytestmark = pytest.mark.django_db


def an_order(quantity=1) -> Order:
    """A telescope for 100.00 that also comes for 112.00 and for 95.00."""
    variant = for_sale("Telescope 150", price="100.00", stock=20)
    for title, price in (("Telescope 200", "112.00"), ("Telescope 130", "95.00")):
        stocked(priced(add_variant(variant.product, title), price), 5)
    return Order.objects.get(pk=a_placed_order(variant, quantity=quantity).pk)


def swap(order, title, units=1) -> Swap:
    variant = Stock.objects.get(variant__title=title).variant
    return Swap(order.lines.get(title="Telescope 150").pk, units, variant.pk)


def confirmed(order, wish) -> OrderChange:
    seen = orders.preview_change(order_id=order.pk, wish=wish)
    return orders.confirm_change(order_id=order.pk, wish=wish, expected=seen.balance, actor="customer")


def pay(change, way="test:approve", **given):
    return services.pay_change(**{"key": change.key, "expected": change.pay, "way": way, **given})


def send() -> None:
    for refund in Refund.objects.filter(status="CREATED"):
        services.send_refund(refund_id=refund.pk)


@pytest.fixture
def order() -> Order:
    return an_order()


@pytest.fixture
def change(order) -> OrderChange:
    """Twelve euros more."""
    return confirmed(order, swap(order, "Telescope 200"))


class TestPayChange:
    def test_makes_the_change_when_the_money_is_sure(self, order, change, books):
        placement = pay(change)

        order.refresh_from_db()
        change.refresh_from_db()
        assert (placement.payment.amount, change.status) == (Money(1200, "EUR"), "DONE")
        assert (order.lines.get().title, order.total) == ("Telescope 200", Money(11890, "EUR"))
        assert (order.payment_status, order.charged_minor) == ("PAID", 11890)
        assert books("I9", "I12") == []

    def test_leaves_the_order_alone_when_the_bank_says_no(self, order, change):
        pay(change, "test:decline")

        order.refresh_from_db()
        change.refresh_from_db()
        assert (order.status, order.payment_status, change.status) == ("PLACED", "PAID", "PENDING")
        assert pay(change).payment.status == "CHARGED"

    def test_waits_for_a_confirmation_without_touching_the_order(self, order, change, books):
        payment = pay(change, "test:confirm").payment
        order.refresh_from_db()
        assert (order.payment_status, order.charged_minor) == ("PAID", 10690)
        charge = TestCharge.objects.get(key=payment.key)
        services.answer_confirmation(secret=charge.secret, approve=True)
        services.resolve(payment_id=payment.pk)

        change.refresh_from_db()
        assert change.status == "DONE"
        assert books("I9", "I12") == []

    def test_finds_out_about_an_answer_that_got_lost(self, change):
        payment = pay(change, "test:timeout").payment
        assert payment.status == "UNKNOWN"
        with pytest.raises(PaymentUnderWay):
            pay(change)
        services.resolve(payment_id=payment.pk)

        change.refresh_from_db()
        assert change.status == "DONE"
        assert TestCharge.objects.filter(amount_minor=1200).count() == 1

    def test_pays_once_however_often_it_is_asked(self, change):
        first = pay(change)

        assert pay(change).payment == first.payment
        assert Payment.objects.filter(change=change).count() == 1

    def test_leads_a_second_press_to_the_same_confirmation(self, change):
        first = pay(change, "test:confirm")

        assert pay(change, "test:approve").payment == first.payment

    def test_insists_on_the_amount_that_was_seen(self, change):
        with pytest.raises(ChangeCostsOther):
            pay(change, expected=Money(1100, "EUR"))

    def test_comes_too_late_after_its_time(self, change):
        with pytest.raises(TooLateToChange):
            pay(change, now=change.expires_at)

    def test_of_a_card_that_nobody_confirmed_lapses(self, order, change):
        pay(change, "test:confirm")
        services.sweep(now=timezone.now() + timedelta(minutes=31))
        services.sweep(now=timezone.now() + timedelta(minutes=31))

        change.refresh_from_db()
        order.refresh_from_db()
        assert (change.status, order.payment_status, order.status) == ("LAPSED", "PAID", "PLACED")

    def test_sends_the_money_back_when_packing_was_faster(self, order, change):
        payment = pay(change, "test:confirm").payment
        orders.mark_packed(order_id=order.pk, actor="mara")
        apply(payment_id=payment.pk, report=Report(Outcome.CHARGED, "r1", payment.amount))
        TestCharge.objects.filter(key=payment.key).update(status="CHARGED")
        send()

        change.refresh_from_db()
        order.refresh_from_db()
        assert change.status == "LAPSED"
        assert "being packed" in change.outcome
        assert Refund.objects.get().amount_minor == 1200
        assert (order.refunded_minor, order.payment_status, order.is_paid) == (1200, "PAID", True)
        assert order.lines.get().title == "Telescope 150"
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")

    def test_sends_the_money_back_when_the_order_was_cancelled_meanwhile(self, order, change):
        payment = pay(change, "test:confirm").payment
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        send()
        apply(payment_id=payment.pk, report=Report(Outcome.CHARGED, "r1", payment.amount))
        send()

        order.refresh_from_db()
        assert (order.payment_status, order.refunded_minor) == ("REFUNDED", 10690 + 1200)


class TestSettleChange:
    def test_gives_back_what_became_cheaper_once(self, order, books):
        change = confirmed(order, swap(order, "Telescope 130"))
        services.settle_change(change_id=change.pk)
        assert services.settle_change(change_id=change.pk) == []
        send()

        order.refresh_from_db()
        assert (order.refunded_minor, order.payment_status) == (500, "PART_REFUNDED")
        assert order.total_gross_minor + 500 == order.charged_minor
        line = RefundLine.objects.get()
        assert (line.kind, line.gross_minor, line.net_minor) == ("DIFFERENCE", 500, 420)
        assert books("I9", "I12") == []

    def test_gives_cancelled_units_back_and_the_rest_with_the_order(self, books):
        order = an_order(quantity=3)
        line = order.lines.get()
        services.settle_change(change_id=confirmed(order, Cancel({line.pk: 1})).pk)
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        send()

        order.refresh_from_db()
        assert (order.payment_status, order.refunded_minor) == ("REFUNDED", order.total_gross_minor)
        assert [r.amount_minor for r in Repayment.objects.all()] == [10000, 20690]
        assert Stock.objects.get(variant__title="Telescope 150").allocated == 0
        assert books("I9", "I12") == []

    def test_gives_back_no_more_than_goodwill_has_left(self, order):
        services.refund_lines(order_id=order.pk, units={}, goodwill_minor=10490, reason="late", actor="mara")
        change = confirmed(order, swap(order, "Telescope 130"))
        services.settle_change(change_id=change.pk)

        assert sum(Refund.objects.values_list("amount_minor", flat=True)) == 10690

    def test_adds_up_after_many_changes(self, books):
        """Up by payment, down, one unit cancelled, then everything: what was charged is what goes back."""
        order = an_order(quantity=3)
        pay(confirmed(order, swap(order, "Telescope 200", 2)))
        for wish in (
            lambda: swap(order, "Telescope 130", 1),
            lambda: Cancel({order.lines.get(title="Telescope 200").pk: 1}),
            lambda: Redeliver("express"),
        ):
            change = confirmed(order, wish())
            if change.is_pending:
                pay(change)
            else:
                services.settle_change(change_id=change.pk)
            send()
            assert books("I9", "I12") == []
        orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        services.refund_cancelled_order(order_id=order.pk)
        send()

        order.refresh_from_db()
        assert order.refunded_minor == order.charged_minor == order.to_be_charged_minor
        assert order.payment_status == "REFUNDED"
        assert not RefundLine.objects.filter(kind="SETTLED").exists()
        assert set(Stock.objects.values_list("allocated", flat=True)) == {0}
        assert books("I9", "I12") == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameMoment:
    def test_packing_or_the_change_comes_first_never_both(self, together):
        """The packer holds the order as it was before: exactly one of both may happen."""
        for _ in range(5):
            order = an_order(quantity=3)
            wish = Cancel({order.lines.get().pk: 1})
            seen = orders.preview_change(order_id=order.pk, wish=wish).balance
            pack = partial(orders.mark_packed, order_id=order.pk, actor="mara", revision=order.revision)
            change = partial(
                orders.confirm_change, order_id=order.pk, wish=wish, expected=seen, actor="customer"
            )

            results = together([pack, change])

            refused = [result for result in results if isinstance(result, ShopError)]
            assert len(refused) == 1, results
            order.refresh_from_db()
            assert (order.packed_at is None) == (order.revision == 1)

    def test_both_would_happen_if_the_packer_did_not_say_what_was_seen(self, together):
        """The control: without the revision the packer may pack what is not wanted any more."""
        order = an_order(quantity=3)
        wish = Cancel({order.lines.get().pk: 1})
        seen = orders.preview_change(order_id=order.pk, wish=wish).balance
        orders.confirm_change(order_id=order.pk, wish=wish, expected=seen, actor="customer")

        assert orders.mark_packed(order_id=order.pk, actor="mara").packed_at

    def test_a_change_is_paid_once(self, together, books):
        order = an_order()
        change = confirmed(order, swap(order, "Telescope 200"))

        together([partial(pay, change)] * 8)

        order.refresh_from_db()
        assert (order.charged_minor, order.lines.get().title) == (11890, "Telescope 200")
        assert TestCharge.objects.filter(amount_minor=1200).count() == 1
        assert books("I9", "I12") == []

    def test_opposite_swaps_never_deadlock(self, together):
        one = an_order()
        line = one.lines.get()
        other = priced(Stock.objects.get(variant__title="Telescope 130").variant, "100.00")
        two = Order.objects.get(pk=a_placed_order(other).pk)
        wishes = [
            (one, Swap(line.pk, 1, other.pk)),
            (two, Swap(two.lines.get().pk, 1, line.variant_id)),
        ]
        calls = []
        for order, wish in wishes:
            seen = orders.preview_change(order_id=order.pk, wish=wish).balance
            calls.append(
                partial(orders.confirm_change, order_id=order.pk, wish=wish, expected=seen, actor="customer")
            )

        results = together(calls)

        assert [getattr(result, "status", result) for result in results] == ["DONE", "DONE"]
