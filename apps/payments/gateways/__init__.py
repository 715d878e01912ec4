"""Payment providers. Which ones a shop offers is a setting; all answer in the same words."""

from django.conf import settings

from apps.payments.errors import UnknownProvider
from apps.payments.gateways.base import Choice, Gateway, Outcome, ProviderRefused, ProviderTimeout, Report
from apps.payments.gateways.giftcards import GiftCards
from apps.payments.gateways.stripe import Stripe
from apps.payments.gateways.testbank import TestBank
from apps.payments.gateways.transfer import BankTransfer

_STRIPE = Stripe()
_KNOWN: dict[str, Gateway] = {"test": TestBank(), "transfer": BankTransfer(), _STRIPE.code: _STRIPE}
_GIFT_CARDS = GiftCards()


def gateway(provider: str) -> Gateway:
    """Return a provider that the shop offers, or that of gift cards; raises UnknownProvider for any other word."""
    if provider == _GIFT_CARDS.code:
        return _GIFT_CARDS
    if provider not in settings.PAYMENT_PROVIDERS or provider not in _KNOWN:
        raise UnknownProvider
    return _KNOWN[provider]


def stripe_gateway() -> Stripe:
    """Return Stripe, with what only Stripe can do. Raises UnknownProvider where the shop does not offer it."""
    gateway(_STRIPE.code)
    return _STRIPE


def choices(currency: str = "") -> list[Choice]:
    """Return every way to pay on offer, in the order of the setting; given a currency, those that take it."""
    every = [choice for provider in settings.PAYMENT_PROVIDERS for choice in gateway(provider).choices()]
    return [choice for choice in every if choice.takes(currency)] if currency else every


def choices_at_once(currency: str) -> list[Choice]:
    """Return the ways to pay whose money is sure at once: a change of an order does not wait for a bank's days."""
    return [choice for choice in choices(currency) if choice.provider != BankTransfer.code]


__all__ = [
    "Choice",
    "Gateway",
    "Outcome",
    "ProviderRefused",
    "ProviderTimeout",
    "Report",
    "choices",
    "choices_at_once",
    "gateway",
    "stripe_gateway",
]
