"""Every step of a return, each in one transaction under the order's lock."""

from apps.returns.services.asking import Preview, Wish, cancel_return, preview_request, request_return
from apps.returns.services.deciding import approve_return, close_return, receive_return, refuse_return
from apps.returns.services.exchange import Exchange, preview_exchange, start_exchange
from apps.returns.services.money import preview_refund, refund_return
from apps.returns.services.withdrawals import open_withdrawal

__all__ = [
    "Exchange",
    "Preview",
    "Wish",
    "approve_return",
    "cancel_return",
    "close_return",
    "open_withdrawal",
    "preview_exchange",
    "preview_refund",
    "preview_request",
    "receive_return",
    "refund_return",
    "refuse_return",
    "request_return",
    "start_exchange",
]
