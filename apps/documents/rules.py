"""Numbers, tax categories and the arithmetic of documents. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices

from apps.currency.money import Money, exponent, round_half_up

_EXACT = Context(prec=60)  # more digits than any amount divided by any rate needs


class Kind(TextChoices):
    INVOICE = "INVOICE", "invoice"
    CREDIT_NOTE = "CREDIT_NOTE", "credit note"
    PACKING_SLIP = "PACKING_SLIP", "packing slip"


class Category(StrEnum):
    """Why a line is taxed as it is: the codes of UNTDID 5305 that EN 16931 allows."""

    STANDARD = "S"
    ZERO = "Z"
    REVERSE_CHARGE = "AE"
    EXPORT = "G"
    EXEMPT = "E"


_LETTERS = {Kind.INVOICE: "R", Kind.CREDIT_NOTE: "G", Kind.PACKING_SLIP: "P"}
_NAMES = {Kind.INVOICE: "invoices", Kind.CREDIT_NOTE: "credit-notes", Kind.PACKING_SLIP: "packing-slips"}


def series_of(kind: str, *, on: date, is_test: bool) -> tuple[str, str]:
    """Return code and prefix of the series a document is numbered in: ("invoices-2026", "R-2026-").

    Every kind and year has its own. Documents of test orders have others ("test-invoices-2026", "TR-2026-"),
    so that they leave no gap in the legal ones.
    """
    name, letter = _NAMES[Kind(kind)], _LETTERS[Kind(kind)]
    if is_test:
        return f"test-{name}-{on.year}", f"T{letter}-{on.year}-"
    return f"{name}-{on.year}", f"{letter}-{on.year}-"


def number_of(prefix: str, position: int) -> str:
    """Write a document's number: R-2026-000042. It only grows longer after a million in one year."""
    return f"{prefix}{position:06d}"


def category_of(percent: Decimal, *, is_export: bool, is_reverse_charge: bool) -> Category:
    """Return the tax category of a line from what its order says."""
    if percent:
        return Category.STANDARD
    if is_reverse_charge:
        return Category.REVERSE_CHARGE
    return Category.EXPORT if is_export else Category.ZERO


def restate(minor: int, *, currency: str, base: str, rate: Decimal) -> int:
    """Return an amount in minor units of the base currency, half up; one unit of base is `rate` of currency.

    Source: Directive 2006/112/EC art. 91 (2) and 230.
    """
    with localcontext(_EXACT):
        exact = (Money(minor, currency).amount / rate).scaleb(exponent(base))
        return round_half_up(exact)


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """What is taxed at one rate for one reason. Amounts are minor units."""

    percent: str
    category: str
    net_minor: int
    tax_minor: int


def tax_groups(parts: Iterable[Mapping[str, Any]]) -> list[TaxGroup]:
    """Sum parts of a document (net_minor, gross_minor, percent, category) by rate, the highest first."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for part in parts:
        key = part["percent"], part["category"]
        net, tax = sums.get(key, (0, 0))
        sums[key] = net + part["net_minor"], tax + part["gross_minor"] - part["net_minor"]
    groups = [TaxGroup(*key, net, tax) for key, (net, tax) in sums.items()]
    return sorted(groups, key=lambda group: (-Decimal(group.percent), group.category))


def percent_text(percent: Decimal) -> str:
    """Write a tax rate without needless places: 19, 25.5, 0."""
    return f"{percent.normalize():f}"
