"""However an order ends, and however often that is asked: goods and uses come back exactly once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.models import Cart
from apps.cart.services import add_coupon
from apps.cart.tests.factories import for_sale
from apps.core.errors import ShopError
from apps.core.memo import forget_all
from apps.inventory.models import Hold, Stock, StockMovement
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ready_cart
from apps.payments import services
from apps.payments.models import Payment
from apps.payments.tests.factories import press_the_button, transfer_comes
from apps.promotions.models import CouponCode, Promotion
from apps.promotions.tests.factories import a_code, a_promotion

pytestmark = pytest.mark.django_db


def _cancel() -> None:
    orders.cancel_order(order_id=Order.objects.get().pk, actor="mara", reason="Asked")
    services.stop_open_payments(order_id=Order.objects.get().pk)


def _expire() -> None:
    Order.objects.update(pay_by=timezone.now() - timedelta(minutes=1))
    services.expire_unpaid()


def _give_up() -> None:
    services.cancel_payment(payment_id=Payment.objects.get().pk)


def _sweep() -> None:
    services.sweep(now=timezone.now() + timedelta(hours=1))


def _resolve() -> None:
    services.resolve(payment_id=Payment.objects.get().pk)


def _revive_and_cancel() -> None:
    _expire()
    transfer_comes(Order.objects.get(), Order.objects.get().total_gross_minor)
    _cancel()


# The way to pay, what happens then, and where the order stands.
ENDS = {
    "declined": ("test:decline", _resolve, "FAILED"),
    "given up by the shopper": ("test:confirm", _give_up, "FAILED"),
    "not confirmed in time": ("test:confirm", _sweep, "FAILED"),
    "cancelled when paid": ("test:approve", _cancel, "CANCELLED"),
    "cancelled before it was paid": ("transfer:bank", _cancel, "CANCELLED"),
    "expired": ("transfer:bank", _expire, "EXPIRED"),
    "expired, revived and cancelled": ("transfer:bank", _revive_and_cancel, "CANCELLED"),
}


class TestEveryEnd:
    @pytest.mark.parametrize("end", ENDS)
    def test_gives_back_once(self, end):
        way, happens, status = ENDS[end]
        a_code(a_promotion("Ten off", needs_coupon=True, max_uses=5), "SATURN", max_uses=5)
        forget_all()
        cart = ready_cart(for_sale(stock=4), quantity=3)
        add_coupon(cart=cart, code="SATURN")
        press_the_button(cart, way)

        self.twice(happens)

        assert Order.objects.get().status == status
        stock = Stock.objects.get()
        assert (stock.on_hand, stock.allocated) == (4, 0)
        assert sum(StockMovement.objects.values_list("allocated_change", flat=True)) == 0
        assert (Promotion.objects.get().used, CouponCode.objects.get().used) == (0, 0)
        assert set(Order.objects.get().lines.values_list("allocated_qty", flat=True)) == {0}
        assert [f for f in check() if f.invariant not in ("I9", "I12")] == []

    def twice(self, happens: Callable[[], None]) -> None:
        happens()
        try:
            happens()
        except ShopError:  # it says that it cannot end once more
            return


class TestAnotherWayToPay:
    """A payment that did not happen leaves everything as it was: another way works with the same basket."""

    @pytest.mark.parametrize("way", ["test:approve", "transfer:bank"])
    @pytest.mark.parametrize("first", ["test:decline", "test:confirm"])
    def test_works_without_filling_the_basket_again(self, first, way):
        cart = ready_cart(for_sale(stock=1))
        before = list(cart.lines.values("variant", "quantity", "unit_minor"))
        placement = press_the_button(cart, first)
        if first == "test:confirm":
            services.cancel_payment(payment_id=placement.payment.pk)

        cart = Cart.objects.get(pk=cart.pk)
        assert cart.is_open
        assert list(cart.lines.values("variant", "quantity", "unit_minor")) == before
        assert cart.checkout.email == "ines.keller@example.org"
        assert Hold.objects.filter(owner=cart.key).exists()

        assert press_the_button(cart, way).is_placed
        assert sorted(Order.objects.values_list("status", flat=True)) == ["FAILED", "PLACED"]
        assert Stock.objects.get().allocated == 1
        assert [f for f in check() if f.invariant != "I9"] == []
