"""Everything that moves money."""

from apps.payments.services.giftcards import part_of as part_of_gift_card
from apps.payments.services.giftcards import usable as usable_gift_card
from apps.payments.services.idempotency import begin, finish, forget_old, settle_failure
from apps.payments.services.outcomes import resolve
from apps.payments.services.pay import Placement, place_order
from apps.payments.services.reconciliation import add_up_again, ask_again
from apps.payments.services.refunds import refund_cancelled_order, send_refund
from apps.payments.services.sweep import cancel_payment, sweep
from apps.payments.services.testbank import answer_confirmation

__all__ = [
    "Placement",
    "add_up_again",
    "answer_confirmation",
    "ask_again",
    "begin",
    "cancel_payment",
    "finish",
    "forget_old",
    "part_of_gift_card",
    "place_order",
    "refund_cancelled_order",
    "resolve",
    "send_refund",
    "settle_failure",
    "sweep",
    "usable_gift_card",
]
