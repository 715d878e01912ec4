"""Mails that an order's changes leave for after the commit."""

from datetime import datetime

from apps.cart import selectors as carts
from apps.mail.models import Message
from apps.orders import emails, selectors
from apps.orders.models import Order, OrderEvent, Shipment, Withdrawal
from apps.outbox.services import handles


@handles("orders.send_confirmation")
def send_confirmation(*, order_id: int) -> None:
    emails.send_confirmation(Order.objects.get(pk=order_id))


@handles("orders.send_shipped")
def send_shipped(*, shipment_id: int) -> None:
    emails.send_shipped(Shipment.objects.select_related("order").get(pk=shipment_id))


@handles("orders.send_cancelled")
def send_cancelled(*, order_id: int) -> None:
    emails.send_cancelled(Order.objects.get(pk=order_id))


@handles("orders.send_payment_reminder")
def send_payment_reminder(*, order_id: int) -> None:
    order = Order.objects.get(pk=order_id)
    if order.waits_for_money:
        emails.send_payment_reminder(order)


@handles("orders.send_payment_received")
def send_payment_received(*, order_id: int, receipt_id: int, amount_minor: int) -> None:
    order = Order.objects.get(pk=order_id)
    emails.send_payment_received(order, receipt_id=receipt_id, amount=order.money(amount_minor))


@handles("orders.send_expired")
def send_expired(*, order_id: int) -> None:
    emails.send_expired(Order.objects.get(pk=order_id))


@handles("orders.send_revived")
def send_revived(*, order_id: int, at: str) -> None:
    order = Order.objects.get(pk=order_id)
    emails.send_revived(order, reference=f"{order.code}-{at}")


@handles("orders.send_late_payment")
def send_late_payment(*, order_id: int, amount_minor: int, at: str) -> None:
    order = Order.objects.get(pk=order_id)
    reference = f"{order.code}-{at}"
    emails.send_late_payment(order, amount=order.money(amount_minor), reference=reference)


@handles("orders.send_delivered")
def send_delivered(*, order_id: int) -> None:
    emails.send_delivered(Order.objects.get(pk=order_id))


@handles("orders.send_late")
def send_late(*, order_id: int) -> None:
    order = Order.objects.get(pk=order_id)
    if order.stands and order.shipments.filter(delivered_at=None).exists():
        emails.send_late(order)


@handles("orders.send_on_hold")
def send_on_hold(*, order_id: int, event_id: int, ask: str) -> None:
    emails.send_on_hold(Order.objects.get(pk=order_id), event_id, ask)


@handles("orders.send_payment_failed")
def send_payment_failed(*, order_id: int, cart_id: int) -> None:
    order = Order.objects.get(pk=order_id)
    if selectors.is_failure_unseen(order, cart_id=cart_id):
        emails.send_payment_failed(order)


@handles("orders.send_pay_link")
def send_pay_link(*, cart_id: int, until: str, total_minor: int, mail_key: str) -> None:
    found = carts.contents(cart_id=cart_id, also=selectors.CHECKOUT)
    if found is not None and found.cart.is_open:
        emails.send_pay_link(
            found, until=datetime.fromisoformat(until), total_minor=total_minor, key=mail_key
        )


@handles("orders.note_resent")
def note_resent(*, message_id: int) -> None:
    """Write into an order's timeline who sent one of its mails again."""
    copy = Message.objects.get(pk=message_id)
    order = Order.objects.filter(code=copy.about.partition("-")[0]).first()
    if order is not None:
        OrderEvent.objects.create(
            order=order,
            kind=OrderEvent.Kind.MAIL,
            text=f"Sent again: {copy.subject}"[:300],
            actor=copy.resent_by,
            at=copy.created_at,
        )


@handles("orders.send_withdrawal_receipt")
def send_withdrawal_receipt(*, withdrawal_id: int) -> None:
    emails.send_withdrawal_receipt(Withdrawal.objects.get(pk=withdrawal_id))
