from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.cart import selectors, services
from apps.cart.errors import BadQuantity, BasketFull, BasketInUse, MissingPersonalText, NoSuchLine, OutOfStock
from apps.cart.models import Cart, CartLine, hash_of
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.errors import NotOnSale
from apps.catalog.models import Product
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.inventory.models import Hold, Stock
from apps.inventory.tests.factories import stocked
from apps.pricing.errors import NoPrice
from apps.pricing.tests.factories import priced
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db


def add(cart, variant, quantity=1, **kwargs):
    return services.add(
        cart=cart, user=None, variant_id=variant.pk, quantity=quantity, currency="EUR", **kwargs
    )


def read(cart):
    return selectors.contents(cart_id=cart.pk)


class TestAdd:
    def test_makes_a_basket_with_a_secret_only_the_visitor_knows(self):
        added = add(None, for_sale())

        assert added.token is not None
        assert Cart.objects.get().token_hash == hash_of(added.token)
        assert added.token not in str(Cart.objects.values().get())

    def test_promises_the_price_that_was_seen(self):
        added = add(None, for_sale(price="649"))

        assert added.line.unit_minor == 64900
        assert added.line.promised_until > timezone.now() + timedelta(minutes=29)

    def test_joins_the_same_variant_in_one_line(self):
        variant = for_sale()
        cart = add(None, variant).cart

        add(cart, variant, 2)

        assert list(CartLine.objects.values_list("quantity", flat=True)) == [3]
        assert Cart.objects.get().item_count == 3

    def test_keeps_different_personal_texts_apart(self):
        variant = for_sale("Star chart", personal_text="Names on the chart")
        cart = add(None, variant, personal_text="Ines and Tom").cart

        add(cart, variant, personal_text="Grandma")

        assert CartLine.objects.count() == 2

    def test_asks_for_the_personal_text(self):
        with pytest.raises(MissingPersonalText):
            add(None, for_sale("Star chart", personal_text="Names on the chart"))

    @pytest.mark.parametrize("quantity", [0, -1, 100, 10**12])
    def test_refuses_quantities_that_make_no_sense(self, quantity):
        with pytest.raises(BadQuantity):
            add(None, for_sale(), quantity)
        assert not Cart.objects.exists()

    def test_cuts_down_to_what_can_be_bought_and_says_so(self):
        added = add(None, for_sale(stock=14), 20)

        assert added.line.quantity == added.clamped_to == 14

    def test_refuses_what_is_sold_out(self):
        with pytest.raises(OutOfStock):
            add(None, for_sale(stock=0))
        assert not Cart.objects.exists()

    def test_counts_other_lines_of_the_same_variant(self):
        variant = for_sale("Star chart", personal_text="Names", stock=1)
        cart = add(None, variant, personal_text="one").cart

        with pytest.raises(OutOfStock, match="in your basket already"):
            add(cart, variant, personal_text="two")

    def test_refuses_what_is_not_on_sale(self):
        variant = for_sale()
        product = variant.product
        product.published_at = None
        save_product(product=product)

        with pytest.raises(NotOnSale):
            add(None, variant)

    def test_refuses_what_has_no_price(self):
        variant = add_variant(a_product())
        stocked(variant, 5)
        save_product(product=variant.product)

        with pytest.raises(NoPrice):
            add(None, variant)

    def test_refuses_an_unknown_variant(self):
        with pytest.raises(NotOnSale):
            services.add(cart=None, user=None, variant_id=987654321, quantity=1, currency="EUR")

    def test_holds_up_to_a_hundred_lines(self, settings):
        settings.CART_MAX_LINES = 2
        cart = a_cart(for_sale("A"), for_sale("B"))

        with pytest.raises(BasketFull):
            add(cart, for_sale("C"))

    def test_waits_while_an_order_is_placed(self):
        cart = a_cart(for_sale())
        Cart.objects.update(completing_at=timezone.now())

        with pytest.raises(BasketInUse):
            add(cart, for_sale("Another"))


