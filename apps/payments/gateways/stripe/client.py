"""One way to call Stripe: with time-outs, no silent second tries, and its errors in our words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import stripe
from django.conf import settings
from stripe import StripeClient

from apps.payments.gateways.base import ProviderRefused, ProviderTimeout
from apps.payments.gateways.stripe.breaker import Breaker

log = logging.getLogger(__name__)

CONNECT_SECONDS = 2
breaker = Breaker()


@lru_cache(maxsize=4)
def _client(key: str, api: str, read_seconds: float) -> StripeClient:
    # A call that got no answer may have had its effect: whoever called asks, and nobody tries again unasked.
    return StripeClient(
        key,
        base_addresses={"api": api},
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, read_seconds)),
        max_network_retries=0,
    )


def client() -> StripeClient:
    """Return the client for the keys and the address of the settings."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.PAYMENT_TIMEOUT_SECONDS)


@contextmanager
def our_words() -> Iterator[None]:
    """Turn Stripe's errors into ProviderRefused (a clear no) or ProviderTimeout (nobody knows, ask later)."""
    if breaker.is_open():
        raise ProviderTimeout("Stripe has not answered for a while.")
    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError) as refusal:
        breaker.heard()
        raise ProviderRefused(refusal.user_message or "Stripe refused.", refusal.code or "") from refusal
    except (stripe.AuthenticationError, stripe.PermissionError) as refusal:
        log.exception("Stripe does not accept the shop's key")
        raise ProviderRefused("Cards cannot be taken at the moment. Nothing was charged.", "key") from refusal
    except stripe.StripeError as silence:
        breaker.heard_nothing()
        raise ProviderTimeout(f"{type(silence).__name__}: {silence}") from silence
    else:
        breaker.heard()
