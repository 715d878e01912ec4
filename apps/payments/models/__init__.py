"""Payments, the ledger of what providers reported, their messages, refunds, the API's idempotency keys."""

from apps.payments.models.idempotency import IdempotencyKey
from apps.payments.models.payments import GIFT_CARD, TRANSFER, Payment, PaymentEvent
from apps.payments.models.provider_events import ProviderEvent
from apps.payments.models.refunds import Refund, RefundLine, Repayment
from apps.payments.models.testbank import TestCharge, TestRefund
from apps.payments.models.transfers import BankReceipt

__all__ = [
    "GIFT_CARD",
    "TRANSFER",
    "BankReceipt",
    "IdempotencyKey",
    "Payment",
    "PaymentEvent",
    "ProviderEvent",
    "Refund",
    "RefundLine",
    "Repayment",
    "TestCharge",
    "TestRefund",
]
