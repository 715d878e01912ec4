from apps.core.errors import ShopError
from apps.currency.money import Money


class EmptyBasket(ShopError):
    status = 409
    code = "empty_basket"
    message = "Your basket is empty."


class CheckoutIncomplete(ShopError):
    """A checkout step is missing. `step` is the one to go back to."""

    status = 409
    code = "checkout_incomplete"

    def __init__(self, step: str, message: str) -> None:
        self.step = step
        super().__init__(message, step=step)


class CannotBeOrdered(ShopError):
    """Something in the basket cannot be bought any more."""

    status = 409
    code = "cannot_be_ordered"
    message = "Something in your basket cannot be ordered any more. Nothing was charged."


class CartChanged(ShopError):
    """The total is not the one that was shown. Nothing was charged; `total` is the new one."""

    status = 409
    code = "cart_changed"

    def __init__(self, total: Money, changed: list[str]) -> None:
        self.total = total
        self.changed = changed
        what = f" Changed: {', '.join(changed)}." if changed else ""
        super().__init__(
            f"The total is now {total}, not the amount you saw. Nothing was charged.{what} "
            "Look at the summary and press the button again if you agree.",
            total_minor=total.minor,
            currency=total.currency,
            changed=changed,
        )


class CompletionInProgress(ShopError):
    """Another request is placing the order of this basket right now."""

    status = 409
    code = "completion_in_progress"
    message = "Your order is being placed. This page shows it as soon as it is done."

    def __init__(self, order_id: int) -> None:
        self.order_id = order_id
        super().__init__()


class TooLateToChange(ShopError):
    """An order is packed, shipped, cancelled or not paid: what was asked cannot be done to it any more."""

    status = 409
    code = "too_late_to_change"
    message = "This order cannot be changed any more. Call us and we look for a way."


class CannotBeChanged(ShopError):
    """The order may be changed, but not into what was asked."""

    status = 409
    code = "cannot_be_changed"
    message = "This change is not possible."


class ChangeCostsOther(ShopError):
    """A change costs or gives back another amount than was shown. Nothing was done; `balance` is the new one."""

    status = 409
    code = "change_costs_other"

    def __init__(self, balance: Money) -> None:
        self.balance = balance
        says = f"you pay {balance}" if balance.minor > 0 else f"you get back {-balance}"
        now = says if balance else "nothing is to be paid"
        super().__init__(
            f"Something has changed since you looked: now {now}. Nothing was done. "
            "Look again and confirm if you agree.",
            balance_minor=balance.minor,
            currency=balance.currency,
        )


class ChangedMeanwhile(ShopError):
    status = 409
    code = "changed_meanwhile"
    message = "The customer has changed this order since you opened it. Look at it again before you pack it."


class LiesElsewhere(ShopError):
    """The units of a parcel do not lie in one place, or not in the place that it is to leave from."""

    status = 409
    code = "lies_elsewhere"
    message = (
        "Not all of these units lie in one place, or they have not come in yet. "
        "Ship one parcel from each place, with what lies there."
    )


class NotRefundable(ShopError):
    """Money for these units, or this part of the delivery, went back before or was never paid."""

    status = 409
    code = "not_refundable"
    message = (
        "The money for these items has been given back already. Open the page again to see what is left."
    )


class IllegalTransition(ShopError):
    """A state was asked to become one that its table does not allow. A bug, or a request that came too late."""

    status = 409
    code = "illegal_transition"

    def __init__(self, field: str, old: str, new: str) -> None:
        super().__init__(f"An order whose {field.replace('_', ' ')} is {old} cannot become {new}.")


class NothingToShip(ShopError):
    status = 409
    code = "nothing_to_ship"
    message = "There is nothing left to ship in this order."


class NotPaid(ShopError):
    status = 409
    code = "not_paid"

    def __init__(self, owed: Money) -> None:
        super().__init__(f"This order is not paid: {owed} are owed. It cannot be packed or shipped yet.")


class NotAPhoneOrder(ShopError):
    status = 404
    code = "not_a_phone_order"
    message = "There is no such phone order any more."


class PayLinkUnknown(ShopError):
    status = 404
    code = "pay_link_unknown"
    message = "This link is not complete, or not one of ours. Copy the whole link from the e-mail."


class PayLinkExpired(ShopError):
    status = 410
    code = "pay_link_expired"
    message = "This link has run out. Call us or answer the e-mail, and we send you a new one."


class PayLinkUsed(ShopError):
    status = 410
    code = "pay_link_used"
    message = (
        "This order is placed already, or was taken back. If you have paid, the confirmation is in your mail."
    )


class OnHold(ShopError):
    """The order waits for somebody to look at it. Nothing may leave meanwhile."""

    status = 409
    code = "on_hold"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This order is on hold: {reason.rstrip('.')}. Release it before anything is packed or shipped."
        )


class CannotBeHeld(ShopError):
    status = 409
    code = "cannot_be_held"
    message = "Only an order that is placed and has something left to ship can be put on hold."


class NotHeld(ShopError):
    status = 409
    code = "not_held"
    message = "This order is not on hold."


class AlreadyShipped(ShopError):
    status = 409
    code = "already_shipped"
    message = "Part of this order has left the house. It can be returned, not cancelled."


class NoSuchParcel(ShopError):
    status = 404
    code = "no_such_parcel"
    message = "There is no such parcel."
