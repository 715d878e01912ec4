"""What staff decide about a return and its goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.giftcards import services as giftcards
from apps.giftcards.errors import GiftCardUsed
from apps.orders import services as orders
from apps.returns import rules, selectors
from apps.returns.errors import CardUsed, IllegalStep, NothingChosen, NothingReceived, NotReturnable
from apps.returns.models import Return, ReturnLine
from apps.returns.services.steps import locked, move, tell
from apps.returns.states import ReturnStatus, may_become


@dataclass(frozen=True)
class Arrival:
    """What came of a return line, whether it goes back to the shelf, and how it looks."""

    units: int
    restock: bool = False
    condition: str = ""


@transaction.atomic
def approve_return(
    *,
    return_id: int,
    actor: str,
    units: Mapping[int, int] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Return:
    """Agree to a return, for fewer units (return line id to number) where given; the customer gets instructions.

    Gift cards are made void here and need not be sent. Raises IllegalStep, NothingChosen, NotReturnable for more
    units than were asked for, or CardUsed.
    """
    now = now or timezone.now()
    found = locked(return_id)
    lines = list(found.lines.all())
    _must_move(found, ReturnStatus.APPROVED)
    agreed = {line.pk: line.asked_units if units is None else units.get(line.pk, 0) for line in lines}
    if not any(agreed.values()):
        raise NothingChosen("Agree to at least one unit, or refuse the return.")
    for line in lines:
        if not 0 <= agreed[line.pk] <= line.asked_units:
            raise NotReturnable
        line.units = agreed[line.pk]
    ReturnLine.objects.bulk_update(lines, ["units"])
    found.decided_at = now
    found.send_by = None if found.is_of_cards else rules.send_by(timezone.localdate(now))
    move(found, ReturnStatus.APPROVED, actor=actor, reason=reason, now=now)
    if found.is_of_cards:
        _take_cards(found, lines, actor, now)
    tell(found, "approved")
    return found


def _must_move(found: Return, new: ReturnStatus) -> None:
    if not may_become(found.status, new):
        raise IllegalStep(found.get_status_display(), new.label)


def _take_cards(found: Return, lines: list[ReturnLine], actor: str, now: datetime) -> None:
    """Make unused gift cards void, as many as were agreed: with that they have come back."""
    try:
        for line in lines:
            cards = selectors.unused_cards(line.line)[: line.units]
            if len(cards) < line.units:
                raise CardUsed
            for card in cards:
                giftcards.void(
                    card_id=card.pk, reference=f"return:{found.pk}", actor=actor, only_unused=True, now=now
                )
    except GiftCardUsed as error:
        raise CardUsed from error
    _take_in(found, {line.pk: Arrival(line.units) for line in lines}, actor, now)


@transaction.atomic
def refuse_return(*, return_id: int, actor: str, reason: str, now: datetime | None = None) -> Return:
    """Refuse a return for a reason, which the customer gets by mail. Raises IllegalStep."""
    now = now or timezone.now()
    found = locked(return_id)
    found.decided_at = found.closed_at = now
    found.refusal = reason[:300]
    move(found, ReturnStatus.REFUSED, actor=actor, reason=reason, now=now)
    tell(found, "refused")
    return found


@transaction.atomic
def receive_return(
    *,
    return_id: int,
    arrivals: Mapping[int, Arrival],
    actor: str,
    now: datetime | None = None,
) -> Return:
    """Note what came (return line id to arrival): it counts as returned, and goes back to the shelf if told so.

    A return whose money went back before is done with that. Raises IllegalStep, also for a second time;
    NothingReceived, NotReturnable for more than was agreed.
    """
    found = locked(return_id)
    _must_move(found, ReturnStatus.RECEIVED)
    if not any(arrival.units for arrival in arrivals.values()):
        raise NothingReceived
    _take_in(found, arrivals, actor, now or timezone.now())
    tell(found, "received")
    return found


def _take_in(found: Return, arrivals: Mapping[int, Arrival], actor: str, now: datetime) -> None:
    lines = list(found.lines.all())
    for line in lines:
        arrival = arrivals.get(line.pk, Arrival(0))
        if not 0 <= arrival.units <= line.units:
            raise NotReturnable("More came than was agreed. Agree to a return of the rest first.")
        line.received_units, line.restock, line.condition = (
            arrival.units,
            arrival.restock,
            arrival.condition[:300],
        )
    ReturnLine.objects.bulk_update(lines, ["received_units", "restock", "condition"])
    found.received_at = now
    move(found, ReturnStatus.RECEIVED, actor=actor, now=now)
    orders.note_returned(
        order=found.order,
        units={line.line_id: line.received_units for line in lines if line.received_units},
        restock={line.line_id: line.received_units for line in lines if line.received_units and line.restock},
        actor=actor,
        reason=f"Return {found.code}",
        now=now,
    )
    if all(line.refunded_units >= line.received_units for line in lines):
        finish(found, actor, "Paid back before", now)


def finish(found: Return, actor: str, reason: str, now: datetime) -> None:
    """Close a locked return with which nothing more is to be done."""
    found.closed_at = now
    move(found, ReturnStatus.CLOSED, actor=actor, reason=reason, now=now)


@transaction.atomic
def close_return(*, return_id: int, actor: str, reason: str, now: datetime | None = None) -> Return:
    """Close a return without (more) money: its goods never came, or are not what they were. Raises IllegalStep."""
    now = now or timezone.now()
    found = locked(return_id)
    finish(found, actor, reason, now)
    return found
