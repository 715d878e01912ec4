"""M1 to M6: the world changes between two steps of a checkout. What was shown is charged, or nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.cart import services as carts
from apps.cart.models import Cart
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.models import Product, Variant
from apps.core.errors import ShopError
from apps.core.faults import switched_off
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.currency.tests.factories import record
from apps.inventory.models import Hold, Stock
from apps.inventory.services import count
from apps.orders import services as orders
from apps.orders.models import Order
from apps.orders.tests.factories import ADDRESS, found, total_of
from apps.payments import services
from apps.payments.models import Refund, TestCharge
from apps.payments.tests.factories import a_placed_order
from apps.pricing.tests.factories import priced
from apps.shipping.models import Rate
from apps.shipping.tests.factories import delivery_rates
from shop.tests.experiments.harness import Trial, experiment

STEPS = ["address", "delivery", "review"]
KEPT = timedelta(minutes=31)  # a price that was shown is kept for half an hour
OFF = switched_off
Act = Callable[[Cart], Any]


def press(
    cart: Cart, shown: Money, way: str = "test:approve", *, later: timedelta = timedelta(0)
) -> Order | ShopError:
    """Press the button with the total that was shown; return the order, or the shop's refusal."""
    now = timezone.now() + later
    try:
        return services.place_order(cart_id=cart.pk, expected_total=shown, way=way, now=now).order
    except ShopError as refusal:
        return refusal


def checkout(variant: Variant, *, happens: Act, before: str) -> tuple[Cart, Money]:
    """Go through a checkout in which something happens before a step; return the total that was shown.

    What happens after the review page is shown, "review", the shopper does not see.
    """
    delivery_rates()
    cart = a_cart(variant)
    for step in STEPS:
        if step == before and step != "review":
            happens(Cart.objects.get(pk=cart.pk))
            forget_all()
        if step == "address":
            orders.save_contact(found=found(cart), email="ines.keller@example.org", delivery=ADDRESS)
        if step == "delivery":
            orders.choose_delivery(found=found(cart), method="standard")
    shown = total_of(Cart.objects.get(pk=cart.pk))
    if before == "review":
        happens(Cart.objects.get(pk=cart.pk))
        forget_all()
    return cart, shown


def charged(cart: Cart) -> list[Money]:
    keys = Order.objects.filter(cart=cart).values_list("payments__key", flat=True)
    return [Money(c.amount_minor, c.currency) for c in TestCharge.objects.filter(key__in=list(keys))]


def shown_is_charged(
    trial: Trial, happens: Callable[[Variant, int], Act], count_: int, later: timedelta = timedelta(0)
) -> None:
    """The experiment itself: before each step, charged is what was shown, and an unseen change charges nothing."""
    for number in trial.times(count_):
        variant = for_sale(price="100.00")
        step = STEPS[number % len(STEPS)]
        cart, shown = checkout(variant, happens=happens(variant, number), before=step)
        ended = press(cart, shown, later=later if step == "review" else timedelta(0))
        trial.tried()
        wanted = [] if step == "review" else [shown]
        trial.expect(charged(cart) == wanted, f"{step}: {shown} shown, {charged(cart)} charged, {ended!r}")
    trial.balanced("I9")


def would_charge_another_total(
    happens: Callable[[Variant, int], Act], later: timedelta = timedelta(0)
) -> bool:
    variant = for_sale(price="100.00")
    cart, shown = checkout(variant, happens=happens(variant, 0), before="review")
    with OFF("expected_total"):
        ended = press(cart, shown, later=later)
    return isinstance(ended, Order) and ended.total != shown


@experiment("M1", "staff change the price before each step; control: total not compared")
class TestPrice:
    def test_is_the_one_that_was_shown(self, trial: Trial) -> None:
        def happens(variant: Variant, number: int) -> Act:
            return lambda cart: priced(variant, ["120.00", "80.00"][number % 2])

        shown_is_charged(trial, happens, 60, KEPT)
        variant = for_sale(price="100.00")
        cart, shown = checkout(variant, happens=happens(variant, 0), before="review")
        trial.expect(isinstance(press(cart, shown), Order), "the shown price was not kept")
        trial.is_red(would_charge_another_total(happens, KEPT))


@experiment("M2", "the currency is switched in another tab before each step; control: total not compared")
class TestCurrency:
    def test_is_the_one_that_was_shown(self, trial: Trial) -> None:
        record("USD", "1.25", timezone.localdate().isoformat())

        def happens(variant: Variant, number: int) -> Act:
            return lambda cart: carts.change_currency(cart=cart, currency="USD")

        shown_is_charged(trial, happens, 60)
        trial.is_red(would_charge_another_total(happens))


