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


class TaxRateOverlaps(ShopError):
    """A rate begins on a day on which another one of the same place already holds or is planned."""

    status = 409
    code = "tax_rate_overlaps"
    message = "Another rate of this tax class already begins there on this day or later."


class InvalidVatId(ShopError):
    code = "invalid_vat_id"
    message = "This VAT id is not written as its country does, or its check digits are wrong."


class PriceOverInThePast(ShopError):
    """A price would end before it starts."""

    code = "price_ends_too_early"
    message = "The price would end before it starts."
