"""The steps before an order: what the shopper tells us is kept, and goods and prices are held."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.selectors import Contents
from apps.orders.errors import CannotBeOrdered, CheckoutIncomplete, EmptyBasket
from apps.orders.models import Checkout
from apps.orders.selectors import checkout_in
from apps.shipping import selectors as shipping
from apps.shipping.addresses import FIELDS


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
    typed = {
        "email": email,
        "delivery": {name: delivery.get(name, "") for name in FIELDS},
        "vat_id": vat_id,
        "failure": "",
    }
    Checkout.objects.bulk_create(
        [Checkout(cart=found.cart, **typed)],
        update_conflicts=True,
        unique_fields=["cart"],
        update_fields=[*typed, "updated_at"],
    )
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
    shipping.quote(method, basket.consignment, checkout.country, now=now)
    Checkout.objects.filter(cart=found.cart.pk).update(
        method=method,
        note=note[:200],
        billing={name: billing.get(name, "") for name in FIELDS} if billing else {},
        updated_at=timezone.now(),
    )
    cart_services.keep_for_checkout(found=found, now=now)


def choose_gift_card(*, found: Contents, gift_card_id: int | None) -> None:
    """Keep which gift card is to pay, or that none is."""
    Checkout.objects.filter(cart=found.cart.pk).update(gift_card=gift_card_id, updated_at=timezone.now())
