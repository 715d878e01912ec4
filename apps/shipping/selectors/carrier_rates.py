"""Prices that carriers named lately, kept in the cache. Nobody is asked here: apps.shipping.services does that.

So a page, a basket and the placement of an order read the same price, and no call to a carrier ever happens where
a row is locked. Without the cache no carrier's price is used.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache

from apps.shipping.models import Method
from apps.shipping.rules import Parcel, compact
from apps.shipping.selectors.offers import Quote

_NAMING_PRICES = frozenset({str(Method.Connection.EASYPOST)})


class Place(NamedTuple):
    """Where parcels go, as far as a price depends on it."""

    country: str
    region: str
    postcode: str


class Price(NamedTuple):
    """What a carrier asks for all parcels together, without tax."""

    service: str
    minor: int
    currency: str
    days: int | None


class Answer(NamedTuple):
    """What a carrier said, and when; no prices: it takes none of it."""

    at: float
    prices: tuple[Price, ...]

    @property
    def is_fresh(self) -> bool:
        return bool(time.time() - self.at < settings.CARRIER_RATES_FRESH_MINUTES * 60)

    def price_of(self, service: str) -> Price | None:
        """Return the price of a service, or the lowest if none is named."""
        fitting = [price for price in self.prices if service in ("", price.service)]
        return min(fitting, key=lambda price: price.minor, default=None)


def asked_of(connection: str) -> str:
    """Return the connection if it leads to a carrier that names prices and that this shop has, else ""."""
    return connection if connection in _NAMING_PRICES and connection in settings.CARRIERS else ""


def connection_of(method: str) -> str:
    """Return the connection of a method by its code: the one that makes labels for it and tells of its parcels."""
    found = Method.objects.filter(code=method).values_list("connection", flat=True).first()
    return found if found and found in settings.CARRIERS else str(Method.Connection.TABLE)


def key_of(connection: str, parcels: Iterable[Parcel], place: Place) -> str:
    """Return the name under which a carrier's answer is kept."""
    sizes = sorted((parcel.weight_g, parcel.size_mm or ()) for parcel in parcels)
    words = [connection, sizes, place.country, place.region, compact(place.postcode)]
    return f"carrier-rates:{hashlib.sha256(json.dumps(words).encode()).hexdigest()}"


def questions(found: Iterable[Quote], place: Place) -> dict[str, str]:
    """Return the keys of what carriers could be asked, by the code of the quote; nobody is without a postcode."""
    if not place.postcode:
        return {}
    return {q.code: key_of(q.connection, q.parcels, place) for q in found if q.connection and q.parcels}


def answers(keys: Iterable[str]) -> dict[str, Answer]:
    """Return the answers that are kept, with one question to the cache."""
    wanted = set(keys)
    kept_now = cache.get_many(wanted) if wanted else {}
    return {
        key: Answer(kept["at"], tuple(Price(*price) for price in kept["prices"]))
        for key, kept in (kept_now or {}).items()
    }


def kept(found: Iterable[Quote], place: Place) -> dict[str, Price]:
    """Return the carrier's price of each quote that has one, by the quote's code."""
    every = list(found)
    asked = questions(every, place)
    known = answers(asked.values()) if asked else {}
    prices = {q.code: known[asked[q.code]].price_of(q.service) for q in every if asked.get(q.code) in known}
    return {code: price for code, price in prices.items() if price is not None}
