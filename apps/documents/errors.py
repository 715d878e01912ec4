from apps.core.errors import ShopError


class NotPlaced(ShopError):
    status = 409
    code = "not_placed"
    message = "This order was never placed, so there is nothing to write a document about."


class CreditTooHigh(ShopError):
    """Credit notes of an order would give back more than its invoice asked for."""

    status = 409
    code = "credit_too_high"
    message = "This credit note would give back more than the invoice has left. Nothing was issued."


class NothingToCredit(ShopError):
    status = 409
    code = "nothing_to_credit"
    message = "Everything on this invoice has been credited already."


class UnknownLine(ShopError):
    """A credit note names a line that is not of its order."""

    status = 409
    code = "unknown_line"
    message = "This line does not belong to the order. Nothing was issued."
