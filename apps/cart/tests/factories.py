from typing import Any

from apps.accounts.models import User
from apps.cart import services
from apps.cart.models import Cart
from apps.catalog.models import Variant
from apps.catalog.tests.factories import add_variant, draft
from apps.inventory.tests.factories import stocked
from apps.pricing.tests.factories import priced


def a_cart(*variants: Variant, quantity: int = 1, user: User | None = None) -> Cart:
    """A basket that holds so many of each variant."""
    cart: Cart | None = None
    for variant in variants:
        added = services.add(cart=cart, user=user, variant_id=variant.pk, quantity=quantity, currency="EUR")
        cart = added.cart
    assert cart is not None
    cart.refresh_from_db()
    return cart


def for_sale(
    title: str = "N 200/1200 Dobsonian", *, price: str = "649.00", stock: int = 10, **fields: Any
) -> Variant:
    """A published product with one variant, a price and stock."""
    product_fields = ("brand", "category", "tax_class", "personal_text", "is_gift_card")
    own = {name: fields.pop(name) for name in product_fields if name in fields}
    product = draft(title, **own)
    product.save()  # the price publishes it
    variant = add_variant(product, title, **fields)
    stocked(variant, stock)
    return priced(variant, price)
