"""The demo shop's people: staff, and customers of three tax zones with what they bought."""

import os
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.cart.selectors import Contents
from apps.catalog.models import Variant
from apps.currency import selectors as currencies
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.selectors import CHECKOUT
from apps.payments import services as payments
from shop import demo_warehouse
from shop.demo.loader.offers import CLUB

Bought = dict[str, int]  # item number to quantity
WAY = "test:approve"


@dataclass(frozen=True)
class Customer:
    """Somebody with an account, an address, and baskets that become orders."""

    email: str
    address: dict[str, str]
    baskets: tuple[Bought, ...]
    group: str = ""
    currency: str = "EUR"


CUSTOMERS = (
    Customer(
        "jonas.wendt@astronomy-shop.example",
        {
            "name": "Jonas Wendt",
            "line1": "Linsengasse 18",
            "postcode": "14482",
            "city": "Potsdam",
            "country": "DE",
        },
        ({"AS-12204": 1, "AS-12509": 1}, {"AS-16001": 2}),
    ),
    Customer(
        "lea.brunner@astronomy-shop.example",
        {
            "name": "Lea Brunner",
            "line1": "Kometenweg 5",
            "postcode": "3007",
            "city": "Bern",
            "country": "CH",
        },
        ({"AS-13002": 1}, {"AS-16113": 5}),
        currency="CHF",
    ),
    Customer(
        "theo.haidinger@astronomy-shop.example",
        {
            "name": "Theo Haidinger",
            "line1": "Meridianstraße 21",
            "postcode": "8010",
            "city": "Graz",
            "country": "AT",
        },
        ({"AS-12231": 1}, {"AS-16201": 1, "AS-16025": 1}),
        group=CLUB,
    ),
)


def load_staff() -> str | None:
    """Make the demo member of staff from DEMO_STAFF_EMAIL and DEMO_STAFF_PASSWORD; return the e-mail address."""
    email = os.environ.get("DEMO_STAFF_EMAIL")
    password = os.environ.get("DEMO_STAFF_PASSWORD")
    if not email or not password:
        return None
    accounts.ensure_staff(email=email, password=password, name="Mara Lindqvist")
    return email


def load_customers() -> int:
    """Make the customers, let them buy what they have not bought yet, and return how many orders came.

    The first order of each is on its way with the demo carrier, where the shop has it; the others wait for staff.
    Nobody can sign in as one of them before asking for a password. They pay by the test provider; where it
    is not offered they buy nothing.
    """
    placed = 0
    for customer in CUSTOMERS:
        user = _account(customer)
        done = Order.objects.filter(user=user, placed_at__isnull=False).count()
        for bought in customer.baskets[done:]:
            placed += _buy(user, customer, bought)
        if not done and "demo" in settings.CARRIERS:
            _send_the_first(user)
    return placed


def _send_the_first(user: User) -> None:
    first = Order.objects.filter(user=user, placed_at__isnull=False).order_by("placed_at").first()
    if first is not None:
        demo_warehouse.send(order_id=first.pk)


def _account(customer: Customer) -> User:
    user = User.objects.filter(email=customer.email).first()
    if user is None:
        user = User.objects.create_user(
            customer.email, name=customer.address["name"], customer_group=customer.group
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _buy(user: User, customer: Customer, bought: Bought) -> bool:
    """Put things into a basket, go through the checkout and pay; return whether an order was placed."""
    variants = dict(Variant.objects.filter(sku__in=bought).values_list("sku", "pk"))
    if "test" not in settings.PAYMENT_PROVIDERS or len(variants) < len(bought):
        return False
    Cart.objects.open().filter(user=user).delete()
    cart: Cart | None = None
    currency = customer.currency if currencies.is_usable(customer.currency) else settings.BASE_CURRENCY
    for sku, quantity in bought.items():
        added = cart_services.add(
            cart=cart, user=user, variant_id=variants[sku], quantity=quantity, currency=currency
        )
        cart = added.cart
    return cart is not None and _check_out(cart.pk, customer)


def _check_out(cart_id: int, customer: Customer) -> bool:
    orders.save_contact(found=_found(cart_id), email=customer.email, delivery=customer.address)
    orders.choose_delivery(found=_found(cart_id), method="standard")
    total = carts.basket(_found(cart_id), country=customer.address["country"], method="standard").total
    return payments.place_order(cart_id=cart_id, expected_total=total, way=WAY).is_placed


def _found(cart_id: int) -> Contents:
    found = carts.contents(cart_id=cart_id, also=CHECKOUT)
    if found is None:
        raise RuntimeError("The basket is gone; is somebody else loading the demo shop?")
    return found
