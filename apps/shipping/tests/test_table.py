"""Quotes over the world, row by row, against expectations that were worked out beside the code.

data/quotes.csv: an address, goods of world.py, a moment in Berlin; then the zone, the ways in their order, and of
the first way the price there in cents, the percentage of tax on it, and the promised days.
"""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.pricing.selectors import tax_for
from apps.shipping import selectors
from apps.shipping.selectors import Consignment, Quote
from apps.shipping.tests.world import GOODS, build_world

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
with (Path(__file__).parent / "data" / "quotes.csv").open(encoding="utf-8") as _file:
    ROWS = list(csv.DictReader(_file))


def quoted(row: dict[str, str]) -> list[Quote]:
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=BERLIN)
    return selectors.quotes(
        Consignment.of([GOODS[row["goods"]]]),
        row["country"],
        region=row["area"],
        postcode=row["postcode"],
        now=now,
    )


def found_for(row: dict[str, str]) -> dict[str, Any]:
    ways = quoted(row)
    answer: dict[str, Any] = {"methods": " ".join(way.code for way in ways)}
    if ways:
        tax = tax_for(ways[0].tax_class, row["country"], region=row["area"], postcode=row["postcode"])
        answer |= {
            "zone": ways[0].zone,
            "price_minor": tax.apply(ways[0].price).gross.minor,
            "tax_percent": float(tax.percent) if tax.is_taxed else 0.0,
            "first": ways[0].promise.first,
            "last": ways[0].promise.last,
        }
    return answer


def expected_of(row: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = {"methods": row["methods"]}
    if row["methods"]:
        answer |= {
            "zone": row["zone"],
            "price_minor": int(row["price_minor"]),
            "tax_percent": float(row["tax_percent"]),
            "first": date.fromisoformat(row["first"]),
            "last": date.fromisoformat(row["last"]),
        }
    return answer


class TestTheTable:
    def test_covers_the_world(self):
        assert len(ROWS) >= 200
        assert len({row["country"] for row in ROWS}) >= 40

    def test_is_what_shoppers_are_quoted(self):
        build_world()

        wrong = [
            (row, expected_of(row), found_for(row)) for row in ROWS if found_for(row) != expected_of(row)
        ]

        assert not wrong, "\n".join(map(str, wrong))

    def test_costs_two_statements_however_many_rows_are_asked(self):
        build_world()
        quoted(ROWS[0])
        with CaptureQueriesContext(connection) as captured:
            for row in ROWS:
                quoted(row)

        assert len(captured) <= 2
