"""What Stripe's own list says was charged, for comparing the books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import stripe
from stripe import PaymentIntent

from apps.currency.money import Money
from apps.payments.gateways.stripe.amounts import from_stripe
from apps.payments.gateways.stripe.client import client
from apps.payments.gateways.stripe.intents import our_key


@dataclass(frozen=True, slots=True)
class Charge:
    """An intent at Stripe with the sums that moved, in the order's currency."""

    reference: str
    payment_key: str
    status: str
    charged: Money
    refunded: Money
    authorised: Money
    created_at: datetime


def list_charges(since: datetime) -> Iterator[Charge]:
    """Return every intent that was made since a moment, newest first."""
    found = client().v1.payment_intents.list(
        {"created": {"gte": int(since.timestamp())}, "limit": 100, "expand": ["data.latest_charge"]}
    )
    for intent in found.auto_paging_iter():
        yield _charge(intent)


def _charge(intent: PaymentIntent) -> Charge:
    latest = cast("stripe.Charge | None", intent.latest_charge)
    # What was authorised and not captured counts as refunded at Stripe; it never moved.
    back = latest.amount_refunded - (latest.amount - latest.amount_captured) if latest is not None else 0
    return Charge(
        reference=intent.id,
        payment_key=our_key(intent),
        status=intent.status,
        charged=from_stripe(intent.amount_received, intent.currency),
        refunded=from_stripe(max(back, 0) if intent.amount_received else 0, intent.currency),
        authorised=from_stripe(intent.amount_capturable, intent.currency),
        created_at=datetime.fromtimestamp(intent.created, UTC),
    )
