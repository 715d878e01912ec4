"""Facts that orders announce, after the commit, with ids only."""

from django.dispatch import Signal

order_placed = Signal()  # order_id: int
order_cancelled = Signal()  # order_id: int
order_shipped = Signal()  # order_id: int, once for every parcel
# It was decided that money goes back. The lines are plain data, so that whoever writes credit notes need not know
# payments: title, units, tax_percent (None: mixed), gross_minor, net_minor. Sent in the transaction of its task.
money_back = (
    Signal()
)  # order_id: int, reference: str, kind: str, lines: list[dict], reason: str, at: datetime
