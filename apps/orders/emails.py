"""What the shop writes to its customers about orders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.cart.selectors import Contents
from apps.currency.money import Money
from apps.giftcards.services import Issued
from apps.mail import services as mail
from apps.mail.models import Message
from apps.orders import rules, selectors
from apps.orders.models import Order, OrderEvent, OrderLine, Shipment, Withdrawal
from apps.shipping.addresses import lines_of
from apps.shipping.rules import Promise, in_words


def context_of(order: Order, lines: Sequence[OrderLine]) -> dict[str, Any]:
    """Return what every mail about an order prints."""
    return {
        "order": order,
        "lines": lines,
        "arrives": in_words(Promise(order.promised_first, order.promised_last)),
        "delivery_address": lines_of(order.delivery_address),
        "billing_address": lines_of(order.billing_address),
        "order_url": settings.SHOP_URL + selectors.link_path(order),
        "how_to_pay": selectors.how_to_pay(order),
    }


def _context(order: Order) -> dict[str, Any]:
    return context_of(order, list(order.lines.all()))


def _send(order: Order, kind: str, reference: str, context: dict[str, Any]) -> None:
    if not order.email:  # its personal data are gone
        return
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


def send_payment_reminder(order: Order) -> None:
    """Remind the customer of a transfer that has not come, once per order."""
    _send(order, "payment_reminder", order.code, _context(order))


def send_payment_received(order: Order, *, receipt_id: int, amount: Money) -> None:
    """Tell the customer that a transfer came and what is still owed, once per transfer."""
    context = {**_context(order), "amount": amount}
    _send(order, "payment_received", f"{order.code}-{receipt_id}", context)


def send_expired(order: Order) -> None:
    """Tell the customer that an order expired, with a link to start again, once per order."""
    link = settings.SHOP_URL + selectors.link_path(order)
    _send(order, "order_expired", order.code, {**_context(order), "again_url": f"{link}again/"})


def send_revived(order: Order, *, reference: str) -> None:
    """Tell the customer that the money came late and the order stands again."""
    _send(order, "order_revived", reference, _context(order))


def send_late_payment(order: Order, *, amount: Money, reference: str) -> None:
    """Tell the customer that money came for an order that has ended, and that it goes back."""
    link = settings.SHOP_URL + selectors.link_path(order)
    context = {**_context(order), "amount": amount, "again_url": f"{link}again/" if order.is_expired else ""}
    _send(order, "late_payment", reference, context)


def send_delivered(order: Order) -> None:
    """Tell the customer that all of an order has arrived, once per order."""
    more = {"return_days": settings.RETURN_DAYS, "shipments": list(order.shipments.all())}
    _send(order, "order_delivered", order.code, {**_context(order), **more})


def send_late(order: Order) -> None:
    """Tell the customer that parcels are late, before anybody has to ask; once per order."""
    on_their_way = list(order.shipments.filter(delivered_at=None))
    _send(order, "parcel_late", order.code, {**_context(order), "shipments": on_their_way})


def send_on_hold(order: Order, event_id: int, ask: str) -> None:
    """Ask the customer for what a held order needs, once per hold."""
    _send(order, "order_on_hold", f"{order.code}-{event_id}", {**_context(order), "ask": ask})


def send_payment_failed(order: Order) -> None:
    """Tell a shopper who is gone that the payment came to nothing, with the way back, once per attempt."""
    context = {**_context(order), "checkout_url": f"{settings.SHOP_URL}/checkout/payment/"}
    _send(order, "payment_failed", order.code, context)


def send_pay_link(found: Contents, *, until: datetime, total_minor: int, key: str) -> None:
    """Send a customer the link that opens the payment of a basket staff filled, once per key. It is not kept."""
    checkout = selectors.checkout_in(found)
    if checkout is None:
        return
    total = Money(total_minor, found.cart.currency)
    link = rules.pay_link(rules.PayLink(found.cart.key, until, total))
    basket = selectors.checkout_basket(found, checkout)
    priced = basket.priced
    context = {
        "items": [
            (line.line.quantity, line.title, line.priced.before.gross) for line in basket.lines if line.priced
        ],
        "taken_off": [
            (off.label, Money(off.minor, priced.currency)) for off in priced.promotions.applied if off.minor
        ],
        "delivery_name": basket.quote.name if basket.quote else "",
        "delivery": priced.delivery_before.gross if priced.delivery_before else None,
        "delivery_address": lines_of(checkout.delivery),
        "total": total,
        "until": timezone.localtime(until),
        "pay_url": f"{settings.SHOP_URL}/pay/{link}/",
    }
    mail.send(
        kind="pay_link",
        reference=f"{found.cart.pk}-{key}",
        to=checkout.email,
        context=context,
        is_secret=True,
    )


def send_withdrawal_receipt(withdrawal: Withdrawal) -> None:
    """Send the receipt of a withdrawal with its date and time, once."""
    context = {"withdrawal": withdrawal, "received_at": timezone.localtime(withdrawal.received_at)}
    mail.send(kind="withdrawal_receipt", reference=str(withdrawal.pk), to=withdrawal.email, context=context)
