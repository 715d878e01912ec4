"""Exchange: another variant for what comes back, as an order of its own."""

import pytest

from apps.accounts.models import User
from apps.cart.selectors import contents
from apps.cart.services import give_up
from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.orders.models import Order
from apps.orders.selectors import CHECKOUT, checkout_in
from apps.payments.tests.factories import press_the_button
from apps.pricing.tests.factories import priced
from apps.returns import errors, selectors, services
from apps.returns.tests.factories import approved, asked, delivered, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two telescopes for 100.00 that also come for 112.00 and for 95.00."""
    variant = for_sale("Telescope 150", price="100.00")
    for title, price in (("Telescope 200", "112.00"), ("Telescope 130", "95.00")):
        stocked(priced(add_variant(variant.product, title), price), 5)
    return delivered(variant, quantity=2)


def choice(found, title):
    line = found.lines.get()
    assert line.line.variant is not None
    return {"line_id": line.pk, "variant_id": line.line.variant.product.variants.get(title=title).pk}


class TestPreview:
    @pytest.mark.parametrize(
        ("title", "pay", "back"), [("Telescope 200", "€24.00", "€0.00"), ("Telescope 130", "€0.00", "€10.00")]
    )
    def test_says_who_pays_the_difference(self, order, title, pay, back):
        found = approved(order, 2)
        seen = services.preview_exchange(return_id=found.pk, **choice(found, title))

        assert (str(seen.gives_back), str(seen.pay), str(seen.back)) == ("€200.00", pay, back)

    def test_is_refused_for_what_is_sold_out(self, order):
        found = approved(order)
        Stock.objects.filter(variant__title="Telescope 200").update(safety=9)

        with pytest.raises(errors.CannotExchange):
            services.preview_exchange(return_id=found.pk, **choice(found, "Telescope 200"))

    def test_is_refused_before_the_return_is_approved(self, order):
        found = asked(order)

        with pytest.raises(errors.IllegalStep):
            services.preview_exchange(return_id=found.pk, **choice(found, "Telescope 200"))


class TestStart:
    def test_fills_a_basket_for_the_same_customer(self, order, staff: User):
        found = received(order, 2)
        cart = services.start_exchange(return_id=found.pk, made_by=staff, **choice(found, "Telescope 200"))

        line = cart.lines.get()
        assert (line.variant.title, line.quantity) == ("Telescope 200", 2)
        read = contents(cart_id=cart.pk, also=CHECKOUT)
        checkout = checkout_in(read) if read else None
        assert checkout is not None
        assert (checkout.email, checkout.method) == (order.email, order.delivery_code)
        assert checkout.delivery["line1"] == order.delivery_address["line1"]

    def test_links_both_orders(self, order, staff: User, books):
        found = received(order, 2)
        cart = services.start_exchange(return_id=found.pk, made_by=staff, **choice(found, "Telescope 200"))
        found.refresh_from_db()
        assert found.exchange_order is None

        new = press_the_button(cart).order
        new.refresh_from_db()

        (of_old,), (of_new,) = selectors.of_order(order), selectors.of_order(new)
        assert of_old == of_new
        assert of_new.exchange_order == new
        assert of_new.order == order
        services.refund_return(return_id=found.pk, actor="mara")
        assert books("I9", "I12") == []

    def test_is_done_once(self, order, staff: User):
        found = approved(order)
        services.start_exchange(return_id=found.pk, made_by=staff, **choice(found, "Telescope 200"))

        with pytest.raises(errors.AlreadyExchanged):
            services.start_exchange(return_id=found.pk, made_by=staff, **choice(found, "Telescope 130"))

    def test_can_begin_anew_when_its_order_was_taken_back(self, order, staff: User):
        found = approved(order)
        cart = services.start_exchange(return_id=found.pk, made_by=staff, **choice(found, "Telescope 200"))
        give_up(cart_id=cart.pk)

        assert services.start_exchange(
            return_id=found.pk, made_by=staff, **choice(found, "Telescope 130")
        ).is_open
