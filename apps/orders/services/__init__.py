"""Every change of an order."""

from apps.orders.services.again import Restored, start_again
from apps.orders.services.changes import (
    Cancel,
    Plan,
    Readdress,
    Redeliver,
    Swap,
    SwapChoice,
    Wish,
    apply_change,
    confirm_change,
    delivery_choices,
    delivery_price,
    lapse_changes,
    preview_change,
    swap_choices,
    too_late,
)
from apps.orders.services.checkout import (
    ask_carriers,
    choose_delivery,
    choose_gift_card,
    note_failure_seen,
    save_contact,
    start_checkout,
)
from apps.orders.services.expiry import (
    announce_late_money,
    announce_receipt,
    expire_order,
    remind_of_payments,
    revive_order,
    shrink_expired,
)
from apps.orders.services.fulfilment import cancel_order, mark_delivered, mark_packed, ship_order
from apps.orders.services.gift_cards import issue_gift_cards
from apps.orders.services.holds import hold_order, release_order, review_order
from apps.orders.services.money_back import note_refunded, note_returned
from apps.orders.services.notes import add_note, confirm_again, note_payment
from apps.orders.services.parcels import mark_parcel_delivered, note_tracking_number
from apps.orders.services.phone import (
    choose_phone_delivery,
    enter_by_pay_link,
    mail_pay_link,
    pay_link_contents,
    save_phone_customer,
    start_phone_order,
    withdraw_phone_order,
)
from apps.orders.services.placement import mark_placed, prepare_order, undo_draft
from apps.orders.services.states import lock_order, postpone, record_payment
from apps.orders.services.withdrawals import submit_withdrawal

__all__ = [
    "Cancel",
    "Plan",
    "Readdress",
    "Redeliver",
    "Restored",
    "Swap",
    "SwapChoice",
    "Wish",
    "add_note",
    "announce_late_money",
    "announce_receipt",
    "apply_change",
    "ask_carriers",
    "cancel_order",
    "choose_delivery",
    "choose_gift_card",
    "choose_phone_delivery",
    "confirm_again",
    "confirm_change",
    "delivery_choices",
    "delivery_price",
    "enter_by_pay_link",
    "expire_order",
    "hold_order",
    "issue_gift_cards",
    "lapse_changes",
    "lock_order",
    "mail_pay_link",
    "mark_delivered",
    "mark_packed",
    "mark_parcel_delivered",
    "mark_placed",
    "note_failure_seen",
    "note_payment",
    "note_refunded",
    "note_returned",
    "note_tracking_number",
    "pay_link_contents",
    "postpone",
    "prepare_order",
    "preview_change",
    "record_payment",
    "release_order",
    "remind_of_payments",
    "review_order",
    "revive_order",
    "save_contact",
    "save_phone_customer",
    "ship_order",
    "shrink_expired",
    "start_again",
    "start_checkout",
    "start_phone_order",
    "submit_withdrawal",
    "swap_choices",
    "too_late",
    "undo_draft",
    "withdraw_phone_order",
]
