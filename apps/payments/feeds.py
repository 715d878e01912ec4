"""Bank statements as files: CSV with the columns date, amount, currency and text."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Protocol

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money
from apps.payments.errors import StatementUnreadable

MAX_BYTES = 256 * 1024
MAX_ROWS = 1000
COLUMNS = ("date", "amount", "currency", "text")
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,' ]\d{3})+([.,]\d{1,2})?|[+-]?\d+([.,]\d{1,2})?")


class _Reader(Protocol):
    """What csv.reader makes; its own type has no name before Python 3.13."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a statement. Its reference is made of what it says, so the same row is the same entry."""

    number: int  # the line of the file, for staff
    day: date
    amount: Money
    text: str
    reference: str


def read_statement(content: bytes) -> list[Entry]:
    """Read a bank statement: comma or semicolon, 1234.56 or 1.234,56, 2026-11-21 or 21.11.2026.

    Rows that look alike are numbered, so that two equal payments of a day are two. Raises StatementUnreadable
    naming the row, and then nothing of it counts.
    """
    if len(content) > MAX_BYTES:
        raise StatementUnreadable(f"The file is larger than {MAX_BYTES // 1024} kB.")
    text = decoded(content)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ","
    )
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not set(COLUMNS) <= set(names):
            raise StatementUnreadable(f"The first row has to name the columns {', '.join(COLUMNS)}.")
        return _entries(reader, [names.index(name) for name in COLUMNS])
    except csv.Error as error:
        raise StatementUnreadable(f"Row {reader.line_num} is not CSV.") from error


def _entries(reader: "_Reader", places: list[int]) -> list[Entry]:
    seen: Counter[str] = Counter()
    entries: list[Entry] = []
    for cells in reader:
        if not cells:  # an empty line
            continue
        if len(entries) >= MAX_ROWS:
            raise StatementUnreadable(f"The file has more than {MAX_ROWS} rows.")
        row = [cells[place] if place < len(cells) else "" for place in places]
        entries.append(_entry(reader.line_num, dict(zip(COLUMNS, row, strict=True)), seen))
    return entries


def decoded(content: bytes) -> str:
    """Return the text of a file, whichever of the two usual encodings it has. Raises StatementUnreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\x00" in text:
        raise StatementUnreadable("This is not a text file.")
    return text


def _entry(number: int, row: dict[str, str], seen: Counter[str]) -> Entry:
    day, amount = _day(row["date"], number), _amount(row["amount"], row["currency"], number)
    text = " ".join(row["text"].split())[:200]
    said = f"{day.isoformat()}|{amount.minor}|{amount.currency}|{text}"
    seen[said] += 1
    digest = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:24]
    return Entry(number, day, amount, text, f"statement-{day:%Y%m%d}-{digest}")


def _day(typed: str, number: int) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise StatementUnreadable(f"Row {number}: {typed[:20]!r} is no date.")


def _amount(typed: str, currency: str, number: int) -> Money:
    plain = typed.strip().replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    if not _GROUPED.fullmatch(plain):
        raise StatementUnreadable(f"Row {number}: {typed[:20]!r} is no amount.")
    whole, mark, cents = _split(plain)
    digits = re.sub(r"[.,' ]", "", whole)
    try:
        return Money.of(Decimal(f"{digits}.{cents}" if mark else digits), currency.strip().upper())
    except (InvalidOperation, UnknownCurrency) as error:
        raise StatementUnreadable(f"Row {number}: {currency[:10]!r} is no currency.") from error


def _split(plain: str) -> tuple[str, str, str]:
    """Part whole units from cents: the last mark is the decimal one unless three digits follow it."""
    found = re.search(r"[.,](\d{1,2})$", plain)
    return (plain[: found.start()], ".", found[1]) if found else (plain, "", "")
