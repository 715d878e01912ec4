from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.core.memo import forget_all
from apps.orders import services as orders
from apps.orders.models import Order, Shipment
from apps.orders.tests.factories import a_draft
from apps.shipping.models import Method
from apps.shipping.tests.factories import delivery_rates
from apps.tracking.models import Label, TrackedParcel
from apps.tracking.models.labels import label_storage


def connected(code: str = "easypost") -> None:
    """Let the standard method lead to a carrier."""
    delivery_rates()
    Method.objects.filter(code="standard").update(connection=code)
    forget_all()


def a_paid_order(*variants: Variant, quantity: int = 1) -> Order:
    """An order that waits for its parcels."""
    draft = a_draft(*(variants or (for_sale(),)), quantity=quantity)
    orders.mark_placed(order=draft, charged_minor=draft.total_gross_minor, actor="test", reason="Paid")
    draft.refresh_from_db()
    return draft


def a_shipment(order: Order | None = None, *, number: str = "", **more: Any) -> Shipment:
    """What is open of an order (by default of a new one) as a parcel that has left."""
    order = order or a_paid_order()
    return orders.ship_order(order_id=order.pk, tracking_number=number, actor="test", **more)


def followed(
    shipment: Shipment | None = None, *, reference: str = "trk_1", code: str = "easypost"
) -> TrackedParcel:
    """A parcel that left two days ago and that the shop follows at a carrier."""
    shipment = shipment or a_shipment(number="ZE1")
    left_at = timezone.now() - timedelta(days=2)
    Shipment.objects.filter(pk=shipment.pk).update(shipped_at=left_at)
    return TrackedParcel.objects.create(
        shipment=shipment, carrier=code, reference=reference, next_look_at=left_at, created_at=left_at
    )


def a_label(shipment: Shipment, *, code: str = "easypost") -> Label:
    """A label that was bought for a parcel, with its file."""
    file = label_storage().save("labels/sample.pdf", ContentFile(b"%PDF-1.4 a label"))
    return Label.objects.create(
        shipment=shipment, carrier=code, state="BOUGHT", reference=f"shp_{shipment.pk}", tracking_number="ZE1",
        price_minor=620, currency="EUR", file=file, content_type="application/pdf", made_by="test",
        created_at=timezone.now(), bought_at=timezone.now(),
    )  # fmt: skip
