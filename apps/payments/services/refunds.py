"""Decisions to give money back: for units of lines, the delivery, a change, a cancelled order, or goodwill."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.core.faults import is_on
from apps.orders import services as orders
from apps.orders.models import Order, OrderChange
from apps.orders.money import Part, refundable_part
from apps.orders.selectors import delivery_part, line_part, rest_of
from apps.outbox import services as outbox
from apps.payments.errors import NothingToRefund, RefundIsOther, RefundTooHigh
from apps.payments.models import Payment, Refund, RefundLine, Repayment
from apps.payments.money import choose_payments
from apps.payments.selectors import left_of
from apps.payments.services.ledger import new_refund

MONEY_BACK_TOPIC = "orders.money_back"
Kind, LineKind = Repayment.Kind, RefundLine.Kind


@dataclass(frozen=True)
class Decision:
    """Why money goes back, who says so, and the key under which it is said once."""

    kind: str
    key: str
    reason: str
    actor: str


@transaction.atomic
def refund_lines(
    *,
    order_id: int,
    units: Mapping[int, int],
    delivery_minor: int = 0,
    restock: Mapping[int, int] | None = None,
    reason: str,
    actor: str,
    kind: str = Kind.RETURN,
    goodwill_minor: int = 0,
    key: str = "",
    expected_minor: int | None = None,
    now: datetime | None = None,
) -> list[Refund]:
    """Give the money for units of an order's lines (line id to number) back to where it came from.

    A line's amount is its share of what was paid for it, after discounts and with tax, so that all units
    together give back exactly that. A part of the delivery and an amount out of goodwill may come on top,
    in minor units of the order's currency; `restock` are units that lie on the shelf again. The same `key`
    twice is one decision. Refunds are written here; a task asks the providers after the commit. Raises
    NothingToRefund, NotRefundable, RefundTooHigh if the payments have less left, RefundIsOther if
    `expected_minor` was shown and is not what it comes to.
    """
    order = _locked(order_id)
    if key and (before := Repayment.objects.filter(key=key).first()):
        return list(before.refunds.all())
    wanted = {pk: count for pk, count in units.items() if count}
    parts = parts_of(order, units=wanted, delivery_minor=delivery_minor, goodwill_minor=goodwill_minor)
    decision = Decision(kind, key or f"staff:{uuid.uuid4()}", reason, actor)
    refunds = _decide(order, decision, parts, expected_minor, now or timezone.now())
    orders.note_refunded(
        order=order,
        units=wanted,
        delivery_minor=delivery_minor,
        restock=restock,
        actor=actor,
        reason=reason,
        now=now,
    )
    return refunds


def parts_of(
    order: Order, *, units: Mapping[int, int], delivery_minor: int = 0, goodwill_minor: int = 0
) -> list[Part]:
    """Return what each line, the delivery and goodwill give back, without doing it. Raises NotRefundable."""
    lines = {line.pk: line for line in order.lines.all()}
    parts = [line_part(lines.get(pk), count) for pk, count in units.items() if count]
    if delivery_minor:
        parts.append(delivery_part(order, delivery_minor))
    if goodwill_minor:
        parts.append(_goodwill(order, goodwill_minor))
    return parts


def _goodwill(order: Order, minor: int) -> Part:
    """An amount for nothing in particular lowers the whole price, so it holds the order's mixture of tax."""
    net = refundable_part(order.total_net_minor, order.total_gross_minor, 0, minor)
    return Part(LineKind.GOODWILL, None, "Goodwill", 0, minor, min(net, minor), None)


