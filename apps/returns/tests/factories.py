"""Orders that have arrived, and returns of them."""

from datetime import datetime

from django.core.files.base import ContentFile

from apps.catalog.models import Variant
from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments.tests.factories import a_placed_order
from apps.returns import services
from apps.returns.models import Return
from apps.returns.services import Wish
from apps.returns.services.deciding import Arrival


def delivered(*variants: Variant, quantity: int = 1, now: datetime | None = None) -> Order:
    """A paid order of which all has arrived."""
    order = a_placed_order(*variants, quantity=quantity)
    orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara", now=now)
    orders.mark_delivered(order_id=order.pk, actor="mara", now=now)
    order.refresh_from_db()
    return order


def asked(order: Order, units: int = 1, **more: object) -> Return:
    """A return of units of an order's first line."""
    line = order.lines.order_by("position")[0]
    wish = Wish(line.pk, units, "DOES_NOT_SUIT")
    return services.request_return(order_id=order.pk, wishes=[wish], **more)  # type: ignore[arg-type]


def approved(order: Order, units: int = 1) -> Return:
    return services.approve_return(return_id=asked(order, units).pk, actor="mara")


def arrivals(found: Return, *, restock: bool = True) -> dict[int, Arrival]:
    """All that was agreed has come."""
    return {line.pk: Arrival(line.units, restock) for line in found.lines.all()}


def received(order: Order, units: int = 1, *, restock: bool = True) -> Return:
    found = approved(order, units)
    return services.receive_return(
        return_id=found.pk, arrivals=arrivals(found, restock=restock), actor="mara"
    )


def sent_back(order: Order) -> Return:
    """An order leaves, and one unit of its only line may come back; a photograph was sent along."""
    orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
    wish = Wish(order.lines.get().pk, 1, photo=ContentFile(b"picture", name="seen.webp"))
    found = services.request_return(order_id=order.pk, wishes=[wish])
    return services.approve_return(return_id=found.pk, actor="mara")
