from apps.core.errors import ShopError


class NoPrice(ShopError):
    status = 409
    code = "no_price"
    message = "This item has no price at the moment and cannot be ordered."


class NoTaxRate(ShopError):
    """A tax class or country has no rate for the day. Staff must add it before anything is sold."""

    status = 503
    code = "no_tax_rate"
    message = "We cannot work out the tax for this order right now. Nothing was charged."
