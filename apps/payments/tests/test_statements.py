"""Bank statements as files: what is read, and which order a row is for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.orders.models import Order
from apps.payments import services
from apps.payments.errors import StatementUnreadable
from apps.payments.feeds import MAX_BYTES, MAX_ROWS, read_statement
from apps.payments.models import BankReceipt
from apps.payments.selectors import matched
from apps.payments.tests.factories import an_expired_order, an_unpaid_order

HEAD = "date,amount,currency,text\n"


def statement(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(rows)).encode()


class TestReadStatement:
    @pytest.mark.parametrize(
        ("row", "minor"),
        [
            ("2026-11-21,655.90,EUR,x", 65590),
            ("21.11.2026,+655.90,EUR,x", 65590),
            ("21.11.26,655,EUR,x", 65500),
            ('2026-11-21,"1.655,90",EUR,x', 165590),
            ('2026-11-21,"1,655.90",EUR,x', 165590),
            ('2026-11-21,"1,655",EUR,x', 165500),
            ("2026-11-21,1 655.9,EUR,x", 165590),
            ("2026-11-21,1'655.90,EUR,x", 165590),
            ("2026-11-21,-12.00,EUR,x", -1200),
            ("2026-11-21,\N{MINUS SIGN}12.00,eur,x", -1200),
            ("2026-11-21,500,JPY,x", 500),
        ],
    )
    def test_reads_the_usual_ways_to_write_an_amount(self, row, minor):
        (entry,) = read_statement(statement(row))

        assert (entry.day, entry.amount.minor) == (date(2026, 11, 21), minor)

    def test_reads_semicolons_other_columns_and_latin_1(self):
        content = "Date;Account;Amount;Currency;Text\n21.11.2026;x;655,90;EUR;Müller\n".encode("latin-1")

        (entry,) = read_statement(content)

        assert (entry.amount, entry.text) == (Money(65590, "EUR"), "Müller")

    def test_tells_equal_rows_apart_and_knows_them_again(self):
        same = "2026-11-21,10.00,EUR,ABC"

        one, two = read_statement(statement(same, same))
        again = read_statement(statement("2026-11-20,1.00,EUR,x", same, same))[1:]

        assert one.reference != two.reference
        assert [entry.reference for entry in again] == [one.reference, two.reference]

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "name the columns"),
            (b"date,amount\n", "name the columns"),
            (b"\x00\x01", "not a text file"),
            (statement("21/11/2026,1.00,EUR,x"), "Row 2: '21/11/2026' is no date"),
            (statement("2026-02-30,1.00,EUR,x"), "is no date"),
            (statement("2026-11-21,1.0.0,EUR,x"), "is no amount"),
            (statement("2026-11-21,,EUR,x"), "is no amount"),
            (statement("2026-11-21,1e9,EUR,x"), "is no amount"),
            (statement("2026-11-21,1.00,XYZ1,x"), "is no currency"),
            (statement("2026-11-21"), "is no amount"),
            (b"x" * (MAX_BYTES + 1), "larger than 256 kB"),
            (statement(*["2026-11-21,1.00,EUR,x"] * (MAX_ROWS + 1)), "more than 1000 rows"),
        ],
    )
    def test_refuses_what_it_cannot_read_and_says_where(self, content, says):
        with pytest.raises(StatementUnreadable) as refusal:
            read_statement(content)
        assert says in refusal.value.message

    @given(st.binary(max_size=300), st.booleans())
    def test_never_breaks(self, content, with_head):
        try:
            read_statement(HEAD.encode() + content if with_head else content)
        except StatementUnreadable:
            return


@pytest.mark.django_db
class TestMatched:
    @pytest.fixture
    def order(self) -> Order:
        return an_unpaid_order(for_sale(price="649"))

    def found(self, text, amount="655.90", currency="EUR"):
        (row,) = matched(read_statement(statement(f'2026-11-21,{amount},{currency},"{text}"')))
        return row.order, row.says

    def test_finds_the_code_however_it_was_typed(self, order):
        code = order.code
        for text in (code, code.lower(), f"Order {code}.", f"SVWZ+{code}+x", f"{code[:4]} {code[4:]}"):
            assert self.found(text) == (order, "exactly what is owed"), text

    def test_names_none_if_it_is_not_clear(self, order):
        other = an_unpaid_order(for_sale("Another"))

        assert self.found("for the telescope") == (None, "names no order that is paid by transfer")
        assert self.found(f"{order.code} {other.code}") == (None, "names several orders")
        assert self.found(order.code, currency="USD")[0] is None

    def test_says_what_is_unusual(self, order):
        ended = an_expired_order(for_sale("Another"))

        assert self.found(order.code, "1.00") == (order, "€655.90 are owed")
        assert self.found(ended.code) == (ended, "the order is expired")

    def test_leaves_out_what_went_away(self, order):
        assert matched(read_statement(statement(f"2026-11-21,-655.90,EUR,{order.code}"))) == []

    def test_asks_the_database_twice_whatever_the_length(self, order, django_assert_num_queries):
        rows = read_statement(statement(*[f"2026-11-21,1.00,EUR,{order.code}"] * 50))

        with django_assert_num_queries(2):
            assert len(matched(rows)) == 50


@pytest.mark.django_db
class TestImportStatement:
    def test_books_each_row_once_however_often_the_file_comes(self):
        a, b = an_unpaid_order(for_sale("A", price="649")), an_unpaid_order(for_sale("B", price="20"))
        content = statement(
            f"2026-11-21,655.90,EUR,{a.code}",
            f"2026-11-21,5.00,EUR,{b.code}",
            f"2026-11-21,5.00,EUR,{b.code}",
            "2026-11-21,99.00,EUR,from nobody",
        )

        first = services.import_statement(content=content, actor="mara")
        again = services.import_statement(content=content, actor="mara")

        assert (first.counted, first.known, first.late, first.problems) == (3, 0, 0, [])
        assert (again.counted, again.known) == (0, 3)
        a.refresh_from_db()
        b.refresh_from_db()
        assert (a.payment_status, b.payment_status, b.charged_minor) == ("PAID", "PART_PAID", 1000)
        assert BankReceipt.objects.count() == 3

    def test_says_what_came_too_late(self):
        order = an_expired_order(for_sale(price="649"))

        done = services.import_statement(content=statement(f"2026-11-21,1.00,EUR,{order.code}"), actor="mara")

        assert (done.counted, done.late) == (0, 1)

    def test_writes_nothing_of_a_file_it_cannot_read(self):
        order = an_unpaid_order()

        with pytest.raises(StatementUnreadable):
            services.import_statement(
                content=statement(f"2026-11-21,1.00,EUR,{order.code}", "tomorrow,1.00,EUR,x"), actor="mara"
            )
        assert not BankReceipt.objects.exists()
