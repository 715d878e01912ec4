from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.cart.services import set_quantity
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product, Variant
from apps.currency.money import Money
from apps.inventory.errors import InsufficientStock
from apps.inventory.models import Hold, Stock
from apps.orders import services
from apps.orders.errors import (
    CannotBeOrdered,
    CartChanged,
    CheckoutIncomplete,
    CompletionInProgress,
    EmptyBasket,
)
from apps.orders.models import Checkout, Order, OrderLine
from apps.orders.tests.factories import ADDRESS, a_draft, found, ready_cart, total_of
from apps.pricing.models import TaxRate
from apps.pricing.tests.factories import priced
from apps.shipping.models import Method, Rate
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db


def prepare(cart, total=None, **kwargs):
    return services.prepare_order(cart_id=cart.pk, expected_total=total or total_of(cart), **kwargs)


class TestSnapshot:
    """What was ordered stays as it was, whatever happens to the catalogue."""

    def test_copies_everything_a_line_says(self):
        variant = for_sale("Star chart", price="34.90", tax_class="books", personal_text="Names on the chart")
        delivery_rates()
        from apps.cart.services import add

        cart = add(
            cart=None, user=None, variant_id=variant.pk, quantity=2, personal_text="Ines", currency="EUR"
        ).cart
        services.save_contact(found=found(cart), email="ines.keller@example.org", delivery=ADDRESS)
        services.choose_delivery(found=found(cart), method="standard")
        prepare(cart)

        line = OrderLine.objects.get()
        assert (line.product_name, line.title, line.brand, line.sku) == (
            "Star chart",
            "Star chart",
            "Sextans",
            variant.sku,
        )
        assert (line.quantity, line.personal_text, line.weight_g) == (2, "Ines", 4000)
        assert (line.tax_class, line.tax_name, line.tax_percent) == ("books", "Books", 7)
        assert (line.unit_gross_minor, line.unit_net_minor) == (3490, 3262)
        assert (line.line_gross_minor, line.line_net_minor) == (6980, 6523)
        assert (line.unit_before_gross_minor, line.line_before_gross_minor) == (3490, 6980)

    def test_copies_delivery_addresses_and_totals(self):
        order = a_draft(for_sale(price="649"))

        assert (order.delivery_code, order.delivery_name, order.delivery_carrier) == (
            "standard",
            "Standard",
            "Heliopost",
        )
        assert (order.goods, order.delivery, order.total) == (
            Money(64900, "EUR"),
            Money(690, "EUR"),
            Money(65590, "EUR"),
        )
        assert order.delivery_tax_percent == 19
        assert order.tax == Money(10472, "EUR")
        assert (order.currency, order.rate, order.rate_source, order.rounding) == (
            "EUR",
            1,
            "base",
            "line",
        )
        assert (order.language, order.country) == ("en", "DE")
        assert order.delivery_address["line1"] == "Sternwartenstraße 12"
        assert order.billing_address == order.delivery_address

    def test_is_untouched_by_later_changes(self):
        variant = for_sale(price="649")
        order = a_draft(variant)
        before = [
            list(OrderLine.objects.values()),
            list(Order.objects.values()),
        ]

        priced(variant, "1.00")
        TaxRate.objects.update(percent=99)
        Method.objects.all().delete()
        Checkout.objects.all().delete()
        Product.objects.update(name="Something else")
        Variant.objects.update(title="Something else", sku="OTHER")

        after = [
            list(OrderLine.objects.values()),
            list(Order.objects.values()),
        ]
        assert after == before
        assert order.total == Money(65590, "EUR")

    def test_survives_the_deletion_of_the_product(self):
        variant = for_sale(price="649")
        a_draft(variant)
        from apps.inventory.models import StockMovement

        StockMovement.objects.all().delete()
        Stock.objects.filter(variant=variant).delete()
        variant.product.delete()

        line = OrderLine.objects.get()
        assert (line.variant_id, line.title) == (None, "N 200/1200 Dobsonian")

    def test_exports_are_untaxed_and_say_so(self):
        address = {**ADDRESS, "country": "CH", "postcode": "8001", "city": "Zürich"}
        cart = ready_cart(for_sale(price="119"), address=address)
        order = prepare(cart).order

        assert order.is_export
        assert order.goods == Money(10000, "EUR")
        assert order.tax == Money(0, "EUR")
        assert OrderLine.objects.get().tax_percent == 0


