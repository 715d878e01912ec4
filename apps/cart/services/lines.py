"""Putting things in, changing how many, taking them out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.errors import (
    BadQuantity,
    BasketFull,
    MissingPersonalText,
    NoSuchLine,
    OutOfStock,
)
from apps.cart.models import Cart, CartLine, hash_of, new_token
from apps.cart.selectors import candidate
from apps.cart.services.basics import cut_down, free_for, lock, prices_today, recount, reprice, touch
from apps.catalog.errors import NotOnSale
from apps.catalog.selectors import VariantFacts
from apps.core.compiled import CompiledInsert
from apps.currency.money import Money
from apps.inventory import services as stock
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.errors import NoPrice


@dataclass(frozen=True)
class Added:
    """What putting something into a basket did."""

    cart: Cart
    line: CartLine
    facts: VariantFacts
    unit: Money  # with home tax
    token: str | None  # for the cookie, when the basket is new
    clamped_to: int | None  # how many the basket now holds, when fewer were free than asked for


def check_quantity(quantity: int) -> int:
    """Return a quantity that a line may have; raises BadQuantity for anything else."""
    if not 1 <= quantity <= settings.CART_MAX_QUANTITY:
        raise BadQuantity(f"Enter a whole number from 1 to {settings.CART_MAX_QUANTITY}.")
    return quantity


@transaction.atomic
def add(
    *,
    cart: Cart | None,
    user: User | None,
    variant_id: int,
    product_id: int | None = None,
    quantity: int,
    personal_text: str = "",
    currency: str,
    now: datetime | None = None,
) -> Added:
    """Put units of a variant into a basket, made now if there is none; given a product, only of a variant of it.

    The same variant with the same personal text is one line. More than can be bought is cut down to what
    is free and said so; nothing free raises OutOfStock. Raises BadQuantity, NotOnSale, NoPrice, BasketFull,
    MissingPersonalText or BasketInUse, and then nothing changes.
    """
    now = now or timezone.now()
    check_quantity(quantity)
    cart = lock(cart_id=cart.pk) if cart is not None else None
    group = user.customer_group if user else ""
    facts, unit, free = _sellable(variant_id, cart, cart.currency if cart else currency, group, quantity, now)
    if product_id not in (None, facts.product_id):
        raise NotOnSale
    personal_text = _personal_text(facts, personal_text)
    before, present = _already(cart, variant_id, personal_text)
    allowed = cut_down(free, before + quantity)
    if allowed <= before:
        raise OutOfStock(_nothing_more(facts, before))
    token = None
    if cart is None:
        cart, token = open_cart(user=user, currency=currency, item_count=allowed)
    else:
        touch(cart, item_count=cart.item_count + allowed - before)
    line = _put(cart, present, variant_id, personal_text, allowed - before, unit, now)
    clamped = allowed if allowed < before + quantity else None
    return Added(cart, line, facts, unit, token, clamped)


def _sellable(
    variant_id: int, cart: Cart | None, currency: str, group: str, quantity: int, now: datetime
) -> tuple[VariantFacts, Money, Availability]:
    found = candidate(variant_id, cart=cart, currency=currency, group=group, quantity=quantity, now=now)
    if found is None or not found.facts.is_on_sale:
        raise NotOnSale
    if found.price is None:
        raise NoPrice
    return found.facts, found.price, found.stock


def _personal_text(facts: VariantFacts, text: str) -> str:
    text = " ".join(text.split())[:60]
    if facts.personal_text and not text:
        raise MissingPersonalText(f"Enter the text: {facts.personal_text}.")
    return text if facts.personal_text else ""


_NEW_CART = CompiledInsert(Cart)


def open_cart(*, user: User | None, currency: str, item_count: int = 0) -> tuple[Cart, str]:
    """Make a basket and return it with the token that finds it again."""
    token = new_token()
    cart = Cart(token_hash=hash_of(token), user=user, currency=currency, item_count=item_count)
    _NEW_CART.save(cart)
    return cart, token


def _already(cart: Cart | None, variant_id: int, personal_text: str) -> tuple[int, CartLine | None]:
    """How many of a variant the basket holds on all lines, and the line that would grow."""
    if cart is None or cart.item_count == 0:
        return 0, None
    lines = list(cart.lines.all())
    present = next(
        (x for x in lines if x.variant_id == variant_id and x.personal_text == personal_text), None
    )
    if present is None and len(lines) >= settings.CART_MAX_LINES:
        raise BasketFull
    return sum(x.quantity for x in lines if x.variant_id == variant_id), present


def _nothing_more(facts: VariantFacts, before: int) -> str:
    if before:
        return f"All {before} that can be bought of {facts.title} are in your basket already."
    return f"{facts.title} has just sold out."


_NEW_LINE = CompiledInsert(CartLine)


def _put(
    cart: Cart,
    present: CartLine | None,
    variant_id: int,
    personal_text: str,
    more: int,
    unit: Money,
    now: datetime,
) -> CartLine:
    until = now + timedelta(minutes=settings.PRICE_PROMISE_MINUTES)
    if present is None:
        line = CartLine(
            cart=cart,
            variant_id=variant_id,
            personal_text=personal_text,
            quantity=more,
            unit_minor=unit.minor,
            promised_until=until,
        )
        _NEW_LINE.save(line)
        return line
    if not present.is_promised(now):
        reprice(present, unit)
    _follow_quantity(cart, present, present.quantity + more, now)
    present.quantity += more
    present.promised_until = until
    present.save()
    return present


def _follow_quantity(cart: Cart, line: CartLine, quantity: int, now: datetime) -> None:
    """Give a line the unit price of another quantity, if the price lists name one; else its promise stands."""
    if not pricing.has_quantity_prices():
        return
    before, after = (
        prices_today(cart, {line.variant_id: units}, now).get(line.variant_id)
        for units in (line.quantity, quantity)
    )
    if after is not None and before is not None and after.price != before.price:
        line.unit_minor, line.previous_unit_minor = after.price.minor, None


@transaction.atomic
def set_quantity(*, cart: Cart, line_id: int, quantity: int, now: datetime | None = None) -> int:
    """Set how many of a line the basket holds; 0 removes it. Return the quantity that it got.

    More than can be bought is cut down to what is free. Raises BadQuantity, NoSuchLine or BasketInUse.
    """
    now = now or timezone.now()
    if quantity:
        check_quantity(quantity)
    cart = lock(cart_id=cart.pk)
    line = cart.lines.filter(pk=line_id).first()
    if line is None:
        raise NoSuchLine
    if quantity > line.quantity:
        others = _units_of(cart, line.variant_id) - line.quantity
        free = free_for(cart, line.variant_id, now)
        quantity = max(line.quantity, cut_down(free, quantity + others) - others)
    if quantity == 0:
        line.delete()
    else:
        _follow_quantity(cart, line, quantity, now)
        line.quantity = quantity
        line.save(update_fields=["quantity", "unit_minor", "previous_unit_minor"])
    recount(cart)
    return quantity


def _units_of(cart: Cart, variant_id: int) -> int:
    return cart.lines.filter(variant=variant_id).aggregate(n=Sum("quantity"))["n"] or 0


@transaction.atomic
def put_back(
    *, cart: Cart, variant_id: int, quantity: int, personal_text: str, now: datetime | None = None
) -> CartLine:
    """Undo a removal: the line returns at today's price. Raises as `add` does."""
    added = add(
        cart=cart,
        user=None,
        variant_id=variant_id,
        quantity=quantity,
        personal_text=personal_text,
        currency=cart.currency,
        now=now,
    )
    return added.line


@transaction.atomic
def clear(*, cart: Cart) -> None:
    """Remove every line and give back what was held."""
    cart = lock(cart_id=cart.pk)
    cart.lines.all().delete()
    stock.drop_holds(owner=cart.key)
    recount(cart)
