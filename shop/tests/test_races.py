"""Shoppers who press the button at the same moment. Every guard has its negative control."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from apps.books.selectors import check
from apps.cart.services import add_coupon
from apps.cart.tests.factories import for_sale
from apps.core.errors import ShopError
from apps.core.faults import switched_off
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards.selectors import balance
from apps.giftcards.services import issue
from apps.inventory.models import Stock, StockMovement
from apps.mail.models import Message as Mail
from apps.orders.models import Checkout, Order
from apps.orders.tests.factories import ready_cart, total_of
from apps.outbox.models import Message as OutboxMessage
from apps.payments import services
from apps.payments.models import TestCharge
from apps.promotions.tests.factories import a_code, a_promotion
from shop.tests.together import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def pressing(cart: Any, way: str = "test:approve") -> Callable[[], Any]:
    return partial(services.place_order, cart_id=cart.pk, expected_total=total_of(cart), way=way)


def placed(results: list[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, BaseException) and result.is_placed]


def refused(results: list[Any]) -> list[ShopError]:
    return [result for result in results if isinstance(result, ShopError)]


def sold(variant: Any) -> int:
    return sum(
        StockMovement.objects.filter(stock__variant=variant).values_list("allocated_change", flat=True)
    )


class TestTheLastUnit:
    @pytest.fixture
    def carts(self):
        """Twenty shoppers got as far as the button before anybody held the last unit."""
        variant = for_sale(stock=20)
        carts = [ready_cart(variant) for _ in range(20)]
        from apps.inventory.models import Hold

        Hold.objects.all().delete()
        StockMovement.objects.all().delete()
        Stock.objects.update(on_hand=0)
        from apps.inventory.services import receive

        receive(quantities={Stock.objects.get().pk: 1}, actor="test")
        return carts

    def test_goes_to_one_of_twenty(self, carts):
        results = together([pressing(cart) for cart in carts])

        assert len(placed(results)) == 1
        assert len(refused(results)) == 19, results
        assert all(
            refusal.code in ("insufficient_stock", "cannot_be_ordered") for refusal in refused(results)
        )
        stock = Stock.objects.get()
        assert (stock.on_hand, stock.allocated) == (1, 1)
        assert TestCharge.objects.count() == 1
        assert [f for f in check() if f.invariant != "I9"] == []

    def test_would_not_be_refused_clearly_without_the_lock(self, carts):
        """The control: without the lock the same test must go wrong, or it proves nothing.

        The table's constraint still stops a second sale, but as a database error instead of an answer.
        """
        presses = [pressing(cart) for cart in carts]
        with switched_off("stock_lock"):
            results = together(presses)

        assert len(refused(results)) < 19, results
        assert [f for f in check() if f.invariant == "I3"] == []


class TestTheLastUseOfACode:
    @pytest.fixture
    def presses(self):
        """Twenty shoppers with the same code, which one of them may use, are all at the button."""
        code = a_code(a_promotion("Ten off", needs_coupon=True, max_uses=1), "SATURN")
        forget_all()
        variant = for_sale(stock=20)
        carts = [ready_cart(variant) for _ in range(20)]
        for cart in carts:
            add_coupon(cart=cart, code=code.code)
        return [pressing(cart) for cart in carts]

    def test_goes_to_one_of_twenty(self, presses):
        results = together(presses)

        assert len(placed(results)) == 1
        assert {refusal.code for refusal in refused(results)} <= {"coupon_used_up", "cart_changed"}
        assert len(refused(results)) == 19, results
        assert [order.discount_minor > 0 for order in Order.objects.all()] == [True]
        assert TestCharge.objects.count() == 1
        assert [f for f in check() if f.invariant != "I9"] == []


class TestTheSameGiftCard:
    def test_pays_for_one_of_ten(self):
        card = issue(amount=Money.of("50.00", "EUR"), actor="test").card
        variant = for_sale(stock=10, price="20.00")
        carts = [ready_cart(variant) for _ in range(10)]
        Checkout.objects.update(gift_card=card)

        results = together([pressing(cart) for cart in carts])

        spent = card.entries.filter(kind="SPEND")
        assert -sum(spent.values_list("amount_minor", flat=True)) <= 5000
        assert balance(card).minor >= 0
        assert {refusal.code for refusal in refused(results)} <= {"invalid_gift_card"}
        assert len(placed(results)) + len(refused(results)) == 10, results
        assert [f for f in check() if f.invariant != "I9"] == []


class TestOppositeOrder:
    def test_never_deadlocks(self):
        """Four shoppers, the same two things, put into the basket in opposite order."""
        a, b = for_sale("A", stock=4), for_sale("B", stock=4)
        carts = [ready_cart(*pair) for pair in ((a, b), (b, a), (a, b), (b, a))]
        before = _deadlocks()

        results = together([pressing(cart) for cart in carts])

        assert len(placed(results)) == 4, results
        assert sorted(Stock.objects.values_list("on_hand", "allocated")) == [(4, 4), (4, 4)]
        assert _deadlocks() == before
        assert [f for f in check() if f.invariant != "I9"] == []


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


class TestTheSameCheckout:
    def test_is_one_order_one_charge_one_mail(self):
        cart = ready_cart(for_sale(stock=20))
        press = pressing(cart)

        results = together([press] * 10)

        assert Order.objects.filter(placed_at__isnull=False).count() == 1
        assert TestCharge.objects.count() == 1
        assert OutboxMessage.objects.filter(topic="orders.send_confirmation").count() == 1
        codes = {r.order.code for r in results if not isinstance(r, BaseException)}
        assert len(codes) == 1
        assert {r.code for r in refused(results)} <= {"completion_in_progress"}
        assert len(codes) + len(refused(results)) <= 10
        assert press().order.code in codes
        assert Stock.objects.get().allocated == 1
        assert Mail.objects.count() == 0

    def test_would_be_several_orders_without_its_guards(self):
        """The control: no lock on the basket, no look at its order, and the unique index taken away."""
        cart = ready_cart(for_sale(stock=20))
        press = pressing(cart)
        with _without_constraint("orders_order", "orders_order_cart_id_key"):
            with switched_off("cart_lock"), switched_off("order_per_cart"):
                together([press] * 10)
            orders = Order.objects.exclude(status="FAILED").count()
            Order.objects.all().update(cart=None)

        assert orders > 1


class _without_constraint:  # noqa: N801 - reads as a statement
    """Take a constraint away for the length of a block."""

    def __init__(self, table: str, name: str) -> None:
        self.table, self.name = table, name

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}")

    def __exit__(self, *_error: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} UNIQUE (cart_id)")


class TestRefundsAtOnce:
    def test_give_the_money_back_once(self):
        from apps.orders.services import cancel_order
        from apps.payments.models import Refund
        from apps.payments.tests.factories import a_placed_order

        order = a_placed_order()
        cancel_order(order_id=order.pk, actor="mara", reason="customer asked")
        Refund.objects.all().delete()

        together([partial(services.refund_cancelled_order, order_id=order.pk)] * 8)

        assert Refund.objects.count() == 1


class TestShippingAtOnce:
    def test_sends_one_parcel(self):
        from apps.orders.services import ship_order
        from apps.payments.tests.factories import a_placed_order

        order = a_placed_order(for_sale(stock=5), quantity=2)

        results = together([partial(ship_order, order_id=order.pk, tracking_number="1", actor="mara")] * 6)

        assert len(refused(results)) == 5, results
        stock = Stock.objects.get()
        assert (stock.on_hand, stock.allocated) == (3, 0)


class TestBasketChangesAtOnce:
    def test_count_every_unit(self):
        from apps.cart.models import Cart
        from apps.cart.services import add
        from apps.cart.tests.factories import a_cart

        variant = for_sale(stock=50)
        cart = a_cart(for_sale("First"))

        together([partial(add, cart=cart, user=None, variant_id=variant.pk, quantity=1, currency="EUR")] * 10)

        cart = Cart.objects.get(pk=cart.pk)
        assert cart.lines.get(variant=variant).quantity == 10
        assert cart.item_count == 11
