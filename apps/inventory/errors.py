from apps.core.errors import ShopError


class InsufficientStock(ShopError):
    """There are fewer free units than asked for. `details["short"]` maps variant ids to what is free."""

    status = 409
    code = "insufficient_stock"
    message = "There are not enough of these left."

    def __init__(self, short: dict[int, int]) -> None:
        self.short = short
        super().__init__(short=short)


class HoldLapsed(ShopError):
    """A hold has reached its longest time and cannot be renewed."""

    status = 409
    code = "hold_lapsed"
    message = "The time for which we keep items aside is over."
