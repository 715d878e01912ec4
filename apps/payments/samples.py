"""Made-up money for the staff's previews of e-mails. None of its rows exists."""

from typing import Any

from apps.mail import kinds
from apps.orders.samples import order_context
from apps.payments.models import Payment, Refund, RefundLine, Repayment


def _refunded() -> dict[str, Any]:
    context = order_context()
    order, line = context["order"], context["lines"][1]
    repayment = Repayment(order=order, amount_minor=4900, net_minor=4118, reason="One unit came back")
    part = RefundLine(repayment=repayment, title=line.title, units=1, gross_minor=4900, net_minor=4118)
    payment = Payment(order=order, method="Card ending in 4242", amount_minor=75390, currency=order.currency)
    refund = Refund(payment=payment, repayment=repayment, amount_minor=4900)
    return {**context, "repayment": repayment, "lines": [part], "refunds": [refund]}


kinds.register(name="order_refunded", title="Money goes back", sample=_refunded)
