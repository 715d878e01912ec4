"""Facts that orders announce, after the commit, with ids only."""

from django.dispatch import Signal

order_placed = Signal()  # order_id: int
order_cancelled = Signal()  # order_id: int
order_shipped = Signal()  # order_id: int, whenever goods or gift cards leave
parcel_shipped = Signal()  # shipment_id: int, of goods
order_changed = Signal()  # order_id: int, change_id: int, kind: str
order_expired = Signal()  # order_id: int
order_revived = Signal()  # order_id: int, at: datetime
# It was decided that money goes back. The lines are plain data, so that whoever writes credit notes need not know
# payments: kind, line_id, title, units, tax_percent (None: mixed), gross_minor, net_minor. Sent in the transaction
# of its task.
# order_id: int, reference: str, kind: str, lines: list[dict], reason: str, at: datetime
money_back = Signal()
