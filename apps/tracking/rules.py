"""What of a past order a label needs, and how events are told apart. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.orders.states import OrderStatus
from apps.shipping.rules import Parcel, Size

# What an order is while any of its parcels may be on their way; an index leads to these orders.
UNDER_WAY = (OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED, OrderStatus.PART_RETURNED)
LONGEST_PAUSE = timedelta(hours=12)


def digest_of(at: datetime, word: str, text: str, place: str) -> str:
    """Return the same digest for the same event, however and how often it is heard."""
    words = [at.astimezone(UTC).isoformat(), word, text, place]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def pause_after(failures: int, *, every: timedelta) -> timedelta:
    """Return how long to wait before a carrier is asked about a parcel again: longer after each silence."""
    return min(every * (1 << min(failures, 12)), max(every, LONGEST_PAUSE))


def parcel_of(weight_g: int, packed: Iterable[Mapping[str, Any]], *, weighed_g: int | None = None) -> Parcel:
    """Return the parcel that goes out: as heavy as it was weighed, or else as its contents; its size is the plan's.

    `packed` are the parcels that the order's quote planned. The size is known if there is one of them, or one of
    just the weight of these contents.
    """
    plan = list(packed)
    alike = [each for each in plan if each["weight_g"] == weight_g] or (plan if len(plan) == 1 else [])
    return Parcel(max(1, weighed_g or weight_g), _size(alike[0].get("size_mm")) if alike else None)


def _size(sides: Sequence[int] | None) -> Size | None:
    known = sorted((side for side in sides or () if side > 0), reverse=True)
    return (known[0], known[1], known[2]) if len(known) == 3 else None


def customs_of(lines: Iterable[Mapping[str, Any]], sent: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what a parcel declares: of the order's lines the units that are in it (item number to quantity)."""
    declared = []
    left = dict(sent)
    for line in lines:
        units = min(left.get(line["sku"], 0), line["quantity"])
        if not units:
            continue
        left[line["sku"]] -= units
        share = {name: line[name] * units // line["quantity"] for name in ("weight_g", "value_minor")}
        declared.append({**line, **share, "quantity": units})
    return declared
