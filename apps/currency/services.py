"""Every change of currencies and rates. Rates are added, never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.core.database import lock_table
from apps.core.faults import is_on
from apps.core.memo import forget_all
from apps.currency import rules, selectors
from apps.currency.errors import BadRatesFile, BaseCurrencyStays, ImplausibleRate
from apps.currency.feeds.ecb import DayRates, parse
from apps.currency.gateways import ecb
from apps.currency.models import Currency, ExchangeRate
from apps.currency.rules import Ending

SNAPSHOT = Path(__file__).resolve().parent / "data" / f"ecb-{selectors.SNAPSHOT_ON}.xml"

# ---- currencies --------------------------------------------------------------------------------------


@transaction.atomic
def sync_currencies() -> list[str]:
    """Make the table follow the setting CURRENCIES, and return the codes that were added.

    What staff set stays. A currency that left the setting keeps its row and is offered no more.
    """
    wanted = list(dict.fromkeys([settings.BASE_CURRENCY, *settings.CURRENCIES]))
    known = set(Currency.objects.values_list("code", flat=True))
    Currency.objects.bulk_create(
        [Currency(code=code, position=position) for position, code in enumerate(wanted)],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position"],
    )
    Currency.objects.exclude(code__in=wanted).update(position=len(wanted))
    transaction.on_commit(forget_all)
    return [code for code in wanted if code not in known]


@transaction.atomic
def update_currency(*, code: str, is_offered: bool, ending: Ending) -> None:
    """Offer a currency or not, and choose how its converted prices end.

    Raises BaseCurrencyStays if the base currency is to be switched off.
    """
    if code == settings.BASE_CURRENCY and not is_offered:
        raise BaseCurrencyStays(currency=code)
    Currency.objects.filter(code=code).update(is_offered=is_offered, ending=ending)
    transaction.on_commit(forget_all)


# ---- rates -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RateChange:
    """A currency whose newest rate is another one now. `old` is None for its first rate."""

    currency: str
    old: Decimal | None
    new: Decimal

    @property
    def percent(self) -> Decimal | None:
        """How far the rate moved, with two places."""
        return None if self.old is None else round(100 * rules.change(self.old, self.new), 2)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file brought: rows added, rows that were known, and how the newest rates moved."""

    effective_on: date
    added: int
    known: int
    changed_currencies: tuple[RateChange, ...] = ()


def import_rates(
    content: bytes, *, source: str = selectors.ECB, force: bool = False, now: datetime | None = None
) -> ImportReport:
    """Add the rates of a file of the European Central Bank, all of them or none.

    Raises BadRatesFile for a file that cannot be read, is from the future, is older than what the shop has
    from this source, or contradicts it; and ImplausibleRate if a rate is more than 20 % away from the one
    before it, unless `force` is given.
    """
    now = now or timezone.now()
    days = parse(content)
    if days[-1][0] > timezone.localdate(now):
        raise BadRatesFile(f"The file has rates of {days[-1][0]}, a day that is still to come.")
    with transaction.atomic():
        _lock()
        report, rows = _compare(days, source, force=force, now=now)
        ExchangeRate.objects.bulk_create(rows, batch_size=2000)
        transaction.on_commit(forget_all)
    return report


def _lock() -> None:
    """Let one import at a time compare and add; readers are not held up."""
    if is_on("rates_lock"):
        lock_table(ExchangeRate)


def _compare(
    days: list[DayRates], source: str, *, force: bool, now: datetime
) -> tuple[ImportReport, list[ExchangeRate]]:
    first, last = days[0][0], days[-1][0]
    ours = selectors.newest_day(source=source)
    if ours is not None and last < ours:
        raise BadRatesFile(f"The file ends on {last}, but the shop already has rates of {ours}.")
    known = _known(source, first, last)
    _refuse_contradictions(days, known)
    if not force:
        _refuse_leaps(days, known)
    rows = [
        ExchangeRate(currency=code, rate=rate, source=source, effective_on=day, fetched_at=now)
        for day, code, rate in _flat(days)
        if (day, code) not in known
    ]
    total = sum(len(rates) for _, rates in days)
    return ImportReport(last, len(rows), total - len(rows), _changes(days[-1])), rows


def _flat(days: list[DayRates]) -> Iterator[tuple[date, str, Decimal]]:
    return ((day, code, rate) for day, rates in days for code, rate in rates.items())


def _known(source: str, first: date, last: date) -> dict[tuple[date, str], Decimal]:
    rows = ExchangeRate.objects.filter(source=source, effective_on__range=(first, last))
    return {(day, code): rate for day, code, rate in rows.values_list("effective_on", "currency", "rate")}


def _refuse_contradictions(days: list[DayRates], known: dict[tuple[date, str], Decimal]) -> None:
    for day, code, rate in _flat(days):
        if known.get((day, code), rate) != rate:
            raise BadRatesFile(
                f"{day}: the file has {rate} for {code}, but {known[day, code].normalize():f} is on record. "
                "Rates on record are never changed."
            )


def _refuse_leaps(days: list[DayRates], known: dict[tuple[date, str], Decimal]) -> None:
    """Compare each new rate with the one before it, on record or in the file."""
    codes = {code for _, code, _ in _flat(days)}
    before = selectors.newest_recorded(codes, on=days[0][0] - timedelta(days=1))
    last = {code: recorded.rate for code, recorded in before.items()}
    leaps = []
    for day, code, rate in _flat(days):
        if (day, code) not in known and code in last and not rules.is_plausible(last[code], rate):
            leaps.append(f"{code} from {last[code].normalize():f} to {rate} on {day}")
        last[code] = rate
    if leaps:
        more = f" and {len(leaps) - 5} more" if len(leaps) > 5 else ""
        raise ImplausibleRate(
            f"Rates moved by more than 20 %: {'; '.join(leaps[:5])}{more}. Nothing was stored."
        )


def _changes(newest: DayRates) -> tuple[RateChange, ...]:
    day, rates = newest
    old = {code: recorded.rate for code, recorded in selectors.newest_recorded(rates, on=day).items()}
    return tuple(
        RateChange(code, old.get(code), rate) for code, rate in sorted(rates.items()) if old.get(code) != rate
    )


def fetch_rates(*, force: bool = False, now: datetime | None = None) -> ImportReport:
    """Fetch the file of the day from the European Central Bank and add its rates.

    Raises RatesUnavailable if there is no file to be had, and whatever `import_rates` raises.
    """
    return import_rates(ecb.fetch(), force=force, now=now)


def fetch_missing_rates(*, now: datetime | None = None) -> ImportReport | None:
    """Fetch the day's rates unless they are there, or fetching is switched off; then return None."""
    newest = selectors.newest_day()
    today = (now or timezone.now()).astimezone(UTC).date()
    if not settings.ECB_URL or (newest is not None and newest >= today):
        return None
    return fetch_rates(now=now)


def import_snapshot(*, now: datetime | None = None) -> ImportReport | None:
    """Add the rates that come with the project, so that a shop without a network has some.

    Return None if there are rates as new as these. Outside demo mode they are used for RATE_MAX_AGE_DAYS.
    """
    newest = selectors.newest_day()
    if newest is not None and newest >= selectors.SNAPSHOT_ON:
        return None
    return import_rates(SNAPSHOT.read_bytes(), now=now)
