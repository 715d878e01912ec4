"""Issuing: lock the order, look whether it was done, take a number, write the document. One transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.faults import crash_point
from apps.documents import contents
from apps.documents.contents import CreditLine
from apps.documents.errors import CreditTooHigh, NothingToCredit, NotPlaced
from apps.documents.models import Document
from apps.documents.rules import Kind, number_of, series_of, tax_groups
from apps.documents.selectors import current_invoice, is_test_order
from apps.documents.services.numbers import next_position
from apps.orders import services as orders
from apps.orders.models import Order, Shipment
from apps.orders.states import OrderStatus
from apps.outbox import services as outbox

FILE_TOPIC = "documents.keep_file"


@dataclass(frozen=True)
class _Draft:
    """A document before it has a number."""

    kind: Kind
    order: Order
    reference: str
    content: Callable[[str, date], dict[str, Any]]
    corrects: Document | None = None


@transaction.atomic
def issue_invoice(*, order_id: int, now: datetime | None = None) -> Document:
    """Issue the invoice of a placed order, once; a second call returns the first one.

    It is issued whether the order is paid or not, since it says what is owed. Raises NotPlaced.
    """
    order = orders.lock_order(order_id=order_id)
    return _invoice(order, f"invoice:{order.code}", now or timezone.now())


@transaction.atomic
def issue_credit_note(
    *,
    order_id: int,
    reference: str,
    lines: Sequence[CreditLine],
    reason: str,
    now: datetime | None = None,
) -> Document:
    """Issue a credit note to an order's invoice for a fact such as "refund:42", once.

    The invoice is issued first if it is not there yet. A call with the same reference returns the first note.
    Raises NotPlaced, UnknownLine, NothingToCredit without lines, and CreditTooHigh if the invoice has not so
    much left.
    """
    now = now or timezone.now()
    order = orders.lock_order(order_id=order_id)
    reference = f"credit:{order.code}:{reference}"
    earlier = Document.objects.filter(reference=reference).first()
    if earlier is not None:
        return earlier
    invoice = current_invoice(order) or _invoice(order, f"invoice:{order.code}", now)
    return _credit(order, invoice, reference, lines, reason, now)


@transaction.atomic
def credit_the_rest(
    *, order_id: int, reference: str, reason: str, now: datetime | None = None
) -> Document | None:
    """Take back what is left of an order's invoice, for example when an unpaid order is cancelled.

    Returns None if there is no invoice or nothing is left of it.
    """
    now = now or timezone.now()
    order = orders.lock_order(order_id=order_id)
    reference = f"credit:{order.code}:{reference}"
    earlier = Document.objects.filter(reference=reference).first()
    return earlier or _credit_rest(order, reference, reason, now)


@transaction.atomic
def credit_unpaid(*, order_id: int, now: datetime | None = None) -> Document | None:
    """Take back the invoice of an order that ended before anything was paid; None if there is nothing to do.

    What was paid goes back by refunds, each with a credit note of its own.
    """
    order = orders.lock_order(order_id=order_id)
    has_ended = order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED)
    if not has_ended or order.charged_minor:
        return None
    return credit_the_rest(order_id=order_id, reference="unpaid", reason="The order was not paid", now=now)


@transaction.atomic
def credit_money_back(
    *,
    order_id: int,
    reference: str,
    kind: str,
    lines: Sequence[Mapping[str, Any]],
    reason: str,
    now: datetime | None = None,
) -> Document | None:
    """Issue the credit note of a decision to give money back, once; None if it needs none.

    `lines` are its parts as plain data (kind, line_id, title, units, tax_percent, gross_minor, net_minor). A
    cancelled order takes back all that is left of its invoice. The difference of a change has no note: the
    changed order gets another invoice.
    """
    if kind == "CANCELLED":
        return credit_the_rest(order_id=order_id, reference=reference, reason=reason, now=now)
    parts = [_credit_line(line) for line in lines if line["kind"] in ("GOODS", "DELIVERY", "GOODWILL")]
    if not any(part.gross_minor for part in parts):
        return None
    return issue_credit_note(order_id=order_id, reference=reference, lines=parts, reason=reason, now=now)


def _credit_line(line: Mapping[str, Any]) -> CreditLine:
    percent = line["tax_percent"]
    return CreditLine(
        gross_minor=line["gross_minor"],
        net_minor=line["net_minor"],
        order_line_id=line["line_id"] if line["kind"] == "GOODS" else None,
        quantity=line["units"] or 1,
        is_delivery=line["kind"] == "DELIVERY",
        text=line["title"],
        tax_percent=None if percent is None else Decimal(percent),
    )


@transaction.atomic
def replace_invoice(
    *,
    order_id: int,
    reference: str,
    reason: str,
    keeps_credits: bool = True,
    now: datetime | None = None,
) -> Document:
    """Take back what is left of an order's invoice and issue a new one, after the order itself was changed.

    For a fact such as "change:42", once; the invoice that was replaced stays as it is. What was credited of it
    before is credited of the new one, unless the order stands again as if nothing had been (`keeps_credits` off).
    Raises NotPlaced.
    """
    now = now or timezone.now()
    order = orders.lock_order(order_id=order_id)
    new = f"invoice:{order.code}:{reference}"
    known = Document.objects.filter(reference=new).first()
    if known is not None:
        return known
    before = current_invoice(order)
    credited = _credited(before) if before is not None else []
    _credit_rest(order, f"credit:{order.code}:{reference}", reason, now)
    invoice = _invoice(order, new, now)
    if credited and keeps_credits and order.stands:
        _credit(order, invoice, f"credit:{order.code}:{reference}:before", credited, reason, now)
    return invoice


def _credited(invoice: Document) -> list[CreditLine]:
    """What the credit notes of an invoice gave back, at each rate."""
    notes = list(invoice.corrected_by.all())
    numbers = ", ".join(note.number for note in notes)
    groups = tax_groups([line for note in notes for line in note.data["lines"]])
    return [
        CreditLine(
            gross_minor=group.net_minor + group.tax_minor,
            net_minor=group.net_minor,
            text=f"Credited before: {numbers}",
            tax_percent=Decimal(group.percent),
        )
        for group in groups
    ]


@transaction.atomic
def issue_packing_slip(*, shipment_id: int, now: datetime | None = None) -> Document:
    """Issue the packing slip of a parcel, once; a second call returns the first one."""
    order_id = Shipment.objects.values_list("order", flat=True).get(pk=shipment_id)
    order = orders.lock_order(order_id=order_id)
    shipment = Shipment.objects.select_related("order").get(pk=shipment_id)
    packed = list(shipment.lines.select_related("line__variant__product").order_by("line__position"))
    draft = _Draft(
        Kind.PACKING_SLIP,
        order,
        f"slip:{shipment_id}",
        lambda number, on: contents.slip_content(shipment, packed, number=number, issued_on=on),
    )
    return _issue(draft, now or timezone.now())


def _invoice(order: Order, reference: str, now: datetime) -> Document:
    if not order.is_placed:
        raise NotPlaced
    lines = list(order.lines.all())
    draft = _Draft(
        Kind.INVOICE,
        order,
        reference,
        lambda number, on: contents.invoice_content(order, lines, number=number, issued_on=on),
    )
    return _issue(draft, now)


def _credit_rest(order: Order, reference: str, reason: str, now: datetime) -> Document | None:
    invoice = current_invoice(order)
    if invoice is None:
        return None
    rest = contents.rest_of(invoice.data, [note.data for note in invoice.corrected_by.all()])
    return _credit(order, invoice, reference, rest, reason, now) if rest else None


def _credit(
    order: Order, invoice: Document, reference: str, lines: Sequence[CreditLine], reason: str, now: datetime
) -> Document:
    if not any(line.gross_minor for line in lines):
        raise NothingToCredit
    notes = list(invoice.corrected_by.all())
    given: list[Document | CreditLine] = [*notes, *lines]
    net = sum(part.net_minor for part in given)
    tax = sum(part.gross_minor - part.net_minor for part in given)
    if net > invoice.net_minor or tax > invoice.gross_minor - invoice.net_minor:
        raise CreditTooHigh
    earlier = [note.data for note in notes]
    draft = _Draft(
        Kind.CREDIT_NOTE,
        order,
        reference,
        lambda number, on: contents.credit_content(
            order, invoice.data, lines, earlier, number=number, issued_on=on, reason=reason
        ),
        corrects=invoice,
    )
    return _issue(draft, now)


def _issue(draft: _Draft, now: datetime) -> Document:
    """Give a draft its number and write it; its file is made after the commit, outside the series' lock."""
    earlier = Document.objects.filter(reference=draft.reference).first()
    if earlier is not None:
        return earlier
    now = now.replace(microsecond=0)
    on = timezone.localdate(now)
    code, prefix = series_of(draft.kind, on=on, is_test=is_test_order(draft.order))
    series_id, position = next_position(code, prefix)
    crash_point("after_document_number")
    number = number_of(prefix, position)
    data = draft.content(number, on)
    document = Document.objects.create(
        kind=draft.kind,
        series_id=series_id,
        position=position,
        number=number,
        order=draft.order,
        reference=draft.reference,
        corrects=draft.corrects,
        issued_at=now,
        tax_point_on=data.get("tax_point_on"),
        language=data["language"],
        currency=data["currency"],
        net_minor=data.get("net_minor", 0),
        gross_minor=data.get("gross_minor", 0),
        data=data,
    )
    outbox.publish(topic=FILE_TOPIC, key=f"{FILE_TOPIC}:{document.pk}", document_id=document.pk)
    return document
