from apps.core.errors import ShopError


class UnknownCurrency(ShopError):
    code = "unknown_currency"
    message = "The shop does not know this currency."


class CurrencyMismatch(ShopError):
    """Two currencies met in one sum. A bug in the caller, never a shopper's mistake."""

    status = 500
    code = "currency_mismatch"
    message = "Amounts of two currencies cannot be combined."
