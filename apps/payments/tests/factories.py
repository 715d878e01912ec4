from apps.cart.models import Cart
from apps.catalog.models import Variant
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.payments import services
from apps.payments.services import Placement


def press_the_button(cart: Cart, way: str = "test:approve") -> Placement:
    return services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way=way)


def a_placed_order(*variants: Variant, quantity: int = 1) -> Order:
    """An order that was placed and paid."""
    placement = press_the_button(ready_cart(*variants, quantity=quantity))
    assert placement.is_placed
    return placement.order
