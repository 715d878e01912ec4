"""Reads of payments."""

from uuid import UUID

from apps.payments.models import Payment, TestCharge


def payment_by_key(key: UUID) -> Payment | None:
    return Payment.objects.select_related("order").filter(key=key).first()


def open_payment_of_cart(cart_id: int) -> Payment | None:
    """Return the payment that keeps a basket busy, or None."""
    payments = Payment.objects.filter(order__cart=cart_id).select_related("order").order_by("-pk")
    return next((payment for payment in payments if not payment.is_final), None)


def test_charge(secret: UUID) -> TestCharge | None:
    return TestCharge.objects.filter(secret=secret).first()
