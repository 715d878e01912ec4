"""Prices in templates: one query for everything on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from apps.accounts.visitor import country_name
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.selectors import Offer, Step

register = template.Library()


@dataclass(frozen=True, slots=True)
class CardPrice:
    """The price on a card: the lowest of its variants, and whether others cost more."""

    price: Money
    was: Money | None
    saved_percent: int
    is_from: bool


@register.simple_tag(takes_context=True)
def price(
    context: dict[str, Any], *, cards: Iterable[Any] = (), product: dict[str, Any] | None = None
) -> dict[int, Offer]:
    """Put prices on cards and return the offers of a product's variants by id, for the visitor's country."""
    visitor = context["request"].visitor
    cards = list(cards)
    classes = {pk: card.tax_class for card in cards for pk in card.variant_ids}
    if product is not None:
        classes |= {variant["id"]: product["tax_class"] for variant in product["variants"]}
    convert = selectors.conversion_to(visitor.currency)
    offers = selectors.offers(classes, country=visitor.country, currency=visitor.currency, convert=convert)
    for card in cards:
        card.price = _card_price([offers[pk] for pk in card.variant_ids if pk in offers])
    return offers


def _card_price(offers: list[Offer]) -> CardPrice | None:
    if not offers:
        return None
    lowest = min(offers, key=lambda offer: offer.price.minor)
    is_from = any(offer.price.minor != lowest.price.minor for offer in offers)
    return CardPrice(lowest.price, lowest.was, lowest.saved_percent, is_from)


@register.simple_tag(takes_context=True)
def vat_note(context: dict[str, Any]) -> str:
    """Say once for a list what its prices include for the visitor's country."""
    country = context["request"].visitor.country
    tax = selectors.tax_for("standard", country)
    if tax.is_export:
        return "Prices are without VAT; duty and tax are added by your customs."
    vat = f"VAT for {country_name(country)}, {percent(tax.percent)} % on most goods"
    return f"Prices include {vat}; delivery is added in the basket."


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """Look a key up in a dictionary: {{ offers|of:variant.id }}."""
    return mapping.get(key)


@register.filter
def percent(value: Decimal) -> str:
    """Write a tax rate without needless zeros: 19, 5.5."""
    return f"{value.normalize():f}"


@register.filter
def said(step: Step) -> str:
    """Say one step of a price in a sentence."""
    return selectors.describe(step)