@experiment("M3", "the goods go or are taken off sale before the button; control: they stay, and are sold")
class TestGoods:
    def test_that_are_gone_cost_nothing(self, trial: Trial) -> None:
        for number in trial.times(60):
            variant = for_sale()
            cart, shown = checkout(variant, happens=[self.lost, self.off_sale][number % 2], before="review")
            ended = press(cart, shown)
            trial.tried()
            is_refused = isinstance(ended, ShopError) and ended.code == "cannot_be_ordered"
            trial.expect(is_refused and charged(cart) == [], repr(ended))
        trial.balanced("I9")
        cart, shown = checkout(for_sale(), happens=lambda _: None, before="review")
        trial.is_red(isinstance(press(cart, shown), Order))

    def lost(self, cart: Cart) -> None:
        Hold.objects.all().delete()
        for line in cart.lines.all():
            count(stock_id=Stock.objects.get(variant=line.variant_id).pk, on_hand=0, actor="t", reason="lost")

    def off_sale(self, cart: Cart) -> None:
        gone = timezone.now() - timedelta(seconds=1)
        old = gone - timedelta(days=1)
        products = Product.objects.filter(variants__in=cart.lines.values("variant"))
        products.update(published_at=old, unpublished_at=gone)


@experiment("M4", "another wants the last unit while the bank thinks; control: the reservation is given up")
class TestSoldOutDuringPayment:
    def test_the_reservation_holds(self, trial: Trial) -> None:
        for _ in trial.times(40):
            first, second = self.two()
            trial.tried()
            trial.expect(isinstance(second, ShopError), repr(second))
            self.bank_says_yes(first)
            first.refresh_from_db()
            trial.expect((first.status, first.payment_status) == ("PLACED", "PAID"), first.status)
        trial.balanced("I9")
        first, second = self.two(gives_up=True)
        self.bank_says_yes(first)
        trial.is_red(isinstance(second, Order) and Refund.objects.count() == 0 and not first.is_placed)

    def two(self, *, gives_up: bool = False) -> tuple[Order, Order | ShopError]:
        variant = for_sale(stock=1)
        cart, shown = checkout(variant, happens=lambda _: None, before="review")
        Hold.objects.all().delete()
        other, _ = checkout(variant, happens=lambda _: None, before="review")
        Hold.objects.all().delete()
        first = press(cart, shown, "test:confirm")
        assert isinstance(first, Order)
        if gives_up:
            services.cancel_payment(payment_id=first.payments.get().pk)
            Hold.objects.all().delete()
        return first, press(other, shown)

    def bank_says_yes(self, order: Order) -> None:
        charge = TestCharge.objects.get(key=order.payments.get().key)
        services.answer_confirmation(secret=charge.secret, approve=True)
        services.resolve(payment_id=order.payments.get().pk)


@experiment("M5", "another address or dearer delivery after the quote; control: total not compared")
class TestDelivery:
    def test_is_quoted_anew(self, trial: Trial) -> None:
        shown_is_charged(trial, self.happens, 60)
        trial.is_red(would_charge_another_total(self.happens))

    def happens(self, variant: Variant, number: int) -> Act:
        def dearer(cart: Cart) -> None:
            for rate in Rate.objects.all():
                Rate.objects.filter(pk=rate.pk).update(price_minor=rate.price_minor + 100)

        return dearer


@experiment("M6", "prices, rates and delivery change around the order; control: total not compared")
class TestSnapshot:
    FIELDS = (
        "total_gross_minor",
        "total_net_minor",
        "goods_gross_minor",
        "delivery_gross_minor",
        "rate",
        "currency",
    )

    def test_of_an_order_stays(self, trial: Trial) -> None:
        day = timezone.localdate()
        record("USD", "1.25", (day - timedelta(days=1)).isoformat())
        for number in trial.times(40):
            variant = for_sale(price="100.00")
            order = a_placed_order(variant)
            before, lines = self.seen(order)
            priced(variant, ["120.00", "80.00"][number % 2])
            Rate.objects.update(price_minor=700 + number)
            forget_all()
            trial.tried()
            trial.expect(self.seen(order) == (before, lines), f"{order.code} changed")
        cart, shown = self.in_dollars()
        record("USD", "1.30", day.isoformat())
        trial.expect(isinstance(press(cart, shown), ShopError), "another rate was charged unseen")
        trial.balanced("I9")
        cart, shown = self.in_dollars()
        Rate.objects.update(price_minor=990)
        with OFF("expected_total"):
            ended = press(cart, shown)
        trial.is_red(isinstance(ended, Order) and ended.total != shown)

    def seen(self, order: Order) -> tuple[Any, Any]:
        return Order.objects.values(*self.FIELDS).get(pk=order.pk), list(order.lines.values())

    def in_dollars(self) -> tuple[Cart, Money]:
        return checkout(
            for_sale(price="100.00"),
            happens=lambda cart: carts.change_currency(cart=cart, currency="USD"),
            before="address",
        )
