"""The e-mails with documents: what goes along, and made-up ones for the staff's previews (no row exists)."""

from typing import Any

from django.utils import timezone

from apps.documents.models import Document
from apps.documents.rules import Kind
from apps.documents.selectors import file_of
from apps.mail import kinds
from apps.orders.samples import order_context


def _document(kind: str, number: str) -> dict[str, Any]:
    context = order_context()
    order = context["order"]
    document = Document(
        kind=kind,
        order=order,
        number=number,
        issued_at=timezone.now(),
        currency=order.currency,
        gross_minor=order.total_gross_minor,
        net_minor=order.total_net_minor,
        data={"corrects": {"number": "R-2026-000041"}},
    )
    return {**context, "document": document}


def _file(number: str) -> list[kinds.Attachment]:
    document = Document.objects.get(number=number)
    return [kinds.Attachment(document.file_name, file_of(document), "application/pdf")]


kinds.register(
    name="invoice",
    title="Invoice, attached",
    sample=lambda: _document(Kind.INVOICE, "R-2026-000041"),
    files=_file,
)
kinds.register(
    name="credit_note",
    title="Credit note, attached",
    sample=lambda: _document(Kind.CREDIT_NOTE, "G-2026-000007"),
    files=_file,
)
