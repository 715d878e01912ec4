"""Changes of a placed order, until packing starts: looked at first, then confirmed with the amount that was seen."""

from apps.orders.services.changes.making import (
    apply_change,
    confirm_change,
    lapse_changes,
    preview_change,
    too_late,
)
from apps.orders.services.changes.plans import Cancel, Plan, Readdress, Redeliver, Swap, Wish
from apps.orders.services.changes.repricing import (
    SwapChoice,
    delivery_choices,
    delivery_price,
    swap_choices,
)

__all__ = [
    "Cancel",
    "Plan",
    "Readdress",
    "Redeliver",
    "Swap",
    "SwapChoice",
    "Wish",
    "apply_change",
    "confirm_change",
    "delivery_choices",
    "delivery_price",
    "lapse_changes",
    "preview_change",
    "swap_choices",
    "too_late",
]
