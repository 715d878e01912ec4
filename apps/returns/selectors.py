"""Reads of returns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, Sum
from django.utils import timezone

from apps.giftcards.models import GiftCard, GiftCardEntry
from apps.giftcards.rules import Kind, Status
from apps.orders.models import Order, OrderLine
from apps.orders.states import OrderStatus
from apps.returns import rules
from apps.returns.models import Return, ReturnLine
from apps.returns.states import OPEN

_SENT = (
    *(OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED, OrderStatus.DELIVERED),
    *(OrderStatus.PART_RETURNED, OrderStatus.RETURNED),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of an order of which units may come back."""

    line: OrderLine
    units: int


def offers_of(order: Order) -> list[Offer]:
    """Return what of an order can come back. What was made to its buyer's wishes cannot (art. 16 (c))."""
    lines = [
        line
        for line in order.lines.all()
        if line.shipped_qty and (line.is_gift_card or not line.personal_text)
    ]
    asked = _asked([line.pk for line in lines])
    found = [Offer(line, _returnable(line, *asked.get(line.pk, (0, 0)))) for line in lines]
    return [offer for offer in found if offer.units]


def _asked(line_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many units of lines are in open returns, and of how many of them the money has gone back."""
    rows = (
        ReturnLine.objects.filter(line__in=line_ids, parent__status__in=OPEN).order_by().values_list("line")
    )
    return {
        pk: (asked, refunded) for pk, asked, refunded in rows.annotate(Sum("units"), Sum("refunded_units"))
    }


def _returnable(line: OrderLine, asked: int, refunded: int) -> int:
    return rules.returnable(
        shipped=line.shipped_qty,
        returned=line.returned_qty,
        cancelled=line.cancelled_qty,
        refunded=line.refunded_qty,
        asked=asked,
        asked_refunded=refunded,
    )


def last_day_of(order: Order) -> date | None:
    """Return the last day on which a return of an order may be asked for; None while a parcel is on its way."""
    arrived = [shipment.delivered_at for shipment in order.shipments.all()]
    days = [timezone.localdate(at) for at in arrived if at is not None]
    return rules.last_day(max(days), settings.RETURN_DAYS) if days and len(days) == len(arrived) else None


def is_late(order: Order, *, days: int, now: datetime) -> bool:
    """Tell whether more days than these have passed since all of an order had arrived."""
    arrived = [shipment.delivered_at for shipment in order.shipments.all()]
    if not arrived or None in arrived:
        return False
    newest = max(timezone.localdate(at) for at in arrived if at is not None)
    return timezone.localdate(now) > newest + timedelta(days=days)


def was_sent(order: Order) -> bool:
    """Tell whether anything of an order has left for its customer."""
    return order.status in _SENT


def can_be_asked_for(order: Order, *, now: datetime | None = None) -> bool:
    """Tell whether an order's page offers a return."""
    if not was_sent(order):
        return False
    until = last_day_of(order)
    return (until is None or timezone.localdate(now) <= until) and bool(offers_of(order))


def of_order(order: Order) -> list[Return]:
    """Return the returns of an order, and the one that it was made in exchange for, the newest first."""
    found = Q(order=order)
    if order.cart_id is not None:
        found |= Q(exchange_cart=order.cart_id)
    rows = Return.objects.filter(found).select_related("order", "exchange_cart__order")
    return list(rows.prefetch_related("lines__line"))


def of_orders(order_ids: Collection[int]) -> dict[int, list[Return]]:
    """Return the returns of orders by order id, with one statement."""
    found: dict[int, list[Return]] = {}
    for row in Return.objects.filter(order__in=order_ids).select_related("order"):
        found.setdefault(row.order_id, []).append(row)
    return found


def return_of(order: Order, code: str) -> Return | None:
    """Return a return of an order by its code, or None; one of another order does not exist."""
    rows = Return.objects.filter(order=order, code=code).select_related("exchange_cart__order")
    return rows.prefetch_related("lines__line").first()


def photo_of(order: Order, code: str, line_id: int) -> ReturnLine | None:
    """Return the line of a return whose photograph is asked for, or None if it has none."""
    return (
        ReturnLine.objects.filter(pk=line_id, parent__order=order, parent__code=code)
        .exclude(photo="")
        .first()
    )


def unused_cards(line: OrderLine) -> list[GiftCard]:
    """Return the gift cards that a line sold of which nothing was used, in key order."""
    cards = GiftCard.objects.filter(issued_for__startswith=f"{line.reference}/", status=Status.ACTIVE)
    used = GiftCardEntry.objects.exclude(kind=Kind.ISSUE).filter(card__in=cards)
    return list(cards.exclude(pk__in=used.values("card")).order_by("pk"))


def to_refund(found: Return, *, without_goods: bool = False) -> dict[int, int]:
    """Return for how many units of which return lines money is still to go back: of what came, or was agreed."""
    return {
        line.pk: (line.units if without_goods else line.received_units) - line.refunded_units
        for line in found.lines.all()
        if (line.units if without_goods else line.received_units) > line.refunded_units
    }
