"""How goods are packed, where zones begin, and when parcels arrive. Pure calculation, no database."""

from apps.shipping.rules.dates import (
    WEEKDAYS,
    Calendar,
    Promise,
    add_working_days,
    dispatch_day,
    in_short,
    in_words,
    is_working_day,
    promise,
    time_left,
    working_days_between,
)
from apps.shipping.rules.parcels import Box, Parcel, Piece, Size, pack
from apps.shipping.rules.places import Pattern, compact, crosses_customs, longest_match, shared_start
from apps.shipping.rules.transit import percentile, share_within, transit_region

__all__ = [
    "WEEKDAYS",
    "Box",
    "Calendar",
    "Parcel",
    "Pattern",
    "Piece",
    "Promise",
    "Size",
    "add_working_days",
    "compact",
    "crosses_customs",
    "dispatch_day",
    "in_short",
    "in_words",
    "is_working_day",
    "longest_match",
    "pack",
    "percentile",
    "promise",
    "share_within",
    "shared_start",
    "time_left",
    "transit_region",
    "working_days_between",
]
