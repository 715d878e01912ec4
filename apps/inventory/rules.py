"""Which location gives what: the strategy, without the database. docs/warehouse.md explains it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """A stock row as the strategy sees it. None stands for no limit."""

    key: int
    variant_id: int
    location_id: int
    country: str
    priority: int
    free: int | None  # lies there, and nobody else has it
    sellable: int | None  # the same and what may be sold before it arrives


Given = dict[int, dict[int, int]]  # variant to stock row to units


def share_out(shelves: Iterable[Shelf], wanted: Mapping[int, int], country: str = "") -> Given:
    """Decide which stock row gives how many units of each variant; fewer than wanted where there are no more.

    Locations in the destination's country come first, then those of a lower priority number. The first that
    has all of it gives all of it, so that one parcel is enough. If none has, each variant is taken from one
    location after the other, and what may be sold before it arrives fills the rest in the same order.
    """
    ranked = sorted(shelves, key=lambda s: (s.country != country, s.priority, s.location_id, s.key))
    whole = _who_has_all(ranked, wanted)
    if whole is not None:
        ranked.sort(key=lambda s: s.location_id != whole)
    by_variant: dict[int, list[Shelf]] = defaultdict(list)
    for shelf in ranked:
        by_variant[shelf.variant_id].append(shelf)
    return {pk: _take(by_variant[pk], units) for pk, units in wanted.items()}


def _who_has_all(ranked: Sequence[Shelf], wanted: Mapping[int, int]) -> int | None:
    """The first location where every unit lies; what never runs out goes by itself and is no reason."""
    endless = {shelf.variant_id for shelf in ranked if shelf.free is None}
    needed = {pk for pk, units in wanted.items() if units and pk not in endless}
    has: dict[int, set[int]] = {shelf.location_id: set() for shelf in ranked}
    for shelf in ranked:
        if shelf.free is not None and shelf.free >= wanted.get(shelf.variant_id, 0):
            has[shelf.location_id].add(shelf.variant_id)
    return next((place for place, found in has.items() if needed and needed <= found), None)


def _take(shelves: Sequence[Shelf], wanted: int) -> dict[int, int]:
    taken = {shelf.key: 0 for shelf in shelves}
    for room in ("free", "sellable"):
        for shelf in shelves:
            left = wanted - sum(taken.values())
            capacity: int | None = getattr(shelf, room)
            more = left if capacity is None else min(left, capacity - taken[shelf.key])
            taken[shelf.key] += max(0, more)
    return {key: units for key, units in taken.items() if units}
