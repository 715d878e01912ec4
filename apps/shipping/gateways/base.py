"""What the shop expects of a carrier's connection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from apps.currency.money import Money
from apps.shipping.rules import Parcel


class CarrierSilent(Exception):
    """No answer in time, or one that nobody understands. Asking later may help; `kind` says which."""

    def __init__(self, message: str, kind: str = "SILENT") -> None:
        self.kind = kind
        super().__init__(message)


class CarrierRefused(Exception):
    """A clear no: to the address, the parcel, or the key. Asking again gets the same answer."""

    def __init__(self, message: str, kind: str = "REFUSED") -> None:
        self.kind = kind
        super().__init__(message)


class BadMessage(Exception):
    """A message that the carrier did not send, or that nobody understands."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes, as far as a price depends on it. Nothing in it tells whose it is."""

    country: str
    region: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class CarrierRate:
    """What a carrier asks for one parcel, without tax, and the working days it takes."""

    service: str  # the carrier's word for it, for example "DHL:Express"
    price: Money
    days: int | None = None


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """One parcel for which a label is wanted."""

    reference: str  # ours; printed on the label
    parcel: Parcel
    address: Mapping[str, str]  # as orders keep it
    email: str
    customs: Sequence[Mapping[str, Any]] = ()  # what it declares, as orders keep it; empty inside the union


@dataclass(frozen=True, slots=True)
class BoughtLabel:
    """A label with its file."""

    tracking_number: str
    tracking: str  # what the carrier calls the tracking; "" if it has to be asked for
    content: bytes
    content_type: str
    price: Money | None = None
    carrier: str = ""  # who carries the parcel, as people know it


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing that happened to a parcel. `state` is a TrackingState, or "" for a word that the shop does not know."""

    at: datetime
    state: str
    word: str
    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tracking:
    """All that a carrier says about a parcel at a moment."""

    reference: str
    number: str
    scans: tuple[Scan, ...]
    expected_on: date | None = None


class Carrier(Protocol):
    """A carrier's connection. Every method may raise CarrierSilent or CarrierRefused."""

    code: str
    look_every_seconds: int

    def rates(self, *, parcel: Parcel, destination: Destination, timeout_seconds: float) -> list[CarrierRate]:
        """Return what each service would ask for a parcel; an empty list if none takes it."""

    def open_label(self, request: LabelRequest) -> str:
        """Describe a parcel to the carrier and return its name there. It costs nothing and buys nothing."""

    def buy_label(self, *, reference: str, service: str) -> BoughtLabel:
        """Buy the label of a parcel that was described; one that was bought already is returned as it is.

        `service` is the one wanted, "" for the cheapest.
        """

    def follow(self, *, number: str, carrier: str) -> str:
        """Ask the carrier to watch a tracking number, and return what it calls that. Twice is once."""

    def look(self, *, reference: str) -> Tracking:
        """Return all that the carrier says about a parcel it watches."""
