"""Orders that nobody paid for in time, and payments that have nothing left to pay for."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.states import OrderStatus, PaymentStatus
from apps.payments.models import GIFT_CARD, Payment
from apps.payments.services import giftcards
from apps.payments.services.sweep import ABANDONED_AFTER, cancel_at_provider

log = logging.getLogger(__name__)
Status = Payment.Status
_UNPAID = (PaymentStatus.UNPAID, PaymentStatus.PENDING)
_ENDED = (OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.FAILED)
_OVER = (Status.CHARGED, Status.DECLINED, Status.CANCELLED)


def expire_unpaid(*, now: datetime | None = None) -> int:
    """Let orders expire whose term is over and stop their payments; return how many expired.

    An order with a payment in flight waits until that is decided, and one with money in it is for staff.
    Missed and double runs do no harm.
    """
    now = now or timezone.now()
    late = Order.objects.filter(status=OrderStatus.PLACED, payment_status__in=_UNPAID, pay_by__lte=now)
    ids = list(late.filter(charged_minor=0).order_by("pk").values_list("pk", flat=True)[:500])
    return sum(_expire(order_id, now) for order_id in ids)


@transaction.atomic
def _expire(order_id: int, now: datetime) -> bool:
    order = orders.lock_order(order_id=order_id)
    payments = list(order.payments.order_by("pk").select_for_update(of=("self",)))
    if any(payment.is_in_flight for payment in payments):
        return False
    if not orders.expire_order(order=order, actor="system", reason="Not paid in time", now=now):
        return False
    if any(payment.status == Status.HELD for payment in payments):
        giftcards.let_go(order, actor=f"order {order.code}")
    return True


def stop_open_payments(*, order_id: int) -> None:
    """Stop the payments of an order that has ended, at their providers too, and give gift cards their part back.

    No transaction is open while a provider is asked. What a provider reports instead of stopping counts.
    """
    open_ = Payment.objects.filter(order=order_id).exclude(status__in=_OVER)
    for payment in open_.exclude(provider=GIFT_CARD).order_by("pk"):
        cancel_at_provider(payment)
    _let_go(order_id)


@transaction.atomic
def _let_go(order_id: int) -> None:
    order = orders.lock_order(order_id=order_id)
    if order.status in _ENDED and order.payments.filter(status=Status.HELD).exists():
        giftcards.let_go(order, actor=f"order {order.code}")


def release_unfinished(*, now: datetime | None = None) -> int:
    """Stop payments that have nothing to pay for; return of how many orders.

    Those of orders that have ended, and money that a shopper's bank keeps aside for a checkout that nobody
    finished within RELEASE_AUTHORISED_HOURS. One broken payment does not keep the others.
    """
    now = now or timezone.now()
    settled = now - ABANDONED_AFTER
    ended = Q(order__status__in=_ENDED, updated_at__lt=settled)
    unfinished = Q(
        order__status=OrderStatus.DRAFT,
        created_at__lt=now - timedelta(hours=settings.RELEASE_AUTHORISED_HOURS),
    ) & ~Q(status__in=(Status.CREATED, Status.PENDING, Status.UNKNOWN, Status.HELD))
    open_ = Payment.objects.exclude(status__in=_OVER).filter(ended | unfinished)
    ids = list(open_.order_by("order").values_list("order", flat=True).distinct()[:200])
    for order_id in ids:
        try:
            stop_open_payments(order_id=order_id)
        except Exception:
            log.exception("The payments of order %s could not be stopped", order_id)
    return len(ids)
