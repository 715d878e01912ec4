"""What gift cards are worth, and finding them by their codes."""

from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from apps.currency.money import Money
from apps.giftcards import rules
from apps.giftcards.errors import InvalidGiftCard
from apps.giftcards.models import GiftCard, GiftCardEntry
from apps.giftcards.rules import Kind, Status

_NOBODYS_DIGEST = "0" * 64


def balance(card: GiftCard) -> Money:
    """Return what is left on a card: the sum of its entries."""
    total = GiftCardEntry.objects.filter(card=card).aggregate(total=Sum("amount_minor"))["total"]
    return Money(total or 0, card.currency)


def look_up(code: str) -> GiftCard | None:
    """Find the card of a code, or None. A wrong code takes the same steps and comparisons as a right one.

    Callers limit how often anybody may ask.
    """
    wanted = rules.digests(code)
    found = GiftCard.objects.filter(code_digest__in=wanted).first()
    stored = found.code_digest if found else _NOBODYS_DIGEST
    matches = [constant_time_compare(stored, digest) for digest in wanted]
    return found if any(matches) else None


def usable(code: str, *, currency: str, now: datetime | None = None) -> tuple[GiftCard, Money]:
    """Return the card of a code and what is left on it, for an order in a currency.

    Raises InvalidGiftCard for a card that is unknown, void, expired, empty or of another currency.
    """
    card = look_up(code)
    if card is None:
        raise InvalidGiftCard
    return card, spendable(card, currency=currency, now=now or timezone.now())


def spendable(card: GiftCard, *, currency: str, now: datetime) -> Money:
    """Return what can be spent of a card at a moment. Raises InvalidGiftCard as `usable` does."""
    if card.status != Status.ACTIVE or card.currency != currency or is_expired(card, now):
        raise InvalidGiftCard
    left = balance(card)
    if not left:
        raise InvalidGiftCard
    return left


def is_expired(card: GiftCard, now: datetime) -> bool:
    """Tell whether a card's last day, by the warehouse's clock, is over."""
    return card.expires_on is not None and card.expires_on < timezone.localdate(now)


def spent_for(reference: str) -> list[GiftCardEntry]:
    """Return what was spent from cards for a reference, with the cards."""
    spends = GiftCardEntry.objects.filter(reference=reference, kind=Kind.SPEND)
    return list(spends.select_related("card").order_by("card_id"))
