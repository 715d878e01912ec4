"""Changes of a placed order, until packing starts: looked at first, then confirmed with the amount that was seen."""

from apps.orders.services.changes.making import apply_change, confirm_change, lapse_changes, preview_change
from apps.orders.services.changes.plans import Cancel, Plan, Readdress, Redeliver, Swap, Wish
from apps.orders.services.changes.repricing import delivery_choices, swap_choices

__all__ = [
    "Cancel",
    "Plan",
    "Readdress",
    "Redeliver",
    "Swap",
    "Wish",
    "apply_change",
    "confirm_change",
    "delivery_choices",
    "lapse_changes",
    "preview_change",
    "swap_choices",
]
