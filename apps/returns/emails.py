"""What the shop writes to its customers about returns."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.mail import services as mail
from apps.orders import selectors as orders
from apps.orders.models import OrderEvent
from apps.returns.models import Return, ReturnLine


def context_of(found: Return, lines: list[ReturnLine]) -> dict[str, Any]:
    """Return what every mail about a return prints."""
    link = settings.SHOP_URL + orders.link_path(found.order)
    return {
        "order": found.order,
        "return": found,
        "lines": lines,
        "order_url": link,
        "return_url": f"{link}returns/{found.code}/",
        "slip_url": f"{link}returns/{found.code}/slip/",
        "address": address(),
    }


def address() -> list[str]:
    """Return where goods are to be sent, line by line."""
    town = f"{settings.SELLER_POSTCODE} {settings.SELLER_CITY}"
    return [settings.SELLER_NAME, "Returns", settings.SELLER_STREET, f"{town}, {settings.SELLER_COUNTRY}"]


def send(found: Return, kind: str) -> None:
    """Write a mail about a return, once per return and kind of mail."""
    order = found.order
    if not order.email:  # its personal data are gone
        return
    lines = [line for line in found.lines.select_related("line") if line.units]
    message = mail.send(
        kind=f"return_{kind}",
        reference=f"{order.code}-{found.code}",
        to=order.email,
        context=context_of(found, lines),
        language=order.language,
    )
    OrderEvent.objects.create(
        order=order, kind=OrderEvent.Kind.MAIL, text=message.subject[:300], actor="system", at=timezone.now()
    )