class TestTheTotalYouSaw:
    def test_is_what_is_charged(self):
        assert prepare(ready_cart(for_sale(price="649"))).order.total == Money(65590, "EUR")

    def test_refuses_another_total_and_changes_nothing(self):
        cart = ready_cart(for_sale(price="649"))

        with pytest.raises(CartChanged) as refusal, transaction.atomic():
            prepare(cart, Money(64900, "EUR"))

        assert refusal.value.total == Money(65590, "EUR")
        assert refusal.value.code == "cart_changed"
        assert not Order.objects.exists()
        assert Cart.objects.get().completing_at is None

    def test_refuses_the_same_number_in_another_currency(self):
        with pytest.raises(CartChanged):
            prepare(ready_cart(for_sale(price="649")), Money(65590, "USD"))

    def test_names_the_lines_whose_price_changed(self):
        variant = for_sale(price="649")
        cart = ready_cart(variant)
        shown = total_of(cart)
        priced(variant, "699")

        with pytest.raises(CartChanged) as refusal:
            prepare(cart, shown, now=timezone.now() + timedelta(minutes=31))

        assert refusal.value.changed == ["N 200/1200 Dobsonian"]
        assert refusal.value.total == Money(70590, "EUR")

    def test_sees_a_delivery_price_that_changed_a_moment_ago(self):
        cart = ready_cart(for_sale(price="649"))
        shown = total_of(cart)
        Rate.objects.update(price_minor=990)

        with pytest.raises(CartChanged):
            prepare(cart, shown)

    def test_keeps_the_promised_price_within_its_time(self):
        variant = for_sale(price="649")
        cart = ready_cart(variant)
        shown = total_of(cart)
        priced(variant, "699")

        assert prepare(cart, shown).order.total == shown


class TestPrepareOrder:
    def test_allocates_the_goods_and_uses_up_the_hold(self):
        a_draft(for_sale(stock=3), quantity=2)

        stock = Stock.objects.get()
        assert (stock.on_hand, stock.allocated) == (3, 2)
        assert not Hold.objects.exists()
        assert OrderLine.objects.get().allocated_qty == 2

    def test_closes_the_basket_to_changes_meanwhile(self):
        cart = ready_cart()
        prepare(cart)
        cart.refresh_from_db()

        assert cart.completing_at is not None

    def test_refuses_while_an_order_of_the_basket_is_a_draft(self):
        cart = ready_cart()
        total = total_of(cart)
        prepare(cart, total)

        with pytest.raises(CompletionInProgress) as refusal, transaction.atomic():
            prepare(cart, total)
        assert refusal.value.status == 409
        assert Order.objects.count() == 1

    def test_returns_the_order_that_the_basket_became(self):
        cart = ready_cart()
        total = total_of(cart)
        order = prepare(cart, total).order
        services.mark_placed(order=order, charged_minor=order.total_gross_minor, actor="test", reason="Paid")

        again = prepare(cart, total)

        assert again.order == order
        assert not again.is_new

    def test_refuses_an_empty_basket(self):
        cart = ready_cart()
        total = total_of(cart)
        set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=0)

        with pytest.raises(EmptyBasket):
            prepare(cart, total)

    @pytest.mark.parametrize(("step", "field"), [("address", "email"), ("delivery", "method")])
    def test_names_the_step_that_is_missing(self, step, field):
        cart = ready_cart()
        total = total_of(cart)
        Checkout.objects.update(**{field: ""})

        with pytest.raises(CheckoutIncomplete) as refusal:
            prepare(cart, total)
        assert refusal.value.step == step

    def test_refuses_a_method_that_is_no_longer_offered(self):
        cart = ready_cart()
        total = total_of(cart)
        Method.objects.filter(code="standard").update(is_active=False)

        with pytest.raises(CheckoutIncomplete):
            prepare(cart, total)

    def test_refuses_what_was_taken_off_sale(self):
        variant = for_sale()
        cart = ready_cart(variant)
        total = total_of(cart)
        Product.objects.update(unpublished_at=timezone.now())

        with pytest.raises(CannotBeOrdered, match="no longer on sale"):
            prepare(cart, total)

    def test_refuses_what_sold_out_after_the_hold_lapsed(self):
        variant = for_sale(stock=1)
        cart = ready_cart(variant)
        total = total_of(cart)
        Hold.objects.update(
            expires_at=timezone.now() - timedelta(seconds=1),
            first_held_at=timezone.now() - timedelta(hours=2),
        )
        a_draft(variant)

        with pytest.raises((CannotBeOrdered, InsufficientStock)), transaction.atomic():
            prepare(cart, total)
        assert Stock.objects.get().allocated == 1


