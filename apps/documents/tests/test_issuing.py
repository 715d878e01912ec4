"""Issuing: once for a fact, with the order's own amounts, and never changed afterwards."""

import hashlib
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import mail as sent
from django.test import override_settings

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product
from apps.core.memo import forget_all
from apps.documents import services
from apps.documents.errors import CreditTooHigh, NothingToCredit, NotPlaced
from apps.documents.models import Document
from apps.documents.selectors import documents_of, file_of
from apps.documents.services import CreditLine
from apps.documents.tasks import send
from apps.documents.tests.factories import a_placed_order
from apps.mail import services as mail
from apps.mail.models import Message as Mail
from apps.orders.models import Order, OrderLine
from apps.orders.services import ship_order
from apps.orders.tests.factories import a_draft
from apps.outbox.models import Message as OutboxMessage
from apps.pricing.models import TaxRate

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    return a_placed_order(for_sale("Dobson", price="119.00"), quantity=3)


def whole_line(order: Order, quantity: int = 3) -> CreditLine:
    line = order.lines.get()
    gross, net = line.line_gross_minor * quantity // 3, line.line_net_minor * quantity // 3
    return CreditLine(gross, net, order_line_id=line.pk, quantity=quantity)


def waiting(topic: str) -> int:
    return OutboxMessage.objects.filter(topic=topic, done_at=None).count()


class TestAnInvoice:
    def test_is_issued_once(self, order: Order):
        first, second = (services.issue_invoice(order_id=order.pk) for _ in range(2))

        assert first.pk == second.pk
        assert (first.gross_minor, first.net_minor) == (order.total_gross_minor, order.total_net_minor)
        assert waiting("documents.keep_file") == 1

    def test_is_issued_for_an_order_that_is_not_paid_yet(self):
        document = services.issue_invoice(order_id=a_placed_order(paid=False).pk)

        assert document.data["due_minor"] == document.gross_minor
        assert document.tax_point_on is None

    def test_is_not_issued_for_an_order_that_was_never_placed(self):
        with pytest.raises(NotPlaced):
            services.issue_invoice(order_id=a_draft().pk)

        assert Document.objects.count() == 0

    def test_stays_the_same_whatever_becomes_of_goods_rates_and_names(self, order: Order):
        document = services.keep_file(document_id=services.issue_invoice(order_id=order.pk).pk)
        before = file_of(document)

        TaxRate.objects.update(percent=Decimal(25))
        OrderLine.objects.update(title="Another name")
        Product.objects.all().update(name="Another name")
        forget_all()
        with override_settings(SELLER_NAME="Another GmbH", SHOP_NAME="Another shop"):
            again = services.issue_invoice(order_id=order.pk)
            Document.objects.get(pk=document.pk)

        assert file_of(again) == before
        again.file = ""
        assert file_of(again) == before


class TestACreditNote:
    def test_brings_the_invoice_along_if_there_is_none(self, order: Order):
        note = services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order, 1)], reason="Came back"
        )

        assert note.corrects is not None
        assert note.corrects.is_invoice
        assert note.number.startswith("G-")

    def test_is_issued_once_for_a_fact_and_anew_for_another(self, order: Order):
        numbers = {
            services.issue_credit_note(
                order_id=order.pk, reference=reference, lines=[whole_line(order, 1)], reason="Came back"
            ).number
            for reference in ("refund:1", "refund:1", "refund:2")
        }

        assert len(numbers) == 2

    def test_leaves_the_invoice_as_it_is(self, order: Order):
        invoice = services.issue_invoice(order_id=order.pk)
        services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order)], reason="Came back"
        )

        assert Document.objects.get(pk=invoice.pk).data == invoice.data

    def test_gives_back_no_more_than_the_invoice_has_left(self, order: Order):
        services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order)], reason="Came back"
        )

        with pytest.raises(CreditTooHigh):
            services.issue_credit_note(
                order_id=order.pk, reference="refund:2", lines=[whole_line(order)], reason="Came back"
            )
        assert Document.objects.filter(kind="CREDIT_NOTE").count() == 1

    def test_says_something(self, order: Order):
        with pytest.raises(NothingToCredit):
            services.issue_credit_note(order_id=order.pk, reference="refund:1", lines=[], reason="Nothing")

    def test_of_the_rest_ends_what_single_ones_began(self, order: Order):
        services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order, 1)], reason="Came back"
        )

        for _ in range(2):
            services.credit_the_rest(order_id=order.pk, reference="cancelled", reason="Cancelled")

        notes = Document.objects.filter(kind="CREDIT_NOTE")
        assert notes.count() == 2
        assert sum(notes.values_list("gross_minor", flat=True)) == order.total_gross_minor
        assert sum(notes.values_list("net_minor", flat=True)) == order.total_net_minor

    def test_of_the_rest_is_none_where_there_is_no_invoice(self, order: Order):
        assert services.credit_the_rest(order_id=order.pk, reference="cancelled", reason="Cancelled") is None


