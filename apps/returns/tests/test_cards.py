"""Gift cards come back by being made void."""

import pytest

from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.giftcards import selectors as giftcards
from apps.giftcards.models import GiftCard
from apps.giftcards.services import spend
from apps.inventory.models import Stock
from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments.models import Repayment
from apps.payments.tests.factories import a_placed_order
from apps.returns import errors, services
from apps.returns.models import Return
from apps.returns.services import Wish
from apps.returns.tests.factories import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two cards over 50.00 that were sent, and a map that is still here."""
    voucher = for_sale("Gift card", price="50.00", is_gift_card=True, tax_class="voucher")
    Stock.objects.filter(variant=voucher).update(is_tracked=False)
    order = a_placed_order(voucher, for_sale("Map", price="9.99"), quantity=2)
    orders.issue_gift_cards(order_id=order.pk)
    order.refresh_from_db()
    return order


def use_one() -> GiftCard:
    card = GiftCard.objects.order_by("pk")[0]
    spend(amount=Money(100, "EUR"), reference="order:OTHER", actor="test", card_id=card.pk)
    return card


class TestAnUnusedCard:
    def test_becomes_void_and_its_money_goes_back(self, order, books):
        found = services.approve_return(return_id=asked(order, 2).pk, actor="mara")
        assert (found.is_received, found.send_by) == (True, None)
        assert set(GiftCard.objects.values_list("status", flat=True)) == {"VOID"}

        services.refund_return(return_id=found.pk, actor="mara")

        assert Repayment.objects.get().amount_minor == 10000
        assert books("I9", "I12") == []

    def test_comes_back_beside_one_that_was_used(self, order):
        used = use_one()
        services.approve_return(return_id=asked(order, 1).pk, actor="mara")

        used.refresh_from_db()
        assert (used.status, giftcards.balance(used)) == ("ACTIVE", Money(4900, "EUR"))
        assert GiftCard.objects.filter(status="VOID").count() == 1

    def test_comes_back_by_a_withdrawal(self, order):
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
        withdrawal = orders.submit_withdrawal(name="Ines", email=order.email, order_code=order.code, items="")
        goods, cards = services.open_withdrawal(withdrawal_id=withdrawal.pk)

        assert (goods.is_of_cards, goods.is_approved) == (False, True)
        assert (cards.is_of_cards, cards.is_received) == (True, True)

    def test_comes_back_without_goods_in_the_same_return(self, order):
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
        wishes = [Wish(line.pk, 1) for line in order.lines.all()]

        with pytest.raises(errors.MixedReturn):
            services.request_return(order_id=order.pk, wishes=wishes)


class TestAUsedCard:
    def test_is_refused_when_it_is_asked_for(self, order):
        use_one()

        with pytest.raises(errors.CardUsed, match="has been used"):
            asked(order, 2)

    def test_is_refused_when_it_was_used_meanwhile(self, order):
        found = asked(order, 2)
        use_one()

        with pytest.raises(errors.CardUsed):
            services.approve_return(return_id=found.pk, actor="mara")
        assert Return.objects.get().is_requested
        assert not GiftCard.objects.filter(status="VOID").exists()

    def test_waits_for_staff_in_a_withdrawal(self, order):
        use_one()
        orders.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
        withdrawal = orders.submit_withdrawal(name="Ines", email=order.email, order_code=order.code, items="")
        _, cards = services.open_withdrawal(withdrawal_id=withdrawal.pk)

        assert cards.is_requested
