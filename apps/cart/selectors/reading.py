"""Which basket is whose, and what is in it: one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.models import Cart, CartLine, hash_of
from apps.catalog import selectors as catalog
from apps.catalog.models import Variant
from apps.catalog.selectors import FACTS_FIELDS, VariantFacts
from apps.core.compiled import CompiledQuery
from apps.currency.money import Money
from apps.inventory.selectors import Availability, StockState, availability_from
from apps.pricing import selectors as pricing
from apps.pricing.selectors import Conversion, FoundPrice, Step
from apps.promotions import selectors as promotions
from apps.promotions.rules import Coupon, Gift


def _of_visitor(token: str | None, user: User | AnonymousUser | None) -> Q | None:
    """Narrow to the basket of a visitor: the account's own, else the one of the cookie.

    A cookie never opens a basket that belongs to an account.
    """
    if user is not None and user.is_authenticated:
        return Q(user=user)
    return Q(token_hash=hash_of(token), user=None) if token else None


def cart_for(*, token: str | None, user: User | AnonymousUser | None) -> Cart | None:
    """Return the open basket of a visitor, or None."""
    owned = _of_visitor(token, user)
    return Cart.objects.open().filter(owned).first() if owned is not None else None


def item_count(*, token: str | None, user: User | AnonymousUser | None) -> int:
    """Return the number on the basket badge."""
    owned = _of_visitor(token, user)
    if owned is None:
        return 0
    return Cart.objects.open().filter(owned).values_list("item_count", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what the catalogue, the stock and the price list say of it now."""

    line: CartLine
    facts: VariantFacts | None
    stock: Availability  # what this basket holds already counts as free for it
    found: FoundPrice | None  # today's unit price with home tax

    @property
    def today(self) -> Money | None:
        return self.found.price if self.found else None

    def unit(self, now: datetime) -> Money | None:
        """Return the unit price: the promised one while it holds, else today's."""
        if self.line.is_promised(now):
            return Money(self.line.unit_minor, self.line.cart.currency)
        return self.today

    def steps(self, unit: Money) -> tuple[Step, ...]:
        """Return how a unit price was found; nothing is known of one that was promised and has changed since."""
        return self.found.steps if self.found is not None and self.found.price == unit else ()


@dataclass(frozen=True)
class Contents:
    """A basket as one statement read it, and fields of higher apps that were read along."""

    cart: Cart
    rows: list[Row]
    also: tuple[Any, ...]
    group: str = ""  # of the customer
    coupons: frozenset[Coupon] = frozenset()

    @cached_property
    def wanted(self) -> dict[int, int]:
        """How many of each variant there are, all lines together."""
        wanted: dict[int, int] = {}
        for row in self.rows:
            wanted[row.line.variant_id] = wanted.get(row.line.variant_id, 0) + row.line.quantity
        return wanted

    def is_held_until(self, at: datetime) -> bool:
        """Tell whether exactly these units are kept aside for this basket until then."""
        return all(
            row.stock.held == self.wanted[row.line.variant_id]
            and row.stock.held_until is not None
            and row.stock.held_until >= at
            for row in self.rows
        )


_CART = tuple(f.attname for f in Cart._meta.concrete_fields)
_LINE = tuple(f.attname for f in CartLine._meta.concrete_fields)


def contents_for(
    *, token: str | None, user: User | AnonymousUser | None, also: Sequence[str] = ()
) -> Contents | None:
    """Read the open basket of a visitor. `also` names more fields, reached from the basket, to read along."""
    if user is not None and user.is_authenticated:
        return _contents("user", user.pk, tuple(also))
    return _contents("token_hash", hash_of(token), tuple(also)) if token else None


def contents(*, cart_id: int, also: Sequence[str] = ()) -> Contents | None:
    """Read a basket, open or not."""
    return _contents("pk", cart_id, tuple(also))


_SAMPLE_TIME = datetime(1609, 11, 30, tzinfo=UTC)
_SAMPLES: dict[str, Any] = {"user": 16091130, "token_hash": "a sample", "pk": 16091130}


@cache
def _statement(by: str, also: tuple[str, ...]) -> CompiledQuery:
    """Return the statement that reads a basket found by a field; only an owner's basket must be open."""

    def build(*, of: Any, now: datetime) -> QuerySet[Cart, tuple[Any, ...]]:
        carts = Cart.objects.filter(**{by: of}) if by == "pk" else Cart.objects.open().filter(**{by: of})
        if by == "token_hash":
            carts = carts.filter(user=None)
        names = (*_CART, *(f"lines__{f}" for f in _LINE), *(f"lines__variant__{f}" for f in FACTS_FIELDS))
        stock = StockState("lines__variant_id", F("key"), now)
        group = Coalesce("user__customer_group", Value(""))
        price = pricing.price_in_force(
            "lines__variant_id", "currency", now, group=group, quantity=Coalesce("lines__quantity", Value(1))
        )
        return carts.order_by("lines__added_at", "lines__id").values_list(*names, *also, group, stock, price)

    return CompiledQuery(build, of=_SAMPLES[by], now=_SAMPLE_TIME)


