"""Money that comes for an order which has ended. It is never kept silently, and nothing is sold twice."""

from datetime import datetime

from apps.currency.money import Money
from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments.models import Payment
from apps.payments.services.ledger import charged_for, kept_for, refunded_for, to_review, write_refund


def take(*, payment: Payment, amount: Money, now: datetime) -> bool:
    """Deal with money of a locked payment, in the ledger already, whose order does not stand any more.

    If it covers an expired order that may still be paid and whose goods are free, the order stands again:
    returns True. Otherwise the order stays as it is, staff see it, the shopper is told, and the money goes
    back. In both cases it is on record.
    """
    order = payment.order
    actor = f"payment provider ({payment.provider})"
    _record(order, actor)
    if order.is_expired and _is_revived(order, actor, now):
        payment.status = Payment.Status.CHARGED
        payment.save()
        return True
    if payment.change_id is not None:
        write_refund(payment, reason="Paid after the change had lapsed", actor="system")
        return False
    to_review(payment, f"{amount} came after the order had ended")
    write_refund(payment, reason="Paid after the order had ended", actor="system")
    orders.announce_late_money(order=order, payment_id=payment.pk, amount=amount, now=now)
    return False


def _is_revived(order: Order, actor: str, now: datetime) -> bool:
    covers = kept_for(order) >= order.total_gross_minor
    return covers and orders.revive_order(order=order, actor=actor, reason="Paid late", now=now)


def _record(order: Order, actor: str) -> None:
    orders.record_payment(
        order=order,
        charged_minor=charged_for(order),
        refunded_minor=refunded_for(order),
        is_pending=False,
        actor=actor,
        reason="Paid after the order had ended",
    )
