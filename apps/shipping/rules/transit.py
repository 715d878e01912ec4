"""What measured transit days say."""

from collections.abc import Mapping

from apps.shipping.rules.places import compact


def transit_region(region: str, postcode: str) -> str:
    """Name the part of a country that measured parcels are counted by: the region, else two characters of postcode."""
    return region or compact(postcode)[:2]


def percentile(counts: Mapping[int, int], percent: int) -> int:
    """Return the fewest days within which so many percent of the parcels came (nearest rank).

    `counts` has the number of parcels by their transit days. Raises ValueError without any.
    """
    total = sum(counts.values())
    rank = -(-total * percent // 100) or 1
    reached = 0
    for days in sorted(counts):
        reached += counts[days]
        if total and reached >= rank:
            return days
    raise ValueError("There are no parcels to measure.")


def share_within(counts: Mapping[int, int], days: int) -> int:
    """Return the whole percentage, rounded down, of parcels that came within so many days; 0 without any."""
    total = sum(counts.values())
    return 100 * sum(n for took, n in counts.items() if took <= days) // total if total else 0
