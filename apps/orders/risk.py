"""Signals that an order may be a fraud. Pure functions over facts of this shop; no outside service is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order when it is looked at."""

    email: str
    delivery_country: str
    billing_country: str
    declined_tries: int  # attempts by the same person in the last hour whose payment did not happen
    quantity: int  # the most units of one thing
    value: Decimal  # in the base currency
    names: int  # different names under the e-mail address in the last 30 days, this order's included


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is out of the ordinary for this shop."""

    declined_tries: int
    quantity: int
    value: Decimal
    names: int
    mail_domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that is out of the ordinary, in words for staff, and how much it weighs."""

    code: str
    points: int
    reason: str


def signals(facts: Facts, limits: Limits) -> list[Signal]:
    """Return what is out of the ordinary about an order, heaviest first."""
    found = [signal for look in _LOOKS if (signal := look(facts, limits)) is not None]
    return sorted(found, key=lambda signal: -signal.points)


def points(found: Sequence[Signal]) -> int:
    """Return the sum that is compared with the shop's limit."""
    return sum(signal.points for signal in found)


def in_words(found: Sequence[Signal]) -> str:
    """Return the reasons as staff read them, one sentence each."""
    return " ".join(f"{signal.reason} ({signal.points})." for signal in found)


def _countries(facts: Facts, limits: Limits) -> Signal | None:
    if facts.delivery_country == facts.billing_country:
        return None
    return Signal(
        "countries", 30, f"It goes to {facts.delivery_country} and is billed to {facts.billing_country}"
    )


def _declined(facts: Facts, limits: Limits) -> Signal | None:
    if facts.declined_tries < limits.declined_tries:
        return None
    return Signal("declined", 40, f"{facts.declined_tries} payments failed within the hour before")


def _quantity(facts: Facts, limits: Limits) -> Signal | None:
    if facts.quantity < limits.quantity:
        return None
    return Signal("quantity", 30, f"{facts.quantity} units of one thing")


def _value(facts: Facts, limits: Limits) -> Signal | None:
    if facts.value < limits.value:
        return None
    return Signal("value", 30, f"A value of {facts.value:.2f} in the shop's currency")


def _names(facts: Facts, limits: Limits) -> Signal | None:
    if facts.names < limits.names:
        return None
    return Signal("names", 40, f"{facts.names} different names under one email address")


def _mail_domain(facts: Facts, limits: Limits) -> Signal | None:
    domain = facts.email.rpartition("@")[2].lower()
    if not any(domain == known or domain.endswith(f".{known}") for known in limits.mail_domains):
        return None
    return Signal("mail_domain", 40, f"Throw-away email address at {domain}")


_LOOKS: tuple[Callable[[Facts, Limits], Signal | None], ...] = (
    _countries,
    _declined,
    _quantity,
    _value,
    _names,
    _mail_domain,
)
