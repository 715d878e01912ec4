"""Reads of documents."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from apps.documents.models import Document
from apps.documents.rendering import pdf_of
from apps.documents.rules import Kind
from apps.orders.models import Order, Shipment
from apps.orders.states import OrderStatus

# What the payments' events of an order call the provider that takes no money.
TEST_PROVIDER = "payment provider (test)"
_AT_ONCE = 500  # how many missing documents one sweep asks for
_BRIEF = ("pk", "kind", "number", "order_id", "issued_at", "currency", "gross_minor")


def current_invoice(order: Order) -> Document | None:
    """Return the invoice of an order that stands: the newest one, since a changed order gets a new one."""
    return Document.objects.filter(order=order, kind=Kind.INVOICE).order_by("-pk").first()


def is_test_order(order: Order) -> bool:
    """Tell whether an order is no sale: in a demonstration shop, or paid by the provider that takes no money."""
    return settings.SHOP_MODE == "demo" or order.events.filter(actor=TEST_PROVIDER).exists()


def file_of(document: Document) -> bytes:
    """Return a document's file; until it is kept, it is made from the content, with the same bytes."""
    if not document.file:
        return pdf_of(document.data, at=document.issued_at)
    with document.file.open("rb") as kept:
        return bytes(kept.read())


def customers_document(order: Order, number: str) -> Document | None:
    """Return an order's invoice or credit note by its number, or None; another order's does not exist."""
    found = Document.objects.filter(order=order, number=number).exclude(kind=Kind.PACKING_SLIP)
    return found.first()


def documents_of(order_ids: Iterable[int]) -> dict[int, list[Document]]:
    """Return invoices and credit notes of orders by order id, oldest first, in one statement."""
    found: dict[int, list[Document]] = {pk: [] for pk in order_ids}
    rows = Document.objects.filter(order__in=found).exclude(kind=Kind.PACKING_SLIP).order_by("pk")
    for document in rows.only(*_BRIEF) if found else []:
        found[document.order_id].append(document)
    return found


def orders_without_invoice() -> Sequence[int]:
    """Return ids of placed orders that have no invoice. One that was cancelled before it got one needs none."""
    placed = Order.objects.filter(placed_at__isnull=False).exclude(status=OrderStatus.CANCELLED)
    missing = placed.exclude(documents__kind=Kind.INVOICE).order_by("pk")
    return list(missing.values_list("pk", flat=True)[:_AT_ONCE])


def shipments_without_slip() -> Sequence[int]:
    """Return ids of parcels of goods that have no packing slip. What went out by email needs none."""
    reference = Concat(Value("slip:"), Cast(OuterRef("pk"), CharField()))
    of_goods = Shipment.objects.filter(lines__line__is_gift_card=False).distinct()
    shipments = of_goods.exclude(Exists(Document.objects.filter(reference=reference)))
    return list(shipments.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
