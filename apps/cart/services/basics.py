"""Locking a basket, its prices of today, and what every change needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Sum
from django.utils import timezone

from apps.cart.errors import BasketInUse, NoSuchLine
from apps.cart.models import Cart, CartLine
from apps.core.compiled import CompiledQuery
from apps.currency.money import Money
from apps.inventory import selectors as inventory
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.selectors import FoundPrice

_LOCKED = CompiledQuery(
    lambda *, cart: Cart.objects.select_for_update(of=("self",)).filter(pk=cart), cart=16091130
)


def lock(*, cart_id: int) -> Cart:
    """Lock an open basket for a change; raises NoSuchLine if it is gone and BasketInUse while it is ordered."""
    cart: Cart | None = next(iter(_LOCKED.objects(cart=cart_id)), None)
    if cart is None or not cart.is_open:
        raise NoSuchLine("This basket has become an order or was emptied. Start again from the shop.")
    if cart.completing_at is not None:
        raise BasketInUse
    return cart


def free_for(cart: Cart, variant_id: int, now: datetime) -> Availability:
    return inventory.availability([variant_id], owner=cart.key, now=now)[variant_id]


def cut_down(free: Availability, wanted: int) -> int:
    limit = int(settings.CART_MAX_QUANTITY)
    if free.sellable is not None:
        limit = min(limit, free.sellable)
    return min(wanted, limit)


def prices_today(
    cart: Cart, quantities: Mapping[int, int], now: datetime, *, currency: str = ""
) -> dict[int, FoundPrice]:
    """Today's unit price of variants (id to quantity) for the basket's owner, in its or another currency."""
    currency = currency or cart.currency
    return pricing.found_prices(
        quantities,
        currency=currency,
        at=now,
        group=cart.user.customer_group if cart.user else "",
        quantity=quantities,
        convert=pricing.conversion_to(currency, at=now),
    )


def reprice(line: CartLine, unit: Money) -> None:
    if unit.minor != line.unit_minor:
        line.previous_unit_minor, line.unit_minor = line.unit_minor, unit.minor


def touch(cart: Cart, **changed: Any) -> None:
    """Give a locked basket new values, as another version: who has read it before must look again."""
    for name, value in changed.items():
        setattr(cart, name, value)
    cart.version += 1
    cart.save(update_fields=[*changed, "version", "updated_at"])


def recount(cart: Cart) -> None:
    touch(cart, item_count=cart.lines.aggregate(n=Sum("quantity"))["n"] or 0)


def archive_idle(*, now: datetime | None = None) -> int:
    """Close baskets nobody has touched for CART_KEEP_DAYS and return how many."""
    before = (now or timezone.now()) - timedelta(days=settings.CART_KEEP_DAYS)
    idle = Cart.objects.open().filter(updated_at__lt=before, completing_at=None)
    return idle.update(status=Cart.Status.ARCHIVED, updated_at=F("updated_at"))
