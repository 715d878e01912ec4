"""What is asked and what is answered: a consignment, a place, and a way to deliver with its price."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from apps.currency.money import Money
from apps.currency.rules import Ending, UsedRate, convert
from apps.shipping import rules
from apps.shipping.rules import Parcel, Piece, Promise
from apps.shipping.selectors.tables import Point

HEAVY_PARCEL_G = 20_000  # from here on the carrier calls before it comes


@dataclass(frozen=True, slots=True)
class Consignment:
    """What has to travel, as far as carriers care. What weighs nothing is not sent: it comes by email.

    Without pieces only the weight counts. `value` is what the goods cost with home tax, before promotions.
    """

    weight_g: int
    parcels: int = 1
    ready_on: date | None = None  # when the last piece of it is here; None means now
    pieces: tuple[Piece, ...] = ()
    value: Money | None = None

    @classmethod
    def of(
        cls, pieces: Iterable[Piece], *, ready_on: date | None = None, value: Money | None = None
    ) -> "Consignment":
        """Make a consignment of what is to be packed."""
        known = tuple(pieces)
        return cls(
            weight_g=sum(piece.weight_g * piece.quantity for piece in known),
            parcels=len(rules.pack(known, rules.Box())) or 1,
            ready_on=ready_on,
            pieces=known,
            value=value,
        )

    @property
    def is_digital(self) -> bool:
        return self.weight_g <= 0

    @property
    def is_heavy(self) -> bool:
        return self.weight_g >= HEAVY_PARCEL_G

    @property
    def heaviest_kg(self) -> int:
        return round(self.weight_g / max(1, self.parcels) / 1000)

    def packed(self, box: rules.Box) -> tuple[Parcel, ...]:
        """Form the parcels for a method's largest box."""
        pieces = self.pieces or (Piece(self.weight_g, parcels=max(1, self.parcels)),)
        return rules.pack(pieces, box)


class Charge(NamedTuple):
    """A surcharge as a quote names it."""

    name: str
    price: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """One way to deliver a consignment: price with tax of the home country, and the promised days."""

    code: str
    name: str
    carrier: str
    note: str
    tax_class: str
    price: Money
    promise: Promise
    method: str = ""  # the method's code, also where the way leads to a pick-up point
    zone: str = ""
    charges: tuple[Charge, ...] = ()  # contained in the price
    parcels: tuple[Parcel, ...] = ()
    days_max: int = 0  # working days of transit that the promise allows
    point: Point | None = None
    connection: str = ""  # to the carrier that may be asked for its own price; "" where the table's stands
    service: str = ""  # of that carrier
    is_carrier_price: bool = False

    @property
    def is_fetched(self) -> bool:
        return self.point is not None

    def frozen(self) -> dict[str, Any]:
        """Return how the goods travel, as plain data for the order: what a parcel's page and its label need."""
        return {
            "method": self.method,
            "zone": self.zone,
            "days_max": self.days_max,
            "surcharges": [{"name": name, "minor": price.minor} for name, price in self.charges],
            "parcels": [{"weight_g": p.weight_g, "size_mm": list(p.size_mm or ())} for p in self.parcels],
            "point": self.point._asdict() if self.point else None,
            "service": self.service,
            "is_carrier_price": self.is_carrier_price,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What a quote has to answer: goods, place, day and currency."""

    consignment: Consignment
    country: str
    region: str
    postcode: str
    now: datetime  # by the warehouse's clock
    rate: UsedRate

    def stated(self, minor: int, currency: str) -> Money:
        """Turn an amount of the tables into the currency that was asked for."""
        amount = Money(minor, currency)
        return amount if currency == self.rate.currency else convert(amount, self.rate, Ending.NONE)

    def can_state(self, currency: str) -> bool:
        """Tell whether amounts of the tables in a currency can be used; others are left out."""
        return currency in (self.rate.currency, self.rate.base)

    def is_worth(self, minor: int, currency: str) -> bool:
        """Tell whether the goods reach an amount of the tables; what costs an unknown amount reaches none."""
        value = self.consignment.value
        if not minor:
            return True
        return (
            value is not None
            and value.currency == self.rate.currency
            and value >= self.stated(minor, currency)
        )
