from apps.core.errors import ShopError


class BadQuantity(ShopError):
    code = "bad_quantity"
    message = "Enter a whole number from 1 to 99."


class CouponRefused(ShopError):
    """A code gives nothing in this basket; the message says why."""

    status = 409
    code = "coupon_refused"


class BasketFull(ShopError):
    code = "basket_full"
    message = "A basket holds up to 100 different items. Remove one to add another."


class OutOfStock(ShopError):
    status = 409
    code = "out_of_stock"
    message = "This item has just sold out."


class MissingPersonalText(ShopError):
    code = "missing_personal_text"
    message = "Enter the text for your item."


class NoSuchLine(ShopError):
    status = 404
    code = "no_such_line"
    message = "This item is no longer in your basket."


class BasketInUse(ShopError):
    """An order is being placed from the basket right now."""

    status = 409
    code = "completion_in_progress"
    message = "An order with this basket is being placed right now. Finish or cancel its payment first."


class TooManyCoupons(ShopError):
    status = 409
    code = "too_many_coupons"
    message = "A basket takes up to 5 codes. Remove one to add another."
