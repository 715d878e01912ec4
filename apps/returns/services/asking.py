"""Asking for a return, and thinking better of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.database import violated
from apps.currency.money import Money
from apps.orders.models import Order
from apps.orders.money import Part
from apps.orders.rules import new_code
from apps.payments import selectors as payments
from apps.payments.services import parts_of
from apps.returns import selectors
from apps.returns.errors import (
    CardUsed,
    IllegalStep,
    MixedReturn,
    MoneyIsOther,
    NothingChosen,
    NotReturnable,
    TooLateToReturn,
)
from apps.returns.models import Return, ReturnLine
from apps.returns.selectors import Offer
from apps.returns.services import steps
from apps.returns.services.steps import locked, locked_order, move, tell
from apps.returns.states import ReturnStatus


@dataclass(frozen=True)
class Wish:
    """Units of an order's line that are to come back, and why."""

    line_id: int
    units: int
    reason: str = ReturnLine.Reason.NOT_WANTED
    words: str = ""
    photo: "ContentFile[bytes] | None" = None
    wanted_id: int | None = None  # the variant that is wanted instead


@dataclass(frozen=True)
class Preview:
    """What would come back, to the cent."""

    order: Order
    parts: Sequence[Part]
    total_minor: int

    @property
    def total(self) -> Money:
        return self.order.money(self.total_minor)

    @property
    def rows(self) -> list[tuple[str, Money]]:
        return [(f"{part.units} × {part.title}", self.order.money(part.gross_minor)) for part in self.parts]


def preview_request(*, order_id: int, units: Mapping[int, int], now: datetime | None = None) -> Preview:
    """Work out what a return of units (line id to number) would give back, and do nothing.

    Raises NothingChosen, TooLateToReturn, NotReturnable, MixedReturn or CardUsed.
    """
    order = Order.objects.get(pk=order_id)
    wanted = {pk: count for pk, count in units.items() if count}
    check(order, wanted, now or timezone.now())
    return _preview(order, wanted)


def _preview(order: Order, wanted: Mapping[int, int]) -> Preview:
    parts = parts_of(order, units=wanted)
    total = sum(part.gross_minor for part in parts)
    return Preview(order, parts, min(total, payments.left_to_refund(order)))


def check(order: Order, wanted: Mapping[int, int], now: datetime) -> list[Offer]:
    """Return the lines that a return is about, or refuse it."""
    if not wanted:
        raise NothingChosen
    until = selectors.last_day_of(order)
    if until is not None and timezone.localdate(now) > until:
        raise TooLateToReturn(until)
    offers = {offer.line.pk: offer for offer in selectors.offers_of(order)}
    if any(pk not in offers or not 0 < count <= offers[pk].units for pk, count in wanted.items()):
        raise NotReturnable
    chosen = [offers[pk] for pk in wanted]
    if len({offer.line.is_gift_card for offer in chosen}) > 1:
        raise MixedReturn
    for offer in chosen:
        if offer.line.is_gift_card and len(selectors.unused_cards(offer.line)) < wanted[offer.line.pk]:
            raise CardUsed
    return chosen


@transaction.atomic
def request_return(
    *,
    order_id: int,
    wishes: Sequence[Wish],
    expected_minor: int | None = None,
    note: str = "",
    actor: str = "customer",
    now: datetime | None = None,
) -> Return:
    """Ask for a return of what has arrived. Staff decide about it; the customer gets a mail.

    `expected_minor` is what the preview showed. Raises what `preview_request` raises, and MoneyIsOther.
    """
    now = now or timezone.now()
    order = locked_order(order_id)
    wanted = {wish.line_id: wish.units for wish in wishes if wish.units}
    check(order, wanted, now)
    shown = _preview(order, wanted).total_minor
    if expected_minor not in (None, shown):
        raise MoneyIsOther
    found = open_return(order, wishes, actor=actor, now=now, note=note, shown_minor=shown)
    tell(found, "requested")
    return found


def open_return(order: Order, wishes: Sequence[Wish], *, actor: str, now: datetime, **more: Any) -> Return:
    """Write a return of a locked order down; what it is about was checked before. Raises NotReturnable."""
    chosen = [wish for wish in wishes if wish.units]
    lines = {line.pk: line for line in order.lines.all()}
    found = Return(
        order=order,
        actor=actor,
        requested_at=now,
        return_until=selectors.last_day_of(order),
        is_of_cards=all(lines[wish.line_id].is_gift_card for wish in chosen),
        **more,
    )
    found.code = new_code(lambda code: not Return.objects.filter(code=code).exists())
    found.save()
    try:
        with transaction.atomic():
            for wish in chosen:
                _line(found, wish).save()
    except IntegrityError as error:
        if violated(error) == "returned_units_within_shipped":
            raise NotReturnable from error
        raise
    steps.note(found, f"Return {found.code} asked for", actor, found.note, now, new=found.status)
    return found


def _line(found: Return, wish: Wish) -> ReturnLine:
    line = ReturnLine(
        parent=found,
        line_id=wish.line_id,
        asked_units=wish.units,
        units=wish.units,
        reason=wish.reason,
        words=wish.words[:500],
        wanted_id=wish.wanted_id,
    )
    if wish.photo is not None:
        line.photo.save(wish.photo.name or "photo.webp", wish.photo, save=False)
    return line


@transaction.atomic
def cancel_return(*, return_id: int, actor: str, reason: str = "", now: datetime | None = None) -> Return:
    """Take a return back before its goods have come; a second time changes nothing.

    Raises IllegalStep once they came, or money went back for it already.
    """
    found = locked(return_id)
    if found.status == ReturnStatus.CANCELLED:
        return found
    if any(line.refunded_units for line in found.lines.all()):
        raise IllegalStep("paid back already", "cancelled")
    found.closed_at = now or timezone.now()
    move(found, ReturnStatus.CANCELLED, actor=actor, reason=reason, now=found.closed_at)
    return found
