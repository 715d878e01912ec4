"""What the test cards do, by Stripe's tokens and numbers (docs.stripe.com/testing)."""

DECLINES = {
    "pm_card_chargeDeclined": ("card_declined", "generic_decline", "Your card was declined."),
    "pm_card_chargeDeclinedInsufficientFunds": (
        "card_declined",
        "insufficient_funds",
        "Your card has insufficient funds.",
    ),
    "pm_card_chargeDeclinedExpiredCard": ("expired_card", "expired_card", "Your card has expired."),
}
CONFIRMS = "pm_card_authenticationRequired"
DELAYED = "pm_usBankAccount_success"
WORKS = "pm_card_visa"
KNOWN = {WORKS, CONFIRMS, DELAYED, *DECLINES}
NUMBERS = {
    "4242424242424242": WORKS,
    "4000000000000002": "pm_card_chargeDeclined",
    "4000000000009995": "pm_card_chargeDeclinedInsufficientFunds",
    "4000002760003184": CONFIRMS,
    "000123456789": DELAYED,
}


def token_of(number: str) -> str:
    """Return what a typed number stands for; a number that nobody knows is declined."""
    return NUMBERS.get("".join(number.split()), "pm_card_chargeDeclined")
