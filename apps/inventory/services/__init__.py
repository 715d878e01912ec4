"""Every change of stock. Rows are locked in primary key order, once per transaction, before they are checked."""

from apps.inventory.services.allocation import Demand, allocate, exchange, release, ship
from apps.inventory.services.counting import count, receive, refresh_availability
from apps.inventory.services.holds import drop_holds, extend_hold, hold, tidy_holds

__all__ = [
    "Demand",
    "allocate",
    "count",
    "drop_holds",
    "exchange",
    "extend_hold",
    "hold",
    "receive",
    "refresh_availability",
    "release",
    "ship",
    "tidy_holds",
]