class TestUndoDraft:
    def test_frees_the_goods_and_gives_the_basket_back(self):
        cart = ready_cart(for_sale(stock=1))
        order = prepare(cart).order

        services.undo_draft(order=order, actor="provider", reason="Declined")

        order.refresh_from_db()
        cart.refresh_from_db()
        assert (order.status, order.cart_id) == ("FAILED", None)
        assert cart.is_open
        assert cart.completing_at is None
        assert Stock.objects.get().allocated == 0
        assert Hold.objects.get().quantity == 1
        assert Checkout.objects.get().failure == "Declined"

    def test_changes_nothing_the_second_time(self):
        order = a_draft()
        services.undo_draft(order=order, actor="provider", reason="Declined")
        events = order.events.count()

        services.undo_draft(order=order, actor="provider", reason="Declined")

        assert order.events.count() == events
        assert Stock.objects.get().allocated == 0

    def test_lets_the_shopper_try_again(self):
        cart = ready_cart(for_sale(stock=1))
        first = prepare(cart).order
        services.undo_draft(order=first, actor="provider", reason="Declined")
        cart.refresh_from_db()

        second = prepare(cart).order

        assert second.code != first.code
        assert second.cart == cart


class TestTheDatabase:
    def test_keeps_one_order_per_basket(self):
        order = a_draft()
        copy = Order.objects.get(pk=order.pk)
        copy.pk, copy.code = None, "COPY"

        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)

    @pytest.mark.parametrize(
        "change",
        [
            {"total_gross_minor": 1},
            {"status": "SOMETHING"},
            {"status": "PLACED"},
            {"refunded_minor": 5},
            {"delivery_net_minor": -1},
        ],
    )
    def test_refuses_impossible_orders(self, change):
        a_draft()

        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.update(**change)

    @pytest.mark.parametrize(
        "change",
        [
            {"shipped_qty": 2},
            {"returned_qty": 1},
            {"cancelled_qty": 1},
            {"quantity": 0},
            {"line_gross_minor": 10**9},
        ],
    )
    def test_refuses_impossible_lines(self, change):
        a_draft()

        with pytest.raises(IntegrityError), transaction.atomic():
            OrderLine.objects.update(**change)


class TestKeepForCheckout:
    """Each step of the checkout holds the goods and promises their prices for another while."""

    def test_writes_nothing_when_steps_follow_within_a_minute(self, django_assert_num_queries):
        cart = ready_cart()
        read = found(cart)

        with django_assert_num_queries(0, connection=connection):
            cart_services.keep_for_checkout(found=read, now=timezone.now() + timedelta(seconds=50))

    def test_holds_and_promises_for_longer_after_a_minute(self):
        cart = ready_cart()
        before = (Hold.objects.get().expires_at, cart.lines.get().promised_until)
        later = timezone.now() + timedelta(minutes=2)

        cart_services.keep_for_checkout(found=found(cart), now=later)

        assert Hold.objects.get().expires_at == later + timedelta(minutes=settings.HOLD_MINUTES_GUEST)
        assert cart.lines.get().promised_until > before[1]


class TestBeginCompletion:
    """A basket is claimed as it was read, or not at all."""

    def test_claims_a_basket_once(self):
        cart = ready_cart()

        claims = [cart_services.begin_completion(cart=cart, now=timezone.now()) for _ in range(2)]

        assert claims == [True, False]

    def test_does_not_claim_a_basket_that_has_changed_since_it_was_read(self):
        cart = ready_cart()
        cart_services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=2)

        assert not cart_services.begin_completion(cart=cart, now=timezone.now())
        assert Cart.objects.get(pk=cart.pk).completing_at is None

    def test_makes_the_order_of_the_basket_as_it_is_now(self):
        cart = ready_cart()
        stale = found(cart)
        cart_services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=2)

        order = services.prepare_order(cart_id=cart.pk, expected_total=total_of(cart), found=stale).order

        assert order.lines.get().quantity == 2
