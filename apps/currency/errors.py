from apps.core.errors import ShopError


class UnknownCurrency(ShopError):
    code = "unknown_currency"
    message = "The shop does not know this currency."


class CurrencyMismatch(ShopError):
    """Two currencies met in one sum. A bug in the caller, never a shopper's mistake."""

    status = 500
    code = "currency_mismatch"
    message = "Amounts of two currencies cannot be combined."


class BadRatesFile(ShopError):
    """A file of exchange rates cannot be trusted. Nothing of it was stored; the last good rates stay."""

    status = 422
    code = "bad_rates_file"
    message = "This file of exchange rates cannot be used."


class ImplausibleRate(ShopError):
    """A rate has moved further in one step than currencies do. Staff may look and import it all the same."""

    status = 409
    code = "implausible_rate"
    message = "An exchange rate has moved too far to be believed."


class RatesUnavailable(ShopError):
    """The feed of exchange rates did not answer, or not with a file. The last good rates stay."""

    status = 503
    code = "rates_unavailable"
    message = "The exchange rates could not be fetched."


class NoRate(ShopError):
    """There is no rate for a currency on a day, so nothing can be converted to it."""

    status = 409
    code = "no_rate"
    message = "There is no exchange rate for this currency."


class StaleRate(NoRate):
    """The newest rate for a currency is older than RATE_MAX_AGE_DAYS."""

    code = "stale_rate"
    message = "The exchange rate for this currency is too old to be used."


class BaseCurrencyStays(ShopError):
    status = 409
    code = "base_currency_stays"
    message = "The base currency is always offered."
