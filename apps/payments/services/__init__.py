"""Everything that moves money."""

from apps.payments.services.capture import capture, queue_capture, queue_release, release
from apps.payments.services.card_page import open_hosted_page, secret_for_the_page
from apps.payments.services.differences import Difference, provider_differences
from apps.payments.services.expiry import expire_unpaid, release_unfinished, stop_open_payments
from apps.payments.services.giftcards import part_of as part_of_gift_card
from apps.payments.services.giftcards import usable as usable_gift_card
from apps.payments.services.idempotency import begin, finish, forget_old, settle_failure
from apps.payments.services.ledger import tally_of
from apps.payments.services.outcomes import resolve
from apps.payments.services.pay import Placement, place_order
from apps.payments.services.pay_change import pay_change
from apps.payments.services.provider_events import follow_event, take_message
from apps.payments.services.reconciliation import add_up_again, ask_again
from apps.payments.services.refund_sending import announce, fail_refund, retry_refund, send_refund
from apps.payments.services.refunds import parts_of, refund_cancelled_order, refund_lines, settle_change
from apps.payments.services.sweep import cancel_payment, sweep
from apps.payments.services.testbank import answer_confirmation
from apps.payments.services.transfer import (
    Booking,
    Imported,
    close_review,
    finish_refund,
    import_statement,
    receive,
    refund_difference,
)

__all__ = [
    "Booking",
    "Difference",
    "Imported",
    "Placement",
    "add_up_again",
    "announce",
    "answer_confirmation",
    "ask_again",
    "begin",
    "cancel_payment",
    "capture",
    "close_review",
    "expire_unpaid",
    "fail_refund",
    "finish",
    "finish_refund",
    "follow_event",
    "forget_old",
    "import_statement",
    "open_hosted_page",
    "part_of_gift_card",
    "parts_of",
    "pay_change",
    "place_order",
    "provider_differences",
    "queue_capture",
    "queue_release",
    "receive",
    "refund_cancelled_order",
    "refund_difference",
    "refund_lines",
    "release",
    "release_unfinished",
    "resolve",
    "retry_refund",
    "secret_for_the_page",
    "send_refund",
    "settle_change",
    "settle_failure",
    "stop_open_payments",
    "sweep",
    "take_message",
    "tally_of",
    "usable_gift_card",
]
