"""How goods are taxed on their way to a place."""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.core.memo import memo
from apps.currency.money import Money
from apps.pricing import rules
from apps.pricing.errors import NoTaxRate
from apps.pricing.models import TaxClass, TaxRate, TaxZone
from apps.pricing.rules import BusinessBuyer, Taxed, Treatment
from apps.pricing.trace import TaxStep

# Directive 2006/112/EC art. 226 (11a) wants these two words on the invoice.
REVERSE_CHARGE_NOTE = "Reverse charge: VAT is owed by the recipient (Art. 196 Directive 2006/112/EC)"


@dataclass(frozen=True, slots=True)
class Tax:
    """How goods of a class are taxed on their way to a place."""

    code: str
    name: str
    percent: Decimal  # at the destination; 0 where no tax is charged
    home_percent: Decimal  # included in the shop's own prices
    is_export: bool
    treatment: str = Treatment.TAXED
    zone: str = ""
    place: str = ""  # the country, region or area whose rate it is
    shows_gross: bool = True  # off: consumers there see prices without tax
    note: str = ""  # to be shown, and printed on the invoice, where no tax is charged

    @property
    def is_taxed(self) -> bool:
        return self.treatment == Treatment.TAXED

    @property
    def step(self) -> TaxStep:
        return TaxStep(self.name, self.place, self.percent, self.treatment, self.note)

    def apply(self, gross_at_home: Money) -> Taxed:
        """Turn a price as the shop states it at home into what this destination pays."""
        if not self.is_taxed:
            return rules.untaxed(gross_at_home, self.home_percent)
        if not self.shows_gross:
            return rules.from_net(rules.from_gross(gross_at_home, self.home_percent).net, self.percent)
        return rules.from_gross(gross_at_home, self.percent)

    def line(self, unit: Taxed, quantity: int) -> Taxed:
        """Tax so many units: the amount consumers see is fixed, the other one is rounded once per line."""
        if not self.is_taxed:
            return Taxed(unit.net * quantity, unit.net * quantity)
        if not self.shows_gross:
            return rules.from_net(unit.net * quantity, self.percent)
        return rules.from_gross(unit.gross * quantity, self.percent)

    def of_gross(self, gross: Money) -> Taxed:
        """Tax an amount that is what consumers pay: a line after promotions have taken their shares."""
        return rules.from_gross(gross, self.percent) if self.is_taxed else Taxed(gross, gross)

    def shown(self, gross_at_home: Money) -> Money:
        """Return the price as consumers at the destination expect to see it: with tax, or without."""
        taxed = self.apply(gross_at_home)
        return taxed.gross if self.shows_gross else taxed.net


# ---- the tables of a day -------------------------------------------------------------------------------


class _Zone(NamedTuple):
    code: str
    treatment: str
    shows_gross: bool
    note: str


_Key = tuple[str, str, str, str, BusinessBuyer | None]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Everything about taxes that holds on a day, and the answers worked out of it so far."""

    rates: dict[tuple[str, str], tuple[str, Decimal]]  # (class, place) to (name of class, percent)
    out_of_scope: dict[str, str]  # classes that are not taxed when sold, to their names
    areas: dict[str, list[tuple[str, str, str]]]  # country to (region, postcode prefix, area), longest first
    zones: dict[str, _Zone]
    members: dict[str, tuple[str, bool]]  # place to (zone, does the shop collect there)
    answers: dict[_Key, Tax] = field(default_factory=dict)


_TABLES = """
SELECT json_build_array(
  (SELECT coalesce(json_agg(json_build_array(c.code, concat_ws('-', r.country, nullif(r.region, '')), c.name,
                                             r.percent::text)), '[]')
     FROM pricing_taxrate r JOIN pricing_taxclass c ON c.id = r.tax_class_id
    WHERE r.valid_from <= %(day)s AND (r.valid_until IS NULL OR r.valid_until >= %(day)s)),
  (SELECT coalesce(json_object_agg(code, name), '{}') FROM pricing_taxclass WHERE is_out_of_scope),
  (SELECT coalesce(json_agg(json_build_array(country, region, postcode_prefix, code)
                            ORDER BY length(region) + length(postcode_prefix) DESC, code), '[]')
     FROM pricing_taxarea),
  (SELECT coalesce(json_agg(json_build_array(code, treatment, shows_gross, note)), '[]') FROM pricing_taxzone),
  (SELECT coalesce(json_agg(json_build_array(m.code, z.code, coalesce(m.registered_from <= %(day)s, false))), '[]')
     FROM pricing_taxzonemember m JOIN pricing_taxzone z ON z.id = m.zone_id))::text
