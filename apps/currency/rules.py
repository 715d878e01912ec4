"""The arithmetic of converted prices, and a first guess of a visitor's currency. Pure calculation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

from babel.numbers import get_territory_currencies
from django.db.models import TextChoices

from apps.currency.errors import CurrencyMismatch
from apps.currency.money import Money, exponent, round_half_up

RATE_PLACES = Decimal("1e-10")  # as rates are stored, so that a stored rate gives the same price again
IMPLAUSIBLE_CHANGE = Decimal("0.20")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)  # more digits than any amount times any rate has


class Ending(TextChoices):
    """How prices of a currency end after they were converted."""

    NONE = "NONE", "as it comes"
    WHOLE = "WHOLE", "whole units (.00)"
    NINETY_FIVE = "NINETY_FIVE", ".95"
    NINETY_NINE = "NINETY_NINE", ".99"
    TENS = "TENS", "whole tens"
    HUNDREDS = "HUNDREDS", "whole hundreds"


@dataclass(frozen=True, slots=True)
class UsedRate:
    """A rate as a basket or an order keeps it: one unit of `base` is `rate` units of `currency`."""

    currency: str
    rate: Decimal
    source: str
    effective_on: date
    base: str


@dataclass(frozen=True, slots=True)
class CurrencyChoice:
    """A currency that a visitor may choose."""

    code: str
    symbol: str
    name: str
    is_base: bool


# ---- rates -------------------------------------------------------------------------------------------


def cross(units_per_euro: Decimal, base_per_euro: Decimal) -> Decimal:
    """Return units for one unit of the base currency, from what one euro buys of each; 10 decimal places.

    Cross rates from the European Central Bank's reference rates are calculated through the euro.
    """
    with localcontext(_EXACT):
        return (units_per_euro / base_per_euro).quantize(RATE_PLACES)


def change(old: Decimal, new: Decimal) -> Decimal:
    """Return by which part a rate has moved: 0.1 for ten per cent up."""
    return (new - old) / old


def is_plausible(old: Decimal, new: Decimal) -> bool:
    """Tell whether a rate may move so far from one working day to the next: up to 20 % either way.

    Of the bank's 221,702 rates from 1999 to October 2026 eight moved further: of ISK, RUB, TRL and TRY.
    """
    return abs(change(old, new)) <= IMPLAUSIBLE_CHANGE


# ---- prices ------------------------------------------------------------------------------------------


def convert(amount: Money, rate: UsedRate, ending: Ending) -> Money:
    """Turn an amount in the base currency into a price in another.

    Base x rate, rounded half up to the currency's places, then the ending. What costs something never
    becomes free. The base currency itself is returned as it is. Raises CurrencyMismatch if the amount is
    not in the rate's base, and ValueError if it is below zero.
    """
    if amount.currency != rate.base:
        raise CurrencyMismatch(first=amount.currency, second=rate.base)
    if amount.minor < 0:
        raise ValueError("Only amounts of zero or more have a price in another currency.")
    if rate.currency == rate.base or not amount:
        return Money(amount.minor, rate.currency)
    with localcontext(_EXACT):
        exact = (amount.amount * rate.rate).scaleb(exponent(rate.currency))
        converted = Money(max(1, round_half_up(exact)), rate.currency)
    return apply_ending(converted, ending)


def apply_ending(amount: Money, ending: Ending) -> Money:
    """Move a price to the nearest one with an ending; halfway goes up, zero stays zero, nothing else becomes it.

    Endings are shares of a unit: .95 is 950 fils of KWD, and in a currency without places (JPY) it means
    whole units. Raises ValueError for an amount below zero.
    """
    if amount.minor < 0:
        raise ValueError("Only amounts of zero or more have an ending.")
    if not amount:
        return amount
    step, offset = _grid(ending, 10 ** exponent(amount.currency))
    below = (amount.minor - offset) // step * step + offset
    nearest = below if 2 * (amount.minor - below) < step else below + step
    return Money(nearest if nearest > 0 else nearest + step, amount.currency)


def _grid(ending: Ending, unit: int) -> tuple[int, int]:
    """The allowed prices in minor units: every `step`, beginning at `offset`."""
    return {
        Ending.NONE: (1, 0),
        Ending.WHOLE: (unit, 0),
        Ending.NINETY_FIVE: (unit, 95 * unit // 100),
        Ending.NINETY_NINE: (unit, 99 * unit // 100),
        Ending.TENS: (10 * unit, 0),
        Ending.HUNDREDS: (100 * unit, 0),
    }[ending]


def convert_back_floor(amount: Money, rate: UsedRate) -> Money:
    """Turn an amount of the rate's currency back into the base currency, rounded down.

    What comes out is never worth more than what went in: converted again with the same rate it is at most
    `amount`. Raises CurrencyMismatch for another currency and ValueError for an amount below zero.
    """
    if amount.currency != rate.currency:
        raise CurrencyMismatch(first=amount.currency, second=rate.currency)
    if amount.minor < 0:
        raise ValueError("Only amounts of zero or more are converted back.")
    with localcontext(_EXACT):
        exact = (amount.amount / rate.rate).scaleb(exponent(rate.base))
        return Money(int(exact.to_integral_value(rounding=ROUND_FLOOR)), rate.base)


# ---- a first guess -----------------------------------------------------------------------------------

_REGION = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(
    r"\s*[a-z]{2,3}(?P<rest>(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.[0-9]{0,3})?)\s*)?",
    re.IGNORECASE,
)


def guess(country: str, accept_language: str, offered: Sequence[CurrencyChoice]) -> str:
    """Guess the currency of a visitor who has not chosen one, and return its code.

    The legal tender of the delivery country (ISO 3166 alpha-2, or empty if it was not chosen), else of the
    regions in the Accept-Language header (RFC 9110, 12.5.4), if it is offered; else the base currency.
    """
    codes = {choice.code for choice in offered}
    for territory in (country, *_regions(accept_language)):
        for code in _tender(territory):
            if code in codes:
                return code
    return next(choice.code for choice in offered if choice.is_base)


@lru_cache(maxsize=512)
def _tender(territory: str) -> tuple[str, ...]:
    if not _REGION.fullmatch(territory):
        return ()
    return tuple(get_territory_currencies(territory, tender=True))


def _regions(accept_language: str) -> Iterator[str]:
    """The regions of a header, those of the best liked languages first. Nonsense is passed over."""
    found = []
    for entry in accept_language[:500].split(","):
        match = _LANGUAGE.fullmatch(entry)
        quality = Decimal(match["q"] or 1) if match else Decimal(0)
        if match and quality:
            found.append((quality, match["rest"].upper().split("-")))
    for _, subtags in sorted(found, key=lambda pair: -pair[0]):
        yield from (subtag for subtag in subtags if _REGION.fullmatch(subtag))
