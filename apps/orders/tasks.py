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


@handles("orders.send_withdrawal_receipt")
def send_withdrawal_receipt(*, withdrawal_id: int) -> None:
    emails.send_withdrawal_receipt(Withdrawal.objects.get(pk=withdrawal_id))
