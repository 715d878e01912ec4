"""Stripe's messages to the shop: who sent one, and what it is about. What happened is asked at Stripe."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import stripe
from django.conf import settings

TOLERANCE_SECONDS = 300
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class BadMessage(Exception):
    """A message that Stripe did not send, not now, or not to us."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event as far as the shop trusts it: names only."""

    id: str
    type: str
    object_id: str
    payment_key: str
    intent: str
    is_live: bool


def read_message(body: bytes, signature: str) -> Message:
    """Return a message whose signature over the raw body is right and fresh. Raises BadMessage.

    The library takes times in the future; we do not, beyond the same five minutes.
    """
    try:
        text = body.decode()
        _verify(text, signature)
        event = json.loads(text)
        about = event["data"]["object"]
        return Message(
            id=_word(event["id"]),
            type=_word(event["type"]),
            object_id=_word(about["id"]),
            payment_key=_word((about.get("metadata") or {}).get("payment_key", "")),
            intent=_intent(about),
            is_live=event["livemode"] is True,
        )
    except (*_MALFORMED, stripe.SignatureVerificationError) as bad:
        raise BadMessage(type(bad).__name__) from bad


def _verify(text: str, signature: str) -> None:
    """Try each secret: while one is replaced by another, both are in use."""
    problem: Exception = ValueError("no secret")
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(text, signature, secret, TOLERANCE_SECONDS)
        except stripe.SignatureVerificationError as refusal:
            problem = refusal
        else:
            sent = int(dict(part.split("=", 1) for part in signature.split(","))["t"])
            if sent <= time.time() + TOLERANCE_SECONDS:
                return
            problem = ValueError("sent in the future")
    raise problem


def _word(value: object) -> str:
    """A name as Stripe makes them; anything else is none of Stripe's."""
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise ValueError("no name")
    return value


def _intent(about: Mapping[str, Any]) -> str:
    found = about["id"] if about.get("object") == "payment_intent" else about.get("payment_intent")
    return _word(found.get("id", "") if isinstance(found, dict) else found or "")
