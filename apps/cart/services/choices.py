"""What the shopper chooses for the whole basket: its currency and codes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.cart import selectors
from apps.cart.errors import CouponRefused, TooManyCoupons
from apps.cart.models import Cart, CartLine
from apps.cart.selectors import Contents
from apps.cart.services.basics import lock, prices_today, touch
from apps.pricing.errors import NoPrice
from apps.promotions.rules import normalise_code


@transaction.atomic
def change_currency(*, cart: Cart, currency: str, now: datetime | None = None) -> bool:
    """Price a basket anew in another currency, and return whether it was in another one before.

    Every line gets today's price there and a new promise. Raises BasketInUse, NoSuchLine if the basket is gone,
    and NoPrice if something has no price in the currency and none can be worked out; then nothing changes.
    """
    now = now or timezone.now()
    cart = lock(cart_id=cart.pk)
    if cart.currency == currency:
        return False
    lines = list(cart.lines.all())
    quantities = {line.variant_id: line.quantity for line in lines}
    found = prices_today(cart, quantities, now, currency=currency)
    for line in lines:
        if line.variant_id not in found:
            raise NoPrice
        line.unit_minor, line.previous_unit_minor = found[line.variant_id].price.minor, None
        line.promised_until = now + timedelta(minutes=settings.PRICE_PROMISE_MINUTES)
    CartLine.objects.bulk_update(lines, ["unit_minor", "previous_unit_minor", "promised_until"])
    touch(cart, currency=currency)
    return True


MAX_COUPONS = 5


@transaction.atomic
def use_code(*, found: Contents, code: str, country: str) -> None:
    """Put a code into a basket if it gives something there, for a destination.

    Raises CouponRefused with the reason, TooManyCoupons, BasketInUse or NoSuchLine, and keeps nothing.
    """
    code = normalise_code(code)
    tried = selectors.basket(selectors.with_code(found, code), country=country)
    for refused in tried.rejected_codes:
        if refused.code == code:
            raise CouponRefused(refused.sentence)
    add_coupon(cart=found.cart, code=code)


@transaction.atomic
def add_coupon(*, cart: Cart, code: str) -> str:
    """Put a code into a basket and return it as it is kept; again changes nothing.

    Whether it gives anything is worked out with the basket. Raises TooManyCoupons, BasketInUse or NoSuchLine.
    """
    code = normalise_code(code)
    cart = lock(cart_id=cart.pk)
    if code in cart.coupons:
        return code
    if len(cart.coupons) >= MAX_COUPONS:
        raise TooManyCoupons
    touch(cart, coupons=[*cart.coupons, code])
    return code


@transaction.atomic
def remove_coupon(*, cart: Cart, code: str) -> None:
    """Take a code out of a basket. Raises BasketInUse or NoSuchLine."""
    cart = lock(cart_id=cart.pk)
    touch(cart, coupons=[kept for kept in cart.coupons if kept != normalise_code(code)])
