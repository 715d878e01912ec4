"""What the shop writes to its customers about money."""

from django.conf import settings
from django.utils import timezone

from apps.mail import services as mail
from apps.orders import selectors as orders
from apps.orders.models import OrderEvent
from apps.payments.models import Repayment


def send_refunded(repayment: Repayment) -> None:
    """Tell the customer what goes back, for what, and where to, once per decision."""
    order = repayment.order
    context = {
        "order": order,
        "repayment": repayment,
        "lines": list(repayment.lines.select_related("repayment__order")),
        "refunds": list(repayment.refunds.select_related("payment")),
        "order_url": settings.SHOP_URL + orders.link_path(order),
    }
    message = mail.send(
        kind="order_refunded",
        reference=f"{order.code}-{repayment.pk}",
        to=order.email,
        context=context,
        language=order.language,
    )
    OrderEvent.objects.create(
        order=order, kind=OrderEvent.Kind.MAIL, text=message.subject[:300], actor="system", at=timezone.now()
    )
