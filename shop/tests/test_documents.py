"""Invoices from the order to the customer's screen: who gets them, what they say, and that they add up."""

import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from apps.accounts.models import User
from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.documents import services
from apps.documents.contents import invoice_content
from apps.documents.models import Document
from apps.documents.rendering import einvoice
from apps.documents.tests.einvoices import faults
from apps.documents.tests.factories import AT
from apps.documents.tests.factories import an_order as order_of
from apps.mail.models import Message as Mail
from apps.orders.models import Order
from apps.orders.services import cancel_order, ship_order
from apps.pricing.rounding import KEEP_GROSS, LINE, MODES, SUM_BY_NET, Part, round_parts
from apps.pricing.rules import from_gross
from shop.tests.processes import in_a_process
from shop.tests.stage import EMAIL, an_order, link_to, links, run_outbox, signed_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice: User) -> Order:
    return an_order(user=alice)


@pytest.fixture
def invoice(order: Order) -> Document:
    return services.issue_invoice(order_id=order.pk)


def knowing(order: Order) -> Client:
    """A guest's browser that proved to know the e-mail address of an order."""
    client = Client()
    client.post(link_to(order, "reveal/"), {"email": EMAIL})
    return client


def address(order: Order, document: Document) -> str:
    return link_to(order, f"documents/{document.number}/")


class TestAfterThePurchase:
    def test_invoice_and_its_mail_follow_by_themselves(self, django_capture_on_commit_callbacks: Any):
        with django_capture_on_commit_callbacks(execute=True):
            order = an_order()
        run_outbox()

        document = Document.objects.get(order=order)
        assert document.is_invoice
        assert document.file
        assert document.gross_minor == order.total_gross_minor
        assert document.number.startswith("TR-")  # the provider of the tests takes no money
        assert Mail.objects.get(kind="invoice").to == EMAIL
        assert check() == []

    def test_a_parcel_gets_its_packing_slip(self, order: Order, django_capture_on_commit_callbacks: Any):
        with django_capture_on_commit_callbacks(execute=True):
            ship_order(order_id=order.pk, tracking_number="HP 1", actor="staff")
        run_outbox()

        assert Document.objects.get(kind="PACKING_SLIP").data["parcel"]["tracking_number"] == "HP 1"
        assert not Mail.objects.filter(kind="invoice").exists()

    def test_an_announcement_that_was_lost_is_made_up_for(self, order: Order):
        run_outbox()
        assert not Document.objects.exists()

        services.issue_missing()
        run_outbox()

        assert Document.objects.get().order == order

    def test_an_order_that_was_cancelled_meanwhile_needs_no_invoice(self, order: Order):
        cancel_order(order_id=order.pk, actor="staff", reason="Never mind")

        assert services.issue_missing() == 0


class TestTheFile:
    def test_opens_for_the_owner(self, alice: User, order: Order, invoice: Document):
        response = signed_in(alice).get(f"/orders/mine/{order.code}/documents/{invoice.number}/")

        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'attachment; filename="invoice-{invoice.number}.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        said = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
        assert "Ines Keller" in said

    def test_opens_by_the_link_for_who_knows_the_address(self, order: Order, invoice: Document):
        response = knowing(order).get(address(order, invoice))

        assert response.status_code == 200
        assert response.content.startswith(b"%PDF-")

    def test_is_the_same_before_and_after_it_is_kept(self, order: Order, invoice: Document):
        client = knowing(order)
        made = client.get(address(order, invoice)).content
        services.keep_file(document_id=invoice.pk)

        assert client.get(address(order, invoice)).content == made

    def test_is_the_same_from_every_process(self, invoice: Document):
        """Whatever order a process keeps its sets in."""
        at = invoice.issued_at.isoformat()
        done = in_a_process(
            "import hashlib, json\n"
            "from datetime import datetime\n"
            "from apps.documents.rendering import pdf_of\n"
            f"made = pdf_of(json.loads({json.dumps(invoice.data)!r}), at=datetime.fromisoformat({at!r}))\n"
            "print(hashlib.sha256(made).hexdigest())",
            PYTHONHASHSEED="7",
        )

        assert done.stdout.split()[-1:] == [services.keep_file(document_id=invoice.pk).sha256], done.stderr

    def test_needs_more_than_the_link(self, order: Order, invoice: Document):
        response = Client().get(address(order, invoice))

        assert response.status_code == 302
        assert response["Location"] == link_to(order)

    def test_does_not_open_with_a_link_that_has_expired(self, order: Order, invoice: Document):
        client = knowing(order)
        Order.objects.update(link_expires_at=AT)

        assert client.get(address(order, invoice), follow=True).status_code == 410

    def test_of_another_order_does_not_exist(self, bob: User, alice: User, order: Order, invoice: Document):
        other = an_order(for_sale("Another"), user=bob)
        theirs = services.issue_invoice(order_id=other.pk)
        known = knowing(order)
        asked = [
            (known, link_to(order, f"documents/{theirs.number}/")),
            (known, address(other, theirs).replace(other.code, order.code)),
            (signed_in(alice), f"/orders/mine/{order.code}/documents/{theirs.number}/"),
            (signed_in(alice), f"/orders/mine/{other.code}/documents/{theirs.number}/"),
            (signed_in(bob), f"/orders/mine/{order.code}/documents/{invoice.number}/"),
        ]

        assert [client.get(url).status_code for client, url in asked] == [404] * 5

    def test_cannot_be_found_by_trying(self, order: Order, invoice: Document):
        """Numbers follow each other, so a number alone, a wrong secret or another code must open nothing."""
        client = knowing(order)
        wrong = "0" * 40
        tried = [
            f"/orders/{order.code}/{wrong}/documents/{invoice.number}/",
            f"/orders/AAAAAAA/{wrong}/documents/{invoice.number}/",
            *(link_to(order, f"documents/{invoice.number[:-1]}{n}/") for n in range(2, 10)),
            f"/media/documents/{invoice.number}.pdf",
            f"/media/{services.keep_file(document_id=invoice.pk).file.name}",
        ]

        assert {client.get(url).status_code for url in tried} == {404}

    def test_of_a_parcel_is_for_staff_only(self, alice: User, staff: User, order: Order):
        parcel = ship_order(order_id=order.pk, tracking_number="HP 1", actor="staff")
        slip = services.issue_packing_slip(shipment_id=parcel.pk)

        assert signed_in(alice).get(f"/orders/mine/{order.code}/documents/{slip.number}/").status_code == 404
        assert knowing(order).get(address(order, slip)).status_code == 404
        response = signed_in(staff).get(f"/admin/documents/document/{slip.pk}/file/")
        assert response["Content-Disposition"] == f'attachment; filename="packing-slip-{slip.number}.pdf"'


