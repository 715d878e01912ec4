"""PaymentIntents and the charges they make."""

import secrets
import time
from typing import Any

from shop.tests.stripe_fake import cards, refunds
from shop.tests.stripe_fake.books import Books, Thing
from shop.tests.stripe_fake.errors import ApiError, invalid, unexpected

_SMALLEST = {"jpy": 50, "kwd": 500}  # the rest: 50
_OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")


def create(books: Books, params: Thing) -> Thing:
    """Make an intent; with `confirm`, pay it at once."""
    amount, currency = _amount(params.get("amount")), str(params.get("currency", "")).lower()
    if len(currency) != 3:
        raise invalid(f"Invalid currency: {currency}.", param="currency")
    if amount < _SMALLEST.get(currency, 50):
        raise invalid("Amount must convert to at least 50 cents.", "amount_too_small", "amount")
    if currency in ("kwd", "bhd", "jod", "omr", "tnd") and amount % 10:
        raise invalid("The last digit of three-decimal amounts has to be 0.", param="amount")
    intent = books.new(
        "pi",
        amount=amount,
        amount_capturable=0,
        amount_received=0,
        currency=currency,
        status="requires_payment_method",
        capture_method=params.get("capture_method", "automatic_async"),
        confirmation_method="automatic",
        automatic_payment_methods=_automatic(params),
        payment_method=None,
        payment_method_types=["card", "link"],
        metadata=params.get("metadata", {}),
        description=params.get("description"),
        receipt_email=params.get("receipt_email"),
        latest_charge=None,
        last_payment_error=None,
        next_action=None,
        canceled_at=None,
        cancellation_reason=None,
    )
    intent["client_secret"] = f"{intent['id']}_secret_{secrets.token_hex(8)}"
    books.event("payment_intent.created", intent)
    return intent


def _amount(value: Any) -> int:
    if not str(value).isdigit():
        raise invalid(f"Invalid integer: {value}", "parameter_invalid_integer", "amount")
    return int(value)


def _automatic(params: Thing) -> Thing | None:
    asked = params.get("automatic_payment_methods")
    return {"enabled": asked.get("enabled") == "true", "allow_redirects": "always"} if asked else None


def confirm(books: Books, intent: Thing, token: str, return_url: str, home: str) -> Thing:
    """Pay an intent with a test card. Raises the card error of a card that is declined."""
    if intent["status"] not in _OPEN:
        raise unexpected(intent, "confirm")
    if token not in cards.KNOWN:
        raise invalid(f"No such PaymentMethod: '{token}'", "resource_missing", "payment_method")
    intent["payment_method"] = f"pm_{secrets.token_hex(8)}"
    if token in cards.DECLINES:
        raise decline(books, intent, *cards.DECLINES[token])
    if token == cards.CONFIRMS:
        intent["status"] = "requires_action"
        intent["next_action"] = {
            "type": "redirect_to_url",
            "redirect_to_url": {"url": f"{home}/3ds/{intent['id']}", "return_url": return_url},
        }
        books.event("payment_intent.requires_action", intent)
    elif token == cards.DELAYED:
        intent["status"] = "processing"
        books.event("payment_intent.processing", intent)
    else:
        take(books, intent)
    return intent


def decline(books: Books, intent: Thing, code: str, why: str, message: str) -> ApiError:
    """Let a try fail and return the error to answer with; another card may be tried."""
    charge = _charge(books, intent, is_paid=False)
    error = {
        "type": "card_error",
        "code": code,
        "decline_code": why,
        "message": message,
        "charge": charge["id"],
    }
    intent.update(status="requires_payment_method", last_payment_error=error, next_action=None)
    books.event("charge.failed", charge)
    books.event("payment_intent.payment_failed", intent)
    return ApiError(
        402, "card_error", message, code, decline_code=why, charge=charge["id"], payment_intent=intent
    )


def _charge(books: Books, intent: Thing, *, is_paid: bool) -> Thing:
    is_captured = is_paid and intent["capture_method"] != "manual"
    charge = books.new(
        "ch",
        amount=intent["amount"],
        amount_captured=intent["amount"] if is_captured else 0,
        amount_refunded=0,
        captured=is_captured,
        currency=intent["currency"],
        disputed=False,
        metadata=intent["metadata"],
        paid=is_paid,
        payment_intent=intent["id"],
        refunded=False,
        status="succeeded" if is_paid else "failed",
    )
    intent["latest_charge"] = charge["id"]
    return charge


def take(books: Books, intent: Thing) -> None:
    """Charge or authorise, as the intent says."""
    charge = _charge(books, intent, is_paid=True)
    intent.update(last_payment_error=None, next_action=None)
    if intent["capture_method"] == "manual":
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
        books.event("charge.succeeded", charge)
        books.event("payment_intent.amount_capturable_updated", intent)
        return
    intent.update(status="succeeded", amount_received=intent["amount"])
    books.event("charge.succeeded", charge)
    books.event("payment_intent.succeeded", intent)


def capture(books: Books, intent: Thing, params: Thing) -> Thing:
    """Charge what was authorised, or a part of it; the rest is let go."""
    if intent["status"] != "requires_capture":
        raise unexpected(intent, "capture")
    amount = _amount(params.get("amount_to_capture", intent["amount_capturable"]))
    if not 0 < amount <= intent["amount_capturable"]:
        raise invalid("Amount is more than can be captured.", "amount_too_large", "amount_to_capture")
    intent.update(status="succeeded", amount_received=amount, amount_capturable=0)
    charge = books.get(intent["latest_charge"], "ch")
    charge.update(captured=True, amount_captured=amount)
    if charge["amount"] > amount:  # Stripe files what was let go as a refund
        refunds.write_down(books, charge, charge["amount"] - amount, {})
    books.event("charge.captured", charge)
    books.event("payment_intent.succeeded", intent)
    return intent


def cancel(books: Books, intent: Thing, reason: str | None) -> Thing:
    """Close an intent that took no money; an authorisation is let go."""
    if intent["status"] not in (*_OPEN, "requires_capture", "processing"):
        raise unexpected(intent, "cancel")
    intent.update(
        status="canceled",
        amount_capturable=0,
        canceled_at=int(time.time()),
        cancellation_reason=reason,
        next_action=None,
    )
    books.event("payment_intent.canceled", intent)
    return intent
