"""Money as integer minor units with a currency: the only way amounts travel through the shop."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Self

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol

from apps.currency.errors import CurrencyMismatch, UnknownCurrency

_CODE = re.compile(r"[A-Z]{3}")
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(maxsize=512)
def exponent(currency: str) -> int:
    """Return how many decimal places a currency has: JPY 0, EUR 2, KWD 3 (CLDR, by Babel).

    Raises UnknownCurrency; Babel itself would answer 2 for any word.
    """
    if not _CODE.fullmatch(currency) or currency not in get_global("all_currencies"):
        raise UnknownCurrency(currency=currency)
    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents, yen, fils) of one currency. Never a float.

    Adding or comparing two currencies raises CurrencyMismatch; a currency that does not exist raises
    UnknownCurrency; anything but an int as amount raises TypeError.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"Money counts whole minor units, not {self.minor!r}.")
        exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Build from major units ("649.00"), rounded half up to the currency's places.

        A float raises TypeError: it has lost its cents before it arrives.
        """
        if isinstance(amount, float):
            raise TypeError("A float is not money.")
        return cls(round_half_up(Decimal(amount).scaleb(exponent(currency))), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units with exactly the currency's places."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.minor - self._same(other).minor, self.currency)

    def __mul__(self, count: int) -> Self:
        if type(count) is not int:
            raise TypeError("Money is multiplied by whole numbers; use `share` for fractions.")
        return type(self)(self.minor * count, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.minor, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Self) -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: Self) -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: Self) -> bool:
        return self.minor >= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return format_money(self)

    def share(self, factor: Decimal) -> Self:
        """Return this amount times a decimal factor, rounded half up to the minor unit."""
        return type(self)(round_half_up(self.minor * factor), self.currency)

    def _same(self, other: Self) -> Self:
        if other.currency != self.currency:
            raise CurrencyMismatch(first=self.currency, second=other.currency)
        return other


def round_half_up(value: Decimal) -> int:
    """Round to a whole number, halves away from zero: 0.5 to 1, -0.5 to -1 (behaviour of every named point)."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add up amounts of one currency; nothing at all is zero."""
    return sum(amounts, Money.zero(currency))


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Share minor units over weights by the largest remainder, so that the shares add up exactly.

    Each gets floor(amount x weight / sum); the units left go to the largest fractions, ties to the lower
    index. With 10.00 over three equal weights: 334, 333, 333. Raises ValueError for negative numbers or
    when there is something to share and all weights are zero.
    """
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError("Only amounts and weights of zero or more can be shared.")
    whole = sum(weights)
    if whole == 0:
        if amount:
            raise ValueError("There is nothing to share the amount over.")
        return [0] * len(weights)
    shares = [amount * weight // whole for weight in weights]
    by_fraction = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for index in by_fraction[: amount - sum(shares)]:
        shares[index] += 1
    return shares


@lru_cache(maxsize=8192)
def _formatted(minor: int, currency: str, locale: str) -> str:
    amount = Decimal(minor).scaleb(-exponent(currency))
    # CLDR puts a space between a letter and a digit (KWD 1.234); Babel leaves that to its callers.
    return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", format_currency(amount, currency, locale=locale))


def format_money(money: Money, locale: str = "en") -> str:
    """Write an amount as people of a locale do: €649.00, 649,00 €, ¥1,200."""
    return _formatted(money.minor, money.currency, locale)


@lru_cache(maxsize=256)
def symbol(currency: str, locale: str = "en") -> str:
    """Return the sign of a currency in a locale: € for EUR."""
    exponent(currency)
    return get_currency_symbol(currency, locale=locale)
