"""Refunds and disputes."""

from shop.tests.stripe_fake.books import Books, Thing
from shop.tests.stripe_fake.errors import invalid


def create(books: Books, params: Thing) -> Thing:
    """Give back a part of what an intent took."""
    intent = books.get(str(params.get("payment_intent", "")), "pi")
    if intent["status"] != "succeeded":
        raise invalid(
            "This PaymentIntent does not have a successful charge to refund.", param="payment_intent"
        )
    charge = books.get(intent["latest_charge"], "ch")
    left = charge["amount"] - charge["amount_refunded"]
    amount = int(params.get("amount") or left)
    if left == 0:
        raise invalid(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
    if not 0 < amount <= left:
        raise invalid("Refund amount is greater than unrefunded amount on charge.", param="amount")
    return write_down(books, charge, amount, params)


def write_down(books: Books, charge: Thing, amount: int, params: Thing) -> Thing:
    """Give an amount of a charge back."""
    refund = books.new(
        "re",
        amount=amount,
        balance_transaction=None,
        charge=charge["id"],
        currency=charge["currency"],
        metadata=params.get("metadata", {}),
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        status="succeeded",
    )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    books.event("refund.created", refund)
    books.event("charge.refunded", charge)
    return refund


def fail(books: Books, refund: Thing, reason: str) -> Thing:
    """Let a refund come back, as when a card is closed."""
    refund.update(status="failed", failure_reason=reason)
    charge = books.get(refund["charge"], "ch")
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    books.event("refund.failed", refund)
    return refund


def dispute(books: Books, intent: Thing, amount: int | None) -> Thing:
    """Let the cardholder's bank ask for the money back."""
    charge = books.get(intent["latest_charge"], "ch")
    charge["disputed"] = True
    found = books.new(
        "dp",
        amount=amount or charge["amount_captured"],
        charge=charge["id"],
        currency=charge["currency"],
        livemode=False,
        metadata={},
        payment_intent=intent["id"],
        reason="fraudulent",
        status="needs_response",
    )
    books.event("charge.dispute.created", found)
    return found


def close_dispute(books: Books, found: Thing, status: str) -> Thing:
    """Decide a dispute: won or lost."""
    found["status"] = status
    books.event("charge.dispute.closed", found)
    return found
