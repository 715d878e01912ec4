"""Orders nobody paid for: reminded of, expired, revived when the money comes late, and at last shrunk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.currency.money import Money
from apps.inventory import services as inventory
from apps.inventory.errors import InsufficientStock
from apps.inventory.services import Demand
from apps.orders.models import Checkout, Order, OrderEvent
from apps.orders.services.give_back import give_back
from apps.orders.services.notes import note_payment
from apps.orders.services.states import Cause, recompute
from apps.orders.signals import order_expired, order_revived
from apps.outbox import services as outbox
from apps.pricing import selectors as pricing
from apps.promotions import services as promotions
from apps.promotions.errors import CouponUsedBefore, CouponUsedUp
from apps.promotions.models import PromotionUse
from apps.promotions.rules import Applied

EXPIRED_TOPIC = "orders.send_expired"
REMINDER_TOPIC = "orders.send_payment_reminder"
REVIVED_TOPIC = "orders.send_revived"
RECEIVED_TOPIC = "orders.send_payment_received"
LATE_TOPIC = "orders.send_late_payment"


@transaction.atomic(savepoint=False)
def expire_order(*, order: Order, actor: str, reason: str, now: datetime) -> bool:
    """Let a locked order expire that was placed and not paid: goods and uses come back, the shopper is told.

    Returns False, and changes nothing, if there is money in it, something has left, or it does not wait any more.
    """
    waits = order.waits_for_money and order.pay_by is not None and order.pay_by <= now
    if not waits or order.charged_minor:
        return False
    lines = give_back(order=order, actor=actor, reason=reason, now=now)
    order.expired_at = now
    recompute(order, Cause(actor, reason), now=now, lines=lines)
    outbox.publish(topic=EXPIRED_TOPIC, key=f"{EXPIRED_TOPIC}:{order.pk}", order_id=order.pk)
    transaction.on_commit(lambda: order_expired.send_robust(sender=Order, order_id=order.pk))
    return True


@transaction.atomic(savepoint=False)
def revive_order(*, order: Order, actor: str, reason: str, now: datetime) -> bool:
    """Let a locked expired order stand again because its money came after all, if its goods are still free.

    Stock is locked and allocated anew; what a code gave stays in the price even if its limit is used up
    meanwhile, and the timeline says so. Returns False, and changes nothing, if the money came more than
    LATE_MONEY_DAYS after the expiry or anything is sold out.
    """
    if order.expired_at is None or now > order.expired_at + timedelta(days=settings.LATE_MONEY_DAYS):
        return False
    if not _allocated_again(order, actor, now):
        return False
    _count_again(order, now)
    order.expired_at = None
    recompute(order, Cause(actor, reason), now=now)
    outbox.publish(
        topic=REVIVED_TOPIC,
        key=f"{REVIVED_TOPIC}:{order.pk}:{now.isoformat()}",
        order_id=order.pk,
        at=f"{now:%Y%m%d%H%M%S%f}",
    )
    transaction.on_commit(lambda: order_revived.send_robust(sender=Order, order_id=order.pk, at=now))
    return True


def _allocated_again(order: Order, actor: str, now: datetime) -> bool:
    lines = list(order.lines.all())
    if any(line.variant_id is None for line in lines):
        return False
    demands = [Demand(line.reference, line.variant_id, line.open_qty) for line in lines if line.variant_id]
    try:
        with transaction.atomic():
            inventory.allocate(demands=demands, owner=None, actor=actor, country=order.country, now=now)
    except InsufficientStock:
        return False
    for line in lines:
        line.allocated_qty = line.open_qty
        line.save(update_fields=["allocated_qty"])
    return True


def _count_again(order: Order, now: datetime) -> None:
    """Count the uses of codes and promotions again where their limits allow it; the price stays as promised."""
    uses = PromotionUse.objects.filter(reference=order.reference).select_related("promotion", "code")
    for use in {use.promotion_id: use for use in uses.order_by("pk")}.values():
        code = use.code.code if use.code else ""
        labels = (use.promotion.label, code)
        minor = sum(
            off["goods_minor"] + off["delivery_minor"]
            for off in order.discounts
            if (off["label"], off["code"]) == labels
        )
        try:
            with transaction.atomic():
                promotions.redeem(
                    uses=[Applied(use.promotion_id, use.promotion.label, code, use.code_id, minor)],
                    currency=order.currency,
                    email=order.email,
                    reference=order.reference,
                    now=now,
                    convert=pricing.stated_in,
                )
        except (CouponUsedUp, CouponUsedBefore):
            text = f"“{use.promotion.label}” is used up and is not counted again. Its discount stays."
            note_payment(order=order, text=text, actor="system", now=now)


def announce_receipt(*, order: Order, receipt_id: int, amount: Money) -> None:
    """Tell the shopper after the commit that money came, and what is still owed."""
    outbox.publish(
        topic=RECEIVED_TOPIC,
        key=f"{RECEIVED_TOPIC}:{receipt_id}",
        order_id=order.pk,
        receipt_id=receipt_id,
        amount_minor=amount.minor,
    )


def announce_late_money(*, order: Order, payment_id: int, amount: Money, now: datetime) -> None:
    """Tell the shopper after the commit that money came too late and goes back."""
    outbox.publish(
        topic=LATE_TOPIC,
        key=f"{LATE_TOPIC}:{payment_id}:{now.isoformat()}",
        order_id=order.pk,
        amount_minor=amount.minor,
        at=f"{now:%Y%m%d%H%M%S%f}",
    )


@transaction.atomic
def remind_of_payments(*, now: datetime | None = None) -> int:
    """Ask the shoppers whose term ends in PAYMENT_REMINDER_DAYS for their money, once; return how many."""
    now = now or timezone.now()
    soon = now + timedelta(days=settings.PAYMENT_REMINDER_DAYS)
    waiting = Order.objects.filter(
        status="PLACED",
        payment_status__in=["UNPAID", "PENDING", "PART_PAID"],
        pay_by__gt=now,
        pay_by__lte=soon,
    )
    due = waiting.filter(reminded_at=None).order_by("pk").select_for_update(of=("self",), skip_locked=True)
    ids = list(due.values_list("pk", flat=True)[:500])
    for pk in ids:
        outbox.publish(topic=REMINDER_TOPIC, key=f"{REMINDER_TOPIC}:{pk}", order_id=pk)
    return Order.objects.filter(pk__in=ids).update(reminded_at=now)


@transaction.atomic
def shrink_expired(*, now: datetime | None = None) -> int:
    """Take the personal data out of orders that expired long ago and owe nobody anything; return how many.

    What was ordered and what it cost stays. The checkout that the address was typed into goes too.
    """
    now = now or timezone.now()
    before = now - timedelta(days=settings.EXPIRED_ORDER_KEEP_DAYS)
    old = Order.objects.filter(status="EXPIRED", shrunk_at=None, expired_at__lt=before)
    rows = old.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:500]
    settled = [order for order in rows if order.charged_minor == order.refunded_minor]
    for order in settled:
        order.email, order.note, order.vat_id, order.user = "", "", "", None
        order.delivery_address = order.billing_address = {"name": "", "country": order.country}
        order.shrunk_at = now
        order.link_version += 1
        order.save()
        order.lines.exclude(personal_text="").update(personal_text="")
        text = "Personal data removed"
        OrderEvent.objects.create(order=order, kind=OrderEvent.Kind.NOTE, text=text, actor="system", at=now)
    Checkout.objects.filter(cart__in=[order.cart_id for order in settled if order.cart_id]).delete()
    return len(settled)
