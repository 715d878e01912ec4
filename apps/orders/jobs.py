"""Jobs started by beat, and the outbox topics that load and call one service."""

from typing import Any

from celery import shared_task

from apps.orders import services
from apps.outbox.services import handles


@shared_task(ignore_result=True)
def remind(**_newer_arguments: Any) -> None:
    services.remind_of_payments()


@shared_task(ignore_result=True)
def shrink_expired(**_newer_arguments: Any) -> None:
    services.shrink_expired()


@handles("orders.issue_gift_cards")
def issue_gift_cards(*, order_id: int) -> None:
    services.issue_gift_cards(order_id=order_id)


@handles("orders.review")
def review(*, order_id: int) -> None:
    services.review_order(order_id=order_id)
