"""How documents write dates, amounts and weights."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from apps.currency.money import Money, format_money

LOCALE = "en_GB"


def day(iso_date: str) -> str:
    """21 November 2026."""
    return format_date(date.fromisoformat(iso_date), "d MMMM y", locale=LOCALE)


def amount(minor: int, currency: str) -> str:
    """An amount for a column whose head names the currency: 1,049.00."""
    value = Money(minor, currency).amount
    places = -int(value.as_tuple().exponent)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, format=pattern, locale=LOCALE).replace("-", "\N{MINUS SIGN}")


def money(minor: int, currency: str) -> str:
    """An amount that stands alone: €1,049.00."""
    return format_money(Money(minor, currency)).replace("-", "\N{MINUS SIGN}")


def weight(grams: int) -> str:
    """3.2 kg, 450 g."""
    return f"{grams / 1000:,.1f} kg" if grams >= 1000 else f"{grams} g"
