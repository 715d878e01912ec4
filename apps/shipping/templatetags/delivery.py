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
from apps.shipping import addresses, rules, selectors
from apps.shipping.addresses import AddressRules
from apps.shipping.rules import Promise
from apps.shipping.selectors import Consignment, Quote

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
    days: dict[Consignment, str] = {}
    for card in cards:
        if card.stock is None or not card.stock.can_be_bought:
            continue
        ready = None if card.stock.is_in_stock else card.stock.expected_on
        consignment = Consignment(card.weight_g, card.parcels, ready)
        if consignment not in days:
            days[consignment] = _first_day(country, consignment)
        card.promise = days[consignment]
    return ""


def _first_day(country: str, consignment: Consignment) -> str:
    found = selectors.quotes(consignment, country)
    return rules.in_short(found[0].promise) if found else ""


@register.simple_tag(takes_context=True)
def delivery_of(
    context: dict[str, Any], variant: dict[str, Any], state: Availability | None
) -> Delivery | None:
    """Return how one unit of a variant would reach the visitor, or None if nothing goes there."""
    ready = selectors.ready_on([state]) if state else None
    consignment = Consignment(variant["weight_g"], variant["parcels"], ready)
    visitor = context["request"].visitor
    country = visitor.country
    found = selectors.quotes(consignment, country, currency=visitor.currency)
    if not found:
        return None
    return Delivery(
        quote=found[0],
        price=price_in(found[0], country),
        arrives=rules.in_words(found[0].promise),
        order_within=rules.time_left(timezone.localtime(), cutoff_hour=settings.DISPATCH_CUTOFF_HOUR),
        parcels=consignment.parcels,
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


@register.simple_tag
def dispatch_line() -> str:
    """Return the line at the top of every page: until when today's parcels can be ordered."""
    now = timezone.localtime()
    hour = settings.DISPATCH_CUTOFF_HOUR
    if rules.time_left(now, cutoff_hour=hour):
        return f"Order by {hour}:00 and it leaves Berlin today"
    day = rules.dispatch_day(now, cutoff_hour=hour)
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
