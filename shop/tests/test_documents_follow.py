"""Documents follow what becomes of an order: credit notes for money back, another invoice for a changed one."""

from typing import Any

import pytest

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.currency.money import Money
from apps.documents.models import Document
from apps.documents.rules import Kind
from apps.inventory.tests.factories import stocked
from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments import services as payments
from apps.payments.tests.factories import an_expired_order, transfer_comes
from apps.pricing.tests.factories import priced
from shop.tests.stage import an_order, run_outbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def notes(kind: str = Kind.CREDIT_NOTE) -> list[Document]:
    return list(Document.objects.filter(kind=kind).order_by("pk"))


def invoiced(**fields: Any) -> Order:
    """A paid order of two units for 119.00 each, with its invoice."""
    order = an_order(for_sale(price="119.00", weight_g=1000, **fields), quantity=2)
    run_outbox()
    return order


class TestACancelledUnit:
    def test_gets_a_credit_note_of_its_share(self):
        order = invoiced()
        line = order.lines.get()

        orders.confirm_change(
            order_id=order.pk,
            wish=orders.Cancel({line.pk: 1}),
            expected=Money(-11900, "EUR"),
            actor="customer",
        )
        run_outbox()

        (note,) = notes()
        assert (note.gross_minor, note.gross_minor - note.net_minor) == (11900, 1900)
        assert [(part["quantity"], part["sku"]) for part in note.data["lines"]] == [(1, line.sku)]
        assert check() == []


class TestACancelledOrder:
    def test_takes_back_all_that_is_left_of_its_invoice(self):
        order = invoiced()
        payments.refund_lines(
            order_id=order.pk,
            units={},
            goodwill_minor=1000,
            reason="A scratch",
            actor="mara",
            kind="GOODWILL",
        )
        run_outbox()
        orders.cancel_order(order_id=order.pk, actor="customer", reason="changed my mind")
        run_outbox()

        (invoice,) = notes(Kind.INVOICE)
        goodwill, rest = notes()
        assert goodwill.gross_minor == 1000
        assert goodwill.gross_minor + rest.gross_minor == invoice.gross_minor
        assert goodwill.net_minor + rest.net_minor == invoice.net_minor
        assert check() == []


class TestAChangedOrder:
    def scene(self, price: str) -> tuple[Order, Any]:
        variant = for_sale(price="119.00", weight_g=1000)
        other = add_variant(variant.product, "Another", weight_g=1000)
        stocked(other, 10)
        priced(other, price)
        order = an_order(variant, quantity=2)
        run_outbox()
        return order, other

    def test_gets_another_invoice_in_place_of_the_first(self):
        order, other = self.scene("100.00")
        line = order.lines.get()

        orders.confirm_change(
            order_id=order.pk,
            wish=orders.Swap(line.pk, 2, other.pk),
            expected=Money(-3800, "EUR"),
            actor="customer",
        )
        run_outbox()

        first, second = notes(Kind.INVOICE)
        (note,) = notes()
        order.refresh_from_db()
        assert note.gross_minor == first.gross_minor
        assert second.gross_minor == order.total_gross_minor == first.gross_minor - 3800
        assert check() == []

    def test_credits_again_what_was_credited_before(self):
        order, other = self.scene("100.00")
        payments.refund_lines(
            order_id=order.pk,
            units={},
            goodwill_minor=1000,
            reason="A scratch",
            actor="mara",
            kind="GOODWILL",
        )
        run_outbox()
        line = order.lines.get()
        orders.confirm_change(
            order_id=order.pk,
            wish=orders.Swap(line.pk, 2, other.pk),
            expected=Money(-3800, "EUR"),
            actor="customer",
        )
        run_outbox()

        stands = sum(i.gross_minor for i in notes(Kind.INVOICE)) - sum(n.gross_minor for n in notes())
        order.refresh_from_db()
        assert stands == order.total_gross_minor - 1000
        assert check() == []


class TestAnUnpaidOrder:
    def test_loses_its_invoice_when_it_expires_and_gets_another_when_its_money_comes(self):
        order = an_expired_order(for_sale(price="119.00", weight_g=1000))
        run_outbox()

        (first,) = notes(Kind.INVOICE)
        (note,) = notes()
        assert note.gross_minor == first.gross_minor

        transfer_comes(order, order.total_gross_minor)
        run_outbox()

        order.refresh_from_db()
        assert order.status == "PLACED"
        assert len(notes(Kind.INVOICE)) == 2
        assert check() == []
