"""Making a change: under the order's lock, as it was seen, at once or when its payment is sure."""

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.inventory import services as inventory
from apps.inventory.services import Demand
from apps.orders.errors import CannotBeChanged, ChangeCostsOther, TooLateToChange
from apps.orders.models import Order, OrderChange, OrderEvent, OrderLine
from apps.orders.services.changes.plans import Cancel, Plan, Wish, plan
from apps.orders.services.fulfilment import cancel_order
from apps.orders.services.states import Cause, lock_order, recompute
from apps.orders.signals import order_changed
from apps.orders.states import FulfilmentStatus, OrderStatus
from apps.outbox import services as outbox

CHANGED_TOPIC = "orders.changed"
STAFF_CHANGE_WAITS = timedelta(days=3)  # the customer has to hear of it before the payment
Status, Kind = OrderChange.Status, OrderChange.Kind

_ORDER_FIELDS = (
    *("delivery_address", "billing_address", "note", "weight_g", "is_export", "tax_notes"),
    *("delivery_code", "delivery_name", "delivery_carrier", "delivery_tax_class", "delivery_tax_percent"),
    "delivery_details",
    *("promised_first", "promised_last", "discount_minor", "discounts", "lowered_minor"),
    *("goods_gross_minor", "goods_net_minor", "delivery_gross_minor", "delivery_net_minor"),
    *("total_gross_minor", "total_net_minor"),
)
_LINE_FIELDS = tuple(
    f.attname for f in OrderLine._meta.concrete_fields if f.attname not in ("id", "order_id")
)


def preview_change(*, order_id: int, wish: Wish, by_staff: bool = False, now: datetime | None = None) -> Plan:
    """Work out what a wish would make of an order and what it costs, and do nothing.

    Raises TooLateToChange, CannotBeChanged or NotRefundable.
    """
    order = Order.objects.select_related("user").get(pk=order_id)
    _must_be_changeable(order, wish, by_staff=by_staff)
    return plan(order, wish, now=now or timezone.now())