class TestSetQuantity:
    def test_changes_and_counts(self):
        cart = a_cart(for_sale())

        assert services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=3) == 3
        assert Cart.objects.get().item_count == 3

    def test_removes_at_zero(self):
        cart = a_cart(for_sale())

        services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=0)

        assert not CartLine.objects.exists()
        assert Cart.objects.get().item_count == 0

    def test_stops_at_what_can_be_bought(self):
        cart = a_cart(for_sale(stock=4))

        assert services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=9) == 4

    def test_does_not_shrink_a_line_that_nobody_asked_to_shrink(self):
        cart = a_cart(for_sale(stock=4), quantity=4)
        Stock.objects.update(on_hand=1)

        assert services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=5) == 4

    @pytest.mark.parametrize("quantity", [-1, 100, 10**12])
    def test_refuses_quantities_that_make_no_sense(self, quantity):
        cart = a_cart(for_sale())

        with pytest.raises(BadQuantity):
            services.set_quantity(cart=cart, line_id=cart.lines.get().pk, quantity=quantity)
        assert cart.lines.get().quantity == 1

    def test_never_touches_a_line_of_another_basket(self):
        mine, other = a_cart(for_sale("A")), a_cart(for_sale("B"))

        with pytest.raises(NoSuchLine):
            services.set_quantity(cart=mine, line_id=other.lines.get().pk, quantity=5)
        assert other.lines.get().quantity == 1


class TestClear:
    def test_empties_and_gives_back_what_was_held(self):
        cart = a_cart(for_sale())
        services.keep_for_checkout(found=read(cart))

        services.clear(cart=cart)

        assert not CartLine.objects.exists()
        assert not Hold.objects.exists()


class TestPriceDrift:
    """Three clocks, three directions: within the promise, after it, and after a renewal."""

    @pytest.fixture
    def variant(self):
        delivery_rates()
        return for_sale(price="649")

    def price_of(self, cart, now):
        basket = selectors.basket(read(cart), country="DE", now=now)
        line = basket.lines[0]
        return line.priced.unit.gross, line.previous

    @pytest.mark.parametrize("new", ["599", "699", "649"])
    def test_keeps_the_promised_price_while_it_holds(self, variant, new):
        cart = a_cart(variant)
        priced(variant, new)

        assert self.price_of(cart, timezone.now() + timedelta(minutes=29)) == (Money(64900, "EUR"), None)

    @pytest.mark.parametrize(("new", "rose"), [("599", False), ("699", True)])
    def test_takes_today_s_price_afterwards_and_says_so(self, variant, new, rose):
        cart = a_cart(variant)
        priced(variant, new)
        later = timezone.now() + timedelta(minutes=31)

        assert self.price_of(cart, later) == (Money.of(new, "EUR"), Money(64900, "EUR"))
        assert selectors.basket(read(cart), country="DE", now=later).lines[0].price_rose is rose

    def test_says_nothing_if_the_price_is_the_same(self, variant):
        cart = a_cart(variant)

        assert self.price_of(cart, timezone.now() + timedelta(minutes=31)) == (Money(64900, "EUR"), None)

    def test_keeps_saying_so_after_the_next_step_renewed_it(self, variant):
        cart = a_cart(variant)
        priced(variant, "699")
        later = timezone.now() + timedelta(minutes=31)

        services.keep_for_checkout(found=read(cart), now=later)

        assert self.price_of(cart, later + timedelta(minutes=5)) == (Money(69900, "EUR"), Money(64900, "EUR"))

    def test_renews_the_promise_with_each_checkout_step(self, variant):
        cart = a_cart(variant)
        now = timezone.now()
        services.keep_for_checkout(found=read(cart), now=now + timedelta(minutes=20))
        priced(variant, "699")

        assert self.price_of(cart, now + timedelta(minutes=45)) == (Money(64900, "EUR"), None)


class TestBasket:
    def test_marks_what_cannot_be_ordered_and_removes_nothing(self):
        delivery_rates()
        gone, short = for_sale("Gone"), for_sale("Short", stock=3)
        cart = a_cart(gone, short, quantity=3)
        Product.objects.filter(pk=gone.product_id).update(unpublished_at=timezone.now())
        Stock.objects.filter(variant=short).update(on_hand=1)

        basket = selectors.basket(read(cart), country="DE")

        assert [line.is_on_sale for line in basket.lines] == [False, True]
        assert [line.is_short for line in basket.lines] == [False, True]
        assert not basket.can_be_ordered
        assert len(basket.lines) == 2

    def test_offers_no_delivery_where_nothing_goes(self):
        delivery_rates()

        basket = selectors.basket(read(a_cart(for_sale())), country="AQ")

        assert basket.quotes == []
        assert not basket.can_be_ordered

    def test_costs_the_same_queries_with_many_lines(self, django_assert_num_queries):
        delivery_rates()
        small = a_cart(for_sale("One"))
        large = a_cart(*(for_sale(f"Item {n}") for n in range(12)))
        selectors.basket(read(small), country="DE")

        with django_assert_num_queries(1):
            selectors.basket(read(small), country="DE")
        with django_assert_num_queries(1):
            selectors.basket(read(large), country="DE")

    def test_is_empty_without_a_cart(self):
        basket = selectors.basket(None, country="DE")

        assert basket.is_empty
        assert basket.total == Money(0, "EUR")


