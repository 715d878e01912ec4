"""When a parcel leaves and when it arrives. Pure calculation, no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from babel.dates import format_date

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """The days between which a parcel arrives. They are the same day where the carrier is that precise."""

    first: date
    last: date

    def __str__(self) -> str:
        return in_words(self)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a place: its weekend and public holidays, and days on which the house is closed.

    Without a country only Saturdays and Sundays are free. Source: the package holidays.
    """

    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.closed:
            return False
        weekend, free = _free_days(self.country, self.subdivision, day.year)
        return day.weekday() not in weekend and day not in free


@lru_cache(maxsize=512)
def _free_days(country: str, subdivision: str, year: int) -> tuple[frozenset[int], frozenset[date]]:
    """The weekdays and the holidays without work; a place that the package does not know has weekends alone."""
    for part in dict.fromkeys((subdivision or None, None)):
        try:
            found = holidays.country_holidays(country, subdiv=part, years=year)
        except NotImplementedError:
            continue
        return frozenset(found.weekend), frozenset(found)
    return frozenset({SATURDAY, SATURDAY + 1}), frozenset()


WEEKDAYS = Calendar()


def is_working_day(day: date) -> bool:
    return WEEKDAYS.is_working_day(day)


@lru_cache(maxsize=4096)
def add_working_days(day: date, count: int, calendar: Calendar = WEEKDAYS) -> date:
    """Return the working day that lies `count` working days after a day; 0 gives the day or the next working day."""
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not calendar.is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date, calendar: Calendar = WEEKDAYS) -> int:
    """Return how many working days come after a day up to another; 0 if that is not later."""
    days = range(1, (last - first).days + 1)
    return sum(calendar.is_working_day(first + timedelta(days=count)) for count in days)


def dispatch_day(
    now: datetime,
    *,
    cutoff_hour: int,
    ready_on: date | None = None,
    handling_days: int = 0,
    calendar: Calendar = WEEKDAYS,
) -> date:
    """Return the day a parcel leaves: today before the cut-off on a working day, else the next working day.

    `now` is local time of the warehouse, `calendar` its own. Goods that still have to arrive leave the working
    day after; handling adds so many working days.
    """
    leaves = add_working_days(now.date(), 0, calendar)
    if leaves == now.date() and now.hour >= cutoff_hour:
        leaves = add_working_days(leaves, 1, calendar)
    if ready_on is not None and ready_on >= leaves:
        leaves = add_working_days(ready_on, 1, calendar)
    return add_working_days(leaves, handling_days, calendar)


def promise(leaves: date, *, days_min: int, days_max: int, calendar: Calendar = WEEKDAYS) -> Promise:
    """Return the arrival days of a parcel that leaves on a day and travels so many working days there."""
    first, last = _days_after(leaves, days_min, calendar), _days_after(leaves, days_max, calendar)
    return Promise(first, max(first, last))


def _days_after(day: date, count: int, calendar: Calendar) -> date:
    """The day that is so many working days later. The day of departure is no day of transit, even on a holiday."""
    for _ in range(count):
        day = add_working_days(day + timedelta(days=1), 0, calendar)
    return add_working_days(day, 0, calendar)


@lru_cache(maxsize=1024)
def in_words(promised: Promise, locale: str = "en") -> str:
    """Say a promise: "Tue 24 November", "Tue 24 or Wed 25 November", "Mon 30 November to Fri 4 December"."""
    first = format_date(promised.first, "EEE d MMMM", locale=locale)
    last = format_date(promised.last, "EEE d MMMM", locale=locale)
    if promised.first == promised.last:
        return last
    if promised.first.month == promised.last.month:
        first = format_date(promised.first, "EEE d", locale=locale)
    joiner = "or" if add_working_days(promised.first, 1) == promised.last else "to"
    return f"{first} {joiner} {last}"


@lru_cache(maxsize=1024)
def in_short(promised: Promise, locale: str = "en") -> str:
    """Say the first day of a promise as cards do: "Tue 24 Nov"."""
    return format_date(promised.first, "EEE d MMM", locale=locale)


def time_left(now: datetime, *, cutoff_hour: int, calendar: Calendar = WEEKDAYS) -> str | None:
    """Say how long today's parcels can still be ordered: "3 h 12 min"; None after the cut-off."""
    if not calendar.is_working_day(now.date()) or now.hour >= cutoff_hour:
        return None
    minutes = cutoff_hour * 60 - (now.hour * 60 + now.minute)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
