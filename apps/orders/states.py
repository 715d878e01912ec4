"""States are tables, quantities are truth: what an order may become, and what its lines make it."""

from django.db.models import TextChoices


class OrderStatus(TextChoices):
    DRAFT = "DRAFT", "waiting for payment"
    PLACED = "PLACED", "placed"
    PART_SHIPPED = "PART_SHIPPED", "partly shipped"
    SHIPPED = "SHIPPED", "shipped"
    DELIVERED = "DELIVERED", "delivered"
    PART_RETURNED = "PART_RETURNED", "partly returned"
    RETURNED = "RETURNED", "returned"
    CANCELLED = "CANCELLED", "cancelled"
    EXPIRED = "EXPIRED", "expired"
    FAILED = "FAILED", "payment failed"


class PaymentStatus(TextChoices):
    UNPAID = "UNPAID", "unpaid"
    PENDING = "PENDING", "payment under way"
    AUTHORISED = "AUTHORISED", "authorised, charged when it ships"
    PART_PAID = "PART_PAID", "partly paid"
    PAID = "PAID", "paid"
    OVERPAID = "OVERPAID", "overpaid"
    PART_REFUNDED = "PART_REFUNDED", "partly refunded"
    REFUNDED = "REFUNDED", "refunded"


class FulfilmentStatus(TextChoices):
    OPEN = "OPEN", "to be packed"
    PACKED = "PACKED", "packed"
    PART_SHIPPED = "PART_SHIPPED", "partly shipped"
    SHIPPED = "SHIPPED", "shipped"
    DELIVERED = "DELIVERED", "delivered"
    NONE = "NONE", "nothing to send"


S, P, F = OrderStatus, PaymentStatus, FulfilmentStatus

ORDER_TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.PLACED, S.FAILED, S.EXPIRED}),
    S.PLACED: frozenset({S.PART_SHIPPED, S.SHIPPED, S.CANCELLED, S.EXPIRED}),
    S.PART_SHIPPED: frozenset({S.SHIPPED, S.DELIVERED, S.PART_RETURNED, S.RETURNED}),
    S.SHIPPED: frozenset({S.DELIVERED, S.PART_RETURNED, S.RETURNED}),
    S.DELIVERED: frozenset({S.PART_RETURNED, S.RETURNED}),
    S.PART_RETURNED: frozenset({S.RETURNED}),
    S.RETURNED: frozenset(),
    S.CANCELLED: frozenset(),
    S.EXPIRED: frozenset({S.PLACED}),  # money that comes late may still find its goods
    S.FAILED: frozenset(),
}

PAYMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    P.UNPAID: frozenset({P.PENDING, P.AUTHORISED, P.PART_PAID, P.PAID, P.OVERPAID}),
    P.PENDING: frozenset({P.UNPAID, P.AUTHORISED, P.PART_PAID, P.PAID, P.OVERPAID}),
    # A bank may let an authorisation lapse; what a gift card paid beside it may go back.
    P.AUTHORISED: frozenset({P.UNPAID, P.PART_PAID, P.PAID, P.OVERPAID, P.PART_REFUNDED, P.REFUNDED}),
    P.PART_PAID: frozenset({P.PAID, P.OVERPAID, P.PART_REFUNDED, P.REFUNDED}),
    P.PAID: frozenset({P.OVERPAID, P.PART_REFUNDED, P.REFUNDED}),
    P.OVERPAID: frozenset({P.PAID, P.PART_REFUNDED, P.REFUNDED}),
    # More money may come after some or all went back, and a refund that the bank sends back counts no more.
    P.PART_REFUNDED: frozenset({P.REFUNDED, P.PART_PAID, P.PAID, P.OVERPAID}),
    P.REFUNDED: frozenset({P.PART_REFUNDED, P.PART_PAID, P.PAID, P.OVERPAID}),
}

FULFILMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    F.OPEN: frozenset({F.PACKED, F.PART_SHIPPED, F.SHIPPED, F.NONE}),
    F.PACKED: frozenset({F.OPEN, F.PART_SHIPPED, F.SHIPPED, F.NONE}),
    F.PART_SHIPPED: frozenset({F.SHIPPED, F.DELIVERED}),
    F.SHIPPED: frozenset({F.DELIVERED}),
    F.DELIVERED: frozenset(),
    F.NONE: frozenset(),
}

TRANSITIONS = {
    "status": ORDER_TRANSITIONS,
    "payment_status": PAYMENT_TRANSITIONS,
    "fulfilment_status": FULFILMENT_TRANSITIONS,
}


def order_status(
    *,
    is_placed: bool,
    is_failed: bool,
    is_expired: bool,
    ordered: int,
    cancelled: int,
    shipped: int,
    returned: int,
    is_delivered: bool,
) -> OrderStatus:
    """Derive the order's status from facts: the sums over its lines, and whether all parcels arrived."""
    if is_expired:
        return S.EXPIRED
    if not is_placed:
        return S.FAILED if is_failed else S.DRAFT
    if cancelled == ordered:
        return S.CANCELLED
    if shipped == 0:
        return S.PLACED
    is_complete = shipped + cancelled == ordered
    if returned:
        return S.RETURNED if is_complete and returned == shipped else S.PART_RETURNED
    if not is_complete:
        return S.PART_SHIPPED
    return S.DELIVERED if is_delivered else S.SHIPPED


def payment_status(
    *, total: int, charged: int, refunded: int, is_pending: bool, authorised: int = 0
) -> PaymentStatus:
    """Derive the payment status from the sums over the payment events, in minor units.

    `authorised` is what a bank has promised and not yet paid out. What goes back of too much money is no
    refund of the price: then the order is simply paid.
    """
    if refunded > max(0, charged - total):
        return P.REFUNDED if refunded >= charged else P.PART_REFUNDED
    kept = charged - refunded
    if kept > total:
        return P.OVERPAID
    if kept and kept == total:
        return P.PAID
    if authorised and charged + authorised >= total:
        return P.AUTHORISED
    if charged:
        return P.PART_PAID
    return P.PENDING if is_pending else P.UNPAID


def fulfilment_status(
    *, ordered: int, cancelled: int, shipped: int, is_packed: bool, is_delivered: bool
) -> FulfilmentStatus:
    """Derive how far the goods are."""
    if cancelled == ordered:
        return F.NONE
    if shipped == 0:
        return F.PACKED if is_packed else F.OPEN
    if shipped + cancelled < ordered:
        return F.PART_SHIPPED
    return F.DELIVERED if is_delivered else F.SHIPPED
