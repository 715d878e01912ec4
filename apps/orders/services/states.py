"""The one place where an order's three states change."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.core import metrics
from apps.core.compiled import CompiledInsert, CompiledQuery, CompiledUpdate
from apps.core.context import is_about
from apps.core.faults import is_on
from apps.orders import states
from apps.orders.errors import IllegalTransition
from apps.orders.models import Order, OrderEvent, OrderLine
from apps.outbox import services as outbox
from apps.shipping.rules import add_working_days, working_days_between

GIFT_CARDS_TOPIC = "orders.issue_gift_cards"

# What an order's facts and states are kept in. Everything else was copied at placement and stays.
_FOLLOWS = (
    *("status", "payment_status", "fulfilment_status", "charged_minor", "refunded_minor"),
    *("authorised_minor", "released_minor"),
    *("placed_at", "packed_at", "failed_at", "expired_at", "pay_by"),
    *("promised_first", "promised_last", "cart"),
)

_STATES = CompiledUpdate(lambda *, pk: Order.objects.filter(pk=pk), *_FOLLOWS, pk=16091130)
_NEW_EVENTS = CompiledInsert(OrderEvent)
_COUNTS = CompiledQuery(
    lambda *, order: (
        OrderLine.objects.filter(order=order)
        .order_by()
        .values_list("quantity", "cancelled_qty", "shipped_qty", "returned_qty")
    ),
    order=16091130,
)


COUNTED = frozenset(
    {
        ("status", states.OrderStatus.PLACED),
        ("status", states.OrderStatus.CANCELLED),
        ("status", states.OrderStatus.EXPIRED),
        ("payment_status", states.PaymentStatus.PAID),
    }
)


@dataclass(frozen=True)
class Cause:
    """Who changes an order, and why. Stands in every event."""

    actor: str
    reason: str = ""


def lock_order(*, order_id: int) -> Order:
    """Lock an order for a change: always before its payments and its stock."""
    orders = Order.objects.select_for_update(of=("self",)) if is_on("order_lock") else Order.objects
    order: Order = orders.get(pk=order_id)
    is_about(order.code)
    return order


def recompute(
    order: Order,
    cause: Cause,
    *,
    now: datetime | None = None,
    is_pending: bool = False,
    lines: list[OrderLine] | None = None,
) -> None:
    """Derive the three states of a locked order from its facts, store them, and log what changed.

    Gift cards that it sold are issued after the commit, once it is paid and was looked at.

    Raises IllegalTransition if a state would become one that its table forbids.
    """
    now = now or timezone.now()
    is_about(order.code)
    ordered, cancelled, shipped, returned = _counted(order, lines)
    is_delivered = shipped > 0 and not order.shipments.filter(delivered_at=None).exists()
    new = {
        "status": states.order_status(
            is_placed=order.placed_at is not None,
            is_failed=order.failed_at is not None,
            is_expired=order.expired_at is not None,
            ordered=ordered,
            cancelled=cancelled,
            shipped=shipped,
            returned=returned,
            is_delivered=is_delivered,
        ),
        "payment_status": states.payment_status(
            total=order.to_be_charged_minor - order.released_minor,
            charged=order.charged_minor,
            authorised=order.authorised_minor,
            refunded=order.refunded_minor,
            is_pending=is_pending,
        ),
        "fulfilment_status": states.fulfilment_status(
            ordered=ordered,
            cancelled=cancelled,
            shipped=shipped,
            is_packed=order.packed_at is not None,
            is_delivered=is_delivered,
        ),
    }
    events = [transition(order, field, value, cause, now) for field, value in new.items()]
    _NEW_EVENTS.save(*(event for event in events if event is not None))
    _STATES.save(order)
    for event in events:
        if event is not None and (event.field, event.new) in COUNTED:
            metrics.count_after_commit(metrics.ORDERS, outcome=event.new.lower())
    if not any(event is not None and event.new == states.OrderStatus.PLACED for event in events):
        send_gift_cards(order)  # of a new order only once it was looked at


def send_gift_cards(order: Order) -> None:
    """Have the gift cards that a locked order sold issued after the commit, if it is paid and not on hold.

    Issuing again finds nothing to do.
    """
    if order.sold_cards_minor and order.stands and order.is_paid and not order.is_held:
        outbox.publish(topic=GIFT_CARDS_TOPIC, order_id=order.pk)


def _counted(order: Order, lines: list[OrderLine] | None) -> tuple[int, int, int, int]:
    """How many units were ordered, cancelled, shipped and returned, all lines together."""
    if lines is None:
        rows = _COUNTS.rows(order=order.pk)
    else:
        rows = [(line.quantity, line.cancelled_qty, line.shipped_qty, line.returned_qty) for line in lines]
    ordered, cancelled, shipped, returned = map(sum, zip((0, 0, 0, 0), *rows, strict=True))
    return ordered, cancelled, shipped, returned


def transition(order: Order, field: str, new: str, cause: Cause, now: datetime) -> OrderEvent | None:
    """Move one state of an order and return the event to store; None if it stays. The only assignment.

    Raises IllegalTransition for a step that the table does not list.
    """
    old = getattr(order, field)
    if old == new:
        return None
    if new not in states.TRANSITIONS[field][old]:
        raise IllegalTransition(field, old, new)
    setattr(order, field, new)
    return OrderEvent(
        order=order,
        kind=OrderEvent.Kind.CHANGE,
        field=field,
        old=old,
        new=new,
        actor=cause.actor,
        reason=cause.reason,
        at=now,
    )


def record_payment(
    *, order: Order, charged_minor: int, refunded_minor: int, is_pending: bool, actor: str, reason: str = ""
) -> None:
    """Store the sums over a locked order's payment events (minor units) and derive its payment status.

    Called by the payments app inside its own transaction.
    """
    order.charged_minor = charged_minor
    order.refunded_minor = refunded_minor
    recompute(order, Cause(actor, reason), is_pending=is_pending)


def postpone(*, order: Order, paid_at: datetime) -> None:
    """Move the promised days of a locked order by the working days that its money took to come.

    The caller stores the order with what else changes.
    """
    if order.placed_at is None:
        return
    waited = working_days_between(timezone.localdate(order.placed_at), timezone.localdate(paid_at))
    order.promised_first = add_working_days(order.promised_first, waited)
    order.promised_last = add_working_days(order.promised_last, waited)
