"""A basket on its way to an order: held, claimed, closed, or given back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.cart.errors import BasketInUse
from apps.cart.models import Cart, CartLine
from apps.cart.selectors import Contents
from apps.cart.services.basics import lock, reprice
from apps.core.compiled import CompiledUpdate
from apps.core.faults import is_on
from apps.inventory import services as stock

RENEW_AFTER = timedelta(minutes=1)


def hold_ttl(cart: Cart) -> timedelta:
    """How long a checkout step keeps units aside: customers get longer than guests."""
    return timedelta(minutes=settings.HOLD_MINUTES_CUSTOMER if cart.user_id else settings.HOLD_MINUTES_GUEST)


@transaction.atomic(savepoint=False)
def keep_for_checkout(*, found: Contents, now: datetime | None = None) -> None:
    """Hold a basket's units and promise its prices for the next checkout step.

    Steps that follow each other within a minute write nothing. Raises InsufficientStock, HoldLapsed,
    BasketInUse or NoSuchLine.
    """
    now = now or timezone.now()
    cart, ttl = found.cart, hold_ttl(found.cart)
    if cart.completing_at is not None:
        raise BasketInUse
    if not found.is_held_until(now + ttl - RENEW_AFTER):
        _hold(found, ttl, now)
    _renew_promises(found, now)


def _hold(found: Contents, ttl: timedelta, now: datetime) -> None:
    owner, wanted = found.cart.key, found.wanted
    holds_some = any(row.stock.held for row in found.rows)
    if holds_some and stock.extend_hold(owner=owner, wanted=wanted, ttl=ttl, now=now):
        return
    lock(cart_id=found.cart.pk)
    stock.hold(owner=owner, wanted=wanted, ttl=ttl, now=now)


def _renew_promises(found: Contents, now: datetime) -> None:
    """Promise the present price of each line for another while; a lapsed one takes today's price first."""
    until = now + timedelta(minutes=settings.PRICE_PROMISE_MINUTES)
    stale = [row for row in found.rows if row.line.promised_until < until - RENEW_AFTER]
    for row in stale:
        if not row.line.is_promised(now) and row.today is not None:
            reprice(row.line, row.today)
        row.line.promised_until = until
    changed = ["unit_minor", "previous_unit_minor", "promised_until"]
    CartLine.objects.bulk_update((row.line for row in stale), changed)


_CLAIM = CompiledUpdate(
    lambda *, cart, version: Cart.objects.open().filter(pk=cart, version=version, completing_at=None),
    "completing_at",
    "updated_at",
    cart=16091130,
    version=16091201,
)


_CLOSE = CompiledUpdate(
    lambda *, cart: Cart.objects.filter(pk=cart), "status", "completing_at", "updated_at", cart=16091130
)


def begin_completion(*, cart: Cart, now: datetime) -> bool:
    """Claim an open basket as it was read: an order is placed from it, and nothing may change meanwhile.

    Returns False, and changes nothing, if it changed since, or another request has claimed it.
    """
    if not is_on("cart_lock"):
        return Cart.objects.filter(pk=cart.pk).update(completing_at=now, updated_at=now) == 1
    return _CLAIM.run(now, now, cart=cart.pk, version=cart.version) == 1


def reopen(*, cart_id: int) -> None:
    """Give a basket back to its shopper after a payment that did not happen."""
    Cart.objects.filter(pk=cart_id, status=Cart.Status.OPEN).update(
        completing_at=None, updated_at=timezone.now()
    )


def close(*, cart_id: int) -> None:
    """Mark a basket as ordered. Doing it twice changes nothing."""
    _CLOSE.run(Cart.Status.ORDERED, None, timezone.now(), cart=cart_id)
