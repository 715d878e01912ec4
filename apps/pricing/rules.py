"""The arithmetic of taxed amounts. Pure calculation on integers and Decimals."""

from dataclasses import dataclass
from decimal import Decimal

from apps.currency.money import Money, round_half_up

HUNDRED = Decimal(100)


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


def from_gross(gross: Money, percent: Decimal) -> Taxed:
    """Split an amount that includes tax: net = round(gross / (1 + rate)), tax is the rest."""
    net = round_half_up(gross.minor * HUNDRED / (HUNDRED + percent))
    return Taxed(gross, Money(net, gross.currency))


def untaxed(gross_at_home: Money, home_percent: Decimal) -> Taxed:
    """Take the home country's tax out of a price for an export, which carries none."""
    net = from_gross(gross_at_home, home_percent).net
    return Taxed(net, net)
