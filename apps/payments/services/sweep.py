"""The sweeper: what a dead process or a silent bank left unfinished is finished here."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.states import OrderStatus
from apps.payments.errors import CannotCancel
from apps.payments.gateways import ProviderTimeout, gateway
from apps.payments.models import TRANSFER, Payment, Refund
from apps.payments.services.capture import sweep_authorisations
from apps.payments.services.outcomes import apply, resolve
from apps.payments.services.refunds import refund_cancelled_order

log = logging.getLogger(__name__)
Status = Payment.Status

# A payment younger than this is probably in the hands of a living request.
ABANDONED_AFTER = timedelta(seconds=30)


def sweep(*, now: datetime | None = None) -> int:
    """Finish what is unfinished and return how many payments and refunds were looked at.

    Unknown and pending payments are asked for at the provider; confirmations nobody gave are cancelled
    after PAYMENT_CONFIRM_MINUTES; changes nobody paid for lapse; cancelled orders get their money back if
    nobody has seen to it.
    """
    now = now or timezone.now()
    looked_at = 0
    for payment in _unfinished(now):
        looked_at += 1
        _finish(payment, now)
    orders.lapse_changes(except_for=_being_paid(), now=now)
    for order_id in _cancelled_but_paid():
        looked_at += 1
        refund_cancelled_order(order_id=order_id)
    return looked_at + sweep_authorisations(now=now)


def _unfinished(now: datetime) -> list[Payment]:
    waiting = Q(status__in=[Status.UNKNOWN, Status.PENDING])
    abandoned = Q(status=Status.CREATED, created_at__lt=now - ABANDONED_AFTER)
    confirm_until = now - timedelta(minutes=settings.PAYMENT_CONFIRM_MINUTES)
    unconfirmed = Q(status=Status.REQUIRES_ACTION) & (
        Q(created_at__lt=confirm_until) | Q(updated_at__lt=now - ABANDONED_AFTER)
    )
    # Transfers take days and nobody can be asked about them: staff find the money.
    transfers = Q(provider=TRANSFER, status=Status.PENDING)
    open_ = Payment.objects.filter(waiting | abandoned | unconfirmed, needs_review=False)
    return list(open_.exclude(transfers).order_by("pk")[:200])


def _finish(payment: Payment, now: datetime) -> None:
    confirm_until = payment.created_at + timedelta(minutes=settings.PAYMENT_CONFIRM_MINUTES)
    try:
        if payment.waits_for_shopper and now > confirm_until:
            cancel_at_provider(payment)
        else:
            resolve(payment_id=payment.pk)
    except Exception:
        # One broken payment must not keep the others from being finished; the books show it.
        log.exception("Payment %s could not be finished", payment.key)


def cancel_at_provider(payment: Payment) -> Payment:
    """Cancel at the provider first: only what it confirms is undone here."""
    report = gateway(payment.provider).cancel(key=payment.key)
    return apply(payment_id=payment.pk, report=report) if report else resolve(payment_id=payment.pk)


def cancel_payment(*, payment_id: int) -> Payment:
    """Let the shopper give up a payment that waits for them, and get the basket back.

    Raises CannotCancel when the money has moved meanwhile or the bank does not answer.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    if payment.order.is_placed and payment.change_id is None:
        raise CannotCancel
    if not payment.is_final and not payment.is_authorised:
        try:
            payment = cancel_at_provider(payment)
        except ProviderTimeout as silence:
            raise CannotCancel from silence
    if payment.status not in (Status.CANCELLED, Status.DECLINED):
        raise CannotCancel
    return payment


def _being_paid() -> list[int]:
    """The changes of orders whose payment has not ended yet."""
    ended = [Status.CHARGED, Status.DECLINED, Status.CANCELLED]
    open_ = Payment.objects.filter(change__isnull=False).exclude(status__in=ended)
    return [payment.change_id for payment in open_ if payment.change_id is not None]


def _cancelled_but_paid() -> list[int]:
    paid = Order.objects.filter(status=OrderStatus.CANCELLED, charged_minor__gt=F("refunded_minor"))
    asked = Refund.objects.exclude(status=Refund.Status.FAILED).values("payment__order")
    return list(paid.exclude(pk__in=asked).order_by("pk").values_list("pk", flat=True)[:100])
