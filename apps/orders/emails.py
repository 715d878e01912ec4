"""What the shop writes to its customers about orders."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.giftcards.services import Issued
from apps.mail import services as mail
from apps.mail.models import Message
from apps.orders import selectors
from apps.orders.models import Order, OrderEvent, Shipment, Withdrawal
from apps.shipping.addresses import lines_of
from apps.shipping.rules import Promise, in_words


def _context(order: Order) -> dict[str, Any]:
    return {
        "order": order,
        "lines": list(order.lines.all()),
        "arrives": in_words(Promise(order.promised_first, order.promised_last)),
        "delivery_address": lines_of(order.delivery_address),
        "billing_address": lines_of(order.billing_address),
        "order_url": settings.SHOP_URL + selectors.link_path(order),
    }


def _send(order: Order, kind: str, reference: str, context: dict[str, Any]) -> None:
    message = mail.send(
        kind=kind, reference=reference, to=order.email, context=context, language=order.language
    )
    _note(order, message)


def _note(order: Order, message: Message) -> None:
    OrderEvent.objects.create(
        order=order, kind=OrderEvent.Kind.MAIL, text=message.subject[:300], actor="system", at=timezone.now()
    )


def send_confirmation(order: Order) -> None:
    """Write the order confirmation, once per order."""
    _send(order, "order_confirmation", order.code, _context(order))


def send_shipped(shipment: Shipment) -> None:
    """Tell the customer that a parcel is on its way, once per parcel."""
    contents = [(line.quantity, line.line) for line in shipment.lines.select_related("line")]
    context = {**_context(shipment.order), "shipment": shipment, "contents": contents}
    _send(shipment.order, "order_shipped", f"{shipment.order.code}-{shipment.pk}", context)


def write_gift_card(order: Order, issued: Issued) -> None:
    """Write the e-mail with the code of a gift card, to be sent after the commit. The code stands nowhere else."""
    card = issued.card
    context = {
        "order": order,
        "code": issued.code,
        "amount": order.money(card.initial_minor),
        "card": card,
        "order_url": settings.SHOP_URL + selectors.link_path(order),
    }
    message = mail.write(
        kind="gift_card",
        reference=card.issued_for,
        to=order.email,
        context=context,
        language=order.language,
        is_secret=True,
    )
    _note(order, message)


def send_cancelled(order: Order) -> None:
    """Tell the customer that an order was cancelled, once per order."""
    _send(order, "order_cancelled", order.code, _context(order))


def send_withdrawal_receipt(withdrawal: Withdrawal) -> None:
    """Send the receipt of a withdrawal with its date and time, once."""
    context = {"withdrawal": withdrawal, "received_at": timezone.localtime(withdrawal.received_at)}
    mail.send(kind="withdrawal_receipt", reference=str(withdrawal.pk), to=withdrawal.email, context=context)
