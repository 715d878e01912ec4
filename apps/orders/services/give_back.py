"""What an order that comes to nothing gives back, once, whatever ended it."""

from datetime import datetime

from apps.inventory import services as inventory
from apps.orders.models import Order, OrderLine
from apps.promotions import services as promotions


def give_back(*, order: Order, actor: str, reason: str, now: datetime) -> list[OrderLine]:
    """Free the units that a locked order still holds and return its uses of promotions; again changes nothing.

    Returns the lines as they stand then. Gift cards are payments and come back with those.
    """
    lines = list(order.lines.all())
    held = {line.reference: line.allocated_qty for line in lines if line.allocated_qty}
    inventory.release(quantities=held, actor=actor, reason=reason)
    order.lines.filter(allocated_qty__gt=0).update(allocated_qty=0)
    for line in lines:
        line.allocated_qty = 0
    promotions.give_back(reference=order.reference, now=now)
    return lines
