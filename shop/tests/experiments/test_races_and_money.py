"""R1 to R9: shoppers, staff and jobs at the same moment, and money that comes late."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from apps.cart import services as carts
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.core.faults import switched_off
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards.models import GiftCard
from apps.giftcards.selectors import balance
from apps.giftcards.services import issue
from apps.inventory.models import Hold, Stock
from apps.inventory.services import count
from apps.orders import services as orders
from apps.orders.models import Checkout, Order
from apps.orders.tests.factories import found, ready_cart, total_of
from apps.payments import services
from apps.payments.models import Refund, TestCharge
from apps.payments.services import Booking
from apps.payments.tests.factories import a_placed_order, an_unpaid_order, transfer_comes
from apps.promotions.models import CouponCode
from apps.promotions.tests.factories import a_code, a_promotion
from shop.tests.experiments.harness import (
    Trial,
    crashes,
    experiment,
    placed,
    refusals,
    without_unique_cart,
)
from shop.tests.together import together

SHOPPERS = 12
OFF = switched_off


def pressing(cart: Cart) -> Callable[[], Any]:
    return partial(services.place_order, cart_id=cart.pk, expected_total=total_of(cart), way="test:approve")


def at_the_button(shoppers: int, units: int) -> list[Callable[[], Any]]:
    """Shoppers before the order button, when fewer units turn out to be there."""
    variant = for_sale(stock=shoppers)
    presses = [pressing(ready_cart(variant)) for _ in range(shoppers)]
    Hold.objects.all().delete()
    count(stock_id=Stock.objects.get(variant=variant).pk, on_hand=units, actor="test", reason="lost")
    return presses


@experiment("R1", "12 shoppers, the last 4 units; control: stock not locked")
class TestLastUnits:
    def test_are_sold_once_each(self, trial: Trial) -> None:
        for _ in trial.times(15):
            results = together(at_the_button(SHOPPERS, 4))
            trial.tried(SHOPPERS)
            trial.expect((len(placed(results)), len(refusals(results))) == (4, SHOPPERS - 4), results)
        trial.balanced("I9")
        trial.is_red(any(self.goes_wrong() for _ in range(5)))

    def goes_wrong(self) -> bool:
        presses = at_the_button(SHOPPERS, 4)
        with OFF("stock_lock"):
            return bool(crashes(together(presses)))


@experiment("R2", "one order pressed 8 times at once; control: no claim, no unique index")
class TestDoubleSubmit:
    def test_is_one_order_and_one_charge(self, trial: Trial) -> None:
        for _ in trial.times(20):
            cart = ready_cart(for_sale())
            press = pressing(cart)
            results = [*together([press] * 8), press()]
            trial.tried()
            codes = {r.order.code for r in placed(results)}
            charges = TestCharge.objects.filter(key__in=cart_payments(cart)).count()
            trial.expect((len(codes), charges, crashes(results)) == (1, 1, []), results)
        trial.balanced("I9")
        press = pressing(ready_cart(for_sale()))
        with without_unique_cart(), OFF("cart_lock"), OFF("order_per_cart"):
            codes = {r.order.code for r in placed(together([press] * 8))}
            Order.objects.update(cart=None)
        trial.is_red(len(codes) > 1)


def cart_payments(cart: Cart) -> list[Any]:
    return list(Order.objects.filter(cart=cart).values_list("payments__key", flat=True))


@experiment("R3", "the basket edited in a second tab while the first pays; control: total not compared")
class TestTwoTabs:
    def test_charge_what_was_shown_or_nothing(self, trial: Trial) -> None:
        a_code(a_promotion("Ten off", needs_coupon=True), "SATURN")
        forget_all()
        for number in trial.times(40):
            cart = ready_cart(for_sale())
            shown, press = total_of(cart), pressing(cart)
            results = together([press, self.edits(cart)[number % 4]])
            trial.tried()
            charged = TestCharge.objects.filter(key__in=cart_payments(cart))
            amounts = list(charged.values_list("amount_minor", flat=True))
            trial.expect(amounts in ([], [shown.minor]) and not crashes(results), (shown, amounts, results))
        trial.balanced("I9")
        cart = ready_cart(for_sale())
        shown, press = total_of(cart), pressing(cart)
        self.edits(cart)[0]()
        with OFF("expected_total"):
            trial.is_red(press().order.total != shown)

    def edits(self, cart: Cart) -> list[Callable[[], Any]]:
        line = cart.lines.get()
        more = for_sale("Another")
        return [
            partial(carts.add, cart=cart, user=None, variant_id=line.variant_id, quantity=1, currency="EUR"),
            partial(carts.add, cart=cart, user=None, variant_id=more.pk, quantity=1, currency="EUR"),
            partial(carts.add_coupon, cart=cart, code="SATURN"),
            lambda: orders.choose_delivery(found=found(cart), method="express"),
        ]


@experiment("R4", "12 shoppers, a code for 3; control: uses not limited")
class TestCoupons:
    def test_are_used_as_often_as_they_may(self, trial: Trial) -> None:
        for number in trial.times(8):
            presses = self.with_code(f"MARS{number}")
            results = together(presses)
            trial.tried(SHOPPERS)
            used = CouponCode.objects.get(code=f"MARS{number}").used
            trial.expect((len(placed(results)), used, crashes(results)) == (3, 3, []), results)
        trial.balanced("I9")
        presses = self.with_code("VENUS")
        with OFF("coupon_limit"):
            results = together(presses)
        trial.is_red(len(placed(results)) > 3 or bool(crashes(results)))

    def with_code(self, code: str) -> list[Callable[[], Any]]:
        a_code(a_promotion("Ten off", needs_coupon=True, max_uses=3), code, max_uses=3)
        forget_all()
        variant = for_sale(stock=SHOPPERS)
        made = [ready_cart(variant) for _ in range(SHOPPERS)]
        for cart in made:
            carts.add_coupon(cart=cart, code=code)
        return [pressing(cart) for cart in made]


@experiment("R5", "a gift card over 50.00 pays 8 orders of 26.90 at once; control: card not locked")
class TestGiftCards:
    def test_give_no_more_than_they_hold(self, trial: Trial) -> None:
        for _ in trial.times(10):
            card = issue(amount=Money.of("50.00", "EUR"), actor="test").card
            results = together(self.with_card(card))
            trial.tried(8)
            spent = -sum(card.entries.exclude(kind="ISSUE").values_list("amount_minor", flat=True))
            trial.expect(0 <= balance(card).minor == 5000 - spent and not crashes(results), results)
        trial.balanced("I9")
        trial.is_red(any(self.goes_wrong() for _ in range(6)))

    def with_card(self, card: GiftCard) -> list[Callable[[], Any]]:
        # Each another thing: the lock of a common one would keep them apart before the card's does.
        made = [ready_cart(for_sale(price="20.00")) for _ in range(8)]
        Checkout.objects.filter(cart__in=made).update(gift_card=card)
        return [pressing(cart) for cart in made]

    def goes_wrong(self) -> bool:
        card = issue(amount=Money.of("50.00", "EUR"), actor="test").card
        presses = self.with_card(card)
        with OFF("gift_card_lock"):
            return bool(crashes(together(presses))) or balance(card).minor < 0


@experiment("R6", "8 refunds of 60 % at once; control: order and payments not locked")
class TestRefunds:
    def test_give_back_no_more_than_was_charged(self, trial: Trial) -> None:
        for _ in trial.times(15):
            results = self.refunded()
            trial.tried(8)
            trial.expect(len(refusals(results)) == 7 and not crashes(results), results)
        trial.balanced("I9")
        trial.is_red(any(crashes(self.refunded(OFF("refund_lock"))) for _ in range(5)))

    def refunded(self, guard: AbstractContextManager[None] | None = None) -> list[Any]:
        order = a_placed_order(for_sale())
        share = order.total_gross_minor * 60 // 100
        call = partial(
            services.refund_lines,
            order_id=order.pk, units={}, goodwill_minor=share, reason="late", actor="mara",
        )  # fmt: skip
        with guard or nullcontext():
            return together([call] * 8)


@experiment(
    "R7", "8 baskets with the same two things in opposite order; control: rows locked in opposite order"
)
class TestOppositeOrder:
    def test_never_deadlocks(self, trial: Trial) -> None:
        before = deadlocks()
        for _ in trial.times(15):
            a, b = for_sale("A", stock=8), for_sale("B", stock=8)
            results = together([pressing(ready_cart(*pair)) for pair in ((a, b), (b, a)) * 4])
            trial.tried(8)
            trial.expect(len(placed(results)) == 8, results)
        trial.expect(deadlocks() == before, f"{deadlocks() - before} deadlocks")
        trial.balanced("I9")
        pair = [Stock.objects.get(variant=variant).pk for variant in (a, b)]
        together([partial(self.lock, pair), partial(self.lock, pair[::-1])])
        trial.is_red(deadlocks() > before)

    def lock(self, keys: list[int]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for key in keys:
                Stock.objects.select_for_update().get(pk=key)
                cursor.execute("SELECT pg_sleep(0.5)")


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


@experiment("R8", "a transfer written down in the second its order expires; control: order not locked")
class TestExpiryAndPayment:
    def test_end_paid_or_given_back(self, trial: Trial) -> None:
        for _ in trial.times(10):
            results = self.at_once()
            trial.tried(4)
            trial.expect(not crashes(results), results)
            states = set(Order.objects.values_list("status", "payment_status"))
            trial.expect(states == {("PLACED", "PAID")}, states)
        trial.balanced("I9")
        trial.is_red(any(self.goes_wrong(trial) for _ in range(6)))

    def at_once(self, guard: AbstractContextManager[None] | None = None) -> list[Any]:
        variant = for_sale(stock=4)
        made = [an_unpaid_order(variant) for _ in range(4)]
        Order.objects.filter(pk__in=[o.pk for o in made]).update(pay_by=timezone.now() - timedelta(minutes=1))
        pays = [partial(transfer_comes, order, order.total_gross_minor, f"B{order.pk}") for order in made]
        with guard or nullcontext():
            return together([*pays, services.expire_unpaid, services.expire_unpaid])

    def goes_wrong(self, trial: Trial) -> bool:
        results = self.at_once(OFF("order_lock"))
        other = Trial(trial.id, trial.what, trial.scale, trial.chance)
        other.balanced("I9")
        return bool(crashes(results) or other.findings)


@experiment("R9", "6 expired orders paid late, one unit left; control: stock not locked")
class TestLateMoney:
    def test_revives_one_order_and_goes_back_for_the_others(self, trial: Trial) -> None:
        for _ in trial.times(8):
            made, stock = self.expired()
            results = self.pay(made)
            trial.tried(len(made))
            trial.expect(sorted(r.name for r in results) == ["COUNTED"] + ["LATE"] * 5, results)
            refunds = Refund.objects.filter(payment__order__in=made).count()
            stock.refresh_from_db()
            trial.expect((refunds, stock.allocated) == (5, 1), (refunds, stock.allocated))
        trial.balanced("I9")
        trial.is_red(any(self.goes_wrong() for _ in range(5)))

    def expired(self) -> tuple[list[Order], Stock]:
        variant: Variant = for_sale(stock=6)
        made = [an_unpaid_order(variant) for _ in range(6)]
        Order.objects.filter(pk__in=[o.pk for o in made]).update(pay_by=timezone.now() - timedelta(minutes=1))
        services.expire_unpaid()
        stock = Stock.objects.get(variant=variant)
        count(stock_id=stock.pk, on_hand=1, actor="test", reason="lost")
        return made, stock

    def pay(self, made: list[Order]) -> list[Any]:
        return together([partial(transfer_comes, o, o.total_gross_minor, f"B{o.pk}") for o in made])

    def goes_wrong(self) -> bool:
        made, _ = self.expired()
        with OFF("stock_lock"):
            return any(not isinstance(result, Booking) for result in self.pay(made))
