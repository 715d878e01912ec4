"""Orders, their lines and parcels, and everything that ever happened to them."""

from apps.orders.models.changes import OrderChange
from apps.orders.models.checkout import Checkout
from apps.orders.models.events import OrderEvent
from apps.orders.models.orders import Order, OrderLine
from apps.orders.models.shipments import Shipment, ShipmentLine
from apps.orders.models.withdrawals import Withdrawal

__all__ = [
    "Checkout",
    "Order",
    "OrderChange",
    "OrderEvent",
    "OrderLine",
    "Shipment",
    "ShipmentLine",
    "Withdrawal",
]
