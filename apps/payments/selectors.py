"""Reads of payments."""

from uuid import UUID

from apps.payments.models import GIFT_CARD, Payment, TestCharge


def payment_by_key(key: UUID) -> Payment | None:
    return Payment.objects.select_related("order").filter(key=key).first()


def open_payment_of_cart(cart_id: int) -> Payment | None:
    """Return the payment that keeps a basket busy, or None."""
    payments = Payment.objects.filter(order__cart=cart_id).select_related("order").order_by("-pk")
    ours = (payment for payment in payments if payment.provider != GIFT_CARD)
    return next((payment for payment in ours if not payment.is_final), None)


def test_charge(secret: UUID) -> TestCharge | None:
    return TestCharge.objects.filter(secret=secret).first()
