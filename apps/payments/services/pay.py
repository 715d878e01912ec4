"""Pressing the order button: prepare, pay, finish. Three transactions, nothing held while the bank thinks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.cart.selectors import Contents
from apps.core.compiled import CompiledInsert
from apps.core.faults import crash_point
from apps.currency.money import Money
from apps.orders import services as orders
from apps.orders.errors import CompletionInProgress
from apps.orders.models import Order
from apps.payments.errors import UnknownProvider
from apps.payments.gateways import Choice, ProviderTimeout, choices, gateway
from apps.payments.models import GIFT_CARD, Payment
from apps.payments.services import giftcards
from apps.payments.services.outcomes import apply, mark_unknown, resolve


@dataclass(frozen=True)
class Placement:
    """How pressing the button ended."""

    order: Order
    payment: Payment | None

    @property
    def is_placed(self) -> bool:
        return self.order.is_placed

    @property
    def is_declined(self) -> bool:
        return self.payment is not None and self.payment.is_final and not self.order.is_placed

    @property
    def action_url(self) -> str:
        return self.payment.action_url if self.payment is not None and self.payment.waits_for_shopper else ""


def choice_for(value: str) -> Choice:
    """Return the way to pay with a form value such as test:approve; raises UnknownProvider."""
    for choice in choices():
        if choice.value == value:
            return choice
    raise UnknownProvider


def place_order(
    *,
    cart_id: int,
    expected_total: Money,
    way: str,
    found: Contents | None = None,
    now: datetime | None = None,
) -> Placement:
    """Order and pay for a basket, once, however often and from wherever it is asked.

    PREPARE commits the draft order and its payment row, PAY asks the provider with the row's key and no
    transaction open, FINISH records the answer: placed, undone, or waiting. Raises what prepare_order
    raises (nothing charged), CompletionInProgress while another request is at it, UnknownProvider, and
    InvalidGiftCard if the gift card of the checkout cannot pay any more.
    """
    choice = choice_for(way)
    try:
        prepared = _prepare(cart_id, expected_total, choice, found, now or timezone.now())
    except CompletionInProgress as busy:
        return _take_over(busy)
    if prepared.payment is None or prepared.payment.status != Payment.Status.CREATED:
        return prepared
    return pay(prepared.payment, choice)


_NEW = CompiledInsert(Payment)


def _prepare(
    cart_id: int, expected_total: Money, choice: Choice, found: Contents | None, now: datetime
) -> Placement:
    with transaction.atomic(durable=True):
        prepared = orders.prepare_order(cart_id=cart_id, expected_total=expected_total, found=found, now=now)
        order = prepared.order
        if not prepared.is_new:
            return Placement(order, None)
        if prepared.gift_card_id is not None:
            gift = giftcards.take(order=order, gift_card_id=prepared.gift_card_id, now=now)
            if gift.amount == order.total:
                charged = giftcards.settle(order)
                orders.mark_placed(
                    order=order, charged_minor=charged, actor="gift card", reason="Paid", now=now
                )
                return Placement(order, None)
        if not choice.takes(order.currency):
            raise UnknownProvider
        payment = Payment(
            order=order,
            provider=choice.provider,
            method=choice.label,
            amount_minor=order.total_gross_minor - order.gift_card_minor,
            currency=order.currency,
        )
        _NEW.save(payment)
    return Placement(order, payment)


def pay(payment: Payment, choice: Choice) -> Placement:
    """Ask the provider for a payment whose row is committed, and record the answer. No transaction may be open."""
    crash_point("before_provider")
    try:
        report = gateway(payment.provider).pay(
            key=payment.key, amount=payment.amount, token=choice.token, return_url=return_url(payment)
        )
    except ProviderTimeout:
        return _placement(mark_unknown(payment_id=payment.pk))
    crash_point("after_provider_before_commit")
    placement = _placement(apply(payment_id=payment.pk, report=report))
    crash_point("after_commit_before_response")
    return placement


def return_url(payment: Payment) -> str:
    """Where the provider sends the shopper back to."""
    return f"{settings.SHOP_URL}{reverse('payments:processing', kwargs={'key': payment.key})}"


def _placement(payment: Payment) -> Placement:
    return Placement(payment.order, payment)


def _take_over(busy: CompletionInProgress) -> Placement:
    """Another request is or was placing this order. Past its time, find out how the payment stands."""
    payment = Payment.objects.filter(order=busy.order_id).exclude(provider=GIFT_CARD).order_by("-pk").first()
    if payment is None:
        raise busy
    started = timezone.now() - payment.created_at
    if started < timedelta(seconds=settings.COMPLETION_TTL_SECONDS) and not payment.waits_for_shopper:
        raise busy
    if not payment.waits_for_shopper:
        payment = resolve(payment_id=payment.pk)
    return _placement(payment)
