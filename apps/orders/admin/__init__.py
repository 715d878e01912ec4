"""The order desk: orders with everything on one page, and withdrawals."""

from apps.orders.admin.orders import OrderAdmin
from apps.orders.admin.withdrawals import WithdrawalAdmin

__all__ = ["OrderAdmin", "WithdrawalAdmin"]
