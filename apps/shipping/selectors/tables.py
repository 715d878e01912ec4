"""Everything that quotes depend on, read with one statement and kept for 15 seconds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from apps.core.memo import memo
from apps.shipping.rules import Box, Pattern, longest_match


class Way(NamedTuple):
    """A method as quotes see it."""

    id: int
    code: str
    name: str
    carrier: str
    note: str
    tax_class: str
    kind: str
    handling_days: int
    connection: str
    service: str  # of the carrier; "" for the cheapest
    box: Box
    max_parcel_g: int | None
    max_length_mm: int | None
    max_girth_mm: int | None
    products: frozenset[int]  # that it does not take
    categories: frozenset[int]


class Band(NamedTuple):
    method_id: int
    zone_id: int
    up_to_weight_g: int
    up_to_volume_cm3: int | None
    from_value_minor: int
    free_from_minor: int | None
    currency: str
    price_minor: int
    days_min: int
    days_max: int


class Extra(NamedTuple):
    """A surcharge."""

    name: str
    method_id: int | None
    zone_id: int | None
    place: Pattern
    longer_than_mm: int | None
    girth_over_mm: int | None
    heavier_than_g: int | None
    currency: str
    price_minor: int

    @property
    def has_limits(self) -> bool:
        return any(n is not None for n in (self.longer_than_mm, self.girth_over_mm, self.heavier_than_g))


class Point(NamedTuple):
    """A pick-up point."""

    method_id: int
    code: str
    name: str
    line1: str
    postcode: str
    city: str
    country: str
    hours: str

    @property
    def address(self) -> str:
        return f"{self.name}, {self.line1}, {self.postcode} {self.city}"


@dataclass(frozen=True, slots=True)
class Tables:
    zones: dict[int, str]
    countries: dict[str, int]  # whole countries, to their zones
    areas: dict[str, list[tuple[Pattern, int]]]  # parts of countries, to their zones
    ways: dict[int, Way]  # active ones, in the order of their positions
    bands: dict[int, dict[int, list[Band]]]  # zone to method to bands, the lightest first
    extras: list[Extra]
    points: dict[tuple[int, str], list[Point]]  # method and country
    figures: dict[tuple[str, str, str], dict[int, int]]  # method, country, region: days to parcels

    def zone_of(self, country: str, region: str = "", postcode: str = "") -> int | None:
        """Return the zone of an address: that of the area which fits most precisely, else that of the country."""
        area = longest_match(self.areas.get(country, ()), country, region, postcode)
        return self.countries.get(country) if area is None else area

    @property
    def served(self) -> frozenset[str]:
        """The countries to which, or to a part of which, something goes."""
        whole = {country for country, zone in self.countries.items() if self.bands.get(zone)}
        parts = {c for c, areas in self.areas.items() if any(self.bands.get(zone) for _, zone in areas)}
        return frozenset(whole | parts)


_TABLES = """
SELECT json_build_array(
  (SELECT coalesce(json_agg(json_build_array(id, name, countries) ORDER BY position, name), '[]')
     FROM shipping_zone),
  (SELECT coalesce(json_agg(json_build_array(zone_id, country, region, first_postcode, last_postcode)), '[]')
     FROM shipping_zonearea),
  (SELECT coalesce(json_agg(json_build_array(id, code, name, carrier, note, tax_class, kind, handling_days,
                   connection, service, box_length_mm, box_width_mm, box_height_mm, box_weight_g,
                   max_parcel_g, max_length_mm, max_girth_mm) ORDER BY position, code), '[]')
     FROM shipping_method WHERE is_active),
  (SELECT coalesce(json_agg(json_build_array(method_id, zone_id, up_to_weight_g, up_to_volume_cm3,
                   from_value_minor, free_from_minor, currency, price_minor, transit_days_min, transit_days_max)
                   ORDER BY up_to_weight_g, up_to_volume_cm3 NULLS LAST, from_value_minor DESC), '[]')
     FROM shipping_rate),
  (SELECT coalesce(json_agg(json_build_array(name, method_id, zone_id, country, region, first_postcode,
                   last_postcode, longer_than_mm, girth_over_mm, heavier_than_g, currency, price_minor)
                   ORDER BY name, id), '[]')
     FROM shipping_surcharge WHERE is_active),
  (SELECT coalesce(json_agg(json_build_array(method_id, code, name, line1, postcode, city, country, hours)
                   ORDER BY postcode, code), '[]')
     FROM shipping_pickuppoint WHERE is_active),
  (SELECT coalesce(json_agg(json_build_array(method_id, product_id)), '[]')
     FROM shipping_method_excluded_products),
  (SELECT coalesce(json_agg(json_build_array(method_id, category_id)), '[]')
     FROM shipping_method_excluded_categories),
  (SELECT coalesce(json_agg(json_build_array(method_code, country, region, counts)), '[]')
     FROM shipping_transitfigure)
)::text
"""


@memo(seconds=15)
def tables() -> Tables:
    """Return what delivery costs and how long it takes, at most 15 seconds old."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return _read(cursor.fetchone()[0])


@lru_cache(maxsize=2)
def _read(text: str) -> Tables:
    """Tables that have not changed since they were last read are not worked through again."""
    zones, areas, methods, rates, surcharges, points, products, categories, figures = json.loads(text)
    whole: dict[str, int] = {}
    for zone, _, countries in zones:
        for country in countries:
            whole.setdefault(country, zone)
    parts: dict[str, list[tuple[Pattern, int]]] = {}
    for zone, *place in areas:
        parts.setdefault(place[0], []).append((Pattern(*place), zone))
    ways = {row[0]: _way(row, products, categories) for row in methods}
    bands: dict[int, dict[int, list[Band]]] = {}
    for band in (Band(*rate) for rate in rates if rate[0] in ways):
        bands.setdefault(band.zone_id, {}).setdefault(band.method_id, []).append(band)
    by_country: dict[tuple[int, str], list[Point]] = {}
    for point in (Point(*row) for row in points):
        by_country.setdefault((point.method_id, point.country), []).append(point)
    return Tables(
        zones={zone: name for zone, name, _ in zones},
        countries=whole,
        areas=parts,
        ways=ways,
        bands=bands,
        extras=[Extra._make([*row[:3], Pattern(*row[3:7]), *row[7:]]) for row in surcharges],
        points=by_country,
        figures={(m, c, r): {int(d): n for d, n in counts.items()} for m, c, r, counts in figures},
    )


def _way(row: list[Any], products: Iterable[list[int]], categories: Iterable[list[int]]) -> Way:
    length, width, height, weight = row[10:14]
    longest, middle, shortest = sorted((length or 0, width or 0, height or 0), reverse=True)
    box = Box((longest, middle, shortest) if shortest else None, weight)
    without = (
        frozenset(product for method, product in products if method == row[0]),
        frozenset(category for method, category in categories if method == row[0]),
    )
    return Way._make([*row[:10], box, *row[14:], *without])
