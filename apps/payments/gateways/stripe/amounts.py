"""Amounts as Stripe counts them (docs.stripe.com/currencies)."""

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money, exponent
from apps.payments.gateways.base import ProviderRefused

_NO_PLACES = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF")
)
_THREE_PLACES = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])


def places(currency: str) -> int:
    """Return how many decimal places Stripe counts; ISK and UGX have two there, whatever their coins."""
    return 0 if currency in _NO_PLACES else 3 if currency in _THREE_PLACES else 2


def to_stripe(money: Money) -> int:
    """Return an amount in Stripe's units. Raises ProviderRefused if it cannot be charged exactly.

    Currencies with three places are charged in tens: the last digit must be 0.
    """
    units, rest = _shifted(money.minor, places(money.currency) - exponent(money.currency))
    if rest or (money.currency in _THREE_PLACES and units % 10):
        raise ProviderRefused(f"{money} cannot be paid by card. Choose another currency.")
    return units


def from_stripe(units: int, currency: str) -> Money:
    """Return an amount that Stripe names. Raises ProviderRefused for a currency or fraction that we do not know."""
    code = currency.upper()
    try:
        shift = exponent(code) - places(code)
    except UnknownCurrency as unknown:
        raise ProviderRefused(f"Stripe named the currency {currency!r}.") from unknown
    minor, rest = _shifted(units, shift)
    if rest:
        raise ProviderRefused(f"Stripe named {units} {code}, which is no whole amount.")
    return Money(minor, code)


def _shifted(amount: int, digits: int) -> tuple[int, int]:
    """Move the decimal point to the right, or with a negative number to the left; the rest is what is lost."""
    return (amount * int(10**digits), 0) if digits >= 0 else divmod(amount, int(10**-digits))