class TestAnOrderThatEndsUnpaid:
    @pytest.mark.parametrize("status", ["CANCELLED", "EXPIRED"])
    def test_has_its_invoice_taken_back_once(self, status: str):
        order = a_placed_order(paid=False)
        invoice = services.issue_invoice(order_id=order.pk)
        Order.objects.filter(pk=order.pk).update(status=status)

        notes = [services.credit_unpaid(order_id=order.pk) for _ in range(2)]

        assert notes[0] == notes[1] == invoice.corrected_by.get()
        assert notes[0] is not None
        assert notes[0].gross_minor == invoice.gross_minor

    @pytest.mark.parametrize(("status", "is_paid"), [("CANCELLED", True), ("PLACED", False)])
    def test_is_told_from_one_that_stands_or_is_refunded(self, status: str, is_paid: bool):
        order = a_placed_order(paid=is_paid)
        services.issue_invoice(order_id=order.pk)
        Order.objects.filter(pk=order.pk).update(status=status)

        assert services.credit_unpaid(order_id=order.pk) is None


class TestAChangedOrder:
    def test_gets_a_new_invoice_and_the_old_one_is_taken_back(self, order: Order):
        old = services.issue_invoice(order_id=order.pk)
        line = order.lines.get()
        # As a change of the order writes it: one of three units fewer.
        OrderLine.objects.filter(pk=line.pk).update(
            quantity=2, allocated_qty=2, line_before_gross_minor=23800, line_gross_minor=23800,
            line_net_minor=20000,
        )  # fmt: skip
        Order.objects.filter(pk=order.pk).update(
            goods_gross_minor=23800, goods_net_minor=20000,
            total_gross_minor=23800 + order.delivery_gross_minor,
            total_net_minor=20000 + order.delivery_net_minor,
        )  # fmt: skip

        new = services.replace_invoice(order_id=order.pk, reference="change:1", reason="One fewer")
        again = services.replace_invoice(order_id=order.pk, reference="change:1", reason="One fewer")

        assert again == new
        kinds = list(Document.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds == ["INVOICE", "CREDIT_NOTE", "INVOICE"]
        assert new.gross_minor == 23800 + order.delivery_gross_minor
        assert old.corrected_by.get().gross_minor == old.gross_minor

    def test_takes_its_next_credit_notes_off_the_new_invoice(self, order: Order):
        services.issue_invoice(order_id=order.pk)
        new = services.replace_invoice(order_id=order.pk, reference="change:1", reason="Address")

        note = services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order)], reason="Came back"
        )

        assert note.corrects == new


