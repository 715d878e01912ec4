"""Every movement of gift cards. A card's row is locked before its balance is looked at."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from apps.core.database import violated
from apps.core.faults import is_on
from apps.currency.money import Money
from apps.giftcards import rules, selectors
from apps.giftcards.errors import (
    GiftCardIssued,
    GiftCardTooLow,
    GiftCardUsed,
    InvalidGiftCard,
    ReferenceTaken,
    RefundTooHigh,
)
from apps.giftcards.models import GiftCard, GiftCardEntry
from apps.giftcards.rules import Kind, Status


@dataclass(frozen=True)
class Issued:
    """A new card with its code, which exists nowhere else and is told once."""

    card: GiftCard
    code: str


@transaction.atomic
def issue(
    *,
    amount: Money,
    actor: str,
    issued_for: str = "",
    expires_on: dt.date | None = None,
    recipient_email: str = "",
    recipient_name: str = "",
    message: str = "",
    now: datetime | None = None,
) -> Issued:
    """Make a gift card over an amount and return it with its code.

    `issued_for` names what it was sold as, once per card ("order-line:42/1"). Raises GiftCardIssued for a
    repetition; ValueError if the amount is not positive.
    """
    if amount.minor <= 0:
        raise ValueError("A gift card is issued over more than nothing.")
    code = rules.new_code()
    card = GiftCard(
        code_digest=rules.digest(code),
        last_characters=code[-4:],
        currency=amount.currency,
        initial_minor=amount.minor,
        expires_on=expires_on,
        issued_for=issued_for,
        recipient_email=recipient_email,
        recipient_name=recipient_name,
        message=message,
    )
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError as error:
        if violated(error) == "gift_card_issued_once":
            raise GiftCardIssued from error
        raise
    _enter(card, Kind.ISSUE, amount.minor, issued_for or f"gift-card:{card.pk}", actor, now)
    return Issued(card, code)


def _enter(
    card: GiftCard,
    kind: Kind,
    minor: int,
    reference: str,
    actor: str,
    now: datetime | None,
    *,
    undoes: GiftCardEntry | None = None,
    reason: str = "",
) -> GiftCardEntry:
    return GiftCardEntry.objects.create(
        card=card,
        kind=kind,
        amount_minor=minor,
        reference=reference,
        actor=actor,
        at=now or timezone.now(),
        undoes=undoes,
        reason=reason,
    )


def _locked(card_ids: Iterable[int]) -> dict[int, GiftCard]:
    """Lock cards in primary key order."""
    cards = GiftCard.objects.filter(pk__in=list(card_ids)).order_by("pk")
    if is_on("gift_card_lock"):
        cards = cards.select_for_update(of=("self",))
    return {card.pk: card for card in cards}


def _entry(card: GiftCard, kind: Kind, reference: str) -> GiftCardEntry | None:
    return GiftCardEntry.objects.filter(card=card, kind=kind, reference=reference).first()


@transaction.atomic
def spend(
    *,
    amount: Money,
    reference: str,
    actor: str,
    code: str | None = None,
    card_id: int | None = None,
    now: datetime | None = None,
) -> GiftCardEntry:
    """Pay an amount with a card, named by its code or its key, in the transaction that records the payment.

    The same reference and amount again is the same payment: its entry is returned. Raises InvalidGiftCard
    for a card that is unknown, void, expired, empty or of another currency, GiftCardTooLow if less is left
    on it, ReferenceTaken if the reference paid something else or was given back. A gift card is not to pay
    for a gift card; that is for the caller to see, who knows what is bought.
    """
    if amount.minor <= 0:
        raise ValueError("More than nothing is spent.")
    found = selectors.look_up(code) if code is not None else None
    key = found.pk if found else card_id
    card = _locked([key]).get(key) if key is not None else None
    if card is None:
        raise InvalidGiftCard
    before = _entry(card, Kind.SPEND, reference)
    if before is not None:
        if before.amount_minor != -amount.minor or before.refunds.exists():
            raise ReferenceTaken
        return before
    left = selectors.spendable(card, currency=amount.currency, now=now or timezone.now())
    if left < amount:
        raise GiftCardTooLow(left)
    return _enter(card, Kind.SPEND, -amount.minor, reference, actor, now)


@transaction.atomic
def give_back(
    *,
    reference: str,
    actor: str,
    amount: Money | None = None,
    refund_reference: str = "",
    now: datetime | None = None,
) -> list[GiftCardEntry]:
    """Put what was spent for a reference back on its cards, also on expired ones; return the new entries.

    Without an amount everything that is still out comes back, once: a second call does nothing. A part needs
    a reference of its own, under which a repetition does nothing either; the cards are filled in the order
    of their keys. On a card that was made void it stays, unspendable, until staff decide about it. Raises
    RefundTooHigh if less than the amount is still out.
    """
    if amount is not None and not refund_reference:
        raise ValueError("A part that goes back has a reference of its own.")
    key = refund_reference or reference
    spends = selectors.spent_for(reference)
    cards = _locked(spent.card_id for spent in spends)
    if refund_reference and GiftCardEntry.objects.filter(undoes__in=spends, reference=key).exists():
        return []
    out = {spent.pk: -spent.amount_minor - _refunded(spent) for spent in spends}
    left = sum(out.values()) if amount is None else amount.minor
    if left > sum(out.values()) or (amount and any(c.currency != amount.currency for c in cards.values())):
        raise RefundTooHigh
    entries = []
    for spent in spends:
        minor = min(left, out[spent.pk])
        if minor > 0:
            card = cards[spent.card_id]
            entries.append(_enter(card, Kind.REFUND, minor, key, actor, now, undoes=spent))
            left -= minor
    return entries


def _refunded(spent: GiftCardEntry) -> int:
    return int(spent.refunds.aggregate(total=Sum("amount_minor"))["total"] or 0)


@transaction.atomic
def void(
    *,
    card_id: int,
    reference: str,
    actor: str,
    reason: str = "",
    only_unused: bool = False,
    now: datetime | None = None,
) -> GiftCard:
    """Take everything off a card and make it void for good; again does nothing.

    With `only_unused`, as for a cancelled order that sold the card, raises GiftCardUsed if anything but its
    issue is written on it. Raises InvalidGiftCard if there is no such card.
    """
    card = _locked([card_id]).get(card_id)
    if card is None:
        raise InvalidGiftCard
    if card.status == Status.VOID:
        return card
    if only_unused and card.entries.exclude(kind=Kind.ISSUE).exists():
        raise GiftCardUsed
    left = selectors.balance(card)
    if left:
        _enter(card, Kind.VOID, -left.minor, reference, actor, now, reason=reason)
    card.status = Status.VOID
    card.save(update_fields=["status"])
    return card


@transaction.atomic
def void_issued(
    *, issued_for: str, actor: str, reason: str = "", now: datetime | None = None
) -> list[GiftCard]:
    """Make the cards void that an order line sold ("order-line:42" for 42/1, 42/2 …), if none was used.

    Raises GiftCardUsed otherwise, and then no card is changed: the order cannot be cancelled.
    """
    sold = GiftCard.objects.filter(issued_for=issued_for) | GiftCard.objects.filter(
        issued_for__startswith=f"{issued_for}/"
    )
    return [
        void(card_id=card.pk, reference=issued_for, actor=actor, reason=reason, only_unused=True, now=now)
        for card in sold.order_by("pk")
    ]


@transaction.atomic
def adjust(
    *,
    card_id: int,
    amount: Money,
    reason: str,
    reference: str,
    actor: str,
    now: datetime | None = None,
) -> GiftCardEntry:
    """Correct a card by a positive or negative amount, for a reason.

    Raises InvalidGiftCard if there is no such card in this currency or it is void, GiftCardTooLow if it
    would fall below zero, ReferenceTaken for a repetition, ValueError for nothing.
    """
    if not amount:
        raise ValueError("A card is adjusted by more than nothing.")
    card = _locked([card_id]).get(card_id)
    if card is None or card.currency != amount.currency or card.status == Status.VOID:
        raise InvalidGiftCard
    if _entry(card, Kind.ADJUST, reference) is not None:
        raise ReferenceTaken
    left = selectors.balance(card)
    if left.minor + amount.minor < 0:
        raise GiftCardTooLow(left)
    return _enter(card, Kind.ADJUST, amount.minor, reference, actor, now, reason=reason)


@transaction.atomic
def set_last_day(*, card_id: int, expires_on: dt.date | None) -> None:
    """Let a card run longer or shorter; without a day it never expires."""
    if not GiftCard.objects.filter(pk=card_id).update(expires_on=expires_on):
        raise InvalidGiftCard
