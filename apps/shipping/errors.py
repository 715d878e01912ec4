from apps.core.errors import ShopError


class NoDelivery(ShopError):
    status = 409
    code = "no_delivery"
    message = "We cannot deliver these items to this country."


class UnknownMethod(ShopError):
    code = "unknown_delivery_method"
    message = "Choose one of the delivery options on the page."
