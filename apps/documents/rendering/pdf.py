"""Lays out an invoice, a credit note or a packing slip."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import fpdf
from fpdf import Align

from apps.documents.rendering import words
from apps.documents.rendering.blocks import address_window, closing, facts, totals
from apps.documents.rendering.customs import commercial_invoice, earlier_customs
from apps.documents.rendering.einvoice import einvoice
from apps.documents.rendering.page import Sheet
from apps.documents.rendering.table import Column, Table
from apps.documents.rendering.xmp import ATTACHMENT, metadata

_NAMES = {"INVOICE": "Invoice", "CREDIT_NOTE": "Credit note", "PACKING_SLIP": "Packing slip"}
_PRODUCER = f"fpdf2 {fpdf.__version__}"


def pdf_of(data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return the file of a document that was issued at a moment. The same content gives the same bytes.

    Invoices and credit notes carry themselves as an electronic invoice (Factur-X, profile EN 16931).
    """
    title = f"{_NAMES[data['kind']]} {data['number']}"
    is_slip = data["kind"] == "PACKING_SLIP"
    sheet = Sheet(data, title)
    _describe(sheet, data, title, at, has_invoice=not is_slip)
    sheet.begin(at)
    address_window(sheet, data["delivery_to"] if is_slip else data["buyer"])
    facts(sheet, data)
    sheet.write_line(title, size=15, style="B", height=8)
    sheet.ln(2)
    if is_slip:
        _packed(sheet, data)
    else:
        _sold(sheet, data)
        totals(sheet, data)
        closing(sheet, data)
        sheet.embed_file(
            bytes=einvoice(data),
            basename=ATTACHMENT,
            mime_type="text/xml",
            desc="This document as an electronic invoice",
            associated_file_relationship="Alternative",
            creation_date=at,
            modification_date=at,
            compress=True,
            checksum=True,
        )
    return bytes(sheet.output())


def _describe(sheet: Sheet, data: Mapping[str, Any], title: str, at: datetime, *, has_invoice: bool) -> None:
    author = data["seller"]["name"]
    sheet.set_title(title)
    sheet.set_author(author)
    sheet.set_producer(_PRODUCER)
    sheet.set_xmp_metadata(
        metadata(
            title=title,
            author=author,
            producer=_PRODUCER,
            at=at.isoformat(timespec="seconds"),
            has_invoice=has_invoice,
        )
    )


def _sold(sheet: Sheet, data: Mapping[str, Any]) -> None:
    currency = data["currency"]
    table = Table(
        sheet,
        [
            Column("", 8, Align.L),
            Column("Item", 61, Align.L),
            Column("Units", 12),
            Column("Unit, net", 21),
            Column("Net", 21),
            Column("VAT %", 13),
            Column("VAT", 17),
            Column(f"Total {currency}", 19),
        ],
    )
    delivery = [data["delivery"]] if data["delivery"] else []
    for position, line in enumerate([*data["lines"], *delivery], start=1):
        gross, net = line["gross_minor"], line["net_minor"]
        unit = line.get("unit_net_minor")
        cells = [
            str(position),
            line["name"],
            str(line.get("quantity", 1)),
            "" if unit is None else words.amount(unit, currency),
            words.amount(net, currency),
            line["percent"],
            words.amount(gross - net, currency),
            words.amount(gross, currency),
        ]
        table.row(cells, wide=1, below=_particulars(line, currency))
    sheet.ln(2)


def _particulars(line: Mapping[str, Any], currency: str) -> list[str]:
    """What stands small below a name: item number, options, lettering, what promotions took off."""
    sku, options, text = line.get("sku"), line.get("options"), line.get("personal_text")
    below = [", ".join(part for part in (f"Item {sku}" if sku else "", options or "") if part)]
    if text:
        below.append(f"Lettering: “{text}”")
    if line["discounts"]:
        below.append(f"Before discounts {words.amount(line['before_gross_minor'], currency)}")
    below += [f"{share['label']}: {words.amount(-share['minor'], currency)}" for share in line["discounts"]]
    return [text for text in below if text]


def _packed(sheet: Sheet, data: Mapping[str, Any]) -> None:
    columns = [
        Column("", 8, Align.L),
        Column("Item", 86, Align.L),
        Column("Item number", 38, Align.L),
        Column("Ordered", 18),
        Column("In parcel", 22),
    ]
    table = Table(sheet, columns)
    for position, line in enumerate(data["lines"], start=1):
        below = [line["options"], f"Lettering: “{line['personal_text']}”" if line["personal_text"] else ""]
        cells = [str(position), line["name"], line["sku"], str(line["ordered"]), str(line["quantity"])]
        table.row(cells, wide=1, below=[text for text in below if text])
    sheet.ln(3)
    units = sum(line["quantity"] for line in data["lines"])
    sheet.write_line("1 unit in this parcel" if units == 1 else f"{units} units in this parcel", style="B")
    if data["delivery_to"]["note"]:
        sheet.write_line(f"Note for the driver: {data['delivery_to']['note']}")
    if "customs" not in data:
        earlier_customs(sheet, data)
    elif data["customs"]:
        commercial_invoice(sheet, data)
