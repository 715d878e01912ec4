"""The payments desk: what providers reported, money found on the account, and what needs a look."""

from apps.payments.admin.payments import PaymentAdmin

__all__ = ["PaymentAdmin"]
