"""Exchange: a return, and a new order for another variant, which its customer pays by a link."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.currency.money import Money
from apps.orders import services as orders
from apps.orders.selectors import CHECKOUT, checkout_basket, checkout_in
from apps.orders.services import SwapChoice
from apps.payments.services import parts_of
from apps.returns.errors import AlreadyExchanged, CannotExchange, IllegalStep
from apps.returns.models import Return, ReturnLine
from apps.returns.services.steps import locked, note


@dataclass(frozen=True)
class Exchange:
    """What another variant costs, and what the units that it replaces give back."""

    title: str
    units: int
    costs: Money
    gives_back: Money

    @property
    def pay(self) -> Money:
        """What the customer pays in all, before delivery."""
        return Money(max(0, self.costs.minor - self.gives_back.minor), self.costs.currency)

    @property
    def back(self) -> Money:
        """What the customer has back in all."""
        return Money(max(0, self.gives_back.minor - self.costs.minor), self.costs.currency)


def preview_exchange(
    *, return_id: int, line_id: int, variant_id: int, now: datetime | None = None
) -> Exchange:
    """Compare what a return line gives back with what another variant costs. Raises IllegalStep or CannotExchange."""
    found = Return.objects.select_related("order", "exchange_cart").get(pk=return_id)
    line = _line(found, line_id)
    choice = _choice(found, line, variant_id, now or timezone.now())
    units = _units(found, line)
    parts = parts_of(found.order, units={line.line_id: units}) if units > line.refunded_units else []
    paid = sum(part.gross_minor for part in parts)
    return Exchange(choice.facts.title, units, choice.unit * units, found.order.money(paid))


def _units(found: Return, line: ReturnLine) -> int:
    return line.received_units if found.received_at else line.units


def _line(found: Return, line_id: int) -> ReturnLine:
    if not (found.is_approved or found.is_received):
        raise IllegalStep(found.get_status_display(), "exchanged")
    _must_be_first(found)
    line = next((line for line in found.lines.select_related("line__order") if line.pk == line_id), None)
    if line is None or not _units(found, line):
        raise CannotExchange
    return line


def _must_be_first(found: Return) -> None:
    cart = found.exchange_cart
    if cart is not None and (cart.is_open or found.exchange_order is not None):
        raise AlreadyExchanged


def _choice(found: Return, line: ReturnLine, variant_id: int, now: datetime) -> SwapChoice:
    choices = orders.swap_choices(found.order, line.line, now=now)
    chosen = next((choice for choice in choices if choice.facts.id == variant_id), None)
    if chosen is None:
        raise CannotExchange
    return chosen


@transaction.atomic
def start_exchange(
    *, return_id: int, line_id: int, variant_id: int, made_by: User, now: datetime | None = None
) -> Cart:
    """Fill a basket with another variant for the customer of a return, as for an order by phone, and link both.

    Staff look at it and mail its pay link; the money of the return goes back by its own refund, so that both orders
    have complete documents. Raises IllegalStep, CannotExchange, AlreadyExchanged.
    """
    now = now or timezone.now()
    seen = Return.objects.select_related("order", "exchange_cart").get(pk=return_id)
    line = _line(seen, line_id)
    _choice(seen, line, variant_id, now)
    # The basket is locked before the order, as everywhere.
    cart = _filled_basket(seen, variant_id, _units(seen, line), made_by)
    found = locked(return_id)
    _must_be_first(found)
    found.exchange_cart = cart
    found.save(update_fields=["exchange_cart"])
    note(found, f"Return {found.code}: an order in exchange is prepared", str(made_by), "", now)
    return cart


def _filled_basket(found: Return, variant_id: int, units: int, made_by: User) -> Cart:
    order = found.order
    cart = orders.start_phone_order(made_by=made_by, currency=order.currency)
    added = cart_services.add(
        cart=cart, user=None, variant_id=variant_id, quantity=units, currency=order.currency
    )
    if added.clamped_to is not None:
        raise CannotExchange(f"Only {added.clamped_to} of it can be had right now.")
    orders.save_phone_customer(
        cart_id=cart.pk, email=order.email, delivery=order.delivery_address, vat_id=order.vat_id
    )
    _travel_as_before(cart, order.delivery_code)
    cart.refresh_from_db()
    return cart


def _travel_as_before(cart: Cart, method: str) -> None:
    """Choose the delivery of the first order, or the first one that is offered for these goods."""
    found = carts.contents(cart_id=cart.pk, also=CHECKOUT)
    checkout = checkout_in(found) if found is not None else None
    if found is None or checkout is None:
        return
    offered = [quote.code for quote in checkout_basket(found, checkout).quotes]
    for code in [method, *offered]:
        if code in offered:
            orders.choose_phone_delivery(cart_id=cart.pk, method=code)
            return
