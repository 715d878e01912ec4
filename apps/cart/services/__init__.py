"""Every change of a basket."""

from apps.cart.services.basics import archive_idle, lock
from apps.cart.services.checkout import (
    RENEW_AFTER,
    begin_completion,
    close,
    hold_ttl,
    keep_for_checkout,
    reopen,
)
from apps.cart.services.choices import MAX_COUPONS, add_coupon, change_currency, remove_coupon, use_code
from apps.cart.services.lines import Added, add, check_quantity, clear, open_cart, put_back, set_quantity
from apps.cart.services.merging import merge_at_sign_in
from apps.cart.services.staff import give_up, hand_over, open_for_customer, promise_prices

__all__ = [
    "MAX_COUPONS",
    "RENEW_AFTER",
    "Added",
    "add",
    "add_coupon",
    "archive_idle",
    "begin_completion",
    "change_currency",
    "check_quantity",
    "clear",
    "close",
    "give_up",
    "hand_over",
    "hold_ttl",
    "keep_for_checkout",
    "lock",
    "merge_at_sign_in",
    "open_cart",
    "open_for_customer",
    "promise_prices",
    "put_back",
    "remove_coupon",
    "reopen",
    "set_quantity",
    "use_code",
]
