"""A guest's basket joins the one of the account."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.models import Cart, hash_of
from apps.cart.services.basics import cut_down, free_for, prices_today, recount, touch
from apps.cart.services.choices import MAX_COUPONS
from apps.currency.money import Money
from apps.inventory import services as stock


@transaction.atomic
def merge_at_sign_in(*, token: str | None, user: User, now: datetime | None = None) -> int:
    """Bring a guest's basket along when its owner signs in; return how many items came.

    A line both baskets have gets the larger quantity (never more than can be bought); other lines move
    over. Prices of another currency are read anew in the account basket's currency. The guest basket is
    marked merged, so a second run finds nothing and changes nothing.
    """
    now = now or timezone.now()
    if not token:
        return 0
    guest = (
        Cart.objects.select_for_update(of=("self",))
        .open()
        .filter(token_hash=hash_of(token), user=None)
        .first()
    )
    if guest is None or guest.completing_at is not None or guest.item_count == 0:
        return 0
    own = Cart.objects.select_for_update(of=("self",)).open().filter(user=user).first()
    if own is None:
        guest.user = user
        guest.save(update_fields=["user", "updated_at"])
        return guest.item_count
    count = guest.item_count
    _move_lines(guest, own, now)
    touch(own, coupons=list(dict.fromkeys([*own.coupons, *guest.coupons]))[:MAX_COUPONS])
    guest.status, guest.merged_into = Cart.Status.MERGED, own
    guest.save(update_fields=["status", "merged_into", "updated_at"])
    stock.drop_holds(owner=guest.key)
    recount(own)
    return count


def _move_lines(guest: Cart, own: Cart, now: datetime) -> None:
    present = {(line.variant_id, line.personal_text): line for line in own.lines.all()}
    prices = _prices_in(guest, own.currency, now)
    for line in guest.lines.all():
        twin = present.get((line.variant_id, line.personal_text))
        if twin is not None:
            # What counts is what both baskets wanted together at most, not the sum of two wishes.
            free = free_for(own, line.variant_id, now)
            twin.quantity = max(twin.quantity, cut_down(free, line.quantity))
            twin.save(update_fields=["quantity"])
        elif len(present) < settings.CART_MAX_LINES and line.variant_id in prices:
            line.cart = own
            line.unit_minor = prices[line.variant_id].minor
            line.quantity = max(1, cut_down(free_for(own, line.variant_id, now), line.quantity))
            line.save(update_fields=["cart", "unit_minor", "quantity"])
            present[(line.variant_id, line.personal_text)] = line


def _prices_in(guest: Cart, currency: str, now: datetime) -> Mapping[int, Money]:
    """The guest's unit prices: as promised in the same currency, read anew in another."""
    lines = list(guest.lines.all())
    if guest.currency == currency:
        return {line.variant_id: Money(line.unit_minor, currency) for line in lines}
    found = prices_today(guest, {line.variant_id: line.quantity for line in lines}, now, currency=currency)
    return {pk: price.price for pk, price in found.items()}
