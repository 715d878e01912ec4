"""What an order keeps of money that goes back and of goods that come back."""

from collections.abc import Mapping
from datetime import datetime

from apps.inventory import selectors as stock
from apps.inventory import services as inventory
from apps.inventory.models import StockMovement
from apps.orders.errors import NotRefundable
from apps.orders.models import Order, OrderLine
from apps.orders.services.states import Cause, recompute


def note_refunded(
    *,
    order: Order,
    units: Mapping[int, int],
    delivery_minor: int = 0,
    restock: Mapping[int, int] | None = None,
    actor: str,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Note on a locked order for which units (line id to number) and which part of the delivery money goes back.

    `restock` are units that came back and lie on the shelf again. Called by payments in the transaction that
    writes the refunds. Raises NotRefundable if they were never ordered, shipped, or have gone back before.
    """
    lines = {line.pk: line for line in order.lines.all()}
    for pk, count in units.items():
        if pk not in lines or count < 0 or lines[pk].refunded_qty + count > lines[pk].quantity:
            raise NotRefundable
        lines[pk].refunded_qty += count
    if not 0 <= delivery_minor <= order.delivery_gross_minor - order.delivery_refunded_minor:
        raise NotRefundable("More than is left of the delivery cannot go back.")
    OrderLine.objects.bulk_update(lines.values(), ["refunded_qty"])
    order.delivery_refunded_minor += delivery_minor
    order.save(update_fields=["delivery_refunded_minor"])
    if any((restock or {}).values()):
        note_returned(
            order=order, units=restock or {}, restock=restock or {}, actor=actor, reason=reason, now=now
        )


def note_returned(
    *,
    order: Order,
    units: Mapping[int, int],
    restock: Mapping[int, int],
    actor: str,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Note on a locked order which units (line id to number) came back, and which of them lie on the shelf again.

    Raises NotRefundable for more than was shipped and has not come back yet, and then nothing has changed.
    """
    lines = {line.pk: line for line in order.lines.all()}
    for pk, count in units.items():
        if pk not in lines or count < 0 or lines[pk].returned_qty + count > lines[pk].shipped_qty:
            raise NotRefundable("Only what was shipped and has not come back yet can come back.")
        lines[pk].returned_qty += count
    if any(count > units.get(pk, 0) for pk, count in restock.items()):
        raise NotRefundable("Only what came back can go back to stock.")
    OrderLine.objects.bulk_update(lines.values(), ["returned_qty"])
    _to_shelf({lines[pk].reference: count for pk, count in restock.items() if count}, order, actor)
    recompute(order, Cause(actor, reason), now=now, lines=list(lines.values()))


def _to_shelf(quantities: dict[str, int], order: Order, actor: str) -> None:
    """Put returned units on the shelves that they were shipped from; what has none any more stays off the books."""
    shelves = stock.shipped_from(quantities)
    counts: dict[int, int] = {}
    for reference, stock_id in shelves.items():
        counts[stock_id] = counts.get(stock_id, 0) + quantities[reference]
    if counts:
        reason = f"Return of order {order.code}"
        inventory.receive(quantities=counts, actor=actor, reason=reason, kind=StockMovement.Kind.RETURNED)
