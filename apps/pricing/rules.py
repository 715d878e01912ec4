"""The arithmetic of taxed amounts and of past prices. Pure calculation on integers and Decimals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from apps.currency.money import Money, round_half_up

HUNDRED = Decimal(100)


class Treatment(StrEnum):
    """Whether a destination's tax is charged, and if not, why."""

    TAXED = "taxed"
    EXPORT = "export"
    REVERSE_CHARGE = "reverse_charge"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class BusinessBuyer:
    """A buyer who states a VAT id. `country` is ISO 3166 alpha-2 (GR, not EL) or XI."""

    country: str
    vat_id: str
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Taxed:
    """An amount with and without tax; gross = net + tax always holds."""

    gross: Money
    net: Money

    @property
    def tax(self) -> Money:
        return self.gross - self.net

    def __add__(self, other: "Taxed") -> "Taxed":
        return Taxed(self.gross + other.gross, self.net + other.net)


def net_of(gross: int, percent: Decimal) -> int:
    """Return the net minor units of a gross amount: round(gross / (1 + rate))."""
    return round_half_up(gross * HUNDRED / (HUNDRED + percent))


def gross_of(net: int, percent: Decimal) -> int:
    """Return the gross minor units of a net amount: round(net x (1 + rate))."""
    return round_half_up(net * (HUNDRED + percent) / HUNDRED)


def from_gross(gross: Money, percent: Decimal) -> Taxed:
    """Split an amount that includes tax: net = round(gross / (1 + rate)), tax is the rest."""
    return Taxed(gross, Money(net_of(gross.minor, percent), gross.currency))


def from_net(net: Money, percent: Decimal) -> Taxed:
    """Put tax on an amount without it: gross = round(net x (1 + rate)), tax is the difference."""
    return Taxed(Money(gross_of(net.minor, percent), net.currency), net)


def untaxed(gross_at_home: Money, home_percent: Decimal) -> Taxed:
    """Take the home country's tax out of a price for a sale that carries none."""
    net = from_gross(gross_at_home, home_percent).net
    return Taxed(net, net)


# ---- past prices ----------------------------------------------------------------------------------------


class Span(NamedTuple):
    """A price row of the past: in force from its start until its end, or until a newer one starts."""

    start: datetime
    end: datetime | None
    amount: int


def lowest_in_force(history: Iterable[Span], *, opens: datetime, begins: datetime) -> int | None:
    """Return the lowest amount in force in a window that ends as a reduction begins, or None if nothing was.

    The price in force until the very moment the window opens counts, and so does one that returns when a
    later price ends. Source: Directive 98/6/EC art. 6a.
    """
    spans = [span for span in history if span.start < begins]
    before = [span for span in spans if span.start < opens and (span.end is None or span.end >= opens)]
    turns = {moment for span in spans for moment in (span.start, span.end) if moment is not None}
    newest = [_newest(before), *(_newest(_at(spans, turn)) for turn in turns if opens <= turn < begins)]
    return min((span.amount for span in newest if span is not None), default=None)


def _at(spans: list[Span], moment: datetime) -> list[Span]:
    return [span for span in spans if span.start <= moment and (span.end is None or span.end > moment)]


def _newest(spans: list[Span]) -> Span | None:
    return max(spans, key=lambda span: span.start, default=None)
