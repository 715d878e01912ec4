from apps.core.errors import ShopError


class CouponUsedUp(ShopError):
    """A code, or a promotion without one, has reached its limit. `name` is the code or the label."""

    status = 409
    code = "coupon_used_up"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} has been used up meanwhile. Nothing was charged.", name=name)


class CouponUsedBefore(ShopError):
    """The customer has used a promotion as often as one may."""

    status = 409
    code = "coupon_used_before"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} was used with this e-mail address before. Nothing was charged.", name=name)


class PromotionInUse(ShopError):
    """A change would contradict what orders have used already."""

    status = 409
    code = "promotion_in_use"
    message = "Orders have used more than that already."


class InvalidCode(ShopError):
    code = "invalid_code"
    message = "A code has 3 to 40 letters, digits and hyphens."
