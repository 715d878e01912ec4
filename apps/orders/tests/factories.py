from apps.cart.models import Cart
from apps.cart.selectors import Contents, basket, contents
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.models import Variant
from apps.currency.money import Money
from apps.orders import services
from apps.orders.models import Order
from apps.orders.selectors import CHECKOUT, checkout_in
from apps.shipping.tests.factories import delivery_rates

ADDRESS = {
    "name": "Ines Keller",
    "line1": "Sternwartenstraße 12",
    "postcode": "14482",
    "city": "Potsdam",
    "country": "DE",
}


def found(cart: Cart) -> Contents:
    """A basket as the checkout reads it."""
    read = contents(cart_id=cart.pk, also=CHECKOUT)
    assert read is not None
    return read


def ready_cart(
    *variants: Variant, quantity: int = 1, address: dict[str, str] | None = None, method: str = "standard"
) -> Cart:
    """A basket whose shopper has only the order button left to press."""
    delivery_rates()
    cart = a_cart(*(variants or (for_sale(),)), quantity=quantity)
    services.save_contact(found=found(cart), email="ines.keller@example.org", delivery=address or ADDRESS)
    services.choose_delivery(found=found(cart), method=method)
    cart.refresh_from_db()
    return cart


def total_of(cart: Cart) -> Money:
    """What the review page shows."""
    read = found(cart)
    checkout = checkout_in(read)
    assert checkout is not None
    return basket(read, country=checkout.country, method=checkout.method).total


def a_draft(*variants: Variant, quantity: int = 1) -> Order:
    cart = ready_cart(*variants, quantity=quantity)
    return services.prepare_order(cart_id=cart.pk, expected_total=total_of(cart)).order
