"""Paying for a change of a placed order: as for the order itself, nothing is held while the bank thinks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.currency.money import Money
from apps.orders import services as orders
from apps.orders.errors import ChangeCostsOther, TooLateToChange
from apps.orders.models import OrderChange
from apps.payments.errors import PaymentUnderWay, UnknownProvider
from apps.payments.gateways import choices_at_once
from apps.payments.models import Payment
from apps.payments.services.pay import Placement, choice_for, pay


def pay_change(*, key: UUID, expected: Money, way: str, now: datetime | None = None) -> Placement:
    """Pay for a change that waits for its money, once, however often it is asked.

    The order follows when the money is sure; until then it stays as it is. Raises OrderChange.DoesNotExist,
    TooLateToChange if it does not wait any more, ChangeCostsOther if another amount was seen, PaymentUnderWay
    and UnknownProvider.
    """
    choice = choice_for(way)
    if choice not in choices_at_once(expected.currency):
        raise UnknownProvider
    with transaction.atomic(durable=True):
        payment, is_new = _payment(key, expected, choice.provider, choice.label, now or timezone.now())
    return pay(payment, choice) if is_new else Placement(payment.order, payment)


def _payment(key: UUID, expected: Money, provider: str, method: str, now: datetime) -> tuple[Payment, bool]:
    found = OrderChange.objects.get(key=key)
    order = orders.lock_order(order_id=found.order_id)
    change = OrderChange.objects.select_for_update(of=("self",)).get(pk=found.pk)
    live = change.payments.exclude(status__in=[Payment.Status.DECLINED, Payment.Status.CANCELLED]).first()
    if live is not None and (live.is_final or live.waits_for_shopper):
        return live, False
    if live is not None:
        raise PaymentUnderWay
    if not change.is_pending or change.expires_at is None or change.expires_at <= now:
        raise TooLateToChange(change.outcome or "The time to pay for this change is over. Ask for it again.")
    closed = orders.too_late(order)
    if closed:
        raise TooLateToChange(closed)
    if expected != order.money(change.pay_minor):
        raise ChangeCostsOther(order.money(change.pay_minor))
    created = Payment.objects.create(
        order=order,
        change=change,
        provider=provider,
        method=method,
        amount_minor=change.pay_minor,
        currency=order.currency,
    )
    return created, True
