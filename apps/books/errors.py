from apps.core.errors import ShopError


class NoRepair(ShopError):
    """Nothing can be done about it without looking: it needs a person."""

    status = 409
    code = "no_repair"
    message = "There is no safe repair for this. Look at both sides and correct the one that is wrong."
