"""Reads of baskets."""

from apps.cart.selectors.baskets import Basket, BasketLine, basket, buyer_of, consignment_of
from apps.cart.selectors.reading import (
    Candidate,
    Contents,
    Row,
    candidate,
    cart_for,
    contents,
    contents_for,
    item_count,
    with_code,
)

__all__ = [
    "Basket",
    "BasketLine",
    "Candidate",
    "Contents",
    "Row",
    "basket",
    "buyer_of",
    "candidate",
    "cart_for",
    "consignment_of",
    "contents",
    "contents_for",
    "item_count",
    "with_code",
]
