"""Every change of a basket."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.errors import (
    BadQuantity,
    BasketFull,
    BasketInUse,
    MissingPersonalText,
    NoSuchLine,
    OutOfStock,
    TooManyCoupons,
)
from apps.cart.models import Cart, CartLine, hash_of, new_token
from apps.cart.selectors import Contents, candidate
from apps.catalog.errors import NotOnSale
from apps.catalog.selectors import VariantFacts
from apps.core.compiled import CompiledInsert, CompiledQuery, CompiledUpdate
from apps.core.faults import is_on
from apps.currency.money import Money
from apps.inventory import selectors as inventory
from apps.inventory import services as stock
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.errors import NoPrice
from apps.pricing.selectors import FoundPrice
from apps.promotions.rules import normalise_code


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
    allowed = _allowed(free, before + quantity)
    if allowed <= before:
        raise OutOfStock(_nothing_more(facts, before))
    token = None
    if cart is None:
        cart, token = open_cart(user=user, currency=currency, item_count=allowed)
    else:
        _touch(cart, cart.item_count + allowed - before)
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


def _free_for(cart: Cart, variant_id: int, now: datetime) -> Availability:
    return inventory.availability([variant_id], owner=cart.key, now=now)[variant_id]


def _allowed(free: Availability, wanted: int) -> int:
    limit = int(settings.CART_MAX_QUANTITY)
    if free.sellable is not None:
        limit = min(limit, free.sellable)
    return min(wanted, limit)


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
        _reprice(present, unit)
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
        _today(cart, {line.variant_id: units}, now).get(line.variant_id)
        for units in (line.quantity, quantity)
    )
    if after is not None and before is not None and after.price != before.price:
        line.unit_minor, line.previous_unit_minor = after.price.minor, None


def _today(
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


def _reprice(line: CartLine, unit: Money) -> None:
    if unit.minor != line.unit_minor:
        line.previous_unit_minor, line.unit_minor = line.unit_minor, unit.minor


def _touch(cart: Cart, item_count: int) -> None:
    """Note a change of a locked basket's lines."""
    cart.item_count = item_count
    cart.version += 1
    cart.save(update_fields=["item_count", "version", "updated_at"])


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
        free = _free_for(cart, line.variant_id, now)
        quantity = max(line.quantity, _allowed(free, quantity + others) - others)
    if quantity == 0:
        line.delete()
    else:
        _follow_quantity(cart, line, quantity, now)
        line.quantity = quantity
        line.save(update_fields=["quantity", "unit_minor", "previous_unit_minor"])
    _recount(cart)
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
    _recount(cart)


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
    found = _today(cart, quantities, now, currency=currency)
    for line in lines:
        if line.variant_id not in found:
            raise NoPrice
        line.unit_minor, line.previous_unit_minor = found[line.variant_id].price.minor, None
        line.promised_until = now + timedelta(minutes=settings.PRICE_PROMISE_MINUTES)
    CartLine.objects.bulk_update(lines, ["unit_minor", "previous_unit_minor", "promised_until"])
    cart.currency = currency
    cart.version += 1
    cart.save(update_fields=["currency", "version", "updated_at"])
    return True


MAX_COUPONS = 5


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
    _keep_coupons(cart, [*cart.coupons, code])
    return code


@transaction.atomic
def remove_coupon(*, cart: Cart, code: str) -> None:
    """Take a code out of a basket. Raises BasketInUse or NoSuchLine."""
    cart = lock(cart_id=cart.pk)
    _keep_coupons(cart, [kept for kept in cart.coupons if kept != normalise_code(code)])


def _keep_coupons(cart: Cart, coupons: list[str]) -> None:
    cart.coupons = coupons
    cart.version += 1
    cart.save(update_fields=["coupons", "version", "updated_at"])


def _recount(cart: Cart) -> None:
    _touch(cart, cart.lines.aggregate(n=Sum("quantity"))["n"] or 0)


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
            _reprice(row.line, row.today)
        row.line.promised_until = until
    changed = ["unit_minor", "previous_unit_minor", "promised_until"]
    CartLine.objects.bulk_update((row.line for row in stale), changed)


# ---- becoming an order ------------------------------------------------------------------------------


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


# ---- sign-in ------------------------------------------------------------------------------------------


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
    _keep_coupons(own, list(dict.fromkeys([*own.coupons, *guest.coupons]))[:MAX_COUPONS])
    guest.status, guest.merged_into = Cart.Status.MERGED, own
    guest.save(update_fields=["status", "merged_into", "updated_at"])
    stock.drop_holds(owner=guest.key)
    _recount(own)
    return count


def _move_lines(guest: Cart, own: Cart, now: datetime) -> None:
    present = {(line.variant_id, line.personal_text): line for line in own.lines.all()}
    prices = _prices_in(guest, own.currency, now)
    for line in guest.lines.all():
        twin = present.get((line.variant_id, line.personal_text))
        if twin is not None:
            # What counts is what both baskets wanted together at most, not the sum of two wishes.
            free = _free_for(own, line.variant_id, now)
            twin.quantity = max(twin.quantity, _allowed(free, line.quantity))
            twin.save(update_fields=["quantity"])
        elif len(present) < settings.CART_MAX_LINES and line.variant_id in prices:
            line.cart = own
            line.unit_minor = prices[line.variant_id].minor
            line.quantity = max(1, _allowed(_free_for(own, line.variant_id, now), line.quantity))
            line.save(update_fields=["cart", "unit_minor", "quantity"])
            present[(line.variant_id, line.personal_text)] = line


def _prices_in(guest: Cart, currency: str, now: datetime) -> Mapping[int, Money]:
    """The guest's unit prices: as promised in the same currency, read anew in another."""
    lines = list(guest.lines.all())
    if guest.currency == currency:
        return {line.variant_id: Money(line.unit_minor, currency) for line in lines}
    found = _today(guest, {line.variant_id: line.quantity for line in lines}, now, currency=currency)
    return {pk: price.price for pk, price in found.items()}


# ---- tidying ------------------------------------------------------------------------------------------


def archive_idle(*, now: datetime | None = None) -> int:
    """Close baskets nobody has touched for CART_KEEP_DAYS and return how many."""
    before = (now or timezone.now()) - timedelta(days=settings.CART_KEEP_DAYS)
    idle = Cart.objects.open().filter(updated_at__lt=before, completing_at=None)
    return idle.update(status=Cart.Status.ARCHIVED, updated_at=F("updated_at"))
