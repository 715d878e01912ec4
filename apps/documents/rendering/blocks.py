"""The parts around the table: address, facts, totals, and what stands at the end."""

from collections.abc import Mapping
from typing import Any

from fpdf import Align

from apps.documents.rendering import words
from apps.documents.rendering.page import LEAD, LEFT, SMALL, SOFT, TINY, WIDTH, Sheet

_WINDOW = 45  # where the address begins for an envelope with a window (DIN 5008, form B), millimetres
_FACTS = LEFT + 98
_LABELS, _VALUES = 26, 48
_SUMS = 84


def address_window(sheet: Sheet, party: Mapping[str, Any]) -> None:
    """Write the address where an envelope's window shows it, under a small line of the sender."""
    seller = sheet.seller
    sheet.set_xy(LEFT, _WINDOW)
    sender = " · ".join([seller["name"], seller["line1"], f"{seller['postcode']} {seller['city']}"])
    sheet.write_line(sender, size=TINY, color=SOFT)
    sheet.ln(1.5)
    sheet.paragraph("\n".join(party["lines"]), width=85, size=10, height=4.8)


def facts(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """Write the facts at the right of the address: numbers and dates."""
    bottom = max(sheet.get_y(), 92)
    sheet.set_xy(_FACTS, _WINDOW + 4)
    for label, value in _facts(data):
        for number, line in enumerate(sheet.wrapped(value, _VALUES, size=SMALL)):
            sheet.set_x(_FACTS)
            sheet.piece("" if number else label, _LABELS, size=SMALL, color=SOFT)
            sheet.piece(line, _VALUES, size=SMALL)
            sheet.ln(LEAD)
    sheet.set_xy(LEFT, max(bottom, sheet.get_y() + 6))


def _facts(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    order, buyer = data["order"], data["buyer"]
    found = [("Number", data["number"]), ("Date", words.day(data["issued_on"]))]
    if data["corrects"]:
        found.append(("For invoice", data["corrects"]["number"]))
        found.append(("Invoice date", words.day(data["corrects"]["issued_on"])))
    found.append(("Order", order["code"]))
    found.append(("Ordered on", words.day(order["placed_on"])))
    if data["kind"] == "PACKING_SLIP":
        parcel = data["parcel"]
        return [*found, ("Carrier", parcel["carrier"]), ("Parcel", parcel["tracking_number"] or "no number")]
    if data["kind"] == "INVOICE":
        found.append(_supply(data))
    if buyer["vat_id"]:
        found.append(("Your VAT id", buyer["vat_id"]))
    found.append(("Goods go to", "\n".join(data["delivery_to"]["lines"])))
    return found


def _supply(data: Mapping[str, Any]) -> tuple[str, str]:
    """The date of an advance payment, or when the goods are to arrive (Directive 2006/112/EC art. 226, point 7)."""
    if data["tax_point_on"]:
        return "Paid on", words.day(data["tax_point_on"])
    first, last = data["supply"]["first"], data["supply"]["last"]
    until = "" if first == last else f"\nto {words.day(last)}"
    return "Delivery", f"expected {words.day(first)}{until}"


def totals(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """Write the sums and the tax by rate; they stay together on one page."""
    currency = data["currency"]
    sheet.needs(28 + LEAD * (len(data["taxes"]) + len(data["payments"]) + (2 if data["restated"] else 0)))
    _sum(sheet, "Total net", words.money(data["net_minor"], currency))
    for group in data["taxes"]:
        of = words.money(group["net_minor"], currency)
        tax = words.money(group["tax_minor"], currency)
        _sum(sheet, f"VAT {group['percent']} % of {of}", tax)
    label = "We give back" if data["corrects"] else "Total"
    _rule(sheet)
    _sum(sheet, label, words.money(data["gross_minor"], currency), style="B", size=11)
    for payment in data["payments"]:
        _sum(sheet, payment["label"], words.money(-payment["minor"], currency))
    if data["payments"]:
        _rule(sheet)
    if not data["corrects"]:
        _sum(sheet, "Left to pay", words.money(data["due_minor"], currency), style="B")


def _rule(sheet: Sheet) -> None:
    sheet.ln(0.8)
    y = sheet.get_y()
    sheet.line(LEFT + WIDTH - _SUMS, y, LEFT + WIDTH, y)
    sheet.ln(0.8)


def _sum(sheet: Sheet, label: str, value: str, *, style: str = "", size: float = 9.0) -> None:
    height = LEAD + 0.5 if size < 10 else LEAD + 1.5
    sheet.set_x(LEFT + WIDTH - _SUMS)
    sheet.piece(label, _SUMS - 30, size=size, style=style, height=height)
    sheet.piece(value, 30, size=size, style=style, height=height, align=Align.R)
    sheet.ln(height)


def closing(sheet: Sheet, data: Mapping[str, Any]) -> None:
    """Write what has to be said in words: reasons for no tax, restated tax, why a credit note, how to pay."""
    sheet.ln(5)
    for text in _closing(data):
        sheet.needs(3 * LEAD)
        sheet.paragraph(text)
        sheet.ln(1.5)


def _closing(data: Mapping[str, Any]) -> list[str]:
    said = list(data["notes"])
    if data["reason"]:
        said.append(f"Reason: {data['reason']}")
    if data["restated"]:
        said.append(_restated(data))
    if data["corrects"]:
        earlier = data["corrects"]
        said.append(
            f"This credit note corrects invoice {earlier['number']} of {words.day(earlier['issued_on'])}."
        )
    elif data["due_minor"]:
        said.append(f"Please pay the amount that is left at once, naming order {data['order']['code']}.")
    else:
        said.append("Paid in full. Thank you.")
    said.append("This file carries the same as an electronic invoice (EN 16931, Factur-X).")
    return said


def _restated(data: Mapping[str, Any]) -> str:
    home = data["restated"]
    tax = words.money(home["tax_minor"], home["currency"])
    source = home["source"]
    return (
        f"VAT in {home['currency']}: {tax}, at 1 {home['currency']} = {home['rate']} {data['currency']} "
        f"({source}, {words.day(home['rate_date'])})."
    )
