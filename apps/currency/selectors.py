"""Which currencies the shop offers, and at which rates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_name
from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from apps.core.memo import memo
from apps.currency.errors import NoRate, StaleRate
from apps.currency.models import Currency, ExchangeRate
from apps.currency.money import exponent, symbol
from apps.currency.rules import CurrencyChoice, Ending, UsedRate, cross

ECB = "ECB"
FEED_BASE = "EUR"  # rates are recorded as units for one euro
SNAPSHOT_ON = date(2026, 10, 30)  # the day of the rates that come with the project
OWN_RATE = "base"  # the source of the base currency's rate to itself, which is 1


# ---- what is on record -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of the rate table: units for one euro."""

    rate: Decimal
    source: str
    effective_on: date


_NEWEST = """
SELECT code, newest.rate, newest.source, newest.effective_on
  FROM unnest(%s::text[]) AS code
 CROSS JOIN LATERAL (SELECT rate, source, effective_on FROM currency_exchangerate
                      WHERE currency = code AND effective_on <= %s
                      ORDER BY effective_on DESC, fetched_at DESC, id DESC LIMIT 1) AS newest
"""


def newest_recorded(codes: Iterable[str], *, on: date) -> dict[str, Recorded]:
    """Return the newest row on or before a day for each currency that has one. A Saturday has Friday's."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [list(codes), on])
        return {code: Recorded(rate, source, day) for code, rate, source, day in cursor.fetchall()}


def newest_day(*, source: str = ECB) -> date | None:
    """Return the newest day that a source has rates for."""
    found: date | None = ExchangeRate.objects.filter(source=source).aggregate(Max("effective_on"))[
        "effective_on__max"
    ]
    return found


@memo(seconds=15)
def _newest(codes: tuple[str, ...], day: str) -> dict[str, Recorded]:
    return newest_recorded(codes, on=date.fromisoformat(day))


@memo(seconds=15)
def _rows() -> dict[str, tuple[bool, Ending]]:
    """What staff have set for each currency, in the shop's order."""
    values = Currency.objects.values_list("code", "is_offered", "ending")
    return {code: (is_offered, Ending(ending)) for code, is_offered, ending in values}


def _needed(currency: str) -> tuple[str, ...]:
    """The codes to look up for a currency: all of the shop's at once, because a page asks for several."""
    own = {settings.BASE_CURRENCY, *settings.CURRENCIES}
    return tuple(sorted((own if currency in own else {settings.BASE_CURRENCY, currency}) - {FEED_BASE}))


# ---- rates -------------------------------------------------------------------------------------------


def newest_rate(currency: str, *, on: date | None = None) -> UsedRate | None:
    """Return the newest rate on or before a day, however old it is; None if there is none.

    With a base currency other than the euro the rate is crossed through the euro, and as old as the older
    of the two. Raises UnknownCurrency.
    """
    exponent(currency)
    day, base = on or timezone.localdate(), settings.BASE_CURRENCY
    if currency == base:
        return UsedRate(currency, Decimal(1), OWN_RATE, day, base)
    recorded = _newest(_needed(currency), day.isoformat())
    legs = [recorded.get(code) for code in (currency, base) if code != FEED_BASE]
    found = [leg for leg in legs if leg is not None]
    if len(found) < len(legs):
        return None
    units = Decimal(1) if currency == FEED_BASE else recorded[currency].rate
    rate = cross(units, Decimal(1) if base == FEED_BASE else recorded[base].rate)
    return UsedRate(currency, rate, found[0].source, min(leg.effective_on for leg in found), base)


def rate_for(currency: str, *, on: date | None = None) -> UsedRate:
    """Return the rate from the base currency that is used on a day: today's if none is given.

    The newest row on or before the day counts. Raises NoRate if there is none, and StaleRate (a NoRate) if
    it is more than RATE_MAX_AGE_DAYS older than the day.
    """
    day = on or timezone.localdate()
    found = newest_rate(currency, on=day)
    if found is None or not found.rate:
        raise NoRate(currency=currency, on=day)
    if not _is_fresh(found.effective_on, day):
        raise StaleRate(currency=currency, on=day, effective_on=found.effective_on)
    return found


def _is_fresh(effective_on: date, day: date) -> bool:
    """A demo accepts the rates that come with the project, and newer ones, however long ago that was."""
    in_demo = settings.SHOP_MODE == "demo" and effective_on >= SNAPSHOT_ON
    return in_demo or (day - effective_on).days <= settings.RATE_MAX_AGE_DAYS


def is_usable(currency: str, *, on: date | None = None) -> bool:
    """Tell whether prices can be converted to a currency on a day."""
    try:
        rate_for(currency, on=on)
    except NoRate:
        return False
    return True


def ending_of(currency: str) -> Ending:
    """Return how converted prices of a currency end."""
    return _rows().get(currency, (False, Ending.NONE))[1]


def refresh(*, at: datetime) -> None:
    """Read rates and endings of a day anew. Placing an order does; pages live with a copy up to 15 s old."""
    _newest.fresh(_needed(settings.BASE_CURRENCY), timezone.localdate(at).isoformat())
    _rows.fresh()


# ---- what is offered ---------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _choice(code: str, base: str) -> CurrencyChoice:
    return CurrencyChoice(code, symbol(code), get_currency_name(code, locale="en"), code == base)


def offered(now: datetime | None = None) -> list[CurrencyChoice]:
    """Return the currencies a visitor may choose: the base, then those with a usable rate in the shop's order."""
    return list(_offered(timezone.localdate(now), settings.BASE_CURRENCY))


@memo(seconds=15)
def _offered(day: date, base: str) -> tuple[CurrencyChoice, ...]:
    others = [code for code in _rows() if code != base and not why_not_offered(code, on=day)]
    return tuple(_choice(code, base) for code in (base, *others))


def why_not_offered(currency: str, *, on: date | None = None) -> str:
    """Say to staff why nobody can choose a currency; empty if it is offered."""
    if currency == settings.BASE_CURRENCY:
        return ""
    if currency not in settings.CURRENCIES:
        return "It is not in the setting CURRENCIES."
    if not _rows().get(currency, (False, Ending.NONE))[0]:
        return "It is switched off."
    try:
        rate_for(currency, on=on)
    except StaleRate as stale:
        day, limit = stale.details["effective_on"], settings.RATE_MAX_AGE_DAYS
        return f"Its newest rate is of {day}, more than {limit} days old."
    except NoRate:
        return "It has no rate."
    return ""


def age_of_rate(currency: str) -> str:
    """Say to staff how old the newest rate of a currency is, and whether only a demo would use it."""
    found, today = newest_rate(currency), timezone.localdate()
    if found is None or found.source == OWN_RATE:
        return ""
    days = (today - found.effective_on).days
    age = "of today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    if days > settings.RATE_MAX_AGE_DAYS and _is_fresh(found.effective_on, today):
        return f"{age}; counts as fresh because this is a demo"
    return age
