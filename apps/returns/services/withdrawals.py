"""A statement of withdrawal becomes what has to happen: a cancellation, a return, or both."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.core.errors import ShopError
from apps.orders import services as orders
from apps.orders.models import Order, OrderLine, Withdrawal
from apps.returns import rules, selectors
from apps.returns.models import Return
from apps.returns.services.asking import Wish, open_return
from apps.returns.services.deciding import approve_return
from apps.returns.services.steps import locked_order, tell

_ACTOR = "customer"


@transaction.atomic
def open_withdrawal(*, withdrawal_id: int, now: datetime | None = None) -> list[Return]:
    """Do what a withdrawal asks for: cancel what has not left, and open an approved return of the rest.

    Staff decide instead where its words say more than the names of items, or it comes after WITHDRAWAL_DAYS; where
    its order is not known they find it in the list of withdrawals. A second call does nothing more.
    """
    withdrawal = Withdrawal.objects.get(pk=withdrawal_id)
    if withdrawal.order_id is None:
        return []
    order = locked_order(withdrawal.order_id)
    done = list(withdrawal.returns.all())
    if done or not order.stands:
        return done
    named, is_clear = _named(order, withdrawal.items)
    is_late = selectors.is_late(order, days=settings.WITHDRAWAL_DAYS, now=withdrawal.received_at)
    if is_clear and not is_late:
        _cancel_open(order, named)
        order = locked_order(order.pk)
    return _open(order, withdrawal, named, is_sure=is_clear and not is_late, now=now or timezone.now())


def _named(order: Order, items: str) -> tuple[list[OrderLine], bool]:
    """The lines that a statement names, and whether it says no more than that. Without words it is the whole order."""
    lines = list(order.lines.all())
    if not items.strip():
        return lines, True
    text = items.casefold()
    named = [line for line in lines if line.title.casefold() in text or line.sku.casefold() in text]
    names = [name for line in named for name in (line.title, line.sku)]
    return named or lines, bool(named) and rules.names_only(items, names)


def _cancel_open(order: Order, named: Sequence[OrderLine]) -> None:
    units = {line.pk: line.open_qty for line in named if line.open_qty}
    if not units:
        return
    wish = orders.Cancel(units)
    try:
        with transaction.atomic():
            plan = orders.preview_change(order_id=order.pk, wish=wish, by_staff=True)
            orders.confirm_change(
                order_id=order.pk,
                wish=wish,
                expected=plan.balance,
                actor=_ACTOR,
                reason="Withdrawal",
                by_staff=True,
            )
    except ShopError as refusal:
        orders.add_note(
            order_id=order.pk, actor="system", text=f"Withdrawal: cancel by hand. {refusal.message}"
        )


def _open(
    order: Order, withdrawal: Withdrawal, named: Sequence[OrderLine], *, is_sure: bool, now: datetime
) -> list[Return]:
    keys = {line.pk for line in named}
    offers = [offer for offer in selectors.offers_of(order) if offer.line.pk in keys]
    opened = []
    for of_cards in (False, True):
        wishes = [Wish(offer.line.pk, offer.units) for offer in offers if offer.line.is_gift_card == of_cards]
        if wishes:
            opened.append(_open_one(order, withdrawal, wishes, is_sure=is_sure, now=now))
    return opened


def _open_one(
    order: Order, withdrawal: Withdrawal, wishes: Sequence[Wish], *, is_sure: bool, now: datetime
) -> Return:
    received_on = timezone.localdate(withdrawal.received_at)
    found = open_return(
        order,
        wishes,
        actor=_ACTOR,
        now=now,
        kind=Return.Kind.WITHDRAWAL,
        withdrawal=withdrawal,
        note=withdrawal.items[:300],
        pay_back_by=rules.pay_back_by(received_on),
        delivery_minor=_delivery(order, wishes),
    )
    if not is_sure:
        tell(found, "requested")
        return found
    return _approved(found, now)


def _approved(found: Return, now: datetime) -> Return:
    """Approve at once; what stands in the way, such as a used gift card, is for staff to look at."""
    try:
        with transaction.atomic():
            return approve_return(return_id=found.pk, actor="system", reason="Withdrawal", now=now)
    except ShopError as refusal:
        orders.add_note(order_id=found.order_id, actor="system", text=f"Withdrawal: {refusal.message}")
        tell(found, "requested")
        return found


def _delivery(order: Order, wishes: Sequence[Wish]) -> int:
    """The delivery goes back with the last of an order (art. 13 (1)); staff may lower it to the standard one."""
    back = {wish.line_id: wish.units for wish in wishes}
    stays = [
        line.quantity - line.cancelled_qty - line.returned_qty - back.get(line.pk, 0)
        for line in order.lines.all()
    ]
    return 0 if any(stays) else order.delivery_gross_minor - order.delivery_refunded_minor