@transaction.atomic
def refund_cancelled_order(*, order_id: int, actor: str = "system") -> list[Refund]:
    """Give back everything that was charged for a cancelled order and not refunded yet, to where it came from.

    One that was cancelled after its gift cards had been sent is RETURNED. The refund rows are written here, the
    providers are asked by a task after the commit. A second call finds nothing left.
    """
    order = _locked(order_id)
    if not (order.is_cancelled or order.is_returned):
        return []
    left = sum(left_of(_paid(order)).values())
    if left <= 0:
        return []
    units = {line.pk: line.quantity - line.refunded_qty for line in order.lines.all()}
    delivery = order.delivery_gross_minor - order.delivery_refunded_minor
    parts = rest_of(order)
    parts += _settled(left - sum(part.gross_minor for part in parts), order)
    key = f"cancelled:{order.pk}:{order.repayments.count()}"
    decision = Decision(Kind.CANCELLED, key, "Order cancelled", actor)
    refunds = _decide(order, decision, parts, left, timezone.now())
    orders.note_refunded(
        order=order, units=units, delivery_minor=delivery, actor=actor, reason=decision.reason
    )
    return refunds


def _settled(difference: int, order: Order) -> list[Part]:
    """What was given back before out of goodwill, never paid, or paid too much, in one line of its own."""
    if not difference:
        return []
    net = refundable_part(order.total_net_minor, order.total_gross_minor, 0, difference)
    return [Part(LineKind.SETTLED, None, "Settled before", 0, difference, net, None)]


@transaction.atomic
def settle_change(*, change_id: int) -> list[Refund]:
    """Give back what a change of an order made cheaper. The change was agreed with its amounts; again does nothing."""
    change = OrderChange.objects.get(pk=change_id)
    order = _locked(change.order_id)
    key = f"change:{change.pk}"
    if not (change.is_done and change.back_minor) or Repayment.objects.filter(key=key).exists():
        return []
    back = min(change.back_minor, sum(left_of(_paid(order)).values()))
    if back <= 0:
        return []
    parts = [Part(**part) for part in change.parts]
    parts += _settled(back - change.back_minor, order)
    decision = Decision(Kind.CHANGE, key, change.summary[:200], change.actor)
    return _decide(order, decision, parts, back, timezone.now())


def _locked(order_id: int) -> Order:
    return orders.lock_order(order_id=order_id) if is_on("refund_lock") else Order.objects.get(pk=order_id)


def _paid(order: Order) -> QuerySet[Payment]:
    """The payments that can give money back, locked in the order of their keys."""
    paid = order.payments.filter(status=Payment.Status.CHARGED).order_by("pk")
    return paid.select_for_update(of=("self",)) if is_on("refund_lock") else paid


def _decide(
    order: Order, decision: Decision, parts: Sequence[Part], expected: int | None, now: datetime
) -> list[Refund]:
    """Write a decision with its lines and the refunds that serve it, and queue what follows."""
    amount = sum(part.gross_minor for part in parts)
    if amount <= 0:
        raise NothingToRefund
    if expected not in (None, amount):
        raise RefundIsOther(order.money(amount))
    paid = list(_paid(order))
    left = left_of(order.payments.filter(pk__in=[payment.pk for payment in paid]))
    if amount > sum(left.values()):
        raise RefundTooHigh(order.money(max(0, sum(left.values()))))
    repayment = Repayment.objects.create(
        order=order,
        key=decision.key,
        kind=decision.kind,
        amount_minor=amount,
        net_minor=sum(part.net_minor for part in parts),
        reason=decision.reason[:200],
        actor=decision.actor[:100],
        decided_at=now,
    )
    RefundLine.objects.bulk_create(_line(repayment, part) for part in parts)
    payments = {payment.pk: payment for payment in paid}
    refunds = [
        new_refund(payments[pk], minor, reason=repayment.reason, actor=repayment.actor, repayment=repayment)
        for pk, minor in choose_payments(amount, left)
    ]
    topic = MONEY_BACK_TOPIC
    outbox.publish(topic=topic, key=f"{topic}:{repayment.pk}", repayment_id=repayment.pk)
    return refunds


def _line(repayment: Repayment, part: Part) -> RefundLine:
    return RefundLine(
        repayment=repayment,
        kind=part.kind,
        line_id=part.line_id,
        title=part.title,
        units=part.units,
        tax_percent=None if part.tax_percent is None else Decimal(part.tax_percent),
        gross_minor=part.gross_minor,
        net_minor=part.net_minor,
    )
