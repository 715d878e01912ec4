"""What customs want to know about a parcel."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from apps.currency.money import Money
from apps.shipping import rules


@dataclass(frozen=True, slots=True)
class CustomsLine:
    """A line of a customs declaration; the value is that of all units, without tax."""

    sku: str
    title: str
    quantity: int
    hs_code: str  # empty: not known
    origin: str
    weight_g: int
    value: Money

    def frozen(self) -> dict[str, Any]:
        """Return the line as an order keeps it."""
        facts = asdict(self)
        facts.pop("value")
        return {**facts, "value_minor": self.value.minor, "currency": self.value.currency}


def customs_lines(lines: Iterable[CustomsLine], *, country: str, postcode: str = "") -> list[CustomsLine]:
    """Return the lines that have to be declared on the way to a place; none inside the customs union."""
    return list(lines) if rules.crosses_customs(country, postcode) else []
