"""Comparing the books, and what may be done about what does not balance."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from apps.books import services
from apps.books.errors import NoRepair
from apps.books.models import Discrepancy, Run
from apps.cart.tests.factories import for_sale
from apps.documents.services import issue_invoice
from apps.inventory.models import Stock
from apps.mail.models import Message as Mail
from apps.orders.models import Order
from apps.outbox.models import Message as OutboxMessage
from apps.payments.models import Payment, PaymentEvent, TestCharge
from apps.payments.tests.stripe_steps import paid
from shop.tests.stage import an_order, run_outbox, signed_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """A paid order whose mails have gone out."""
    order = an_order(for_sale())
    run_outbox()
    return order


def the_discrepancy() -> Discrepancy:
    return Discrepancy.objects.get()


class TestABalancedShop:
    def test_leaves_a_run_and_nothing_else(self, order: Order):
        run = services.check_books()

        assert (run.found, run.actor) == (0, "system")
        assert not Discrepancy.objects.exists()

    def test_says_so_on_the_command_line(self, order: Order):
        out = StringIO()
        call_command("check_books", stdout=out)

        assert "The books balance" in out.getvalue()


class TestADiscrepancy:
    def test_is_remembered_once_and_logged_once(self, order: Order, caplog):
        Stock.objects.update(on_hand=99)
        services.check_books()
        first = the_discrepancy()
        services.check_books()

        row = the_discrepancy()
        assert (row.invariant, row.first_seen_at) == ("I3", first.first_seen_at)
        assert row.last_seen_at > first.last_seen_at
        assert sum("do not balance" in record.getMessage() for record in caplog.records) == 1

    def test_is_noted_as_gone_when_it_is(self, order: Order):
        stock = Stock.objects.get()
        Stock.objects.update(on_hand=99)
        services.check_books()
        Stock.objects.update(on_hand=stock.on_hand)
        services.check_books()

        assert not the_discrepancy().is_open

    def test_fails_the_command(self, order: Order):
        Stock.objects.update(on_hand=99)

        with pytest.raises(CommandError, match="1 discrepancies"):
            call_command("check_books", stdout=StringIO())

    def test_that_needs_a_person_has_no_repair(self, order: Order):
        Stock.objects.update(on_hand=99)
        services.check_books()

        with pytest.raises(NoRepair):
            services.repair(discrepancy_id=the_discrepancy().pk, actor="mara")


class TestARepair:
    def test_adds_up_an_order_whose_sum_is_wrong(self, order: Order):
        Order.objects.update(charged_minor=1)
        services.check_books()

        row = services.repair(discrepancy_id=the_discrepancy().pk, actor="mara")

        order.refresh_from_db()
        assert order.charged_minor == order.total_gross_minor
        assert not row.is_open
        assert "Added up" in row.repair_note
        assert "mara" in row.repair_note

    def test_asks_the_provider_about_a_charge_that_we_do_not_know(self):
        order = an_order(for_sale())
        run_outbox()
        payment = Payment.objects.get()
        other = Payment.objects.create(
            order=order,
            provider="test",
            method="card",
            amount_minor=500,
            currency="EUR",
            status=Payment.Status.CANCELLED,
        )
        TestCharge.objects.create(
            key=other.key,
            reference="charge-lost",
            amount_minor=500,
            currency="EUR",
            status=TestCharge.Status.CHARGED,
            return_url="",
        )
        services.check_books()
        found = Discrepancy.objects.get(subject="charge charge-lost")
        other.reference = "charge-lost"
        other.save()

        row = services.repair(discrepancy_id=found.pk, actor="mara")

        assert "Asked the provider about 1 payment." in row.repair_note
        assert PaymentEvent.objects.filter(payment=other, amount_minor=500).exists()
        assert payment.pk != other.pk

    def test_sends_a_confirmation_that_was_lost(self, order: Order):
        Mail.objects.filter(kind="order_confirmation").delete()
        Order.objects.update(placed_at=timezone.now() - timedelta(minutes=5))
        services.check_books()

        services.repair(discrepancy_id=the_discrepancy().pk, actor="mara")
        run_outbox()
        services.check_books()

        assert Mail.objects.filter(kind="order_confirmation").count() == 1
        assert not the_discrepancy().is_open

    def test_makes_given_up_work_due_again(self, order: Order):
        OutboxMessage.objects.create(
            topic="orders.send_confirmation",
            key=str(uuid4()),
            due_at=timezone.now(),
            payload={"order_id": order.pk},
            dead_at=timezone.now(),
        )
        services.check_books()

        row = services.repair(discrepancy_id=the_discrepancy().pk, actor="mara")

        assert not row.is_open
        assert not OutboxMessage.objects.filter(dead_at__isnull=False).exists()


class TestTheDesk:
    def test_shows_what_is_wrong_and_repairs_it(self, staff, order: Order):
        Order.objects.update(charged_minor=1)
        desk = signed_in(staff)
        checked = desk.post("/admin/books/discrepancy/check-now/", follow=True)
        row = the_discrepancy()

        assert "Add up again" in words_of(checked)
        done = desk.post(f"/admin/books/discrepancy/{row.pk}/repair/", follow=True)

        assert "It is gone." in words_of(done)

    def test_asks_twice_before_it_does_anything(self, staff, order: Order):
        Order.objects.update(charged_minor=1)
        services.check_books()
        desk = signed_in(staff)

        asked = desk.get(f"/admin/books/discrepancy/{the_discrepancy().pk}/repair/")

        assert "It says 1 was charged" in words_of(asked)
        assert the_discrepancy().is_open

    def test_is_closed_to_shoppers(self, order: Order):
        runs = Run.objects.count()
        Client().post("/admin/books/discrepancy/check-now/")

        assert Run.objects.count() == runs


class TestDocuments:
    def test_that_do_not_come_to_the_price_are_found(self, order: Order):
        issue_invoice(order_id=order.pk)
        assert services.check_books().found == 0
        Order.objects.update(
            goods_gross_minor=F("goods_gross_minor") + 1, total_gross_minor=F("total_gross_minor") + 1
        )
        services.check_books()

        row = Discrepancy.objects.get(invariant="I17")
        assert row.subject == f"order {order.code}"


class TestStripe:
    def test_has_its_list_compared_with_ours(self, stripe, settings):
        payment = paid(stripe)
        run_outbox()
        PaymentEvent.objects.filter(payment=payment, type="CHARGE").update(amount_minor=1)

        services.check_books(now=timezone.now() + timedelta(minutes=11))

        row = Discrepancy.objects.get(subject=f"stripe {payment.key}")
        assert "charged: Stripe has" in row.text

    def test_that_does_not_answer_leaves_what_was_known(self, stripe, settings):
        payment = paid(stripe)
        run_outbox()
        PaymentEvent.objects.filter(payment=payment, type="CHARGE").update(amount_minor=1)
        services.check_books(now=timezone.now() + timedelta(minutes=11))
        settings.STRIPE_API_BASE = "http://127.0.0.1:9"

        services.check_books(now=timezone.now() + timedelta(minutes=16))

        assert Discrepancy.objects.get(subject=f"stripe {payment.key}").is_open
