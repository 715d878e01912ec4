"""What customs ask of a parcel: the commercial invoice behind its packing slip."""

from collections.abc import Mapping
from typing import Any

from fpdf import Align

from apps.documents.rendering import words
from apps.documents.rendering.page import LEAD, LEFT, SMALL, SOFT, WIDTH, Sheet
from apps.documents.rendering.table import Column, Table

_HALF = 86  # millimetres
_DECLARATION = "We declare that what this invoice says of goods, values and origins is true and complete."


def commercial_invoice(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """Write the commercial invoice on a page of its own: it goes outside on the parcel, the slip inside."""
    customs, currency = data["customs"], data["currency"]
    sheet.add_page()
    sheet.write_line(f"Commercial invoice {data['number']}", size=15, style="B", height=8)
    sheet.ln(2)
    _parties(sheet, data)
    for label, value in _facts(data):
        sheet.piece(label, 40, size=SMALL, color=SOFT)
        sheet.piece(value, WIDTH - 40, size=SMALL)
        sheet.ln(LEAD)
    sheet.ln(4)
    _goods(sheet, data)
    sheet.needs(40)
    sheet.ln(2)
    sheet.write_line(
        f"Total value: {words.money(customs['value_minor'], currency)}", size=11, style="B", height=6
    )
    sheet.write_line(_weights(customs), size=SMALL)
    sheet.write_line(
        "Values are what the buyer paid for the goods, without VAT and without delivery.", size=SMALL
    )
    sheet.ln(4)
    sheet.paragraph(_DECLARATION)
    sheet.ln(14)
    sheet.line(LEFT, sheet.get_y(), LEFT + _HALF - 6, sheet.get_y())
    sheet.write_line("Place, date, signature", size=SMALL, color=SOFT)


def _parties(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """The sender at the left, at the right where the goods go."""
    seller, buyer, to = data["seller"], data["buyer"], data["delivery_to"]
    sender = [*seller["lines"], f"VAT id: {seller['vat_id']}" if seller["vat_id"] else "", seller["phone"]]
    receiver = [*to["lines"], to.get("phone", ""), buyer["email"]]
    if buyer["vat_id"]:
        receiver.append(f"Tax number: {buyer['vat_id']}")
    top, ends = sheet.get_y(), []
    for left, label, lines in ((LEFT, "Exporter", sender), (LEFT + _HALF, "Consignee", receiver)):
        sheet.set_xy(left, top)
        sheet.piece(label, _HALF - 4, size=SMALL, color=SOFT)
        sheet.set_xy(left, top + LEAD)
        sheet.paragraph("\n".join(line for line in lines if line), width=_HALF - 4)
        ends.append(sheet.get_y())
    sheet.set_xy(LEFT, max(ends) + 4)


def _facts(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    parcel = data["parcel"]
    facts = [
        ("Date", words.day(data["issued_on"])),
        ("Order", f"{data['order']['code']} of {words.day(data['order']['placed_on'])}"),
        ("Carrier and parcel", f"{parcel['carrier']} {parcel['tracking_number'] or 'no number'}"),
        ("Reason for export", "Sale"),
        ("Currency", data["currency"]),
    ]
    return [*facts, ("Duty and import tax", "paid by the consignee")] if parcel["is_export"] else facts


def _goods(sheet: Sheet, data: Mapping[str, Any]) -> None:
    currency = data["currency"]
    columns = [
        Column("", 8, Align.L),
        Column("Goods", 64, Align.L),
        Column("HS code", 24, Align.L),
        Column("Origin", 16, Align.L),
        Column("Units", 14),
        Column("Weight", 20),
        Column(f"Value, {currency}", 26),
    ]
    table = Table(sheet, columns)
    for position, line in enumerate(data["customs"]["lines"], start=1):
        cells = [
            str(position),
            line["name"],
            line["hs_code"] or "not known",
            line["origin"] or "not known",
            str(line["quantity"]),
            words.weight(line["weight_g"]),
            words.amount(line["value_minor"], currency),
        ]
        table.row(cells, wide=1, below=[f"Item {line['sku']}"])


def _weights(customs: Mapping[str, Any]) -> str:
    goods = f"Weight of the goods: {words.weight(customs['weight_g'])}"
    weighed = customs["weighed_g"]
    return goods if weighed is None else f"{goods}, of the parcel: {words.weight(weighed)}"


def earlier_customs(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """Write what slips said that were issued before there were commercial invoices: their files stay the same."""
    if not data["parcel"]["is_export"]:
        return
    sheet.needs(30)
    sheet.ln(5)
    sheet.write_line("For customs", size=11, style="B", height=6)
    sheet.write_line("The value is what the buyer paid for the goods.", size=SMALL, color=SOFT)
    sheet.ln(1.5)
    columns = [Column("Item", 98, Align.L), Column("Units", 20), Column("Weight", 24),
               Column(f"Value, {data['currency']}", 30)]  # fmt: skip
    table = Table(sheet, columns)
    for line in data["lines"]:
        value = words.amount(line["value_minor"], data["currency"])
        cells = [line["name"], str(line["quantity"]), words.weight(line["weight_g"]), value]
        table.row(cells, wide=0)
