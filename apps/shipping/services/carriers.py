"""Asking carriers for their prices before anything is locked, and writing down what went wrong."""

import logging
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from apps.shipping import selectors
from apps.shipping.addresses import region_of
from apps.shipping.gateways import CarrierRate, CarrierRefused, CarrierSilent, Destination, carrier
from apps.shipping.models import CarrierProblem
from apps.shipping.rules import Parcel
from apps.shipping.selectors import Consignment
from apps.shipping.selectors.carrier_rates import Place, Price, answers, asked_of, questions

log = logging.getLogger(__name__)

PARCELS_ASKED = 10  # of one consignment; beyond that the table's price is taken
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="carriers")


@dataclass
class _Asked:
    """A question under way: the prices of every different parcel of a consignment."""

    connection: str
    parcels: tuple[Parcel, ...]
    calls: dict[Parcel, Future[list[CarrierRate]]] = field(default_factory=dict)


def ask_carriers(
    *, consignment: Consignment, country: str, region: str = "", postcode: str = "", currency: str = ""
) -> int:
    """Ask carriers for the prices that a checkout is about to show, keep them, and return how many answered.

    It takes CARRIER_RATES_SECONDS at most, all carriers together. Prices asked lately are not asked again, and a
    carrier that was silent is left alone for CARRIER_PAUSE_SECONDS; then the table's price stands and staff see
    why. Never call it inside a transaction.
    """
    if not postcode or consignment.is_digital or not any(map(asked_of, settings.CARRIERS)):
        return 0
    place = Place(country, region_of(country, region), postcode)
    found = selectors.quotes(consignment, country, region=region, postcode=postcode, currency=currency)
    keys = questions(found, place)
    known = answers(keys.values())
    open_ = {
        keys[q.code]: _Asked(q.connection, q.parcels)
        for q in found
        if q.code in keys and not (keys[q.code] in known and known[keys[q.code]].is_fresh)
    }
    open_ = {key: asked for key, asked in open_.items() if _can_ask(asked)}
    return _hear(open_, Destination(*place)) if open_ and _is_cache_there() else 0


def _can_ask(asked: _Asked) -> bool:
    return len(asked.parcels) <= PARCELS_ASKED and not cache.get(_pause(asked.connection))


def _is_cache_there() -> bool:
    """Without the cache an answer could not be kept, and a price that is not kept is not shown."""
    cache.set("carrier-rates:trial", True, timeout=10)
    return bool(cache.get("carrier-rates:trial"))


def _pause(connection: str) -> str:
    return f"carrier-pause:{connection}"


def _hear(open_: dict[str, _Asked], destination: Destination) -> int:
    """Send every question at once, and keep what has been answered when the time is up."""
    seconds = settings.CARRIER_RATES_SECONDS
    ends_at = time.monotonic() + seconds
    for asked in open_.values():
        for parcel in set(asked.parcels):
            asked.calls[parcel] = _threads.submit(_call, asked.connection, parcel, destination, ends_at)
    calls = [call for asked in open_.values() for call in asked.calls.values()]
    wait(calls, timeout=max(0, ends_at - time.monotonic()))
    for call in calls:
        call.cancel()
    return sum(_keep(key, asked) for key, asked in open_.items())


def _call(connection: str, parcel: Parcel, destination: Destination, ends_at: float) -> list[CarrierRate]:
    """One question, in a thread that touches no database. The time it has waited for its thread counts."""
    left, asked = ends_at - time.monotonic(), carrier(connection)
    if left <= 0 or asked is None:
        raise CarrierSilent("Too many other questions were under way.")
    return asked.rates(parcel=parcel, destination=destination, timeout_seconds=left)


def _keep(key: str, asked: _Asked) -> bool:
    """Keep a whole answer, or note why there is none."""
    try:
        prices = _together(asked)
    except CarrierRefused as no:
        note_problem(carrier=asked.connection, kind=no.kind, text=str(no))
        if no.kind == "KEY":
            _leave_alone(asked.connection)
        prices = []
    except CarrierSilent as silence:
        note_problem(carrier=asked.connection, kind=silence.kind, text=str(silence))
        _leave_alone(asked.connection)
        return False
    else:
        note_solved(carrier=asked.connection)
    kept = {"at": time.time(), "prices": prices}
    cache.set(key, kept, timeout=settings.CARRIER_RATES_KEEP_MINUTES * 60)
    return True


def _together(asked: _Asked) -> list[Price]:
    """The price of all parcels of each service that takes every one of them. Raises what a call raised."""
    each = [_answer(asked.calls[parcel]) for parcel in asked.parcels]
    sums: list[Price] = []
    for service, first in each[0].items():
        parts = [rates[service] for rates in each if service in rates]
        same = all(part.price.currency == first.price.currency for part in parts)
        if len(parts) == len(each) and same:
            days = [part.days for part in parts]
            longest = None if None in days else max(day for day in days if day is not None)
            sums.append(
                Price(service, sum(part.price.minor for part in parts), first.price.currency, longest)
            )
    return sums


def _answer(call: Future[list[CarrierRate]]) -> dict[str, CarrierRate]:
    """What one call came to, the cheapest rate of each service."""
    if call.cancelled() or not call.done():
        raise CarrierSilent(f"No answer within {settings.CARRIER_RATES_SECONDS:g} s.")
    rates: Iterable[CarrierRate] = sorted(call.result(), key=lambda rate: rate.price.minor, reverse=True)
    return {rate.service: rate for rate in rates}


def _leave_alone(connection: str) -> None:
    cache.set(_pause(connection), True, timeout=settings.CARRIER_PAUSE_SECONDS)


# ---- what staff see --------------------------------------------------------------------------------------


def note_problem(*, carrier: str, kind: str, text: str, now: datetime | None = None) -> None:
    """Write down a trouble with a carrier's connection: one open row of each kind, which counts."""
    now = now or timezone.now()
    log.warning("Carrier %s: %s: %s", carrier, kind, text)
    CarrierProblem.objects.bulk_create(
        [CarrierProblem(carrier=carrier, kind=kind, text=text[:300], times=0, first_at=now, last_at=now)],
        ignore_conflicts=True,
    )
    open_ = CarrierProblem.objects.filter(carrier=carrier, kind=kind, solved_at=None)
    open_.update(times=F("times") + 1, text=text[:300], last_at=now)


def note_solved(*, carrier: str, now: datetime | None = None) -> None:
    """Close the open troubles of a carrier that has answered. A refusal stays until staff have looked at it."""
    open_ = CarrierProblem.objects.filter(carrier=carrier, solved_at=None).exclude(
        kind=CarrierProblem.Kind.REFUSED
    )
    open_.update(solved_at=now or timezone.now())


def solve_problems(*, problem_ids: list[int], now: datetime | None = None) -> int:
    """Close troubles that staff have looked at, and return how many were open."""
    open_ = CarrierProblem.objects.filter(pk__in=problem_ids, solved_at=None)
    return open_.update(solved_at=now or timezone.now())
