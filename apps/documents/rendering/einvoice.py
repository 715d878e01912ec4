"""An invoice or credit note as an electronic invoice: EN 16931 in the syntax UN/CEFACT CII D16B.

Business terms (BT) and groups (BG) in comments are those of EN 16931-1. The order of elements is the schema's.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from apps.documents.rendering.parties import add_party
from apps.documents.rendering.tree import Node, document, money_text

GUIDELINE = "urn:cen.eu:en16931:2017"  # the profile "EN 16931" of Factur-X 1.0 and ZUGFeRD 2
_TYPE_CODES = {"INVOICE": "380", "CREDIT_NOTE": "381"}  # UNTDID 1001
_UNIT = "C62"  # one, piece: UN/ECE recommendation 20
_PAID, _NOT_DEFINED = "ZZZ", "1"  # UNTDID 4461
_EXEMPTIONS = {"AE": "VATEX-EU-AE", "G": "VATEX-EU-G"}  # the code list VATEX of the European Commission
_EXEMPT_WORDS = {
    "AE": "Reverse charge",
    "G": "Export outside the EU",
    "E": "Multi-purpose voucher, taxed when it pays for goods (Art. 30b Directive 2006/112/EC)",
}


def einvoice(data: Mapping[str, Any]) -> bytes:
    """Return the XML of an invoice or a credit note. The same content always gives the same bytes."""
    root = document()
    context = root.add("rsm:ExchangedDocumentContext")
    context.add("ram:GuidelineSpecifiedDocumentContextParameter").add("ram:ID", GUIDELINE)
    _head(root.add("rsm:ExchangedDocument"), data)
    transaction = root.add("rsm:SupplyChainTradeTransaction")
    for position, line in enumerate(data["lines"], start=1):
        _line(transaction.add("ram:IncludedSupplyChainTradeLineItem"), position, line, data["currency"])
    _agreement(transaction.add("ram:ApplicableHeaderTradeAgreement"), data)
    _delivery(transaction.add("ram:ApplicableHeaderTradeDelivery"), data)
    _settlement(transaction.add("ram:ApplicableHeaderTradeSettlement"), data)
    tree: bytes = ET.tostring(root.element, encoding="utf-8", xml_declaration=True)
    return tree


def _head(node: Node, data: Mapping[str, Any]) -> None:
    node.add("ram:ID", data["number"])  # BT-1
    node.add("ram:TypeCode", _TYPE_CODES[data["kind"]])  # BT-3
    node.add("ram:IssueDateTime").day(data["issued_on"])  # BT-2
    for text in (*data["notes"], data["reason"], data["seller"]["register"]):  # BG-1
        if text:
            node.add("ram:IncludedNote").add("ram:Content", text)


def _line(node: Node, position: int, line: Mapping[str, Any], currency: str) -> None:
    """BG-25. The net of a line is its price before discounts less the discount, to the cent."""
    node.add("ram:AssociatedDocumentLineDocument").add("ram:LineID", str(position))
    product = node.add("ram:SpecifiedTradeProduct")
    product.maybe("ram:SellerAssignedID", line["sku"])  # BT-155
    product.add("ram:Name", line["name"])  # BT-153
    product.maybe("ram:Description", line["options"])  # BT-154
    before = max(line["before_net_minor"], line["net_minor"])
    _price(node.add("ram:SpecifiedLineTradeAgreement"), line, before, currency)
    delivery = node.add("ram:SpecifiedLineTradeDelivery")
    delivery.add("ram:BilledQuantity", str(line["quantity"]), unitCode=_UNIT)  # BT-129, BT-130
    settlement = node.add("ram:SpecifiedLineTradeSettlement")
    tax = settlement.add("ram:ApplicableTradeTax")
    tax.add("ram:TypeCode", "VAT")
    tax.add("ram:CategoryCode", line["category"])  # BT-151
    tax.add("ram:RateApplicablePercent", line["percent"])  # BT-152
    if before > line["net_minor"]:
        _discount(settlement, line, before - line["net_minor"], currency)
    total = settlement.add("ram:SpecifiedTradeSettlementLineMonetarySummation")
    total.add("ram:LineTotalAmount", money_text(line["net_minor"], currency))  # BT-131


def _price(node: Node, line: Mapping[str, Any], before: int, currency: str) -> None:
    """BG-29. Where units times unit price misses the line by a cent, the price is that of all units together."""
    quantity, unit = line["quantity"], line["unit_net_minor"]
    fits = unit is not None and unit * quantity == before
    price = node.add("ram:NetPriceProductTradePrice")
    price.add("ram:ChargeAmount", money_text(unit if fits else before, currency))  # BT-146
    price.add("ram:BasisQuantity", "1" if fits else str(quantity), unitCode=_UNIT)  # BT-149


def _discount(node: Node, line: Mapping[str, Any], minor: int, currency: str) -> None:
    allowance = node.add("ram:SpecifiedTradeAllowanceCharge")  # BG-27
    allowance.add("ram:ChargeIndicator").add("udt:Indicator", "false")
    allowance.add("ram:ActualAmount", money_text(minor, currency))  # BT-136
    labels = ", ".join(share["label"] for share in line["discounts"])
    allowance.add("ram:Reason", labels or "Rounding of the tax")  # BT-139


def _agreement(node: Node, data: Mapping[str, Any]) -> None:
    seller, buyer = data["seller"], data["buyer"]
    party = add_party(node, "ram:SellerTradeParty", seller)  # BG-4
    party.tax_number(seller["vat_id"])  # BT-31
    party = add_party(node, "ram:BuyerTradeParty", buyer)  # BG-7
    party.tax_number(buyer["vat_id"])  # BT-48
    order = node.add("ram:BuyerOrderReferencedDocument")
    order.add("ram:IssuerAssignedID", data["order"]["code"])  # BT-13


def _delivery(node: Node, data: Mapping[str, Any]) -> None:
    reachable = ("phone", "email")  # have no place in BG-13
    place = {name: value for name, value in data["delivery_to"].items() if name not in reachable}
    add_party(node, "ram:ShipToTradeParty", place)  # BG-13


def _settlement(node: Node, data: Mapping[str, Any]) -> None:
    currency, restated = data["currency"], data["restated"]
    node.add("ram:PaymentReference", data["order"]["code"])  # BT-83
    if restated:
        node.add("ram:TaxCurrencyCode", restated["currency"])  # BT-6
    node.add("ram:InvoiceCurrencyCode", currency)  # BT-5
    means = node.add("ram:SpecifiedTradeSettlementPaymentMeans")
    means.add("ram:TypeCode", _NOT_DEFINED if data["due_minor"] else _PAID)  # BT-81
    for group in data["taxes"]:
        _tax(node.add("ram:ApplicableTradeTax"), group, data)
    if data["delivery"] and data["delivery"]["net_minor"]:
        _charge(node.add("ram:SpecifiedTradeAllowanceCharge"), data["delivery"], currency)
    if data["due_minor"]:
        terms = "Back the way the order was paid." if data["corrects"] else "Due at once, without deduction."
        node.add("ram:SpecifiedTradePaymentTerms").add("ram:Description", terms)  # BT-20
    _totals(node.add("ram:SpecifiedTradeSettlementHeaderMonetarySummation"), data)
    if data["corrects"]:
        earlier = node.add("ram:InvoiceReferencedDocument")  # BG-3
        earlier.add("ram:IssuerAssignedID", data["corrects"]["number"])
        earlier.add("ram:FormattedIssueDateTime").day(data["corrects"]["issued_on"], space="qdt")


def _tax(node: Node, group: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """BG-23."""
    currency, category = data["currency"], group["category"]
    node.add("ram:CalculatedAmount", money_text(group["tax_minor"], currency))  # BT-117
    node.add("ram:TypeCode", "VAT")
    if category in _EXEMPT_WORDS:
        notes = "; ".join(data["notes"]) if category in _EXEMPTIONS else ""
        node.add("ram:ExemptionReason", notes or _EXEMPT_WORDS[category])  # BT-120
    node.add("ram:BasisAmount", money_text(group["net_minor"], currency))  # BT-116
    node.add("ram:CategoryCode", category)  # BT-118
    node.maybe("ram:ExemptionReasonCode", _EXEMPTIONS.get(category, ""))  # BT-121
    node.add("ram:RateApplicablePercent", group["percent"])  # BT-119


def _charge(node: Node, delivery: Mapping[str, Any], currency: str) -> None:
    """BG-21: the delivery, UNTDID 7161 code FC."""
    node.add("ram:ChargeIndicator").add("udt:Indicator", "true")
    node.add("ram:ActualAmount", money_text(delivery["net_minor"], currency))  # BT-99
    node.add("ram:ReasonCode", "FC")  # BT-105
    node.add("ram:Reason", delivery["name"])  # BT-104
    tax = node.add("ram:CategoryTradeTax")
    tax.add("ram:TypeCode", "VAT")
    tax.add("ram:CategoryCode", delivery["category"])  # BT-102
    tax.add("ram:RateApplicablePercent", delivery["percent"])  # BT-103


def _totals(node: Node, data: Mapping[str, Any]) -> None:
    """BG-22."""
    currency, restated = data["currency"], data["restated"]
    lines = sum(line["net_minor"] for line in data["lines"])
    charges = data["delivery"]["net_minor"] if data["delivery"] else 0
    node.add("ram:LineTotalAmount", money_text(lines, currency))  # BT-106
    node.add("ram:ChargeTotalAmount", money_text(charges, currency))  # BT-108
    node.add("ram:AllowanceTotalAmount", money_text(0, currency))  # BT-107
    node.add("ram:TaxBasisTotalAmount", money_text(data["net_minor"], currency))  # BT-109
    node.add("ram:TaxTotalAmount", money_text(data["tax_minor"], currency), currencyID=currency)  # BT-110
    if restated:
        home = restated["currency"]
        node.add("ram:TaxTotalAmount", money_text(restated["tax_minor"], home), currencyID=home)  # BT-111
    node.add("ram:GrandTotalAmount", money_text(data["gross_minor"], currency))  # BT-112
    prepaid = data["gross_minor"] - data["due_minor"]
    node.add("ram:TotalPrepaidAmount", money_text(prepaid, currency))  # BT-113
    node.add("ram:DuePayableAmount", money_text(data["due_minor"], currency))  # BT-115
