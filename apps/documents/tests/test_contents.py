"""What documents say: the order's own amounts, to the cent."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.currency.money import round_half_up
from apps.documents.contents import CreditLine, credit_content, invoice_content, rest_of
from apps.documents.errors import UnknownLine
from apps.documents.rendering import einvoice
from apps.documents.tests.einvoices import Read, faults
from apps.documents.tests.factories import an_order
from apps.pricing.selectors import REVERSE_CHARGE_NOTE

ON = date(2026, 11, 21)


def invoice(*args: Any, **values: Any) -> dict[str, Any]:
    order, lines = an_order(*args, **values)
    return invoice_content(order, lines, number="R-2026-000001", issued_on=ON)


def note(data: dict[str, Any], *lines: CreditLine, earlier: Any = (), **values: Any) -> dict[str, Any]:
    order, _ = an_order(currency=data["currency"], **values)
    return credit_content(
        order, data, lines, earlier, number="G-2026-000001", issued_on=ON, reason="Came back"
    )


@st.composite
def _line(draw: st.DrawFn) -> tuple[int, int, str, int]:
    percent, quantity = draw(st.sampled_from(["0", "7", "19", "25.5"])), draw(st.integers(1, 9))
    net = draw(st.integers(0, 500_000))
    tax = 0 if percent == "0" else draw(st.integers(0, 100_000))
    return net + tax, net, percent, quantity


class TestAnInvoice:
    @settings(max_examples=60, deadline=None)
    @given(lines=st.lists(_line(), min_size=1, max_size=12), currency=st.sampled_from(["EUR", "JPY", "USD"]))
    def test_repeats_the_amounts_of_its_order(self, lines, currency):
        order, sold = an_order(lines, currency=currency)

        data = invoice_content(order, sold, number="R-1", issued_on=ON)

        assert data["gross_minor"] == order.total_gross_minor
        assert data["net_minor"] == order.total_net_minor
        assert sum(group["net_minor"] for group in data["taxes"]) == order.total_net_minor
        assert sum(group["tax_minor"] for group in data["taxes"]) == data["tax_minor"]
        assert data["tax_minor"] == order.total_gross_minor - order.total_net_minor
        # How tax is rounded is not the invoice's business; every other sum of EN 16931 must hold.
        assert faults(einvoice(data), slack=Decimal(10**9)) == []

    def test_says_what_is_left_to_pay(self):
        unpaid, paid = invoice(charged_minor=0), invoice(gift_card_minor=5000)

        assert (unpaid["due_minor"], unpaid["payments"], unpaid["tax_point_on"]) == (12590, [], None)
        assert unpaid["supply"] == {"first": "2026-11-24", "last": "2026-11-25"}
        assert paid["due_minor"] == 0
        assert paid["payments"] == [
            {"label": "Paid by gift card", "minor": 5000},
            {"label": "Paid with the order", "minor": 7590},
        ]
        assert paid["tax_point_on"] == "2026-11-21"

    def test_counts_what_a_gift_card_paid_only_once_it_was_taken(self):
        assert invoice(gift_card_minor=5000, charged_minor=0)["due_minor"] == 12590

    def test_restates_the_tax_in_the_home_currency_at_the_rate_of_the_order(self):
        data = invoice(
            currency="USD", rate=Decimal("1.1172"), rate_source="ECB", rate_date=date(2026, 11, 20)
        )

        assert data["restated"] == {
            "currency": "EUR", "tax_minor": 1799, "rate": "1.1172", "source": "ECB", "rate_date": "2026-11-20",
        }  # fmt: skip
        read = Read(einvoice(data))
        assert (read.tax_total("USD"), read.tax_total("EUR")) == (Decimal("20.10"), Decimal("17.99"))

    @pytest.mark.parametrize("values", [{}, {"currency": "USD", "rate": Decimal("1.1"), "is_export": True}])
    def test_restates_nothing_at_home_or_without_tax(self, values):
        amounts = [(10000, 10000, "0", 1)] if values else [(11900, 10000, "19", 1)]
        delivery = (580, 580, "0") if values else (690, 580, "19")

        assert invoice(amounts, delivery=delivery, **values)["restated"] is None

    @pytest.mark.parametrize(
        ("values", "category", "code"),
        [
            ({"is_export": True, "tax_notes": ["Export: no VAT"]}, "G", "VATEX-EU-G"),
            ({"tax_notes": [REVERSE_CHARGE_NOTE], "vat_id": "FR40303265045"}, "AE", "VATEX-EU-AE"),
        ],
    )
    def test_says_why_no_tax_is_charged(self, values, category, code):
        data = invoice([(10000, 10000, "0", 1)], delivery=(580, 580, "0"), **values)

        xml = einvoice(data)
        assert {group["category"] for group in data["taxes"]} == {category}
        assert faults(xml) == []
        assert code in xml.decode()
        assert values["tax_notes"][0] in xml.decode()

    def test_shows_what_promotions_took_off_line_and_delivery(self):
        order, lines = an_order(
            [(10000, 8403, "19", 1)],
            discounts=[{"label": "Autumn", "code": "A1", "goods_minor": 1900, "delivery_minor": 100}],
        )
        lines[0].line_before_gross_minor, lines[0].line_before_net_minor = 11900, 10000
        lines[0].discounts = [{"label": "Autumn", "code": "A1", "minor": 1900}]

        data = invoice_content(order, lines, number="R-1", issued_on=ON)

        assert data["lines"][0]["before_gross_minor"] == 11900
        assert data["delivery"]["before_gross_minor"] == 790
        assert data["delivery"]["discounts"] == [{"label": "Autumn", "code": "A1", "minor": 100}]
        xml = einvoice(data)
        assert faults(xml) == []
        assert "<ram:ActualAmount>15.97</ram:ActualAmount><ram:Reason>Autumn</ram:Reason>" in xml.decode()

    def test_names_buyer_and_recipient_as_they_were_typed(self):
        billed = {"name": "Ana Ruiz", "company": "Ruiz & Sons <Optics>", "line1": "Calle 1", "city": "Madrid",
                  "postcode": "28001", "country": "ES"}  # fmt: skip

        data = invoice(billing_address=billed, vat_id="ESB12345674")

        assert data["buyer"]["lines"] == [
            "Ana Ruiz",
            "Ruiz & Sons <Optics>",
            "Calle 1",
            "28001 Madrid",
            "Spain",
        ]
        assert data["delivery_to"]["lines"][0] == "Ines Keller"
        buyer = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty"
        read = Read(einvoice(data))
        assert read.text(f"{buyer}/ram:Name") == "Ruiz & Sons <Optics>"
        assert read.text(f"{buyer}/ram:SpecifiedTaxRegistration/ram:ID") == "ESB12345674"


SOLD = [(1000, 840, "19", 3), (3490, 3262, "7", 1)]


class TestACreditNote:
    def test_gives_lines_back_in_the_words_and_rates_of_the_invoice(self):
        sold = invoice(SOLD)
        data = note(sold, CreditLine(333, 280, order_line_id=1, quantity=1))

        assert data["corrects"] == {"number": "R-2026-000001", "issued_on": "2026-11-21"}
        assert [(line["name"], line["quantity"], line["percent"]) for line in data["lines"]] == [
            ("Newtonian 1", 1, "19")
        ]
        assert (data["gross_minor"], data["net_minor"], data["due_minor"]) == (333, 280, 333)
        assert faults(einvoice(data)) == []
        assert b"<ram:TypeCode>381</ram:TypeCode>" in einvoice(data)

    def test_knows_no_line_that_was_not_sold(self):
        with pytest.raises(UnknownLine):
            note(invoice(SOLD), CreditLine(1, 1, order_line_id=99))
        with pytest.raises(UnknownLine):
            note(invoice(SOLD), CreditLine(1, 1, tax_percent=Decimal(25)))

    @settings(max_examples=60, deadline=None)
    @given(net=st.integers(0, 4682), tax=st.integers(0, 498))
    def test_shares_goodwill_over_the_rates_to_the_cent(self, net, tax):
        data = note(invoice(SOLD), CreditLine(net + tax, net, text="Goodwill"))

        assert (data["net_minor"], data["gross_minor"]) == (net, net + tax)
        assert {line["percent"] for line in data["lines"]} <= {"19", "7"}

    def test_restates_its_tax_at_the_rate_of_the_order(self):
        values = {"rate": Decimal("1.1172"), "rate_source": "ECB"}
        sold = invoice(SOLD, currency="USD", **values)

        data = note(sold, CreditLine(1000, 840, order_line_id=1, quantity=3), **values)

        assert data["restated"]["tax_minor"] == 143

    @settings(max_examples=100, deadline=None)
    @given(first=st.integers(0, 1000), delivered=st.integers(0, 690), goodwill=st.integers(0, 3490))
    def test_of_the_rest_leaves_nothing_of_the_invoice(self, first, delivered, goodwill):
        sold = invoice(SOLD)
        named = note(
            sold, part_of(1000, 840, first, order_line_id=1), part_of(690, 580, delivered, is_delivery=True)
        )
        left_gross, left_net = (sold[key] - named[key] for key in ("gross_minor", "net_minor"))
        reduced = note(sold, part_of(left_gross, left_net, goodwill, text="Goodwill"), earlier=[named])
        earlier = [named, reduced]

        rest = note(sold, *rest_of(sold, earlier), earlier=earlier)

        for key in ("gross_minor", "net_minor"):
            assert sum(each[key] for each in (*earlier, rest)) == sold[key]
        assert all(line["gross_minor"] >= line["net_minor"] >= 0 for line in rest["lines"])
        assert rest_of(sold, [*earlier, rest]) == []


def part_of(gross: int, net: int, share: int, **what: Any) -> CreditLine:
    """So much of a gross amount, with the net that belongs to it."""
    return CreditLine(share, round_half_up(Decimal(net) * share / gross), **what)
