"""What delivery costs and when it arrives. Product page, basket, checkout and order all ask here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.visitor import country_name
from apps.core.compiled import CompiledQuery
from apps.core.memo import memo
from apps.currency import selectors as currencies
from apps.currency.money import Money
from apps.currency.rules import Ending, UsedRate, convert
from apps.inventory.selectors import Availability
from apps.shipping import rules
from apps.shipping.errors import NoDelivery, UnknownMethod
from apps.shipping.models import Rate
from apps.shipping.rules import Promise

BY_EMAIL = "email"  # the way of what is not sent
HEAVY_PARCEL_G = 20_000  # from here on the carrier calls before it comes


@dataclass(frozen=True, slots=True)
class Consignment:
    """What has to travel, as far as carriers care. What weighs nothing is not sent: it comes by email."""

    weight_g: int
    parcels: int = 1
    ready_on: date | None = None  # when the last piece of it is here; None means now

    @property
    def is_digital(self) -> bool:
        return not self.weight_g

    @property
    def is_heavy(self) -> bool:
        return self.weight_g >= HEAVY_PARCEL_G

    @property
    def heaviest_kg(self) -> int:
        return round(self.weight_g / max(1, self.parcels) / 1000)


@dataclass(frozen=True, slots=True)
class Quote:
    """One way to deliver a consignment: price with tax of the home country, and the promised days."""

    code: str
    name: str
    carrier: str
    note: str
    tax_class: str
    price: Money
    promise: Promise


@dataclass(frozen=True, slots=True)
class _Band:
    code: str
    name: str
    carrier: str
    note: str
    tax_class: str
    position: int
    up_to_weight_g: int
    currency: str
    price_minor: int
    days_min: int
    days_max: int


def _rates_to(*, country: str) -> QuerySet[Rate, Any]:
    rows = Rate.objects.filter(zone__countries__contains=[country], method__is_active=True)
    fields = ("code", "name", "carrier", "note", "tax_class", "position")
    own = ("up_to_weight_g", "currency", "price_minor", "transit_days_min", "transit_days_max")
    values = rows.values_list(*(f"method__{f}" for f in fields), *own)
    return values.order_by("method__position", "method__code", "up_to_weight_g")


_RATES_TO = CompiledQuery(_rates_to, country="a sample")


@memo(seconds=15)
def _bands(country: str) -> list[_Band]:
    return [_Band(*row) for row in _RATES_TO.rows(country=country)]


def refresh_rates(country: str) -> None:
    """Read the delivery rates of a country anew. Placing an order does; pages live with a copy up to 15 s old."""
    _bands.fresh(country)


def quotes(
    consignment: Consignment, country: str, *, currency: str = "", now: datetime | None = None
) -> list[Quote]:
    """Return every way to deliver a consignment to a country, cheapest first; an empty list if there is none.

    What is not sent comes by email, at once and for nothing, wherever goods are sold to. Prices are in
    `currency`, by default the base currency. Raises NoRate for one without a usable rate.
    """
    if consignment.is_digital:
        return [_by_email(currency or settings.BASE_CURRENCY, now)] if is_served(country) else []
    fitting: dict[str, _Band] = {}
    for band in _bands(country):
        if consignment.weight_g <= band.up_to_weight_g:
            fitting.setdefault(band.code, band)
    leaves = _leaves(now, consignment.ready_on)
    rate = currencies.rate_for(currency or settings.BASE_CURRENCY, on=timezone.localdate(now))
    found = [_quote(band, leaves, rate) for band in fitting.values()]
    return sorted(found, key=lambda q: (q.price.minor, q.promise.last))


def _by_email(currency: str, now: datetime | None) -> Quote:
    today = timezone.localdate(now)
    return Quote(
        code=BY_EMAIL,
        name="By email",
        carrier="Email",
        note="Right after the payment",
        tax_class="standard",
        price=Money.zero(currency),
        promise=Promise(today, today),
    )


def _quote(band: _Band, leaves: date, rate: UsedRate) -> Quote:
    price = Money(band.price_minor, band.currency)
    return Quote(
        code=band.code,
        name=band.name,
        carrier=band.carrier,
        note=band.note,
        tax_class=band.tax_class,
        price=price if price.currency == rate.currency else convert(price, rate, Ending.NONE),
        promise=rules.promise(leaves, days_min=band.days_min, days_max=band.days_max),
    )


def _leaves(now: datetime | None, ready_on: date | None) -> date:
    local = timezone.localtime(now)
    return rules.dispatch_day(local, cutoff_hour=settings.DISPATCH_CUTOFF_HOUR, ready_on=ready_on)


def quote(code: str, consignment: Consignment, country: str, *, now: datetime | None = None) -> Quote:
    """Return one way to deliver. Raises NoDelivery if nothing goes there, UnknownMethod for any other code."""
    found = quotes(consignment, country, now=now)
    if not found:
        raise NoDelivery(f"We cannot deliver these items to {country_name(country)}.")
    for candidate in found:
        if candidate.code == code:
            return candidate
    raise UnknownMethod


def ready_on(states: Iterable[Availability]) -> date | None:
    """Return when everything will be here: None if it all is, else the latest expected day."""
    expected = [state.expected_on for state in states if not state.is_in_stock and state.expected_on]
    return max(expected) if expected else None


def countries() -> list[tuple[str, str]]:
    """Return the countries goods can go to as (code, name), by name."""
    return sorted(((code, country_name(code)) for code in _served()), key=lambda pair: pair[1])


def is_served(country: str) -> bool:
    return country in _served()


@memo(seconds=15)
def _served() -> frozenset[str]:
    rows = Rate.objects.filter(method__is_active=True).values_list("zone__countries", flat=True).distinct()
    return frozenset(code for codes in rows for code in codes)
