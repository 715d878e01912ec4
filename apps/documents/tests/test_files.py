"""The files: read with another library than the one that wrote them."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from apps.documents.contents import CreditLine, credit_content, invoice_content, slip_content
from apps.documents.rendering import einvoice, pdf_of
from apps.documents.rendering.letters import MISSING, printable
from apps.documents.tests.einvoices import faults
from apps.documents.tests.factories import AT, an_order
from apps.orders.models import Shipment, ShipmentLine

ON = date(2026, 11, 21)


def invoice(*args: Any, **values: Any) -> dict[str, Any]:
    order, lines = an_order(*args, **values)
    return invoice_content(order, lines, number="R-2026-000042", issued_on=ON)


def opened(data: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(data, at=AT)), strict=True)


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


class TestTheFileOfAnInvoice:
    def test_says_what_the_law_asks_for(self):
        """Directive 2006/112/EC art. 226: numbers as there."""
        said = words(opened(invoice(vat_id="DE136695976", currency="USD", rate=Decimal("1.1172"),
                                    rate_source="European Central Bank")))  # fmt: skip

        for point, text in {
            "1 date": "21 November 2026",
            "2 number": "Invoice R-2026-000042",
            "3 seller's VAT id": "VAT id: DE000000000",
            "4 buyer's VAT id": "Your VAT id DE136695976",
            "5 seller": "Astronomy Shop GmbH · Mondscheinallee 12 · 12435 Berlin",
            "5 buyer": "Ines Keller Sternwartenstraße 12 14482 Potsdam Germany",
            "6 goods": "Newtonian 1",
            "7 date of payment": "Paid on 21 November 2026",
            "8 unit price, net, rate, tax": "100.00 100.00 19 19.00 119.00",
            "8 basis by rate": "VAT 19 % of $105.80",
            "10 tax": "$20.10",
            "230 tax in the home currency": "VAT in EUR: €17.99, at 1 EUR = 1.1172 USD",
        }.items():
            assert text in said, point

    def test_says_why_no_tax_is_charged(self):
        note = "Export: no VAT is charged (Art. 146 Directive 2006/112/EC)"

        data = invoice([(1000, 1000, "0", 1)], delivery=(500, 500, "0"), is_export=True, tax_notes=[note])

        assert note in words(opened(data))

    def test_asks_for_what_is_left_to_pay(self):
        said = words(opened(invoice(charged_minor=0)))

        assert "Left to pay €125.90" in said
        assert "naming order W7KHTPC" in said
        assert "expected 24 November 2026 to 25 November 2026" in said

    def test_goes_over_pages_with_its_head_and_numbers_on_each(self):
        reader = opened(invoice([(11900 + n, 10000, "19", 1) for n in range(100)]))
        pages = [" ".join(page.extract_text().split()) for page in reader.pages]

        assert len(pages) == 5
        for number, page in enumerate(pages, start=1):
            assert f"Page {number} of 5" in page
            assert "Unit, net Net VAT % VAT Total EUR" in page
            assert "Managing director" in page
        found = re.findall(r"Newtonian (\d+)", " ".join(pages))
        assert [int(number) for number in found] == list(range(1, 101))

    def test_wraps_what_is_long_and_keeps_the_foot_free(self):
        order, lines = an_order()
        lines[0].title, lines[0].sku = "Teleskop" * 17, "X" * 40

        reader = opened(invoice_content(order, lines, number="R-1", issued_on=ON))

        assert "Teleskop" * 17 in reader.pages[0].extract_text().replace("\n", "")
        assert len(reader.pages) == 1

    @pytest.mark.parametrize(
        "name", ["Παναγιώτης Παπαδόπουλος", "Георги Димитров", "Šárka Nováková", "Łukasz Żak"]
    )
    def test_writes_the_names_of_european_buyers(self, name: str):
        address = {"name": name, "line1": "Street 1", "city": "Town", "postcode": "1000", "country": "BG"}

        assert name in words(opened(invoice(billing_address=address)))

    @pytest.mark.parametrize(
        "name", ["山田太郎", "😀 Smile", "a\u0000b\u202ec", "<script>alert(1)</script>", "{{ 7*7 }}"]
    )
    def test_survives_what_anybody_types(self, name: str):
        address = {"name": name, "line1": "1-2-3", "city": "Chiyoda", "postcode": "100-0005", "country": "JP"}
        data = invoice(billing_address=address)

        assert words(opened(data))
        fromstring(einvoice(data))

    def test_marks_letters_that_no_font_has(self):
        assert printable("山 Yamada\u0000\u200b") == f"{MISSING} Yamada"
        assert printable("Ines\nKeller") == "Ines Keller"


class TestEveryFile:
    @pytest.fixture(params=["invoice", "credit note", "packing slip"])
    def data(self, request: pytest.FixtureRequest) -> dict[str, Any]:
        sold = invoice()
        order, lines = an_order()
        if request.param == "invoice":
            return sold
        if request.param == "credit note":
            given = [CreditLine(5950, 5000, order_line_id=1)]
            return credit_content(order, sold, given, number="G-1", issued_on=ON, reason="Came back")
        parcel = Shipment(order=order, carrier="Heliopost", tracking_number="HP 42", shipped_at=AT)
        packed = [ShipmentLine(shipment=parcel, line=lines[0], quantity=1)]
        return slip_content(parcel, packed, number="P-1", issued_on=ON)

    def test_is_made_again_byte_by_byte(self, data: dict[str, Any]):
        import json

        again = json.loads(json.dumps(data))

        assert pdf_of(data, at=AT) == pdf_of(again, at=AT)

    def test_is_marked_as_pdf_a_3b_and_has_what_that_needs(self, data: dict[str, Any]):
        reader = opened(data)
        root = _root(reader)
        xmp = root["/Metadata"].get_data().decode()

        assert "<pdfaid:part>3</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
        assert reader.trailer["/ID"]
        assert not reader.is_encrypted
        for font in _fonts(reader):
            assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/ToUnicode" in font

    def test_says_what_it_is_and_when_it_was_made(self, data: dict[str, Any]):
        xmp = _root(opened(data))["/Metadata"].get_data().decode()

        assert f"<xmp:CreateDate>{AT.isoformat()}</xmp:CreateDate>" in xmp
        assert f"{data['number']}</rdf:li>" in xmp
        assert "<dc:creator><rdf:Seq><rdf:li>Astronomy Shop GmbH</rdf:li>" in xmp

    def test_carries_itself_as_an_electronic_invoice_unless_it_is_a_slip(self, data: dict[str, Any]):
        reader = opened(data)
        attached = reader.attachments
        if data["kind"] == "PACKING_SLIP":
            assert attached == {}
            return

        assert attached == {"factur-x.xml": [einvoice(data)]}
        (associated,) = (item.get_object() for item in _root(reader)["/AF"])
        assert associated["/AFRelationship"] == "/Alternative"
        assert associated["/EF"]["/F"].get_object()["/Subtype"] == "/text/xml"
        xmp = _root(reader)["/Metadata"].get_data().decode()
        fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp).strip())
        assert "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in xmp
        assert "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>" in xmp
        assert "pdfaExtension:schemas" in xmp
        assert faults(attached["factur-x.xml"][0]) == []


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _fonts(reader: PdfReader) -> list[Any]:
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"]
    return [font.get_object() for font in fonts.values()]


class TestAPackingSlip:
    def slip(self, *, weight_g: int | None = None, **values: Any) -> str:
        order, lines = an_order([(54538, 54538, "0", 2)], **values)
        parcel = Shipment(
            order=order, carrier="Heliopost", tracking_number="HP 42", shipped_at=AT, weight_g=weight_g
        )
        packed = [ShipmentLine(shipment=parcel, line=lines[0], quantity=1)]
        return words(opened(slip_content(parcel, packed, number="P-2026-000001", issued_on=ON)))

    def test_names_goods_units_and_parcel_but_no_price(self):
        said = self.slip()

        assert "Newtonian 1" in said
        assert "NT-001 2 1" in said
        assert "Carrier Heliopost Parcel HP 42" in said
        assert "272.69" not in said
        assert "€" not in said
        assert "Commercial invoice" not in said

    CUSTOMS = [{"sku": "NT-001", "hs_code": "900580", "origin": "DE"}]

    def test_has_a_commercial_invoice_beyond_the_customs_union(self):
        said = self.slip(is_export=True, delivery_details={"customs": self.CUSTOMS}, weight_g=5100)

        _, invoice_page = said.split("Commercial invoice P-2026-000001")
        for words_ in (
            "Exporter Astronomy Shop GmbH Mondscheinallee 12",
            "Consignee Ines Keller Sternwartenstraße 12",
            "Reason for export Sale",
            "Duty and import tax paid by the consignee",
            "Newtonian 1 Item NT-001 900580 DE 1 4.2 kg 272.69",
            "Total value: €272.69",
            "Weight of the goods: 4.2 kg, of the parcel: 5.1 kg",
            "Place, date, signature",
        ):
            assert words_ in invoice_page, words_

    def test_declares_what_leaves_the_customs_union_taxed(self):
        said = self.slip(delivery_details={"customs": self.CUSTOMS})

        assert "Commercial invoice" in said
        assert "Duty and import tax" not in said

    def test_says_what_customs_have_to_be_told_and_nobody_knows(self):
        assert "not known not known 1 4.2 kg" in self.slip(is_export=True)

    def test_stays_as_it_was_if_it_was_issued_before_there_were_invoices(self):
        order, lines = an_order([(54538, 54538, "0", 2)], is_export=True)
        parcel = Shipment(order=order, carrier="Heliopost", shipped_at=AT)
        packed = [ShipmentLine(shipment=parcel, line=lines[0], quantity=1)]
        data = slip_content(parcel, packed, number="P-2026-000001", issued_on=ON)
        del data["customs"]

        said = words(opened(data))

        assert "For customs" in said
        assert "Newtonian 1 1 4.2 kg 272.69" in said
        assert "Commercial invoice" not in said