def with_code(found: Contents, code: str) -> Contents:
    """Return a basket as it would be with one more code, to see what it gives before it is kept."""
    tried = promotions.coupons([code], timezone.now())
    return replace(found, coupons=found.coupons | tried)


def _contents(by: str, of: Any, also: tuple[str, ...]) -> Contents | None:
    now = timezone.now()
    rows = _statement(by, also).rows(of=of, now=now)
    if not rows:
        return None
    cart = Cart.from_db(None, _CART, rows[0][: len(_CART)])
    after = len(_CART) + len(_LINE) + len(FACTS_FIELDS)
    convert = pricing.conversion_to(cart.currency, at=now)
    lines = [_row(cart, row[len(_CART) : after], row[-2], row[-1], convert, now) for row in rows]
    coupons = promotions.coupons(cart.coupons, now) if cart.coupons else frozenset()
    return Contents(cart, [line for line in lines if line], tuple(rows[0][after:-3]), rows[0][-3], coupons)


def _row(
    cart: Cart,
    values: tuple[Any, ...],
    stock: Any,
    price: Any,
    convert: Conversion | None,
    now: datetime,
) -> Row | None:
    if values[0] is None:
        return None  # the one row of an empty basket
    line = CartLine.from_db(None, _LINE, values[: len(_LINE)])
    line.cart = cart
    return Row(
        line=line,
        facts=catalog.facts_from(*values[len(_LINE) :], now=now),
        stock=availability_from(stock),
        found=pricing.found_from(price, currency=cart.currency, convert=convert),
    )


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A variant that a promotion adds for nothing, with what the catalogue and the stock say of it now."""

    gift: Gift
    facts: VariantFacts
    stock: Availability


def _gift_rows(*, variants: list[int], owner: UUID, now: datetime) -> QuerySet[Variant, Any]:
    stock = StockState("id", Value(owner, output_field=UUIDField()), now)
    return Variant.objects.filter(pk__in=variants).values_list(*FACTS_FIELDS, stock)


def gift_rows(gifts: Sequence[Gift], *, cart: Cart, now: datetime) -> list[GiftRow]:
    """Read the variants that promotions add to a basket; those that were never published are left out."""
    if not gifts:
        return []
    known = {
        facts.id: (facts, availability_from(stock))
        for *values, stock in _gift_rows(variants=[g.variant_id for g in gifts], owner=cart.key, now=now)
        if (facts := catalog.facts_from(*values, now=now)) is not None
    }
    return [GiftRow(gift, *known[gift.variant_id]) for gift in gifts if gift.variant_id in known]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variant that somebody wants to put into a basket."""

    facts: VariantFacts
    stock: Availability
    price: Money | None


def _candidate(
    *, variant: int, owner: UUID, currency: str, group: str, quantity: int, now: datetime
) -> QuerySet[Variant, Any]:
    rows = Variant.objects.filter(pk=variant).annotate(_currency=Value(currency))
    return rows.values_list(
        *FACTS_FIELDS,
        StockState("id", Value(owner, output_field=UUIDField()), now),
        pricing.price_in_force("id", "_currency", now, group=group, quantity=quantity),
    )


_CANDIDATE = CompiledQuery(
    _candidate,
    variant=16091130,
    owner=UUID(int=1609),
    currency="?",
    group="a sample",
    quantity=16091201,
    now=_SAMPLE_TIME,
)


def candidate(
    variant_id: int, *, cart: Cart | None, currency: str, group: str, quantity: int, now: datetime
) -> Candidate | None:
    """Read a variant for a basket (None: a new one), with the price of a unit for a group and quantity.

    None if there is no such variant.
    """
    owner = cart.key if cart else None
    rows = _CANDIDATE.rows(
        variant=variant_id, owner=owner, currency=currency, group=group, quantity=quantity, now=now
    )
    if not rows:
        return None
    *values, stock, price = rows[0]
    facts = catalog.facts_from(*values, now=now)
    if facts is None:
        return None
    found_price = pricing.found_from(
        price, currency=currency, convert=pricing.conversion_to(currency, at=now)
    )
    return Candidate(facts, availability_from(stock), found_price.price if found_price else None)