class TestPages:
    def test_of_an_order_lead_to_its_documents(self, alice: User, order: Order, invoice: Document):
        own = f"/orders/mine/{order.code}/documents/{invoice.number}/"
        owner, guest = signed_in(alice), knowing(order)

        assert own in links(owner.get(f"/orders/mine/{order.code}/"))
        assert own in links(owner.get("/orders/mine/"))
        assert address(order, invoice) in links(guest.get(link_to(order)))
        assert f"Invoice {invoice.number} (PDF)" in words_of(guest.get(link_to(order)))

    def test_say_what_to_do_to_open_them(self, order: Order, invoice: Document):
        response = Client().get(link_to(order))

        assert "give the email address of the order above" in words_of(response)
        assert not [link for link in links(response) if "/documents/" in link]
        assert invoice.number not in words_of(response)

    def test_say_nothing_while_there_are_none(self, order: Order):
        assert "Documents" not in words_of(knowing(order).get(link_to(order)))

    def test_of_the_staff_list_and_find_documents(self, staff: User, order: Order, invoice: Document):
        client = signed_in(staff)

        found = words_of(client.get(f"/admin/documents/document/?q={invoice.number}"))
        assert invoice.number in found
        assert "Ines Keller" in found
        assert invoice.number not in words_of(client.get("/admin/documents/document/?q=R-1999"))
        page = client.get(f"/admin/orders/order/{order.pk}/change/")
        assert f"/admin/documents/document/{invoice.pk}/file/" in links(page)
        assert client.get(f"/admin/documents/document/{invoice.pk}/change/").status_code == 200

    @pytest.mark.parametrize("documents", [1, 4])
    def test_of_the_staff_list_them_for_the_same_price(self, staff: User, documents: int):
        variant = for_sale(stock=10)
        for _ in range(documents):
            services.issue_invoice(order_id=an_order(variant).pk)
        client = signed_in(staff)
        client.get("/admin/documents/document/")

        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/documents/document/")

        assert sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries) == 8


class TestEveryWayToRound:
    """The invoice has the order's amounts in every mode; two modes also keep BR-CO-17 of EN 16931 exactly."""

    @settings(max_examples=80, deadline=None)
    @given(
        grosses=st.lists(
            st.tuples(st.integers(1, 99_999), st.sampled_from(["7", "19", "25.5"]), st.integers(1, 5)),
            min_size=1,
            max_size=9,
        ),
        delivery=st.integers(0, 1990),
        mode=st.sampled_from(MODES),
    )
    def test_gives_an_invoice_that_adds_up(self, grosses: Any, delivery: int, mode: str):
        sold = [(unit * quantity, Decimal(percent), quantity) for unit, percent, quantity in grosses]
        sold.append((delivery, Decimal(19), 1))
        parts = [Part(from_gross(Money(gross, "EUR"), percent), percent) for gross, percent, _ in sold]
        rounded = [done.amount for done in round_parts(parts, mode)]
        lines = [
            (taxed.gross.minor, taxed.net.minor, str(percent), quantity)
            for taxed, (_, percent, quantity) in zip(rounded, sold, strict=True)
        ]
        *goods, (gross, net, percent, _) = lines

        order, order_lines = order_of(goods, delivery=(gross, net, percent), rounding=mode)
        for line, (before, _, quantity) in zip(order_lines, sold, strict=False):
            line.unit_before_gross_minor, line.line_before_gross_minor = before // quantity, before
        data = invoice_content(order, order_lines, number="R-1", issued_on=AT.date())

        assert data["gross_minor"] == order.total_gross_minor == sum(amount[0] for amount in lines)
        assert data["net_minor"] == order.total_net_minor
        # Rounded line by line, the tax of a rate may miss rate x basis by half a cent for each line.
        slack = Decimal(len(lines)) / 200 if mode == LINE else Decimal(0)
        assert faults(einvoice(data), slack=slack) == []

    def test_knows_the_modes_of_the_shop(self):
        assert set(MODES) == {LINE, SUM_BY_NET, KEEP_GROSS}


class TestTheBooks:
    def test_find_a_number_that_is_missing(self, order: Order, invoice: Document):
        assert [finding for finding in check() if finding.invariant == "I13"] == []

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE documents_series DISABLE TRIGGER USER")
            cursor.execute("UPDATE documents_series SET last = 3")
            cursor.execute("ALTER TABLE documents_series ENABLE TRIGGER USER")

        (finding,) = [finding for finding in check() if finding.invariant == "I13"]
        assert re.search(r"It says 3, has 1 documents", finding.text)
