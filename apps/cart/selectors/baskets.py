"""A basket with its amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from apps.cart.models import Cart, CartLine
from apps.cart.selectors.reading import Contents, Row, gift_rows
from apps.catalog.selectors import VariantFacts
from apps.currency.money import Money
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.selectors import (
    BusinessBuyer,
    Buyer,
    Item,
    PricedBasket,
    PricedItem,
    Running,
)
from apps.promotions import selectors as promotions
from apps.promotions.rules import Applied, Rejection, Rule
from apps.shipping import selectors as shipping
from apps.shipping.rules import Piece
from apps.shipping.selectors import Consignment, Quote


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A line as pages show it: goods, amounts, stock, and what changed since it was put in."""

    line: CartLine
    facts: VariantFacts | None
    stock: Availability
    priced: PricedItem | None
    wanted: int  # all lines of the variant together
    previous: Money | None  # the unit price before, if it changed

    @property
    def is_on_sale(self) -> bool:
        return self.facts is not None and self.facts.is_on_sale and self.priced is not None

    @property
    def is_gift_card(self) -> bool:
        return self.facts is not None and self.facts.is_gift_card

    @property
    def is_short(self) -> bool:
        return self.is_on_sale and not self.stock.covers(self.wanted)

    @property
    def can_be_ordered(self) -> bool:
        return self.is_on_sale and not self.is_short

    @property
    def title(self) -> str:
        return self.facts.title if self.facts else "An item we no longer sell"

    @property
    def price_rose(self) -> bool:
        return (
            self.previous is not None and self.priced is not None and self.priced.unit.gross > self.previous
        )


