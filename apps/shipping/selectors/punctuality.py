"""How often parcels to a place came by the promised day."""

from dataclasses import dataclass

from apps.shipping import rules
from apps.shipping.addresses import region_of
from apps.shipping.selectors.quotes import measured
from apps.shipping.selectors.tables import tables


@dataclass(frozen=True, slots=True)
class Punctuality:
    parcels: int
    percent: int  # of them that came in time, rounded down


def punctuality(
    *, method: str, country: str, region: str, postcode: str, days_max: int
) -> Punctuality | None:
    """Return how many parcels of a method to a place came within so many working days; None if too few went there."""
    counts = measured(tables(), method, country, region_of(country, region), postcode)
    if not counts:
        return None
    return Punctuality(sum(counts.values()), rules.share_within(counts, days_max))