"""


@memo(seconds=15)
def _tables(day: str) -> _Tables:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, {"day": day})
        return replace(_read(cursor.fetchone()[0]), answers={})


@lru_cache(maxsize=4)
def _read(tables: str) -> _Tables:
    """Tables that have not changed since they were last read are not worked through again."""
    rates, out_of_scope, areas, zones, members = json.loads(tables)
    by_country: dict[str, list[tuple[str, str, str]]] = {}
    for country, region, prefix, code in areas:
        by_country.setdefault(country, []).append((region, prefix, code))
    return _Tables(
        rates={(code, place): (name, Decimal(percent)) for code, place, name, percent in rates},
        out_of_scope=out_of_scope,
        areas=by_country,
        zones={zone[0]: _Zone(*zone) for zone in zones},
        members={code: (zone, collects) for code, zone, collects in members},
    )


def refresh_taxes(*, at: datetime) -> None:
    """Read the tax tables of a day anew. Placing an order does; pages live with a copy up to 15 s old."""
    _tables.fresh(timezone.localdate(at).isoformat())


# ---- the answer for a place ----------------------------------------------------------------------------


def tax_for(
    tax_class: str,
    country: str,
    *,
    region: str = "",
    postcode: str = "",
    at: datetime | None = None,
    business: BusinessBuyer | None = None,
) -> Tax:
    """Return how a tax class is taxed at a destination (ISO 3166 country, ISO 3166-2 region, postcode).

    Without a country the place is settings.TAX_UNKNOWN_DESTINATION; a country in no zone belongs to
    settings.TAX_DEFAULT_ZONE. A union country taxes at its own rate, unless a business with a valid VAT id of
    another member state owes the tax itself; where the shop is registered it collects; all else is an export.
    A class that is out of scope is taxed nowhere. Raises NoTaxRate if the home country or a country that is
    taxed has no rate.
    """
    tables = _tables(timezone.localdate(at).isoformat())
    key = (tax_class, country, region, postcode, business)
    found = tables.answers.get(key)
    if found is None:
        found = tables.answers[key] = _tax(tables, *key)
    return found


def _tax(
    tables: _Tables, tax_class: str, country: str, region: str, postcode: str, business: BusinessBuyer | None
) -> Tax:
    voucher = tables.out_of_scope.get(tax_class)
    if voucher is not None:
        return _not_taxed_when_sold(tax_class, voucher)
    home = tables.rates.get((tax_class, settings.HOME_COUNTRY))
    if home is None:
        raise NoTaxRate(tax_class=tax_class, country=settings.HOME_COUNTRY)
    places = _places(tables, country or settings.TAX_UNKNOWN_DESTINATION, region, postcode)
    zone, collects = _zone(tables, places)
    if zone.treatment == TaxZone.Treatment.EXPORT or not collects:
        return _untaxed(tax_class, home, zone, places[0], Treatment.EXPORT, zone.note)
    if business is not None and _owes_itself(tables, zone, places[0], business):
        return _untaxed(tax_class, home, zone, places[0], Treatment.REVERSE_CHARGE, REVERSE_CHARGE_NOTE)
    for place in places:
        rate = tables.rates.get((tax_class, place))
        if rate is not None:
            return Tax(
                tax_class,
                *rate,
                home[1],
                is_export=False,
                zone=zone.code,
                place=place,
                shows_gross=zone.shows_gross,
            )
    raise NoTaxRate(tax_class=tax_class, country=country)


def _not_taxed_when_sold(tax_class: str, name: str) -> Tax:
    """Source: Directive 2006/112/EC art. 30b (2), multi-purpose vouchers."""
    zero = Decimal(0)
    return Tax(tax_class, name, zero, zero, is_export=False, treatment=Treatment.OUT_OF_SCOPE)


def _untaxed(
    tax_class: str, home: tuple[str, Decimal], zone: _Zone, place: str, treatment: Treatment, note: str
) -> Tax:
    return Tax(
        tax_class,
        home[0],
        Decimal(0),
        home[1],
        is_export=treatment == Treatment.EXPORT,
        treatment=treatment,
        zone=zone.code,
        place=place,
        shows_gross=zone.shows_gross,
        note=note,
    )


def _places(tables: _Tables, country: str, region: str, postcode: str) -> list[str]:
    """Name a destination from the special to the general: its area, its region, its country."""
    compact = "".join(filter(str.isalnum, postcode.upper()))
    rows = tables.areas.get(country, [])
    fitting = (code for part, prefix, code in rows if part in ("", region) and compact.startswith(prefix))
    area = next(fitting, "")
    regional = f"{country}-{region}" if region else ""
    # A place named by its area is taxed by the area's country: Monaco by France, not by a rate of its own.
    general = area.partition("-")[0] if area else country
    return list(dict.fromkeys(place for place in (area, regional, general) if place))


def _zone(tables: _Tables, places: list[str]) -> tuple[_Zone, bool]:
    """Return the zone of the most special place that is in one, and whether the shop collects tax there."""
    for place in places:
        if place in tables.members:
            code, is_registered = tables.members[place]
            zone, is_home = tables.zones[code], place.partition("-")[0] == settings.HOME_COUNTRY
            return zone, is_registered or is_home or zone.treatment != TaxZone.Treatment.REGISTERED
    default = tables.zones.get(settings.TAX_DEFAULT_ZONE)
    if default is None:
        raise NoTaxRate(zone=settings.TAX_DEFAULT_ZONE)
    return default, default.treatment != TaxZone.Treatment.REGISTERED


def _owes_itself(tables: _Tables, zone: _Zone, place: str, business: BusinessBuyer) -> bool:
    """Tell whether a business accounts for the tax: goods and VAT id are both in the union, neither at home."""
    home = settings.HOME_COUNTRY
    return (
        business.is_valid
        and zone.treatment == TaxZone.Treatment.DESTINATION
        and place.partition("-")[0] != home
        and business.country != home
        and tables.members.get(business.country, ("", False))[0] == zone.code
    )


def tax_classes() -> list[tuple[str, str]]:
    return list(TaxClass.objects.order_by("name").values_list("code", "name"))


def rate_conflict(*, tax_class: TaxClass, country: str, region: str, valid_from: date) -> TaxRate | None:
    """Return a rate of the same place that begins on the day or later, which a new one would collide with."""
    rows = TaxRate.objects.filter(tax_class=tax_class, country=country, region=region)
    return rows.filter(valid_from__gte=valid_from).order_by("valid_from").first()
