"""Checkout pages and order pages."""

from apps.orders.views.again import again
from apps.orders.views.changes import change
from apps.orders.views.checkout import address, delivery, start
from apps.orders.views.pages import mine, my_order, order, reveal, thanks, track
from apps.orders.views.pay_link import pay_link
from apps.orders.views.withdrawal import withdraw

__all__ = [
    "address",
    "again",
    "change",
    "delivery",
    "mine",
    "my_order",
    "order",
    "pay_link",
    "reveal",
    "start",
    "thanks",
    "track",
    "withdraw",
]
