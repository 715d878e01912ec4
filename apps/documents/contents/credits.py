"""The content of a credit note: what of an invoice no longer stands, in the invoice's own words and rates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from apps.currency.money import allocate
from apps.documents.contents.invoices import head, sums
from apps.documents.errors import CreditTooHigh, UnknownLine
from apps.documents.rules import Kind, percent_text
from apps.orders.models import Order

_NOTHING = {"sku": "", "options": "", "personal_text": ""}


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What is given back of one thing, in minor units of the order's currency.

    Of a line of the order: its id and units. Of the delivery: `is_delivery`. Anything else (goodwill) says in
    `text` what it is; without a `tax_percent` it is shared over what is left at each rate of the invoice.
    """

    gross_minor: int
    net_minor: int
    order_line_id: int | None = None
    quantity: int = 1
    is_delivery: bool = False
    text: str = ""
    tax_percent: Decimal | None = None

    @property
    def names_something(self) -> bool:
        return self.is_delivery or self.order_line_id is not None


def credit_content(
    order: Order,
    invoice: Mapping[str, Any],
    credited: Iterable[CreditLine],
    earlier: Iterable[Mapping[str, Any]] = (),
    *,
    number: str,
    issued_on: date,
    reason: str,
) -> dict[str, Any]:
    """Return what a credit note says, after `earlier` ones. All it gives back stands in lines, the delivery too.

    Raises UnknownLine for a line or a rate that the invoice does not have.
    """
    credited, given = list(credited), [line for note in earlier for line in note["lines"]]
    parts = [_named(invoice, line) for line in credited if line.names_something]
    for line in credited:
        if not line.names_something:
            parts += _reduction(_left_by_rate(invoice, [*given, *parts], line.tax_percent), line)
    return {
        **head(order, Kind.CREDIT_NOTE, number=number, issued_on=issued_on),
        "notes": invoice["notes"],
        "corrects": {"number": invoice["number"], "issued_on": invoice["issued_on"]},
        "reason": reason,
        "tax_point_on": issued_on.isoformat(),
        "supply": None,
        "lines": parts,
        "delivery": None,
        **sums(order, parts),
        "payments": [],
        "paid_minor": 0,
        "due_minor": sum(part["gross_minor"] for part in parts),
    }


def _named(invoice: Mapping[str, Any], credited: CreditLine) -> dict[str, Any]:
    if credited.is_delivery:
        return _part(credited, {**_NOTHING, **invoice["delivery"]})
    for line in invoice["lines"]:
        if line["order_line"] == credited.order_line_id:
            return _part(credited, line)
    raise UnknownLine(line=credited.order_line_id)


def _left_by_rate(
    invoice: Mapping[str, Any], given: Iterable[Mapping[str, Any]], percent: Decimal | None
) -> list[dict[str, Any]]:
    """What is left of the invoice at each of its rates, or at one of them."""
    wanted = None if percent is None else percent_text(percent)
    groups = [dict(group) for group in invoice["taxes"] if wanted in (None, group["percent"])]
    if not groups:
        raise UnknownLine(percent=str(percent))
    by_percent = {group["percent"]: group for group in groups}
    for line in given:
        group = by_percent.get(line["percent"])
        if group is not None:
            group["net_minor"] -= line["net_minor"]
            group["tax_minor"] -= line["gross_minor"] - line["net_minor"]
    return groups


def _reduction(groups: Sequence[Mapping[str, Any]], credited: CreditLine) -> list[dict[str, Any]]:
    name = {**_NOTHING, "name": credited.text or "Reduction of the price"}
    shares = zip(_shared(groups, credited), groups, strict=True)
    return [_part(share, {**name, **group}) for share, group in shares if share.gross_minor]


def _shared(groups: Sequence[Mapping[str, Any]], credited: CreditLine) -> list[CreditLine]:
    """Share a reduction over rates by what is left at each; net and tax both add up. Raises CreditTooHigh."""
    nets, taxes = [group["net_minor"] for group in groups], [group["tax_minor"] for group in groups]
    tax_minor = credited.gross_minor - credited.net_minor
    if credited.net_minor > sum(nets) or tax_minor > sum(taxes):
        raise CreditTooHigh
    nets, taxes = allocate(credited.net_minor, nets), allocate(tax_minor, taxes)
    return [
        replace(credited, gross_minor=net + tax, net_minor=net) for net, tax in zip(nets, taxes, strict=True)
    ]


def _part(credited: CreditLine, sold: Mapping[str, Any]) -> dict[str, Any]:
    unit = credited.net_minor // credited.quantity
    return {
        **{name: sold[name] for name in ("name", "sku", "options", "personal_text", "percent", "category")},
        "order_line": credited.order_line_id,
        "is_delivery": credited.is_delivery,
        "quantity": credited.quantity,
        "unit_net_minor": None if credited.net_minor % credited.quantity else unit,
        "before_net_minor": credited.net_minor,
        "before_gross_minor": credited.gross_minor,
        "discounts": [],
        "net_minor": credited.net_minor,
        "gross_minor": credited.gross_minor,
    }


def rest_of(invoice: Mapping[str, Any], notes: Iterable[Mapping[str, Any]]) -> list[CreditLine]:
    """Return what is left of an invoice after its credit notes, as the lines of a last one."""
    given = [line for note in notes for line in note["lines"]]
    rest = [
        _left(line, [g for g in given if g["order_line"] == line["order_line"]]) for line in invoice["lines"]
    ]
    delivered = {**invoice["delivery"], "is_delivery": True}
    rest.append(_left(delivered, [line for line in given if line["is_delivery"]]))
    for line in given:
        if line["order_line"] is None and not line["is_delivery"]:
            _take_off(rest, line)
    return [line for line in rest if line.gross_minor or line.net_minor]


def _left(sold: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> CreditLine:
    units = sold.get("quantity", 1) - sum(line["quantity"] for line in given)
    return CreditLine(
        gross_minor=sold["gross_minor"] - sum(line["gross_minor"] for line in given),
        net_minor=sold["net_minor"] - sum(line["net_minor"] for line in given),
        order_line_id=sold.get("order_line"),
        quantity=max(1, units),
        is_delivery=bool(sold.get("is_delivery")),
        tax_percent=Decimal(sold["percent"]),
    )


def _take_off(rest: list[CreditLine], reduction: Mapping[str, Any]) -> None:
    """Take a reduction that named no line off what is left at its rate, the largest first."""
    net, tax = reduction["net_minor"], reduction["gross_minor"] - reduction["net_minor"]
    at_rate = [i for i, line in enumerate(rest) if line.tax_percent == Decimal(reduction["percent"])]
    for index in sorted(at_rate, key=lambda i: -rest[i].gross_minor):
        line = rest[index]
        less_net, less_tax = min(net, line.net_minor), min(tax, line.gross_minor - line.net_minor)
        net, tax = net - less_net, tax - less_tax
        rest[index] = replace(
            line,
            gross_minor=line.gross_minor - less_net - less_tax,
            net_minor=line.net_minor - less_net,
        )
