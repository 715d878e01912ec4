"""Stripe behind the shop's idea of a payment provider: an intent of our own, shown on our own page."""

from apps.payments.gateways.stripe.charges import Charge
from apps.payments.gateways.stripe.gateway import FAILED_REFUND, Stripe, amount_of, refund_key_of
from apps.payments.gateways.stripe.intents import CODE
from apps.payments.gateways.stripe.messages import BadMessage, Message, read_message

__all__ = [
    "CODE",
    "FAILED_REFUND",
    "BadMessage",
    "Charge",
    "Message",
    "Stripe",
    "amount_of",
    "read_message",
    "refund_key_of",
]
