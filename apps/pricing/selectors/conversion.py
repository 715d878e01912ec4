"""Base prices in another currency."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from apps.currency import rules
from apps.currency import selectors as currencies
from apps.currency.errors import NoRate
from apps.currency.money import Money
from apps.pricing.selectors.prices import Conversion


def conversion_to(currency: str, *, at: datetime | None = None) -> Conversion | None:
    """Return how base prices become prices in a currency at a moment, with its price ending.

    None for the base currency itself, and for a currency without a usable rate: then only prices that were
    entered in it exist.
    """
    if currency == settings.BASE_CURRENCY:
        return None
    try:
        rate = currencies.rate_for(currency, on=timezone.localdate(at))
    except NoRate:
        return None
    convert = partial(rules.convert, rate=rate, ending=currencies.ending_of(currency))
    return Conversion(convert, rate.rate, rate.effective_on, rate.source)


def stated_in(amount: Money, currency: str) -> Money | None:
    """Return an amount that staff stated (a minimum, a budget) in another currency; None without a rate.

    From the base currency it is converted as prices are, but without their ending; to the base currency it is
    rounded down.
    """
    base = settings.BASE_CURRENCY
    try:
        if amount.currency == base:
            return rules.convert(amount, currencies.rate_for(currency), rules.Ending.NONE)
        in_base = rules.convert_back_floor(amount, currencies.rate_for(amount.currency))
        return rules.convert(in_base, currencies.rate_for(currency), rules.Ending.NONE)
    except NoRate:
        return None
