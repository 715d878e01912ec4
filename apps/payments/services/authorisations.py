"""Authorised money: promised by a bank while the parcel is packed, charged when it leaves."""

from apps.orders import services as orders
from apps.payments.gateways import Outcome, Report
from apps.payments.models import Payment
from apps.payments.services import giftcards
from apps.payments.services.ledger import charged_for, refunded_for, to_review

_OLD_NEWS = (Outcome.REQUIRES_ACTION, Outcome.PENDING)


def is_old_news(payment: Payment, report: Report) -> bool:
    """Tell whether a report was overtaken: it was asked for before the bank authorised."""
    return payment.is_authorised and report.outcome in _OLD_NEWS


def follow(payment: Payment, report: Report, *, actor: str) -> None:
    """Let the order follow what became of an authorisation; the payment is locked and has its new status."""
    order = payment.order
    if report.outcome is Outcome.AUTHORISED:
        charged = giftcards.settle(order)
        orders.mark_placed(
            order=order,
            charged_minor=charged,
            authorised_minor=payment.amount_minor,
            actor=actor,
            reason="Authorised",
        )
        return
    is_captured = report.outcome is Outcome.CHARGED
    is_gone = not is_captured and not order.is_cancelled
    order.authorised_minor = 0
    if is_captured:
        order.released_minor += payment.amount_minor - report.amount.minor
    elif order.is_cancelled:
        order.released_minor += payment.amount_minor
    reason = (
        "Captured" if is_captured else "The authorisation lapsed" if is_gone else "Authorisation released"
    )
    orders.record_payment(
        order=order,
        charged_minor=charged_for(order),
        refunded_minor=refunded_for(order),
        is_pending=False,
        actor=actor,
        reason=reason,
    )
    if is_gone:
        to_review(payment, "The authorisation lapsed before the parcel left. The order is not paid.")
