"""Payment providers. Which ones a shop offers is a setting; all answer in the same words."""

from django.conf import settings

from apps.payments.errors import UnknownProvider
from apps.payments.gateways.base import Choice, Gateway, Outcome, ProviderTimeout, Report
from apps.payments.gateways.giftcards import GiftCards
from apps.payments.gateways.testbank import TestBank

_KNOWN: dict[str, Gateway] = {"test": TestBank()}
_GIFT_CARDS = GiftCards()


def gateway(provider: str) -> Gateway:
    """Return a provider that the shop offers, or that of gift cards; raises UnknownProvider for any other word."""
    if provider == _GIFT_CARDS.code:
        return _GIFT_CARDS
    if provider not in settings.PAYMENT_PROVIDERS or provider not in _KNOWN:
        raise UnknownProvider
    return _KNOWN[provider]


def choices() -> list[Choice]:
    """Return every way to pay on offer, in the order of the setting."""
    return [choice for provider in settings.PAYMENT_PROVIDERS for choice in gateway(provider).choices()]


__all__ = ["Choice", "Gateway", "Outcome", "ProviderTimeout", "Report", "choices", "gateway"]