class TestCartFor:
    def test_never_opens_an_account_s_basket_by_cookie(self, alice):
        added = services.add(cart=None, user=alice, variant_id=for_sale().pk, quantity=1, currency="EUR")

        assert selectors.cart_for(token=added.token, user=None) is None
        assert selectors.cart_for(token=None, user=alice) == added.cart

    @pytest.mark.parametrize("token", [None, "", "guess", "x" * 10_000])
    def test_opens_nothing_for_a_wrong_token(self, token):
        a_cart(for_sale())

        assert selectors.cart_for(token=token, user=None) is None


class TestMergeAtSignIn:
    """The larger quantity wins, nothing is dropped, a second run changes nothing."""

    @pytest.fixture
    def variants(self):
        return [for_sale("Both", stock=5), for_sale("Guest only"), for_sale("Account only")]

    def guest_cart(self, *wanted):
        cart, token = None, None
        for variant, quantity in wanted:
            added = add(cart, variant, quantity)
            cart, token = added.cart, token or added.token
        return token

    def test_takes_the_larger_quantity_and_moves_the_rest(self, alice, variants):
        both, guest_only, account_only = variants
        own = a_cart(both, account_only, user=alice)
        token = self.guest_cart((both, 3), (guest_only, 2))

        assert services.merge_at_sign_in(token=token, user=alice) == 5

        quantities = dict(own.lines.values_list("variant", "quantity"))
        assert quantities == {both.pk: 3, guest_only.pk: 2, account_only.pk: 1}
        assert Cart.objects.get(pk=own.pk).item_count == 6

    def test_keeps_the_account_s_quantity_if_that_is_larger(self, alice, variants):
        own = a_cart(variants[0], quantity=4, user=alice)
        token = self.guest_cart((variants[0], 1))

        services.merge_at_sign_in(token=token, user=alice)

        assert own.lines.get().quantity == 4

    def test_never_exceeds_what_can_be_bought(self, alice, variants):
        own = a_cart(variants[0], user=alice)
        token = self.guest_cart((variants[0], 5))
        Stock.objects.filter(variant=variants[0]).update(on_hand=2)

        services.merge_at_sign_in(token=token, user=alice)

        assert own.lines.get().quantity == 2

    def test_hands_the_guest_basket_over_if_there_is_no_other(self, alice, variants):
        token = self.guest_cart((variants[1], 2))

        assert services.merge_at_sign_in(token=token, user=alice) == 2
        assert selectors.cart_for(token=None, user=alice).item_count == 2
        assert selectors.cart_for(token=token, user=None) is None

    def test_changes_nothing_the_second_time(self, alice, variants):
        own = a_cart(variants[0], user=alice)
        token = self.guest_cart((variants[0], 3))
        services.merge_at_sign_in(token=token, user=alice)

        assert services.merge_at_sign_in(token=token, user=alice) == 0
        assert own.lines.get().quantity == 3

    def test_frees_what_the_guest_held(self, alice, variants):
        a_cart(variants[2], user=alice)
        token = self.guest_cart((variants[0], 3))
        services.keep_for_checkout(found=selectors.contents_for(token=token, user=None))

        services.merge_at_sign_in(token=token, user=alice)

        assert not Hold.objects.exists()


class TestArchiveIdle:
    def test_closes_only_what_nobody_touched(self, settings):
        old, new = a_cart(for_sale("Old")), a_cart(for_sale("New"))
        Cart.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=31))

        assert services.archive_idle() == 1
        assert Cart.objects.get(pk=old.pk).status == "ARCHIVED"
        assert Cart.objects.get(pk=new.pk).is_open


class TestTheDatabase:
    @pytest.mark.parametrize("quantity", [0, 1000])
    def test_refuses_impossible_quantities(self, quantity):
        cart = a_cart(for_sale())

        with pytest.raises(IntegrityError), transaction.atomic():
            cart.lines.update(quantity=quantity)

    def test_allows_one_open_basket_per_account(self, alice):
        a_cart(for_sale(), user=alice)

        with pytest.raises(IntegrityError), transaction.atomic():
            Cart.objects.create(token_hash="x", user=alice, currency="EUR")
