"""Every change of an order."""

from apps.orders.services.checkout import choose_delivery, choose_gift_card, save_contact, start_checkout
from apps.orders.services.fulfilment import cancel_order, mark_delivered, mark_packed, ship_order
from apps.orders.services.gift_cards import issue_gift_cards
from apps.orders.services.notes import add_note, confirm_again
from apps.orders.services.placement import mark_placed, prepare_order, undo_draft
from apps.orders.services.states import lock_order, record_payment
from apps.orders.services.withdrawals import submit_withdrawal

__all__ = [
    "add_note",
    "cancel_order",
    "choose_delivery",
    "choose_gift_card",
    "confirm_again",
    "issue_gift_cards",
    "lock_order",
    "mark_delivered",
    "mark_packed",
    "mark_placed",
    "prepare_order",
    "record_payment",
    "save_contact",
    "ship_order",
    "start_checkout",
    "submit_withdrawal",
    "undo_draft",
]
