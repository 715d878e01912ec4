"""The euro reference rates in the XML form of the European Central Bank: daily, 90-day and historical files.

A file is `Envelope/Cube/Cube[@time]/Cube[@currency,@rate]`; each rate says how many units one euro buys.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from defusedxml.ElementTree import ParseError, fromstring

from apps.currency.errors import BadRatesFile

MAX_BYTES = 20 * 1024 * 1024
BASE = "EUR"

_ENVELOPE = "{http://www.gesmes.org/xml/2002-08-01}Envelope"
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[A-Z]{3}")
# What the table holds exactly: plain digits, at most ten places. NaN, signs and exponents are no rates.
_RATE = re.compile(r"[0-9]{1,10}(\.[0-9]{1,10})?")

DayRates = tuple[date, dict[str, Decimal]]


def parse(content: bytes) -> list[DayRates]:
    """Read a file into its days, oldest first, each with its rates by currency code.

    Raises BadRatesFile, which says what is wrong, for anything but a complete file of that form. Document
    types and entities are refused, so a file cannot grow while it is read.
    """
    if len(content) > MAX_BYTES:
        raise BadRatesFile(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    root = _tree(content)
    if root.tag != _ENVELOPE:
        raise BadRatesFile("The file is not a reference rate envelope of the European Central Bank.")
    days: dict[date, dict[str, Decimal]] = {}
    for cube in root.findall(f"{_CUBE}/{_CUBE}"):
        day = _day(cube)
        if day in days:
            raise BadRatesFile(f"The day {day} stands in the file twice.")
        days[day] = _rates(cube, day)
    if not days:
        raise BadRatesFile("There is no day with rates in the file.")
    return sorted(days.items())


def _tree(content: bytes) -> Any:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        # ValueError covers what defusedxml forbids and encodings that expat does not know.
        raise BadRatesFile(f"The file is not complete, plain XML: {error}") from error


def _day(cube: Any) -> date:
    text = cube.get("time", "")
    try:
        # fromisoformat also takes weeks and dates without hyphens, which the bank does not write.
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise BadRatesFile(f"A day of rates has the time {text!r}, which is no date.") from None


def _rates(cube: Any, day: date) -> dict[str, Decimal]:
    rates: dict[str, Decimal] = {}
    for entry in cube.findall(_CUBE):
        code, text = entry.get("currency", ""), entry.get("rate", "")
        if not _CODE.fullmatch(code) or code == BASE:
            raise BadRatesFile(f"{day}: {code!r} is not the code of a foreign currency.")
        if code in rates:
            raise BadRatesFile(f"{day}: {code} has two rates.")
        if not _RATE.fullmatch(text) or not Decimal(text):
            raise BadRatesFile(f"{day}: {text!r} is not a possible rate for {code}.")
        rates[code] = Decimal(text)
    if not rates:
        raise BadRatesFile(f"{day}: there are no rates for this day.")
    return rates
