"""Reads electronic invoices and holds them to the sums that EN 16931 wants (BR-CO and BR-S rules)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from defusedxml.ElementTree import fromstring

from apps.documents.rendering.tree import SPACES

_SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"


class Read:
    """An electronic invoice, well-formed and without entities."""

    def __init__(self, xml: bytes) -> None:
        self.root = fromstring(xml)

    def all(self, path: str, under: Any = None) -> list[Any]:
        return list((self.root if under is None else under).findall(path, SPACES))

    def text(self, path: str, under: Any = None) -> str:
        (found,) = self.all(path, under)
        return str(found.text)

    def amount(self, path: str, under: Any = None) -> Decimal:
        return Decimal(self.text(path, under))

    @property
    def lines(self) -> list[Any]:
        return self.all("rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem")

    @property
    def taxes(self) -> list[Any]:
        return self.all(f"{_SETTLEMENT}/ram:ApplicableTradeTax")

    def total(self, name: str) -> Decimal:
        return self.amount(f"{_SUMS}/ram:{name}")

    def tax_total(self, currency: str) -> Decimal:
        return self.amount(f"{_SUMS}/ram:TaxTotalAmount[@currencyID='{currency}']")

    @property
    def currency(self) -> str:
        return self.text(f"{_SETTLEMENT}/ram:InvoiceCurrencyCode")


def faults(xml: bytes, *, slack: Decimal = Decimal(0)) -> list[str]:
    """Return which rules an electronic invoice breaks. `slack` is how far BR-CO-17 may be missed."""
    read = Read(xml)
    return [*_sums(read), *_lines(read), *_taxes(read, slack)]


def _sums(read: Read) -> Iterator[str]:
    nets = [read.amount(_LINE_TOTAL, line) for line in read.lines]
    tax = read.tax_total(read.currency)
    basis, grand = read.total("TaxBasisTotalAmount"), read.total("GrandTotalAmount")
    charges = [read.amount("ram:ActualAmount", node) for node in read.all(f"{_SETTLEMENT}/{_CHARGE}")]
    holds = {
        "BR-16": bool(nets),
        "BR-CO-10": sum(nets) == read.total("LineTotalAmount"),
        "BR-CO-12": sum(charges) == read.total("ChargeTotalAmount"),
        "BR-CO-13": read.total("LineTotalAmount")
        - read.total("AllowanceTotalAmount")
        + read.total("ChargeTotalAmount")
        == basis,
        "BR-CO-14": sum(read.amount("ram:CalculatedAmount", node) for node in read.taxes) == tax,
        "BR-CO-15": basis + tax == grand,
        "BR-CO-16": grand - read.total("TotalPrepaidAmount") == read.total("DuePayableAmount"),
        "BR-CO-18": bool(read.taxes),
        "BR-CO-25": read.total("DuePayableAmount") <= 0
        or bool(read.all(f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms")),
    }
    yield from (rule for rule, is_kept in holds.items() if not is_kept)


_CHARGE = "ram:SpecifiedTradeAllowanceCharge"
_LINE = "ram:SpecifiedLineTradeSettlement"
_LINE_TOTAL = f"{_LINE}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
_PRICE = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"


def _lines(read: Read) -> Iterator[str]:
    """Each line is units x price / basis less its allowances, to the cent."""
    for line in read.lines:
        price = read.amount(f"{_PRICE}/ram:ChargeAmount", line)
        basis = read.amount(f"{_PRICE}/ram:BasisQuantity", line)
        units = read.amount("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", line)
        off = sum(read.amount("ram:ActualAmount", node) for node in read.all(f"{_LINE}/{_CHARGE}", line))
        if price * units / basis - off != read.amount(_LINE_TOTAL, line) or price < 0 or off < 0:
            yield f"line {read.text('ram:AssociatedDocumentLineDocument/ram:LineID', line)}"


def _taxes(read: Read, slack: Decimal) -> Iterator[str]:
    for node in read.taxes:
        category, percent = (
            read.text("ram:CategoryCode", node),
            read.amount("ram:RateApplicablePercent", node),
        )
        basis, tax = read.amount("ram:BasisAmount", node), read.amount("ram:CalculatedAmount", node)
        if basis != sum(_taxed_so(read, category, percent)):
            yield f"BR-{category}-08"
        expected = (basis * percent / 100).quantize(tax, rounding=ROUND_HALF_UP)
        if abs(tax - expected) > slack:
            yield f"BR-CO-17: {percent} % of {basis} is {expected}, not {tax}"
        if category in ("AE", "G") and not read.all("ram:ExemptionReason", node):
            yield f"BR-{category}-10"


def _taxed_so(read: Read, category: str, percent: Decimal) -> Iterator[Decimal]:
    for line in read.lines:
        tax = f"{_LINE}/ram:ApplicableTradeTax"
        if _is(read, line, tax, category, percent):
            yield read.amount(_LINE_TOTAL, line)
    for charge in read.all(f"{_SETTLEMENT}/{_CHARGE}"):
        if _is(read, charge, "ram:CategoryTradeTax", category, percent):
            yield read.amount("ram:ActualAmount", charge)


def _is(read: Read, node: Any, tax: str, category: str, percent: Decimal) -> bool:
    return (
        read.text(f"{tax}/ram:CategoryCode", node) == category
        and read.amount(f"{tax}/ram:RateApplicablePercent", node) == percent
    )
