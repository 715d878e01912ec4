"""What is written on a parcel, whose units lie on the shelf, and which item a scanned code means. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Details:
    """What is written on a parcel: its weight in grams, who takes it, and its number."""

    weight_g: int | None = None
    carrier: str = ""
    tracking_number: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stock row still owes an order line."""

    line_id: int
    stock_id: int
    units: int


def ready(claims: Iterable[Claim], on_hand: Mapping[int, int | None]) -> list[int]:
    """Return how many units of each claim lie there now. The claims come in order of age, and the first take first.

    `on_hand` is what lies in each stock row; None never runs out.
    """
    left = dict(on_hand)
    found = []
    for claim in claims:
        there = left[claim.stock_id]
        given = claim.units if there is None else min(claim.units, there)
        if there is not None:
            left[claim.stock_id] = there - given
        found.append(given)
    return found


def is_meant(scanned: str, *, sku: str, gtin: str | None) -> bool:
    """Tell whether a scanned or typed code is an item number (in any case) or a GTIN (with any leading zeros).

    GS1 writes the same number with 8, 12, 13 or 14 digits, filled with zeros on the left.
    """
    code = scanned.strip()
    if not code:
        return False
    return code.casefold() == sku.casefold() or (bool(gtin) and code.lstrip("0") == (gtin or "").lstrip("0"))
