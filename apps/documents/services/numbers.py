"""Consecutive numbers without gaps, whatever runs at once."""

from django.db import connection

from apps.core.faults import is_on
from apps.documents.models import Series

_NEXT = "UPDATE documents_series SET last = last + 1 WHERE code = %s RETURNING id, last"


def next_position(code: str, prefix: str) -> tuple[int, int]:
    """Take the next number of a series and return the series' id and the number.

    The row stays locked until the transaction ends: the next document waits, and a transaction that is undone
    gives its number back. The document must be written in the same transaction (the database insists).
    """
    if not is_on("series_lock"):
        return _unlocked(code, prefix)
    found = _advanced(code)
    if found is None:
        Series.objects.bulk_create([Series(code=code, prefix=prefix)], ignore_conflicts=True)
        found = _advanced(code)
    if found is None:
        raise LookupError(code)
    return found


def _advanced(code: str) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [code])
        row = cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else None


def _unlocked(code: str, prefix: str) -> tuple[int, int]:
    """What the tests' control does: read, add one, write."""
    series, _ = Series.objects.get_or_create(code=code, defaults={"prefix": prefix})
    position = series.last + 1
    Series.objects.filter(pk=series.pk).update(last=position)
    return series.pk, position
