"""Facts that orders announce, after the commit, with ids only."""

from django.dispatch import Signal

order_placed = Signal()  # order_id: int
order_cancelled = Signal()  # order_id: int
order_shipped = Signal()  # order_id: int, once for every parcel
