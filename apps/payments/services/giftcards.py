"""Gift cards as a means of payment: they pay first, another way pays the rest."""

from datetime import datetime

from django.utils import timezone

from apps.currency.money import Money
from apps.giftcards import selectors as cards
from apps.giftcards import services as giftcards
from apps.giftcards.errors import InvalidGiftCard, OnlyGiftCards
from apps.giftcards.models import GiftCard
from apps.orders.models import Order
from apps.payments.models import GIFT_CARD, Payment, PaymentEvent

Status = Payment.Status


def take(*, order: Order, gift_card_id: int, now: datetime) -> Payment:
    """Take what a gift card can pay of a draft order, in the transaction that prepares it.

    The card is locked and its ledger written; the payment waits as HELD until the rest is paid. Raises
    InvalidGiftCard, and the order is not prepared.
    """
    card, amount = part_of(gift_card_id, order.payable_by_gift_card, now=now)
    giftcards.spend(
        amount=amount, reference=order.reference, actor=f"order {order.code}", card_id=card.pk, now=now
    )
    order.gift_card_minor = amount.minor
    order.save(update_fields=["gift_card_minor"])
    return Payment.objects.create(
        order=order,
        provider=GIFT_CARD,
        method=f"Gift card ending in {card.last_characters}",
        amount_minor=amount.minor,
        currency=amount.currency,
        status=Status.HELD,
        reference=f"gift-card:{card.pk}",
    )


def settle(order: Order) -> int:
    """Record that the gift card's part of a locked order is paid for good; return it in minor units."""
    if not order.gift_card_minor:
        return 0
    payment = Payment.objects.get(order=order, provider=GIFT_CARD)
    if payment.status == Status.HELD:
        payment.status = Status.CHARGED
        payment.save(update_fields=["status", "updated_at"])
        PaymentEvent.objects.create(
            payment=payment,
            type=PaymentEvent.Type.CHARGE,
            reference=payment.reference,
            amount_minor=payment.amount_minor,
            at=timezone.now(),
        )
    return payment.amount_minor


def let_go(order: Order, *, actor: str) -> None:
    """Put back on the card what it was to pay of an order that did not come about. Twice changes nothing."""
    if not order.gift_card_minor:
        return
    giftcards.give_back(reference=order.reference, actor=actor)
    held = Payment.objects.filter(order=order, provider=GIFT_CARD, status=Status.HELD)
    held.update(status=Status.CANCELLED, message="The rest was not paid.", updated_at=timezone.now())


def part_of(gift_card_id: int, payable: Money, *, now: datetime | None = None) -> tuple[GiftCard, Money]:
    """Return a card and what it would pay of the part of an order that gift cards may pay.

    Raises OnlyGiftCards if there is no such part, InvalidGiftCard if the card cannot be used.
    """
    if not payable:
        raise OnlyGiftCards
    card = GiftCard.objects.filter(pk=gift_card_id).first()
    if card is None:
        raise InvalidGiftCard
    left = cards.spendable(card, currency=payable.currency, now=now or timezone.now())
    return card, min(left, payable)


def usable(code: str, *, currency: str) -> GiftCard:
    """Return the card of a code if it can pay in a currency. Raises InvalidGiftCard; callers limit the tries."""
    card, _ = cards.usable(code, currency=currency)
    return card
