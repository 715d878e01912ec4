"""Orders taken by phone: staff fill a basket, the customer gets a link, looks, and pays as in any checkout."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.cart.selectors import Contents
from apps.currency.money import Money
from apps.orders import rules
from apps.orders.errors import (
    CannotBeOrdered,
    CartChanged,
    CheckoutIncomplete,
    EmptyBasket,
    NotAPhoneOrder,
    PayLinkExpired,
    PayLinkUnknown,
    PayLinkUsed,
)
from apps.orders.models import Checkout
from apps.orders.rules import PayLink
from apps.orders.selectors import CHECKOUT, checkout_basket, checkout_in
from apps.orders.services.checkout import start_checkout
from apps.outbox import services as outbox
from apps.shipping import selectors as shipping
from apps.shipping.addresses import FIELDS

PAY_LINK_TOPIC = "orders.send_pay_link"


def start_phone_order(*, made_by: User, currency: str = "") -> Cart:
    """Open a basket for a customer on the phone. Nothing is held for it until the customer enters."""
    return cart_services.open_for_customer(made_by=made_by, currency=currency or settings.BASE_CURRENCY)


def _filled(cart_id: int) -> Contents:
    found = carts.contents(cart_id=cart_id, also=CHECKOUT)
    if found is None or not found.cart.is_open or found.cart.origin != Cart.Origin.STAFF:
        raise NotAPhoneOrder
    return found


@transaction.atomic
def save_phone_customer(*, cart_id: int, email: str, delivery: Mapping[str, str], vat_id: str = "") -> None:
    """Keep who the customer is and where the goods go. Raises NotAPhoneOrder."""
    found = _filled(cart_id)
    typed = {name: delivery.get(name, "") for name in FIELDS}
    Checkout.objects.update_or_create(
        cart=found.cart, defaults={"email": email, "delivery": typed, "vat_id": vat_id}
    )


@transaction.atomic
def choose_phone_delivery(*, cart_id: int, method: str, note: str = "") -> None:
    """Keep how the goods travel. Raises NotAPhoneOrder, CheckoutIncomplete, NoDelivery or UnknownMethod."""
    found = _filled(cart_id)
    checkout = checkout_in(found)
    if checkout is None or not checkout.has_address:
        raise CheckoutIncomplete("address", "Save the customer's address first.")
    shipping.quote(
        method,
        checkout_basket(found, checkout).consignment,
        checkout.country,
        region=str(checkout.delivery.get("area", "")),
        postcode=str(checkout.delivery.get("postcode", "")),
    )
    Checkout.objects.filter(cart=cart_id).update(method=method, note=note[:200], updated_at=timezone.now())


@transaction.atomic
def mail_pay_link(*, cart_id: int, expected_total: Money, key: UUID, now: datetime | None = None) -> datetime:
    """Mail the customer the link to pay exactly what staff saw, and return until when it works.

    Its prices are promised as long. Once per `key`. Raises NotAPhoneOrder, EmptyBasket, CheckoutIncomplete,
    CannotBeOrdered, or CartChanged if the total is another one by now.
    """
    now = now or timezone.now()
    found = _filled(cart_id)
    total = _total_to_pay(found, now)
    if total != expected_total:
        raise CartChanged(total, [])
    until = now + timedelta(days=settings.PAY_LINK_DAYS)
    cart_services.promise_prices(found=found, until=until, now=now)
    outbox.publish(
        topic=PAY_LINK_TOPIC,
        key=f"{PAY_LINK_TOPIC}:{key}",
        cart_id=cart_id,
        until=until.isoformat(),
        total_minor=total.minor,
        mail_key=key.hex,
    )
    return until


def _total_to_pay(found: Contents, now: datetime) -> Money:
    checkout = checkout_in(found)
    if not found.rows:
        raise EmptyBasket("There is nothing in this order yet.")
    if checkout is None or not checkout.has_address:
        raise CheckoutIncomplete("address", "Save the customer's e-mail and address first.")
    basket = checkout_basket(found, checkout, now=now)
    if basket.quote is None or basket.quote.code != checkout.method:
        raise CheckoutIncomplete("delivery", "Choose how the goods travel first.")
    if not basket.can_be_ordered:
        raise CannotBeOrdered("Something in this order cannot be bought at the moment. Change it first.")
    return basket.total


@transaction.atomic
def withdraw_phone_order(*, cart_id: int) -> None:
    """Take a phone order back: its link opens nothing any more. Raises NotAPhoneOrder or BasketInUse."""
    _filled(cart_id)
    cart_services.give_up(cart_id=cart_id)


def pay_link_contents(*, given: str, now: datetime | None = None) -> tuple[PayLink, Contents]:
    """Return what a pay link opens, changing nothing. Raises PayLinkUnknown, PayLinkExpired or PayLinkUsed."""
    link = rules.read_pay_link(given)
    if link is None:
        raise PayLinkUnknown
    if link.is_expired(now or timezone.now()):
        raise PayLinkExpired
    cart_id = Cart.objects.filter(key=link.basket).values_list("pk", flat=True).first()
    found = carts.contents(cart_id=cart_id, also=CHECKOUT) if cart_id else None
    if found is None or not found.cart.is_open or not found.rows or checkout_in(found) is None:
        raise PayLinkUsed
    return link, found


@transaction.atomic
def enter_by_pay_link(*, given: str, now: datetime | None = None) -> str:
    """Let the customer of a pay link into the checkout: hold the goods and return the basket's token.

    Raises what `pay_link_contents` and `start_checkout` raise.
    """
    _, found = pay_link_contents(given=given, now=now)
    checkout = checkout_in(found)
    start_checkout(found=found, country=checkout.country if checkout else settings.HOME_COUNTRY, now=now)
    return cart_services.hand_over(cart_id=found.cart.pk)
