"""Mails that an order's changes leave for after the commit."""

from apps.orders import emails
from apps.orders.models import Order, Shipment, Withdrawal
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


@handles("orders.send_withdrawal_receipt")
def send_withdrawal_receipt(*, withdrawal_id: int) -> None:
    emails.send_withdrawal_receipt(Withdrawal.objects.get(pk=withdrawal_id))
