"""What staff have to complete before goods can go everywhere they should."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.accounts.visitor import country_name
from apps.catalog.models import Variant
from apps.pricing.models import TaxZoneMember
from apps.shipping.models import Zone, ZoneArea
from apps.shipping.selectors.tables import tables

COUNTRY_CODE = r"^[A-Z]{2}$"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that the shop lists, and why nothing goes there."""

    place: str
    name: str
    reason: str


def gaps() -> list[Gap]:
    """Return the places that no zone answers: countries of delivery or tax zones, parts of countries, and overlaps.

    Read anew, with three statements more than the tables of the quotes.
    """
    known = tables.fresh()
    zones = {zone.pk: zone for zone in Zone.objects.all()}
    taxed = TaxZoneMember.objects.filter(code__regex=COUNTRY_CODE).values_list("code", flat=True)
    listed = {code for zone in zones.values() for code in zone.countries} | set(taxed) - {"XI"}
    found = [
        Gap(code, country_name(code), _reason(known.countries.get(code), zones))
        for code in sorted(listed)
        if not known.bands.get(known.countries.get(code, 0))
    ]
    found += [
        Gap(area.place, area.name, _reason(area.zone_id, zones))
        for area in ZoneArea.objects.all()
        if not known.bands.get(area.zone_id)
    ]
    return found + _overlaps(list(zones.values()))


def _reason(zone: int | None, zones: dict[int, Zone]) -> str:
    return "In no delivery zone" if zone is None else f"Zone {zones[zone]} has no rate of an active method"


def _overlaps(zones: list[Zone]) -> list[Gap]:
    """Countries that stand in two zones, which only the first of them answers."""
    seen: dict[str, Zone] = {}
    found = []
    for zone in zones:
        for code in zone.countries:
            first = seen.setdefault(code, zone)
            if first != zone:
                reason = f"Stands in {first} and in {zone}; {first} answers"
                found.append(Gap(code, country_name(code), reason))
    return found


def unsized_variants() -> QuerySet[Variant]:
    """Return the variants on sale without a complete size: they are packed by their weight alone."""
    incomplete = Q(length_mm=0) | Q(width_mm=0) | Q(height_mm=0)
    return Variant.objects.filter(incomplete, is_active=True, product__is_gift_card=False).order_by("sku")
