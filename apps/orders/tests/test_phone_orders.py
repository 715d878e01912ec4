"""Orders by phone: what staff fill, what the link opens, and what it does not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.cart import services as carts
from apps.cart.models import Cart, hash_of
from apps.cart.selectors import contents_for
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.currency.money import Money
from apps.inventory.models import Stock
from apps.orders import services
from apps.orders.errors import (
    CartChanged,
    CheckoutIncomplete,
    EmptyBasket,
    NotAPhoneOrder,
    PayLinkExpired,
    PayLinkUnknown,
    PayLinkUsed,
)
from apps.orders.rules import PayLink, pay_link, read_pay_link
from apps.orders.selectors import CHECKOUT, checkout_basket, checkout_in
from apps.orders.tests.factories import ADDRESS, found, ready_cart, total_of
from apps.outbox.models import Message as OutboxMessage
from apps.pricing.tests.factories import priced
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db
EMAIL = "ines.keller@example.org"


@pytest.fixture
def variant(db: None) -> Variant:
    delivery_rates()
    return for_sale(stock=3)


def phoned(made_by: User, variant: Variant, *, quantity: int = 1) -> Cart:
    """A phone order with goods, address and delivery."""
    cart = services.start_phone_order(made_by=made_by)
    carts.add(cart=cart, user=None, variant_id=variant.pk, quantity=quantity, currency="EUR")
    services.save_phone_customer(cart_id=cart.pk, email=EMAIL, delivery=ADDRESS)
    services.choose_phone_delivery(cart_id=cart.pk, method="standard")
    cart.refresh_from_db()
    return cart


def mailed(cart: Cart, **more: Any) -> str:
    """Mail the pay link and return it."""
    total = total_of(cart)
    until = services.mail_pay_link(cart_id=cart.pk, expected_total=total, key=uuid4(), **more)
    return pay_link(PayLink(cart.key, until, total))


class TestPayLinkItself:
    def test_says_what_was_put_in(self):
        said = PayLink(uuid4(), timezone.now().replace(microsecond=0), Money(65590, "EUR"))

        assert read_pay_link(pay_link(said)) == said

    @pytest.mark.parametrize("given", ["", "x", "x.y", "\x00", "é.é", "a" * 3000])
    def test_that_is_not_ours_says_nothing(self, given: str):
        assert read_pay_link(given) is None

    def test_that_was_changed_says_nothing(self):
        link = pay_link(PayLink(uuid4(), timezone.now(), Money(1, "EUR")))
        words, _, seal = link.partition(".")
        other = pay_link(PayLink(uuid4(), timezone.now(), Money(2, "EUR"))).partition(".")[0]

        assert read_pay_link(f"{other}.{seal}") is None
        assert read_pay_link(f"{words}.{seal[:-1]}{'A' if seal[-1] != 'A' else 'B'}") is None

    def test_of_an_older_key_is_still_ours(self, settings):
        link = pay_link(PayLink(uuid4(), timezone.now(), Money(1, "EUR")))
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

        assert read_pay_link(link) is not None

    def test_signed_for_another_purpose_says_nothing(self):
        words = [uuid4().hex, 0, 1, "EUR"]

        assert read_pay_link(Signer(salt="orders.pay-link", sep=".").sign_object(words)) is not None
        assert read_pay_link(Signer(salt="orders.other", sep=".").sign_object(words)) is None


class TestFilling:
    def test_holds_no_stock_before_the_customer_enters(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)
        mailed(cart)

        assert not found(cart).is_held_until(timezone.now())

    def test_remembers_who_filled_it(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)

        assert (cart.origin, cart.made_by, cart.user) == (Cart.Origin.STAFF, staff, None)

    def test_is_of_staff_baskets_only(self):
        shoppers = ready_cart()

        with pytest.raises(NotAPhoneOrder):
            services.save_phone_customer(cart_id=shoppers.pk, email=EMAIL, delivery=ADDRESS)
        with pytest.raises(NotAPhoneOrder):
            services.withdraw_phone_order(cart_id=shoppers.pk)

    def test_a_shoppers_basket_names_no_staff(self, staff: User):
        cart = ready_cart()

        with pytest.raises(IntegrityError), transaction.atomic():
            Cart.objects.filter(pk=cart.pk).update(made_by=staff)


class TestMailPayLink:
    def test_asks_for_what_is_missing_in_turn(self, staff: User, variant: Variant):
        cart = services.start_phone_order(made_by=staff)

        def mail() -> None:
            services.mail_pay_link(cart_id=cart.pk, expected_total=Money(0, "EUR"), key=uuid4())

        with pytest.raises(EmptyBasket):
            mail()
        carts.add(cart=cart, user=None, variant_id=variant.pk, quantity=1, currency="EUR")
        with pytest.raises(CheckoutIncomplete, match="address"):
            mail()
        services.save_phone_customer(cart_id=cart.pk, email=EMAIL, delivery=ADDRESS)
        with pytest.raises(CheckoutIncomplete, match="travel"):
            mail()
        services.choose_phone_delivery(cart_id=cart.pk, method="standard")
        with pytest.raises(CartChanged):
            mail()

        assert not OutboxMessage.objects.exists()

    def test_once_per_key(self, staff: User, variant: Variant):
        cart, key = phoned(staff, variant), uuid4()

        for _ in range(2):
            services.mail_pay_link(cart_id=cart.pk, expected_total=total_of(cart), key=key)

        assert OutboxMessage.objects.filter(topic="orders.send_pay_link").count() == 1

    def test_keeps_its_prices_as_long_as_the_link(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)
        agreed = total_of(cart)
        link = mailed(cart)

        with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
            priced(variant, "999.00")
            said, contents = services.pay_link_contents(given=link)
            assert checkout_basket(contents, checkout_in(contents)).total == said.total == agreed

    def test_promises_todays_price_when_the_first_promise_has_lapsed(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)

        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            priced(variant, "700.00")
            mailed(cart)
            assert cart.lines.get().unit_minor == 70000


class TestPayLink:
    def test_opens_its_basket_for_one_browser_after_the_other(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)
        link = mailed(cart)

        tokens = {services.enter_by_pay_link(given=link) for _ in range(2)}

        (token,) = tokens
        opened = contents_for(token=token, user=None, also=CHECKOUT)
        assert opened is not None
        assert opened.cart.pk == cart.pk
        assert opened.is_held_until(timezone.now() + timedelta(minutes=15))

    def test_looking_changes_nothing(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)
        link = mailed(cart)
        before = list(Cart.objects.values()), list(Stock.objects.values())

        services.pay_link_contents(given=link)

        assert (list(Cart.objects.values()), list(Stock.objects.values())) == before
        assert not found(cart).is_held_until(timezone.now())

    def test_still_finds_its_basket_when_the_key_was_changed(self, staff: User, variant: Variant, settings):
        cart = phoned(staff, variant)
        link = mailed(cart)
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

        token = services.enter_by_pay_link(given=link)

        cart.refresh_from_db()
        assert cart.token_hash == hash_of(token)

    def test_runs_out_after_its_days(self, staff: User, variant: Variant, settings):
        link = mailed(phoned(staff, variant))
        later = timezone.now() + timedelta(days=settings.PAY_LINK_DAYS, seconds=1)

        with pytest.raises(PayLinkExpired):
            services.enter_by_pay_link(given=link, now=later)

    def test_that_was_made_up_opens_nothing(self, staff: User, variant: Variant):
        mailed(phoned(staff, variant))

        with pytest.raises(PayLinkUnknown):
            services.enter_by_pay_link(given="made.up")

    def test_of_an_order_that_was_taken_back_opens_nothing(self, staff: User, variant: Variant):
        cart = phoned(staff, variant)
        link = mailed(cart)
        services.withdraw_phone_order(cart_id=cart.pk)

        with pytest.raises(PayLinkUsed):
            services.enter_by_pay_link(given=link)