@dataclass(frozen=True, slots=True)
class GiftLine:
    """What a promotion adds to a basket for nothing. What has run out is named, and not sent."""

    facts: VariantFacts
    priced: PricedItem
    label: str
    is_available: bool


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket with everything a page prints and an order copies."""

    cart: Cart | None
    lines: list[BasketLine]
    priced: PricedBasket
    country: str
    quotes: list[Quote]
    quote: Quote | None
    consignment: Consignment
    gifts: list[GiftLine]

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def item_count(self) -> int:
        return sum(line.line.quantity for line in self.lines)

    @property
    def total(self) -> Money:
        return self.priced.total.gross

    @property
    def can_be_ordered(self) -> bool:
        return bool(self.lines) and all(line.can_be_ordered for line in self.lines) and bool(self.quotes)

    @property
    def gift_cards(self) -> Money:
        """What the gift cards in the basket cost. No gift card pays for them."""
        cards = [line.priced.line.gross for line in self.lines if line.is_gift_card and line.priced]
        return sum(cards, Money.zero(self.priced.currency))

    @property
    def payable_by_gift_card(self) -> Money:
        return self.total - self.gift_cards

    @property
    def changed_lines(self) -> list[BasketLine]:
        return [line for line in self.lines if line.previous is not None and line.priced is not None]

    @property
    def applied_codes(self) -> list[Applied]:
        """The codes that give something, each with its promotion."""
        return [applied for applied in self.priced.promotions.applied if applied.code]

    @property
    def rejected_codes(self) -> list[Rejection]:
        """The codes in the basket that give nothing at the moment, with the reason in words."""
        return [refused for refused in self.priced.promotions.rejected if refused.code]

    @property
    def problem_lines(self) -> list[BasketLine]:
        return [line for line in self.lines if not line.can_be_ordered]


def basket(
    found: Contents | None,
    *,
    country: str,
    method: str = "",
    now: datetime | None = None,
    buyer: Buyer | None = None,
    rules: Sequence[Rule] | None = None,
    region: str = "",
    postcode: str = "",
    business: BusinessBuyer | None = None,
) -> Basket:
    """Price what is in a basket for a country, with the chosen delivery method or the cheapest.

    `region` (ISO 3166-2) and `postcode` find areas that are taxed unlike their country. `buyer` tells what is
    known of who buys, `rules` the promotions that run (by default those of now). Pure of reads, but for the
    tables of taxes, delivery rates, currencies and promotions, of which each process keeps a copy for 15 s,
    and for the gifts of promotions: one statement if there are any.
    """
    now = now or timezone.now()
    rows = found.rows if found else []
    currency = found.cart.currency if found else settings.BASE_CURRENCY
    items = _items(rows, now)
    consignment = _consignment(rows, items, currency)
    quotes = (
        shipping.quotes(
            consignment,
            country,
            region=region,
            postcode=postcode,
            currency=currency,
            now=now,
            with_carriers=found is not None and found.cart.origin == Cart.Origin.SHOP,
        )
        if items
        else []
    )
    quote = next((q for q in quotes if q.code == method), quotes[0] if quotes else None)
    delivery = (quote.price, quote.tax_class) if quote else None
    running = Running(
        promotions.active_rules(now) if rules is None else rules, found.coupons if found else frozenset()
    )
    place = _Place(country, region, postcode, business)
    priced = pricing.price_basket(
        items,
        currency=currency,
        delivery=delivery,
        at=now,
        running=running if items else None,
        buyer=buyer or buyer_of(found),
        **place._asdict(),
    )
    by_line = {item.key: item for item in priced.items}
    lines = [_basket_line(row, by_line.get(row.line.pk), found, now) for row in rows if found]
    gifts = _gifts(found, priced, place, now) if found and not consignment.is_digital else []
    return Basket(found.cart if found else None, lines, priced, country, quotes, quote, consignment, gifts)


class _Place(NamedTuple):
    """What the tax depends on."""

    country: str
    region: str
    postcode: str
    business: BusinessBuyer | None


def _gifts(found: Contents, priced: PricedBasket, place: _Place, now: datetime) -> list[GiftLine]:
    """What promotions add, as far as it is there beside what is bought."""
    wanted = dict(found.wanted)
    lines = []
    for row in gift_rows(priced.promotions.gifts, cart=found.cart, now=now):
        gift, facts = row.gift, row.facts
        wanted[facts.id] = wanted.get(facts.id, 0) + gift.quantity
        lines.append(
            GiftLine(
                facts=facts,
                priced=pricing.price_gift(
                    gift,
                    tax=pricing.tax_for(facts.tax_class, at=now, **place._asdict()),
                    currency=priced.currency,
                ),
                label=gift.label,
                is_available=facts.is_on_sale and row.stock.covers(wanted[facts.id]),
            )
        )
    return lines


def buyer_of(found: Contents | None, **known: Any) -> Buyer:
    """Return what a basket tells of its owner, and what a caller knows beyond it."""
    groups = frozenset([found.group]) if found is not None and found.group else frozenset()
    return Buyer(customer_groups=groups, **known)


def _item(row: Row, facts: VariantFacts, unit: Money) -> Item:
    return Item(
        row.line.pk,
        facts.tax_class,
        row.line.quantity,
        unit,
        row.steps(unit),
        product_id=facts.product_id,
        variant_id=facts.id,
        category_ids=facts.category_ids,
        brand_id=facts.brand_id,
        is_discountable=not facts.is_gift_card,
    )


def _basket_line(row: Row, priced: PricedItem | None, found: Contents, now: datetime) -> BasketLine:
    return BasketLine(
        line=row.line,
        facts=row.facts,
        stock=row.stock,
        priced=priced,
        wanted=found.wanted[row.line.variant_id],
        previous=_previous(row.line, row.unit(now), priced),
    )


def _previous(line: CartLine, unit: Money | None, priced: PricedItem | None) -> Money | None:
    """What the unit cost before, taxed as now, if a lapsed promise changed it."""
    if unit is None or priced is None:
        return None
    before = line.unit_minor if line.unit_minor != unit.minor else line.previous_unit_minor
    if before is None or before == unit.minor:
        return None
    return priced.tax.apply(Money(before, unit.currency)).gross


def consignment_of(found: Contents, *, now: datetime | None = None) -> Consignment:
    """Return what of a basket has to travel, as `basket` asks delivery for it."""
    now = now or timezone.now()
    return _consignment(found.rows, _items(found.rows, now), found.cart.currency)


def _items(rows: list[Row], now: datetime) -> list[Item]:
    """What can be bought, at its price."""
    return [
        _item(row, row.facts, unit)
        for row in rows
        if (unit := row.unit(now)) is not None and row.facts is not None and row.facts.is_on_sale
    ]


def _consignment(rows: list[Row], items: list[Item], currency: str) -> Consignment:
    """What has to travel, and what it costs before promotions. Gift cards go by e-mail."""
    pieces = [
        Piece.of(
            weight_g=row.facts.weight_g,
            quantity=row.line.quantity,
            parcels=row.facts.parcels,
            size_mm=row.facts.size_mm,
            product_id=row.facts.product_id,
            category_ids=row.facts.category_ids,
        )
        for row in rows
        if row.facts is not None and not row.facts.is_gift_card
    ]
    value = sum((item.unit * item.quantity for item in items), Money.zero(currency))
    return Consignment.of(pieces, ready_on=shipping.ready_on(row.stock for row in rows), value=value)
