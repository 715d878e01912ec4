"""Made-up returns for the staff's previews of e-mails. None of their rows exists."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.mail import kinds
from apps.orders.models import Order, OrderLine
from apps.returns import emails, rules
from apps.returns.models import Return, ReturnLine
from apps.returns.states import ReturnStatus


def _sample(status: str, **more: Any) -> dict[str, Any]:
    now = timezone.now()
    order = Order(
        code="SAMPLE7", currency=settings.BASE_CURRENCY, email="ines.keller@example.org", link_version=1
    )
    found = Return(
        code="RETURN9",
        order=order,
        status=status,
        shown_minor=64900,
        requested_at=now - timedelta(days=1),
        send_by=rules.send_by(timezone.localdate(now)),
        **more,
    )
    sold = OrderLine(order=order, title="N 200/1200 Dobsonian", sku="DOB-200", quantity=1)
    line = ReturnLine(
        parent=found, line=sold, asked_units=1, units=1, received_units=1, reason="DOES_NOT_SUIT"
    )
    return emails.context_of(found, [line])


kinds.register(
    name="return_requested", title="Return: asked for", sample=lambda: _sample(ReturnStatus.REQUESTED)
)
kinds.register(
    name="return_approved",
    title="Return: approved, with instructions",
    sample=lambda: _sample(ReturnStatus.APPROVED),
)
kinds.register(
    name="return_refused",
    title="Return: refused",
    sample=lambda: _sample(ReturnStatus.REFUSED, refusal="The chart was made with your own title."),
)
kinds.register(
    name="return_received", title="Return: received", sample=lambda: _sample(ReturnStatus.RECEIVED)
)