class TestAPackingSlip:
    def test_lists_one_parcel_without_prices(self, order: Order):
        line = order.lines.get()
        parcel = ship_order(order_id=order.pk, tracking_number="HP 1", actor="staff", quantities={line.pk: 2})

        first, second = (services.issue_packing_slip(shipment_id=parcel.pk) for _ in range(2))

        assert first.pk == second.pk
        assert [(part["sku"], part["quantity"], part["ordered"]) for part in first.data["lines"]] == [
            (line.sku, 2, 3)
        ]
        assert (first.gross_minor, first.currency) == (0, "EUR")

    def test_declares_what_the_order_froze_and_else_what_the_catalogue_has(self):
        telescope, chart = for_sale("Telescope", hs_code="900580"), for_sale("Chart", origin="FR")
        Product.objects.update(hs_code="490591", origin="DE")
        order = a_placed_order(telescope, chart)
        frozen = [{"sku": telescope.sku, "hs_code": "900580", "origin": "JP"}]
        Order.objects.update(delivery_details={"customs": frozen})
        parcel = ship_order(order_id=order.pk, tracking_number="1", actor="staff", weight_g=9000)

        customs = services.issue_packing_slip(shipment_id=parcel.pk).data["customs"]

        found = [(line["hs_code"], line["origin"], line["value_minor"]) for line in customs["lines"]]
        value = order.lines.first().line_net_minor
        assert found == [("900580", "JP", value), ("490591", "FR", value)]
        assert (customs["value_minor"], customs["weighed_g"]) == (2 * value, 9000)

    def test_declares_nothing_inside_the_union(self, order: Order):
        parcel = ship_order(order_id=order.pk, tracking_number="1", actor="staff")

        assert services.issue_packing_slip(shipment_id=parcel.pk).data["customs"] is None

    def test_is_not_for_the_customer(self, order: Order):
        parcel = ship_order(order_id=order.pk, tracking_number="HP 1", actor="staff")
        slip = services.issue_packing_slip(shipment_id=parcel.pk)
        services.keep_file(document_id=slip.pk)

        assert documents_of([order.pk]) == {order.pk: []}
        assert waiting("documents.send") == 0


class TestTheFile:
    def test_is_kept_once_and_is_what_the_content_makes(self, order: Order):
        document = services.issue_invoice(order_id=order.pk)
        made = file_of(document)

        kept = services.keep_file(document_id=document.pk)
        again = services.keep_file(document_id=document.pk)

        assert kept.file.name == again.file.name
        assert kept.sha256 == again.sha256 == hashlib.sha256(made).hexdigest()
        assert file_of(kept) == made
        assert kept.sha256[:32] in str(kept.file.name)

    def test_goes_to_the_customer_once(self, order: Order):
        document = services.keep_file(document_id=services.issue_invoice(order_id=order.pk).pk)
        assert waiting("documents.send") == 1

        with override_settings(
            EMAIL_URL="memory://", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
        ):
            send(document_id=document.pk)
            send(document_id=document.pk)

        (message,) = sent.outbox
        assert message.subject == f"Invoice {document.number} for order {order.code}"
        ((name, content, mime_type),) = message.attachments
        assert (name, mime_type) == (f"invoice-{document.number}.pdf", "application/pdf")
        assert content == file_of(document)
        assert Mail.objects.get().reference == document.number

    @override_settings(EMAIL_URL="memory://", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
    def test_goes_along_when_its_mail_is_sent_again(self, order: Order):
        document = services.keep_file(document_id=services.issue_invoice(order_id=order.pk).pk)
        send(document_id=document.pk)

        copy = mail.resend(message_id=Mail.objects.get().pk, key=uuid4(), actor="mara")
        mail.deliver(message_id=copy.pk)

        first, again = sent.outbox
        assert first.attachments == again.attachments
        assert again.attachments[0].content == file_of(document)

    def test_of_a_credit_note_goes_out_with_its_own_words(self, order: Order):
        note = services.issue_credit_note(
            order_id=order.pk, reference="refund:1", lines=[whole_line(order, 1)], reason="Came back"
        )
        send(document_id=note.pk)

        message = Mail.objects.get()
        assert message.kind == "credit_note"
        assert note.corrects is not None
        assert note.corrects.number in message.text


class TestWhatIsMissing:
    def test_is_asked_for_again(self, order: Order):
        parcel = ship_order(order_id=order.pk, tracking_number="HP 1", actor="staff")
        cancelled = a_placed_order(for_sale("Another"))
        Order.objects.filter(pk=cancelled.pk).update(status="CANCELLED")

        assert services.issue_missing() == 2
        assert waiting("documents.issue_invoice") == 1
        services.issue_invoice(order_id=order.pk)
        services.issue_packing_slip(shipment_id=parcel.pk)

        assert services.issue_missing() == 0
