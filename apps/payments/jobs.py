"""Jobs started by beat, and the outbox topics that load and call one service."""

from typing import Any

from celery import shared_task

from apps.outbox.services import handles
from apps.payments import services


@shared_task(ignore_result=True)
def sweep(**_newer_arguments: Any) -> None:
    services.sweep()


@shared_task(ignore_result=True)
def forget_old_keys(**_newer_arguments: Any) -> None:
    services.forget_old()


@shared_task(ignore_result=True)
def expire(**_newer_arguments: Any) -> None:
    services.expire_unpaid()
    services.release_unfinished()


@handles("payments.stop_open_payments", in_transaction=False)
def stop_open_payments(*, order_id: int) -> None:
    services.stop_open_payments(order_id=order_id)


@handles("payments.resolve", in_transaction=False)
def resolve(*, payment_id: int) -> None:
    services.resolve(payment_id=payment_id)


@handles("payments.send_refund", in_transaction=False)
def send_refund(*, refund_id: int) -> None:
    services.send_refund(refund_id=refund_id)


@handles("payments.refund_cancelled_order")
def refund_cancelled_order(*, order_id: int) -> None:
    services.refund_cancelled_order(order_id=order_id)


@handles("orders.cards_taken_back")
def refund_taken_back(*, order_id: int) -> None:
    services.refund_cancelled_order(order_id=order_id)


@handles("payments.provider_event", in_transaction=False)
def follow_event(*, event_id: int) -> None:
    services.follow_event(event_id=event_id)


@handles("payments.capture", in_transaction=False)
def capture(*, payment_id: int) -> None:
    services.capture(payment_id=payment_id)


@handles("payments.release", in_transaction=False)
def release(*, payment_id: int) -> None:
    services.release(payment_id=payment_id)


@handles("orders.changed")
def settle_change(*, change_id: int) -> None:
    services.settle_change(change_id=change_id)


@handles("orders.money_back")
def announce_money_back(*, repayment_id: int) -> None:
    services.announce(repayment_id=repayment_id)