@transaction.atomic
def confirm_change(
    *,
    order_id: int,
    wish: Wish,
    expected: Money,
    actor: str,
    reason: str = "",
    by_staff: bool = False,
    now: datetime | None = None,
) -> OrderChange:
    """Change an order as somebody saw it in the preview: `expected` is what they pay, below zero what they get back.

    What costs nothing or gives money back is done at once, and payments hear of it after the commit. What costs
    more is kept as PENDING until its payment succeeded, one at a time. Raises TooLateToChange if packing has
    started, ChangeCostsOther if the amount is another one now, CannotBeChanged, NotRefundable,
    InsufficientStock.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    _must_be_changeable(order, wish, by_staff=by_staff)
    made = plan(order, wish, now=now)
    if made.balance != expected:
        raise ChangeCostsOther(made.balance)
    lines = list(order.lines.all())
    change = _change(order, lines, made, actor, reason, now)
    Order.objects.filter(pk=order.pk, has_changes=False).update(has_changes=True)
    pending = order.changes.filter(status=Status.PENDING).first()
    if pending is not None:
        _lapse(pending, "Another change was made instead.", now)
    if made.balance_minor > 0:
        waits = STAFF_CHANGE_WAITS if by_staff else timedelta(minutes=settings.PAYMENT_CONFIRM_MINUTES)
        change.status, change.settled_at, change.expires_at = Status.PENDING, None, now + waits
        change.save()
        if order.packed_at is not None:  # staff asked for it: what stands packed is not what will be sent
            order.packed_at = None
            recompute(order, Cause(actor, reason or made.summary), now=now)
        return change
    change.save()
    if made.cancels_all:
        cancel_order(order_id=order.pk, actor=actor, reason=reason or made.summary, now=now)
        return change
    _write(order, lines, change, Cause(actor, reason or made.summary), now)
    if change.back_minor:
        outbox.publish(topic=CHANGED_TOPIC, key=f"{CHANGED_TOPIC}:{change.pk}", change_id=change.pk)
    return change


def _must_be_changeable(order: Order, wish: Wish | None, *, by_staff: bool) -> None:
    """Refuse in words that say how far the order is. Staff may still change what stands packed."""
    if order.is_cancelled:
        raise TooLateToChange("This order is cancelled.")
    may_be_part_shipped = by_staff and isinstance(wish, Cancel)
    if not order.is_placed or (order.has_left and not may_be_part_shipped):
        raise TooLateToChange("This order is on its way. You can return what you do not want to keep.")
    if order.fulfilment_status == FulfilmentStatus.PACKED and not by_staff:
        raise TooLateToChange(
            "This order is being packed, so it cannot be changed any more. You can return it."
        )
    if not order.is_paid and not _is_all(order, wish):
        raise TooLateToChange("This order is not paid yet, so it can only be cancelled as a whole.")


def too_late(order: Order) -> str:
    """Return in words why a shopper cannot change an order any more; nothing if they can."""
    try:
        _must_be_changeable(order, None, by_staff=False)
    except TooLateToChange as refusal:
        return "" if order.is_open_for_changes else refusal.message
    return ""


def _is_all(order: Order, wish: Wish | None) -> bool:
    if not isinstance(wish, Cancel) or order.status != OrderStatus.PLACED:
        return False
    return all(wish.units.get(line.pk, 0) == line.open_qty for line in order.lines.all())


# ---- what is kept of a change ----------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _line_values(line: OrderLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _LINE_FIELDS}


def _order_values(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _ORDER_FIELDS}


def _change(
    order: Order, lines: list[OrderLine], made: Plan, actor: str, reason: str, now: datetime
) -> OrderChange:
    old_order, new_order = _plain(_order_values(order)), _plain(_order_values(made.order))
    old = {str(line.pk): _plain(_line_values(line)) for line in lines}
    new = {str(line.pk): _plain(_line_values(line)) for line in made.lines if line.pk}
    touched = [pk for pk in old if old[pk] != new[pk]]
    fields = [name for name in _ORDER_FIELDS if old_order[name] != new_order[name]]
    return OrderChange(
        order=order,
        kind=made.kind,
        status=Status.DONE,
        summary=made.summary,
        before={"order": {n: old_order[n] for n in fields}, "lines": {pk: old[pk] for pk in touched}},
        after={
            "order": {n: new_order[n] for n in fields},
            "lines": {pk: new[pk] for pk in touched},
            "added": [_plain(_line_values(line)) for line in made.lines if not line.pk],
        },
        parts=[asdict(part) for part in made.parts],
        pay_minor=max(0, made.balance_minor),
        back_minor=max(0, -made.balance_minor),
        actor=actor[:100],
        reason=reason[:300],
        created_at=now,
        settled_at=now,
    )


# ---- writing it ------------------------------------------------------------------------------------------


def _write(order: Order, lines: list[OrderLine], change: OrderChange, cause: Cause, now: datetime) -> None:
    """Make a locked order what a change says. The stock moves first: if it refuses, the order is untouched."""
    by_key = {str(line.pk): line for line in lines}
    held = {line.reference: (line.variant_id, line.allocated_qty) for line in lines}
    for pk, values in change.after["lines"].items():
        _set(by_key[pk], values)
        by_key[pk].save()
    for values in change.after["added"]:
        added = OrderLine(order=order)
        _set(added, values)
        added.save(force_insert=True)
        lines.append(added)
    _move_stock(held, lines, cause, order.country)
    _set(order, change.after["order"])
    order.revision += 1
    order.save(update_fields=[*change.after["order"], "revision"])
    OrderEvent.objects.create(
        order=order,
        kind=OrderEvent.Kind.NOTE,
        text=change.summary[:300],
        actor=cause.actor,
        reason=change.reason,
        at=now,
    )
    order.packed_at = None
    recompute(order, cause, now=now, lines=lines)
    transaction.on_commit(
        lambda: order_changed.send_robust(
            sender=Order, order_id=order.pk, change_id=change.pk, kind=change.kind
        )
    )


def _set(row: Order | OrderLine, values: dict[str, Any]) -> None:
    fields = {f.attname: f for f in row._meta.concrete_fields}
    for name, value in values.items():
        setattr(row, name, fields[name].to_python(value))


def _move_stock(
    held: dict[str, tuple[int | None, int]], lines: list[OrderLine], cause: Cause, country: str
) -> None:
    freed: dict[str, int] = {}
    demands: list[Demand] = []
    for line in lines:
        variant_id, units = held.get(line.reference, (None, 0))
        same = units if variant_id == line.variant_id else 0
        freed[line.reference] = max(units - min(same, line.allocated_qty), 0)
        wanted = line.allocated_qty - same
        if wanted > 0 and line.variant_id:
            demands.append(Demand(line.reference, line.variant_id, wanted))
    freed = {reference: units for reference, units in freed.items() if units}
    if freed or demands:
        inventory.exchange(
            freed=freed, demands=demands, actor=cause.actor, reason=cause.reason, country=country
        )


# ---- a change that waited for its payment ----------------------------------------------------------------


@transaction.atomic(savepoint=False)
def apply_change(
    *,
    order: Order,
    change_id: int,
    charged_minor: int,
    refunded_minor: int,
    actor: str,
    now: datetime | None = None,
) -> bool:
    """Make a change whose payment is sure of a locked order, as it was agreed; return whether it could be made.

    It is made whole or not at all: if packing has started, the order has changed or the goods are gone, it
    lapses, and the money (sums over the order's payments, minor units) is the caller's to send back. Called by
    payments in the transaction that records the payment.
    """
    now = now or timezone.now()
    change = OrderChange.objects.select_for_update(of=("self",)).get(pk=change_id)
    lines = list(order.lines.all())
    order.charged_minor, order.refunded_minor = charged_minor, refunded_minor
    cause = Cause(actor, f"Paid: {change.summary}"[:300])
    try:
        with transaction.atomic():
            _must_still_fit(order, lines, change)
            _write(order, lines, change, cause, now)
    except ShopError as refusal:
        if change.is_pending:
            _lapse(change, refusal.message, now)
        recompute(order, Cause(actor, f"Paid too late: {change.summary}"[:300]), now=now)
        return False
    change.status, change.settled_at = Status.DONE, now
    change.save(update_fields=["status", "settled_at"])
    return True


def _must_still_fit(order: Order, lines: list[OrderLine], change: OrderChange) -> None:
    if not change.is_pending:
        raise CannotBeChanged(change.outcome or "This change was made already.")
    _must_be_changeable(order, None, by_staff=False)
    present = {str(line.pk): _plain(_line_values(line)) for line in lines}
    stands = _plain(_order_values(order))
    before = change.before
    if any(present.get(pk) != values for pk, values in before["lines"].items()) or any(
        stands[name] != value for name, value in before["order"].items()
    ):
        raise CannotBeChanged("The order was changed in another way meanwhile.")


def _lapse(change: OrderChange, why: str, now: datetime) -> None:
    change.status, change.settled_at, change.outcome = Status.LAPSED, now, why[:200]
    change.save(update_fields=["status", "settled_at", "outcome"])


def lapse_changes(*, except_for: Collection[int] = (), now: datetime | None = None) -> int:
    """Give up the changes whose time to be paid is over, but for those being paid right now; return how many."""
    now = now or timezone.now()
    over = OrderChange.objects.filter(status=Status.PENDING, expires_at__lte=now).exclude(pk__in=except_for)
    ids = list(over.order_by("pk").values_list("pk", "order_id"))
    return sum(_lapse_one(change_id, order_id, now) for change_id, order_id in ids)


@transaction.atomic
def _lapse_one(change_id: int, order_id: int, now: datetime) -> int:
    lock_order(order_id=order_id)
    change = OrderChange.objects.select_for_update(of=("self",)).get(pk=change_id)
    if not change.is_pending:
        return 0
    _lapse(change, "It was not paid in time.", now)
    return 1
