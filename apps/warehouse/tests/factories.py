from apps.catalog.models import Variant
from apps.documents.tests.factories import a_placed_order
from apps.inventory.models import Stock
from apps.inventory.services import receive
from apps.inventory.tests.factories import a_location
from apps.orders.models import Order, Shipment
from apps.warehouse import services
from apps.warehouse.models import Box
from apps.warehouse.rules import Details
from apps.warehouse.services import Bench


def on_bench(order: Order, at: str = "berlin") -> Bench:
    """An order at a location, in the hands of somebody who has just looked at it."""
    order.refresh_from_db()
    return Bench(order.pk, a_location(at).pk, order.revision)


def packed(order: Order, at: str = "berlin", **units: int) -> Box:
    """The box of an order with so many units of each line, named by its title; by default one of the first."""
    for title, quantity in (units or {order.lines.all()[0].title: 1}).items():
        line = order.lines.get(title=title)
        services.put(bench=on_bench(order, at), line_id=line.pk, quantity=quantity, actor="mara")
    return Box.objects.get(order=order, location__code=at, shipment=None)


def sent(box: Box, number: str = "HP 1") -> Shipment:
    """A box that has left."""
    details = Details(weight_g=5000, tracking_number=number)
    return services.ship_box(box_id=box.pk, details=details, actor="mara")


def sold_ahead(variant: Variant, quantity: int, *, limit: int = 50) -> Order:
    """A paid order of more than lies there."""
    Stock.objects.filter(variant=variant).update(allows_backorder=True, backorder_limit=limit)
    return a_placed_order(variant, quantity=quantity)


def comes_in(variant: Variant, quantity: int) -> None:
    """Goods that are unpacked at the only place that has them."""
    receive(quantities={Stock.objects.get(variant=variant).pk: quantity}, actor="mara")
