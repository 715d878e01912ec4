from apps.core.errors import ShopError
from apps.currency.money import Money


class UnknownProvider(ShopError):
    code = "unknown_payment_method"
    message = "Choose one of the ways to pay on the page."


class PaymentDeclined(ShopError):
    """The bank said no. Nothing was charged, and the basket is the shopper's again."""

    status = 402
    code = "payment_declined"
    message = "Your bank declined the payment. Nothing was charged. Try another way to pay."


class ProviderSilent(ShopError):
    """The payment partner does not answer. Nothing was charged and nothing is lost."""

    status = 503
    code = "payment_partner_silent"
    message = "Our payment partner does not answer at the moment. Nothing was charged. Try again in a minute."


class KeyReused(ShopError):
    status = 422
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was used with another request. Use a new key for a new request."


class KeyInProgress(ShopError):
    status = 409
    code = "idempotency_key_in_progress"
    message = "A request with this Idempotency-Key is still running. Try again in a moment."


class BadKey(ShopError):
    code = "bad_idempotency_key"
    message = "An Idempotency-Key has 1 to 255 printable characters."


class CannotCancel(ShopError):
    status = 409
    code = "cannot_cancel_payment"
    message = "This payment cannot be cancelled any more. The page shows how it ends."


class NotByTransfer(ShopError):
    status = 409
    code = "not_by_transfer"
    message = "This order was not to be paid by bank transfer."


class OtherCurrency(ShopError):
    status = 409
    code = "other_currency"

    def __init__(self, currency: str) -> None:
        super().__init__(f"This order is paid in {currency}. Ask the bank what arrived in {currency}.")


class NoSuchAmount(ShopError):
    code = "no_such_amount"
    message = "Enter an amount above zero in whole cents."


class RefundTooHigh(ShopError):
    """More was to go back than the order's payments still have. `left` is what they have."""

    status = 409
    code = "refund_too_high"

    def __init__(self, left: Money) -> None:
        self.left = left
        super().__init__(
            f"Only {left} of what was paid is left to give back. Nothing was done.",
            left_minor=left.minor,
            currency=left.currency,
        )


class RefundIsOther(ShopError):
    """The amount is not the one that was shown. Nothing was done; `amount` is the new one."""

    status = 409
    code = "refund_is_other"

    def __init__(self, amount: Money) -> None:
        self.amount = amount
        super().__init__(
            f"Something has changed since you looked: now {amount} would go back. Nothing was done. "
            "Look again and confirm if you agree."
        )


class NothingToRefund(ShopError):
    status = 409
    code = "nothing_to_refund"
    message = "Choose something to give money back for: units, the delivery, or an amount."


class NotOverpaid(ShopError):
    status = 409
    code = "not_overpaid"
    message = "Nothing was paid too much, or it is on its way back already."


class RefundNotByHand(ShopError):
    status = 409
    code = "refund_not_by_hand"
    message = "This refund is made by the payment provider, not by hand."


class StatementUnreadable(ShopError):
    code = "statement_unreadable"
    message = "This file is no bank statement."


class CannotRetry(ShopError):
    status = 409
    code = "cannot_retry_refund"
    message = "This refund has not failed, or was sent again already."


class PaymentUnderWay(ShopError):
    """A change of an order is being paid right now."""

    status = 409
    code = "change_payment_under_way"
    message = "This change is being paid right now. Look at the order again in a moment."
