"""Delivery prices and dates in templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from apps.accounts.visitor import country_name as name_of_country
from apps.currency.money import Money
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.selectors import Offer
from apps.shipping import addresses, rules, selectors
from apps.shipping.addresses import AddressRules
from apps.shipping.rules import Piece, Promise
from apps.shipping.selectors import Consignment, Point, Punctuality, Quote

register = template.Library()


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one item would reach the visitor: the cheapest quote, and what the page says about it."""

    quote: Quote
    price: Money  # as this country pays it: without tax where goods are exported
    arrives: str  # "Tue 24 or Wed 25 November"
    order_within: str | None  # "3 h 12 min" until today's parcels are closed
    parcels: int
    heaviest_kg: int


@register.simple_tag(takes_context=True)
def promise(context: dict[str, Any], *, cards: Iterable[Any]) -> str:
    """Put the arrival day on cards whose stock is known. Prints nothing."""
    country = context["request"].visitor.country
    offers = context.get("offers") or {}
    for card in cards:
        if card.stock is None or not card.stock.can_be_bought:
            continue
        ready = None if card.stock.is_in_stock else card.stock.expected_on
        unit = _unit(card.weight_g, card.parcels, card.size_mm, card.product_id, card.category_ids)
        card.promise = _first_day(country, _consignment(unit, ready, offers.get(card.variant_id)))
    return ""


def _unit(
    weight_g: int, parcels: int, size_mm: Iterable[int], product_id: int, category_ids: Iterable[int]
) -> Piece | None:
    """One unit as it is packed; None for what is not sent."""
    if not parcels:
        return None
    return Piece.of(
        weight_g=weight_g,
        quantity=1,
        parcels=parcels,
        size_mm=size_mm,
        product_id=product_id,
        category_ids=frozenset(category_ids),
    )


def _consignment(unit: Piece | None, ready: date | None, offer: Offer | None) -> Consignment:
    value = offer.home_price if offer else None
    return Consignment.of([unit] if unit else [], ready_on=ready, value=value)


def _first_day(country: str, consignment: Consignment) -> str:
    currency = consignment.value.currency if consignment.value else ""
    arrives = selectors.first_arrival(country, consignment, currency=currency)
    return rules.in_short(arrives) if arrives else ""


@register.simple_tag(takes_context=True)
def delivery_of(
    context: dict[str, Any], variant: dict[str, Any], state: Availability | None, offer: Offer | None = None
) -> Delivery | None:
    """Return how one unit of a variant would reach the visitor, or None if nothing goes there."""
    ready = selectors.ready_on([state]) if state else None
    product = context.get("product") or {}
    categories = [category["id"] for category in product.get("trail", ())]
    size = variant.get("size_mm", ())
    unit = _unit(variant["weight_g"], variant["parcels"], size, product.get("id", 0), categories)
    consignment = _consignment(unit, ready, offer)
    visitor = context["request"].visitor
    country = visitor.country
    found = selectors.quotes(consignment, country, currency=visitor.currency)
    if not found:
        return None
    parcels = found[0].parcels
    return Delivery(
        quote=found[0],
        price=price_in(found[0], country),
        arrives=rules.in_words(found[0].promise),
        order_within=rules.time_left(
            timezone.localtime(),
            cutoff_hour=settings.DISPATCH_CUTOFF_HOUR,
            calendar=selectors.warehouse_calendar(),
        ),
        parcels=len(parcels) or consignment.parcels,
        heaviest_kg=consignment.heaviest_kg,
    )


@register.simple_tag
def delivery_countries() -> list[tuple[str, str]]:
    """Return the countries goods can go to, as (code, name)."""
    return selectors.countries()


@register.simple_tag(takes_context=True)
def delivery_quotes(context: dict[str, Any], country: str, weight_g: int) -> list[Quote]:
    """Return the ways to deliver a weight to a country, for the page of delivery prices."""
    return selectors.quotes(Consignment(weight_g), country, currency=context["request"].visitor.currency)


@register.filter
def price_in(quote: Quote, country: str) -> Money:
    """Return what a way to deliver costs in a country: with its tax, or without where goods are exported."""
    return pricing.tax_for(quote.tax_class, country).apply(quote.price).gross


@register.filter
def price_at(quote: Quote, address: dict[str, str]) -> Money:
    """Return what a way to deliver costs at an address, of which a part of a country may be taxed by itself."""
    tax = pricing.tax_for(
        quote.tax_class,
        address.get("country", ""),
        region=address.get("area", ""),
        postcode=address.get("postcode", ""),
    )
    return tax.apply(quote.price).gross


@register.simple_tag
def how_often_in_time(order: Any) -> Punctuality | None:
    """Say how many parcels came where an order goes by its promised day; None where too few were measured."""
    details, address = order.delivery_details, order.delivery_address
    if order.is_digital or not details.get("method"):
        return None
    return selectors.punctuality(
        method=details["method"],
        country=order.country,
        region=address.get("area", ""),
        postcode=address.get("postcode", ""),
        days_max=details["days_max"],
    )


@register.simple_tag
def collection_point() -> Point | None:
    """Return where goods can be collected, for those whom no carrier serves."""
    return selectors.collection_point()


@register.simple_tag
def dispatch_line() -> str:
    """Return the line at the top of every page: until when today's parcels can be ordered."""
    now = timezone.localtime()
    hour, calendar = settings.DISPATCH_CUTOFF_HOUR, selectors.warehouse_calendar()
    if rules.time_left(now, cutoff_hour=hour, calendar=calendar):
        return f"Order by {hour}:00 and it leaves Berlin today"
    day = rules.dispatch_day(now, cutoff_hour=hour, calendar=calendar)
    return f"Ordered now, it leaves Berlin on {day:%A}"


@register.filter
def country_name(code: str) -> str:
    return name_of_country(code)


@register.filter
def is_served(code: str) -> bool:
    """Say whether goods go to a country at all."""
    return selectors.is_served(code)


@register.filter
def address_rules(country: str) -> AddressRules:
    """Return how the people of a country write an address."""
    return addresses.rules_for(country)


@register.filter
def address_lines(address: dict[str, str]) -> list[str]:
    """Write an order's or a checkout's address in the order of its country."""
    return addresses.lines_of(address)


@register.filter
def in_words(promised: Promise) -> str:
    return rules.in_words(promised)


@register.simple_tag
def promised(first: date, last: date) -> str:
    """Say the days that were promised for an order."""
    return rules.in_words(Promise(first, last))
