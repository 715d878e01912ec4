from datetime import timedelta

from django.utils import timezone

from apps.cart.models import Cart
from apps.catalog.models import Variant
from apps.currency.money import Money
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.payments import services
from apps.payments.services import Booking, Placement


def press_the_button(cart: Cart, way: str = "test:approve") -> Placement:
    return services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way=way)


def a_placed_order(*variants: Variant, quantity: int = 1) -> Order:
    """An order that was placed and paid."""
    placement = press_the_button(ready_cart(*variants, quantity=quantity))
    assert placement.is_placed
    return placement.order


def an_unpaid_order(*variants: Variant, quantity: int = 1) -> Order:
    """An order that was placed and waits for a bank transfer."""
    placement = press_the_button(ready_cart(*variants, quantity=quantity), "transfer:bank")
    assert placement.is_placed
    return placement.order


def an_expired_order(*variants: Variant, quantity: int = 1) -> Order:
    """An order whose transfer did not come in time. It expired a moment ago."""
    order = an_unpaid_order(*variants, quantity=quantity)
    Order.objects.filter(pk=order.pk).update(pay_by=timezone.now() - timedelta(minutes=1))
    services.expire_unpaid()
    order.refresh_from_db()
    assert order.is_expired
    return order


def transfer_comes(order: Order, minor: int | None = None, reference: str = "B1") -> Booking:
    """Money arrives on the shop's account: by default exactly what is owed."""
    amount = order.still_owed if minor is None else Money(minor, order.currency)
    return services.receive(
        order_id=order.pk,
        amount=amount,
        bank_reference=reference,
        received_on=timezone.localdate(),
        actor="mara",
    )
