"""Currencies in templates."""

from babel.numbers import get_currency_name
from django import template

from apps.currency import selectors
from apps.currency.money import Money, symbol
from apps.currency.rules import CurrencyChoice

register = template.Library()


@register.simple_tag
def offered_currencies() -> list[CurrencyChoice]:
    """Return the currencies a visitor may choose."""
    return selectors.offered()


@register.filter
def currency_name(code: str) -> str:
    """Write out a currency: Japanese Yen for JPY."""
    return get_currency_name(code, locale="en")


@register.filter
def currency_sign(code: str) -> str:
    """Print the sign of a currency: € for EUR."""
    return symbol(code)


@register.filter
def money(minor: int, currency: str) -> Money:
    """Make an amount of minor units and a currency."""
    return Money(minor, currency)
