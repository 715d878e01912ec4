"""Rates, and files of rates, for tests."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from apps.core.memo import forget_all
from apps.currency.models import ExchangeRate
from apps.currency.rules import UsedRate

_FRAME = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
    ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
    "<gesmes:subject>Reference rates</gesmes:subject><Cube>{days}</Cube></gesmes:Envelope>"
)


def rates_file(days: Mapping[str, Mapping[str, str]]) -> bytes:
    """Write days (ISO date to rates by code) as the European Central Bank does."""
    cubes = "".join(
        f"<Cube time='{day}'>"
        + "".join(f"<Cube currency='{code}' rate='{rate}'/>" for code, rate in rates.items())
        + "</Cube>"
        for day, rates in days.items()
    )
    return _FRAME.format(days=cubes).encode()


def record(currency: str, rate: str, on: str, source: str = "ECB") -> ExchangeRate:
    """Put a rate on record: units for one euro on an ISO date."""
    forget_all()
    return ExchangeRate.objects.create(
        currency=currency,
        rate=Decimal(rate),
        effective_on=date.fromisoformat(on),
        source=source,
        fetched_at=datetime.fromisoformat(f"{on}T15:00:00Z"),
    )


def used(currency: str, rate: str, base: str = "EUR") -> UsedRate:
    return UsedRate(currency, Decimal(rate), "ECB", date(2026, 10, 30), base)
