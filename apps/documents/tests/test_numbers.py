"""Series and numbers, and what the database refuses."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import override_settings

from apps.documents.models import Document, Series
from apps.documents.rules import Category, category_of, number_of, restate, series_of
from apps.documents.selectors import TEST_PROVIDER
from apps.documents.services import issue_invoice
from apps.documents.tests.factories import a_placed_order, many_orders
from apps.orders.models import Order, OrderEvent

pytestmark = pytest.mark.django_db


class TestSeriesOfADocument:
    @pytest.mark.parametrize(
        ("kind", "is_test", "expected"),
        [
            ("INVOICE", False, ("invoices-2026", "R-2026-")),
            ("CREDIT_NOTE", False, ("credit-notes-2026", "G-2026-")),
            ("PACKING_SLIP", False, ("packing-slips-2026", "P-2026-")),
            ("INVOICE", True, ("test-invoices-2026", "TR-2026-")),
            ("CREDIT_NOTE", True, ("test-credit-notes-2026", "TG-2026-")),
        ],
    )
    def test_follows_from_kind_year_and_whether_it_is_a_sale(self, kind, is_test, expected):
        assert series_of(kind, on=date(2026, 12, 31), is_test=is_test) == expected

    def test_begins_anew_every_year(self):
        assert series_of("INVOICE", on=date(2027, 1, 1), is_test=False)[1] == "R-2027-"

    @pytest.mark.parametrize(("position", "number"), [(1, "R-1"), (42, "R-2"), (1_234_567, "R-3")])
    def test_numbers_are_at_least_six_digits_wide(self, position, number):
        assert number_of("R-2026-", position).removeprefix("R-2026-") == f"{position:06d}"

    def test_is_that_of_tests_where_the_provider_takes_no_money(self):
        order = a_placed_order()
        OrderEvent.objects.create(order=order, kind="NOTE", actor=TEST_PROVIDER, at=order.placed_at)

        assert issue_invoice(order_id=order.pk).number.startswith("TR-")

    def test_is_that_of_tests_in_a_demonstration_shop(self):
        with override_settings(SHOP_MODE="demo"):
            document = issue_invoice(order_id=a_placed_order().pk)

        assert document.number.startswith("TR-")

    def test_is_the_legal_one_for_a_sale(self):
        assert issue_invoice(order_id=a_placed_order().pk).number.startswith("R-")

    def test_uses_the_day_of_the_shop_and_not_of_greenwich(self):
        late = datetime.fromisoformat("2026-12-31T23:30:00+00:00")  # half past midnight in Berlin

        document = issue_invoice(order_id=a_placed_order().pk, now=late)

        assert document.number == "R-2027-000001"
        assert document.data["issued_on"] == "2027-01-01"


class TestCategory:
    @pytest.mark.parametrize(
        ("percent", "is_export", "is_reverse_charge", "expected"),
        [
            ("19", False, False, Category.STANDARD),
            ("0", False, False, Category.ZERO),
            ("0", True, False, Category.EXPORT),
            ("0", False, True, Category.REVERSE_CHARGE),
        ],
    )
    def test_says_why_there_is_tax_or_none(self, percent, is_export, is_reverse_charge, expected):
        found = category_of(Decimal(percent), is_export=is_export, is_reverse_charge=is_reverse_charge)

        assert found is expected


class TestRestating:
    @pytest.mark.parametrize(
        ("minor", "currency", "rate", "expected"),
        [
            (11172, "USD", "1.1172", 10000),
            (1, "USD", "2", 1),  # half a cent goes up
            (17568, "JPY", "175.68", 10000),
            (1, "KWD", "0.3442", 0),
            (0, "USD", "1.1172", 0),
        ],
    )
    def test_divides_by_the_rate_of_the_order(self, minor, currency, rate, expected):
        assert restate(minor, currency=currency, base="EUR", rate=Decimal(rate)) == expected


class TestTheDatabase:
    def refuses(self, sql: str, says: str) -> None:
        with pytest.raises(IntegrityError, match=says), transaction.atomic():
            self.run(sql)

    def run(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    @pytest.fixture(autouse=True)
    def document(self):
        return issue_invoice(order_id=a_placed_order().pk)

    @pytest.mark.parametrize(
        "change",
        [
            "SET data = '{}'",
            "SET number = 'R-2026-000009'",
            "SET position = 9",
            "SET gross_minor = gross_minor + 1",
            "SET issued_at = now()",
            "SET file = 'other.pdf', sha256 = repeat('a', 64), gross_minor = 0",
            "SET number = number",
        ],
    )
    def test_changes_no_document(self, change: str):
        self.refuses(f"UPDATE documents_document {change}", "never changed")

    def test_puts_a_file_down_once(self, document: Document):
        Document.objects.filter(pk=document.pk).update(file="a.pdf", sha256="a" * 64)

        self.refuses("UPDATE documents_document SET file = 'b.pdf'", "never changed")

    def test_deletes_no_document_and_no_series(self):
        self.refuses("DELETE FROM documents_document", "never changed")
        self.refuses("DELETE FROM documents_series", "counts up by one")

    @pytest.mark.parametrize(
        "change",
        [
            "SET last = last + 2",
            "SET last = last - 1",
            "SET last = last",
            "SET prefix = 'X', last = last + 1",
        ],
    )
    def test_counts_up_by_one_only(self, change: str):
        self.refuses(f"UPDATE documents_series {change}", "counts up by one")

    def test_lets_no_number_be_taken_without_a_document(self):
        self.refuses("UPDATE documents_series SET last = last + 1", "no document has it")

    def test_begins_a_series_at_nothing(self):
        self.refuses("INSERT INTO documents_series (code, prefix, last) VALUES ('x', 'X-', 5)", "begins at 0")

    @pytest.mark.parametrize(
        ("position", "says"),
        [(1, "document_position_once"), (2, "the one before"), (3, "the one before")],
    )
    def test_takes_a_document_only_with_the_number_after_the_last(self, document: Document, position, says):
        order = many_orders(1)[0]
        copy = Document(**{f.attname: getattr(document, f.attname) for f in Document._meta.concrete_fields})
        copy.pk, copy.position, copy.number, copy.reference = None, position, f"R-{position}", "invoice:X"
        copy.order = order

        with pytest.raises(IntegrityError, match=says), transaction.atomic():
            copy.save(force_insert=True)

    def test_keeps_an_order_that_has_documents(self, document: Document):
        with pytest.raises(ProtectedError):
            Order.objects.get(pk=document.order_id).delete()
        assert Series.objects.get().last == 1
