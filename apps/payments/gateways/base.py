"""What the shop expects of a payment provider."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from apps.currency.money import Money


class Outcome(Enum):
    """How a payment stands at the provider."""

    AUTHORISED = "AUTHORISED"
    CHARGED = "CHARGED"
    DECLINED = "DECLINED"
    REQUIRES_ACTION = "REQUIRES_ACTION"
    PENDING = "PENDING"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says about a payment at a moment."""

    outcome: Outcome
    reference: str
    amount: Money
    action_url: str = ""
    message: str = ""
    pay_by: datetime | None = None  # the order stands already, and the money has to be here by then


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to pay as the page offers it."""

    provider: str
    token: str
    label: str
    hint: str = ""
    currencies: tuple[str, ...] = ()  # none named: any

    def takes(self, currency: str) -> bool:
        return not self.currencies or currency in self.currencies

    @property
    def value(self) -> str:
        return f"{self.provider}:{self.token}"


class ProviderTimeout(Exception):
    """No answer, or half of one. The payment may or may not have happened: ask before trying again."""


class ProviderRefused(Exception):
    """A clear no to something other than a payment. Asking again gets the same answer; `args[0]` says why."""


class Gateway(Protocol):
    """A payment provider. Every call carries our key, so that a repeated call has one effect."""

    code: str

    def choices(self) -> list[Choice]:
        """Return the ways to pay it offers."""

    def pay(self, *, key: UUID, amount: Money, token: str, return_url: str) -> Report:
        """Take an amount. Raises ProviderTimeout when the outcome is not known."""

    def fetch(self, *, key: UUID) -> Report | None:
        """Say how a payment stands; None if the provider never heard of it. Raises ProviderTimeout."""

    def cancel(self, *, key: UUID) -> Report | None:
        """Stop a payment that is not charged yet and say how it stands then."""

    def refund(self, *, key: UUID, refund_key: UUID, amount: Money) -> str:
        """Give money back and return the provider's reference. Raises ProviderTimeout, ProviderRefused."""
