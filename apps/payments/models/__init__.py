"""Payments, the ledger of what providers reported, refunds, and the API's idempotency keys."""

from apps.payments.models.idempotency import IdempotencyKey
from apps.payments.models.payments import GIFT_CARD, Payment, PaymentEvent, Refund
from apps.payments.models.testbank import TestCharge, TestRefund

__all__ = ["GIFT_CARD", "IdempotencyKey", "Payment", "PaymentEvent", "Refund", "TestCharge", "TestRefund"]
