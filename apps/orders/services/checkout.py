"""The steps before an order: what the shopper tells us is kept, and goods and prices are held."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.cart.selectors import Contents
from apps.core.compiled import CompiledInsert, CompiledUpdate
from apps.orders.errors import CannotBeOrdered, CheckoutIncomplete, EmptyBasket
from apps.orders.models import Checkout
from apps.orders.selectors import checkout_in
from apps.shipping import selectors as shipping
from apps.shipping import services as delivery_services
from apps.shipping.addresses import FIELDS

_CONTACT = CompiledInsert(
    Checkout, unless=["cart"], update=["email", "delivery", "vat_id", "failure", "updated_at"]
)
_METHOD = CompiledUpdate(
    lambda *, cart: Checkout.objects.filter(cart=cart),
    "method",
    "note",
    "billing",
    "updated_at",
    cart=16091130,
)


@transaction.atomic
def start_checkout(*, found: Contents | None, country: str, now: datetime | None = None) -> None:
    """Enter the checkout: hold the goods and promise their prices.

    Raises EmptyBasket, CannotBeOrdered (something cannot be bought any more), InsufficientStock or
    BasketInUse.
    """
    if found is None or not found.rows:
        raise EmptyBasket
    if carts.basket(found, country=country, now=now).problem_lines:
        raise CannotBeOrdered
    cart_services.keep_for_checkout(found=found, now=now)


@transaction.atomic
def save_contact(
    *,
    found: Contents,
    email: str,
    delivery: Mapping[str, str],
    vat_id: str = "",
    now: datetime | None = None,
) -> None:
    """Keep the e-mail, the delivery address and a checked VAT id, and extend the hold.

    Raises what holding goods raises.
    """
    typed = {name: delivery.get(name, "") for name in FIELDS}
    _CONTACT.save(Checkout(cart=found.cart, email=email, delivery=typed, vat_id=vat_id))
    cart_services.keep_for_checkout(found=found, now=now)


@transaction.atomic
def choose_delivery(
    *,
    found: Contents,
    method: str,
    note: str = "",
    billing: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> None:
    """Keep the delivery method, the driver's note and the billing address, and extend the hold.

    `found` was read with CHECKOUT. Raises CheckoutIncomplete without an address, NoDelivery or UnknownMethod
    for a method that does not serve it, and what holding goods raises.
    """
    checkout = checkout_in(found)
    if checkout is None or not checkout.has_address:
        raise CheckoutIncomplete("address", "Tell us first where the parcel should go.")
    basket = carts.basket(found, country=checkout.country, now=now)
    shipping.quote(
        method,
        basket.consignment,
        checkout.country,
        region=str(checkout.delivery.get("area", "")),
        postcode=str(checkout.delivery.get("postcode", "")),
        now=now,
    )
    typed = {name: billing.get(name, "") for name in FIELDS} if billing else {}
    _METHOD.run(method, note[:200], typed, timezone.now(), cart=found.cart.pk)
    cart_services.keep_for_checkout(found=found, now=now)


def ask_carriers(*, found: Contents, checkout: Checkout) -> int:
    """Ask carriers for their prices to the address of a checkout whose page is about to be shown.

    Whatever the pages show afterwards, and the order itself, read what is kept of the answers. An order by phone
    goes at the table's prices, because its link holds them for days. Returns how many carriers answered.
    """
    if found.cart.origin == Cart.Origin.STAFF:
        return 0
    return delivery_services.ask_carriers(
        consignment=carts.consignment_of(found),
        country=checkout.country,
        region=str(checkout.delivery.get("area", "")),
        postcode=str(checkout.delivery.get("postcode", "")),
        currency=found.cart.currency,
    )


def note_failure_seen(*, cart_id: int) -> None:
    """Note that the shopper has been told that the last payment did not happen, so no mail needs to."""
    Checkout.objects.filter(cart=cart_id, failure_seen_at=None).exclude(failure="").update(
        failure_seen_at=timezone.now()
    )


def choose_gift_card(*, found: Contents, gift_card_id: int | None) -> None:
    """Keep which gift card is to pay, or that none is."""
    Checkout.objects.filter(cart=found.cart.pk).update(gift_card=gift_card_id, updated_at=timezone.now())
