"""Changes that cost more: made as agreed when their payment is sure, or not at all."""

import pytest

from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.orders import services
from apps.orders.models import Order, OrderChange, OrderLine
from apps.orders.services import Swap
from apps.orders.tests.factories import a_draft
from apps.pricing.tests.factories import priced

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Three telescopes for 100.00, which also come for 112.00, and three maps."""
    variant = for_sale("Telescope 150", price="100.00")
    stocked(priced(add_variant(variant.product, "Telescope 200"), "112.00"), 5)
    draft = a_draft(variant, for_sale("Map", price="9.99"), quantity=3)
    services.mark_placed(order=draft, charged_minor=draft.total_gross_minor, actor="test", reason="Paid")
    return Order.objects.get(pk=draft.pk)


def dearer():
    return Stock.objects.get(variant__title="Telescope 200").variant


class TestApply:
    @pytest.fixture
    def waiting(self, order) -> OrderChange:
        wish = Swap(order.lines.get(title="Telescope 150").pk, 1, dearer().pk)
        seen = services.preview_change(order_id=order.pk, wish=wish).balance
        return services.confirm_change(order_id=order.pk, wish=wish, expected=seen, actor="customer")

    def apply(self, change) -> bool:
        order = services.lock_order(order_id=change.order_id)
        charged = order.charged_minor + change.pay_minor
        return services.apply_change(
            order=order, change_id=change.pk, charged_minor=charged, refunded_minor=0, actor="bank"
        )

    def test_makes_what_was_agreed_though_the_price_has_moved(self, order, waiting, books):
        priced(dearer(), "150.00")

        assert self.apply(waiting)
        order.refresh_from_db()
        assert order.lines.get(title="Telescope 200").line_gross_minor == 11200
        assert (order.payment_status, order.charged_minor) == ("PAID", order.total_gross_minor)
        assert books("I2", "I5", "I9", "I12") == []

    def test_makes_it_once(self, waiting):
        assert self.apply(waiting)
        assert not self.apply(waiting)

    @pytest.mark.parametrize("obstacle", ["packed", "sold out", "changed"])
    def test_makes_nothing_of_it_when_something_stands_against_it(self, order, waiting, obstacle):
        if obstacle == "packed":
            services.mark_packed(order_id=order.pk, actor="mara")
        elif obstacle == "sold out":
            Stock.objects.filter(variant__title="Telescope 200").update(safety=5)
        else:
            OrderLine.objects.filter(title="Telescope 150").update(refunded_qty=1)

        assert not self.apply(waiting)
        waiting.refresh_from_db()
        order.refresh_from_db()
        assert waiting.status == "LAPSED"
        assert waiting.outcome
        assert not order.lines.filter(title="Telescope 200").exists()
        assert order.payment_status == "OVERPAID"
        assert order.revision == 0

    def test_lapses_what_nobody_paid(self, waiting):
        assert services.lapse_changes(now=waiting.created_at) == 0
        assert services.lapse_changes(now=waiting.expires_at, except_for=[waiting.pk]) == 0
        assert services.lapse_changes(now=waiting.expires_at) == 1
        waiting.refresh_from_db()
        assert waiting.outcome == "It was not paid in time."
