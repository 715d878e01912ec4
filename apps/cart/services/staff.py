"""Baskets that staff fill for a customer, until the customer takes one over."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.models import Cart, CartLine, hash_of, staff_token
from apps.cart.selectors import Contents
from apps.cart.services.basics import lock, reprice, touch


@transaction.atomic
def open_for_customer(*, made_by: User, currency: str) -> Cart:
    """Make an empty basket that a member of staff fills. No browser has its token yet."""
    cart = Cart(currency=currency, origin=Cart.Origin.STAFF, made_by=made_by)
    cart.token_hash = hash_of(staff_token(cart.key))
    cart.save()
    return cart


@transaction.atomic
def promise_prices(*, found: Contents, until: datetime, now: datetime | None = None) -> None:
    """Promise the prices that a basket shows now until a moment. Raises BasketInUse or NoSuchLine."""
    now = now or timezone.now()
    cart = lock(cart_id=found.cart.pk)
    for row in found.rows:
        unit = row.unit(now)
        if unit is not None:
            reprice(row.line, unit)
            row.line.previous_unit_minor, row.line.promised_until = None, until
    changed = ["unit_minor", "previous_unit_minor", "promised_until"]
    CartLine.objects.bulk_update((row.line for row in found.rows), changed)
    touch(cart)


@transaction.atomic
def hand_over(*, cart_id: int) -> str:
    """Return the token of a staff basket, for the browser of its customer: the same one for each of their devices.

    Raises BasketInUse or NoSuchLine.
    """
    cart = lock(cart_id=cart_id)
    token = staff_token(cart.key)
    if cart.token_hash != hash_of(token):
        cart.token_hash = hash_of(token)
        cart.save(update_fields=["token_hash", "updated_at"])
    return token


@transaction.atomic
def give_up(*, cart_id: int) -> None:
    """Close a basket that nobody will take over. Raises BasketInUse or NoSuchLine."""
    cart = lock(cart_id=cart_id)
    touch(cart, status=Cart.Status.ARCHIVED)
