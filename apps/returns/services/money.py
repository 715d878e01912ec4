"""Paying back what came, or what was agreed before it comes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.orders.models import Order
from apps.payments.models import Refund, Repayment
from apps.payments.services import parts_of, refund_lines
from apps.returns import selectors
from apps.returns.errors import IllegalStep, NothingToPay
from apps.returns.models import Return, ReturnLine
from apps.returns.services.asking import Preview
from apps.returns.services.deciding import finish
from apps.returns.services.steps import locked, note


def preview_refund(*, return_id: int, delivery_minor: int = 0, without_goods: bool = False) -> Preview:
    """Work out what a return gives back now, and do nothing. Raises IllegalStep, NothingToPay or NotRefundable."""
    found = Return.objects.select_related("order").get(pk=return_id)
    return _preview(found, found.order, delivery_minor, without_goods)


def _preview(found: Return, order: Order, delivery_minor: int, without_goods: bool) -> Preview:
    wanted = _units(found, without_goods)
    parts = parts_of(order, units=wanted, delivery_minor=delivery_minor)
    return Preview(order, parts, sum(part.gross_minor for part in parts))


def _units(found: Return, without_goods: bool) -> dict[int, int]:
    """For how many units of which order lines money is to go back."""
    if not (found.is_received or (found.is_approved and without_goods)):
        raise IllegalStep(found.get_status_display(), "paid back")
    counts = selectors.to_refund(found, without_goods=found.is_approved)
    if not counts:
        raise NothingToPay
    return {line.line_id: counts[line.pk] for line in found.lines.all() if line.pk in counts}


@transaction.atomic
def refund_return(
    *,
    return_id: int,
    actor: str,
    reason: str = "",
    delivery_minor: int = 0,
    without_goods: bool = False,
    expected_minor: int | None = None,
    now: datetime | None = None,
) -> list[Refund]:
    """Give the money for what was received back to where it came from, and close the return.

    With `without_goods`, of an approved return, for what was agreed: the return stays open for its goods.
    `delivery_minor` is a part of the delivery that goes back with it, `expected_minor` what was shown. Raises
    IllegalStep, NothingToPay, and what `refund_lines` raises.
    """
    now = now or timezone.now()
    found = locked(return_id)
    wanted = _units(found, without_goods)
    lines = list(found.lines.all())
    refunds = refund_lines(
        order_id=found.order_id,
        units=wanted,
        delivery_minor=delivery_minor,
        reason=reason or f"Return {found.code}",
        actor=actor,
        kind=Repayment.Kind.RETURN,
        key=f"return:{found.pk}:{sum(line.refunded_units for line in lines)}",
        expected_minor=expected_minor,
        now=now,
    )
    for line in lines:
        line.refunded_units += wanted.get(line.line_id, 0)
    ReturnLine.objects.bulk_update(lines, ["refunded_units"])
    amount = found.order.money(sum(refund.amount_minor for refund in refunds))
    note(found, f"Return {found.code}: {amount} go back", actor, reason, now)
    if found.is_received:
        finish(found, actor, "Paid back", now)
    return refunds
