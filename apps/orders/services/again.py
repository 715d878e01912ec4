"""An order that expired becomes a basket again."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.cart import services as carts
from apps.cart.errors import BasketInUse
from apps.cart.models import Cart
from apps.core.errors import ShopError
from apps.orders.models import Order, OrderLine


@dataclass(frozen=True)
class Restored:
    """What came back into the basket."""

    cart: Cart | None
    token: str | None  # for the cookie, when the basket is new
    missing: list[str]  # what is not sold any more, or not that many


def start_again(*, order: Order, cart: Cart | None, user: User | None) -> Restored:
    """Put what was ordered, and is still sold, into a basket at today's prices; one is made if there is none.

    What the basket has already counts, so a second press adds nothing. Each line is a change of its own:
    one that cannot be had does not keep out the others. Raises BasketInUse while the basket is being paid.
    """
    token: str | None = None
    missing: list[str] = []
    for line in order.lines.filter(
        unit_gross_minor__gt=0
    ):  # a gift comes by itself with what it was given for
        wanted = line.quantity - _already(cart, line)
        if wanted <= 0:
            continue
        try:
            added = carts.add(
                cart=cart,
                user=user,
                variant_id=line.variant_id or 0,
                quantity=wanted,
                personal_text=line.personal_text,
                currency=order.currency,
            )
        except BasketInUse:
            raise
        except ShopError:
            missing.append(line.title)
            continue
        cart, token = added.cart, added.token or token
        if added.clamped_to is not None:
            missing.append(f"{line.title} (only {added.clamped_to} left)")
    return Restored(cart, token, missing)


def _already(cart: Cart | None, line: OrderLine) -> int:
    if cart is None:
        return 0
    same = cart.lines.filter(variant=line.variant_id, personal_text=line.personal_text)
    return sum(same.values_list("quantity", flat=True))
