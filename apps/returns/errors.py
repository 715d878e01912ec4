from datetime import date

from apps.core.errors import ShopError


class TooLateToReturn(ShopError):
    """The last day for a return has passed. `until` was that day."""

    status = 409
    code = "too_late_to_return"

    def __init__(self, until: date) -> None:
        self.until = until
        super().__init__(
            f"This order could be returned until {until:%-d %B %Y}. Write or call us if something is broken: "
            "the legal guarantee runs for two years.",
            until=until.isoformat(),
        )


class NotReturnable(ShopError):
    """More units than have arrived and are not on their way back, or something that cannot come back."""

    status = 409
    code = "not_returnable"
    message = "Of some items fewer are left to return than you chose. Look at the order again."


class NothingChosen(ShopError):
    code = "nothing_to_return"
    message = "Choose what you want to return, and how many of it."


class MixedReturn(ShopError):
    code = "mixed_return"
    message = "Gift cards come back by themselves. Ask for them and for the goods one after the other."


class CardUsed(ShopError):
    status = 409
    code = "gift_card_used"
    message = "A gift card that has been used cannot be returned. What is left on it can still be spent."


class MoneyIsOther(ShopError):
    """What would come back is not what was shown. Nothing was done."""

    status = 409
    code = "return_gives_other"
    message = (
        "Something has changed since you looked, and another amount would come back. "
        "Nothing was sent. Look again and confirm if you agree."
    )


class IllegalStep(ShopError):
    """A step that the table of states does not list."""

    status = 409
    code = "illegal_return_step"

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"This return is {old.lower()}: it cannot become {new.lower()} any more.")


class NothingReceived(ShopError):
    code = "nothing_received"
    message = "Enter how many units have come. If nothing comes, close the return."


class NothingToPay(ShopError):
    status = 409
    code = "nothing_to_pay_back"
    message = "Nothing is left to be paid back for this return."


class AlreadyExchanged(ShopError):
    status = 409
    code = "already_exchanged"
    message = "An order in exchange for this return has been made already."


class CannotExchange(ShopError):
    status = 409
    code = "cannot_exchange"
    message = "This item cannot be had in exchange right now. Choose another one."
