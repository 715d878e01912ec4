"""Gift cards as a means of payment."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.models import GiftCard
from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments.models import Payment, TestCharge
from shop.tests.stage import button_fields, press, run_outbox, shopper, text_of, words_of

pytestmark = pytest.mark.django_db


def a_card(amount: str = "50.00", currency: str = "EUR", **fields: Any) -> tuple[GiftCard, str]:
    issued = services.issue(amount=Money.of(amount, currency), actor="test", **fields)
    return issued.card, issued.code


def use(client: Client, code: str) -> Any:
    return client.post("/checkout/gift-card/", {"code": code}, follow=True)


def at_the_button(price: str = "100.00") -> Client:
    """Somebody about to pay for goods of a price and 6.90 of delivery."""
    return shopper(for_sale(price=price), until="payment")


def the_order() -> Order:
    return Order.objects.get(placed_at__isnull=False)


class TestAPart:
    def test_is_named_on_the_page_and_on_the_button(self):
        _, code = a_card("50.00")
        client = at_the_button()

        said = words_of(use(client, code.lower()))

        assert "Gift card −€50.00 Left to pay €56.90" in said
        assert "Order and pay €56.90" in said

    def test_comes_from_the_card_and_the_rest_from_the_bank(self):
        card, code = a_card("50.00")
        client = at_the_button()
        use(client, code)

        assert press(client).status_code == 302

        order = the_order()
        assert selectors.balance(card).minor == 0
        assert TestCharge.objects.get().amount_minor == 5690
        assert (order.charged_minor, order.gift_card_minor) == (10_690, 5000)
        assert order.is_paid
        assert check() == []

    def test_goes_back_on_the_card_when_the_bank_declines(self):
        card, code = a_card("50.00")
        client = at_the_button()
        use(client, code)

        declined = press(client, way="test:decline")

        assert declined.status_code == 402
        assert selectors.balance(card).minor == 5000
        assert not Order.objects.filter(placed_at__isnull=False).exists()
        assert check() == []
        assert press(client).status_code == 302
        assert selectors.balance(card).minor == 0
        assert check() == []

    def test_goes_back_to_where_it_came_from_when_the_order_is_cancelled(
        self, django_capture_on_commit_callbacks
    ):
        card, code = a_card("50.00")
        client = at_the_button()
        use(client, code)
        press(client)
        order = the_order()

        with django_capture_on_commit_callbacks(execute=True):
            orders.cancel_order(order_id=order.pk, actor="test", reason="Changed my mind")
        run_outbox()

        order.refresh_from_db()
        assert selectors.balance(card).minor == 5000
        assert TestCharge.objects.get().refunded_minor == 5690
        assert order.refunded_minor == order.charged_minor == 10_690
        assert check() == []


class TestTheWhole:
    def test_needs_no_bank(self):
        card, code = a_card("500.00")
        client = at_the_button()
        said = words_of(use(client, code))
        assert "Order and pay with the gift card" in said

        answer = press(client)

        order = the_order()
        assert answer["Location"].endswith("/thanks/")
        assert selectors.balance(card) == Money.of("393.10", "EUR")
        assert not TestCharge.objects.exists()
        assert order.charged_minor == order.total_gross_minor == order.gift_card_minor
        assert "Of that by gift card €106.90" in words_of(client.get(answer["Location"]))
        assert check() == []


class TestCode:
    @pytest.mark.parametrize("kind", ["unknown", "foreign", "expired", "empty", "void", "nonsense"])
    def test_that_cannot_be_used_gets_one_message_whatever_the_reason(self, kind: str):
        codes = {"unknown": "ABCD-EFGH-JKMN-PQRS", "nonsense": "<script>" + "x" * 40}
        if kind == "foreign":
            codes[kind] = a_card("50.00", "USD")[1]
        elif kind == "expired":
            codes[kind] = a_card(expires_on=timezone.localdate() - timedelta(days=1))[1]
        elif kind == "void":
            card, codes[kind] = a_card()
            services.void(card_id=card.pk, reference="test", actor="test")
        elif kind == "empty":
            card, codes[kind] = a_card()
            services.spend(amount=Money(5000, "EUR"), reference="test", actor="test", card_id=card.pk)
        client = at_the_button()

        response = use(client, codes[kind])

        assert response.status_code == 409
        assert "This gift card code cannot be used for this order." in words_of(response)
        assert 'id="gift-code_error"' in text_of(response)

    @pytest.mark.parametrize(
        ("typed", "says"), [("", "Enter the code"), ("x" * 10_000, "A code has 16 characters")]
    )
    def test_that_is_no_code_gets_a_message_beside_the_field(self, typed: str, says: str):
        response = use(at_the_button(), typed)

        assert response.status_code == 422
        assert says in words_of(response)

    def test_cannot_be_guessed_forever(self):
        client = at_the_button()

        answers = [use(client, "ABCD-EFGH-JKMN-PQRS").status_code for _ in range(12)]

        assert answers[-1] == 429

    def test_is_put_away_again(self):
        card, code = a_card()
        client = at_the_button()
        use(client, code)

        client.post("/checkout/gift-card/remove/")
        press(client)

        assert selectors.balance(card).minor == 5000
        assert Payment.objects.get().provider == "test"


class TestTwoTabs:
    def test_spend_a_card_once_and_the_second_is_told(self):
        card, code = a_card("106.90")
        tabs = [at_the_button(), at_the_button()]
        for tab in tabs:
            use(tab, code)
        fields = [button_fields(tab) for tab in tabs]

        answers = [tab.post("/checkout/payment/", given) for tab, given in zip(tabs, fields, strict=True)]

        assert [answer.status_code for answer in answers] == [302, 409]
        assert "This gift card code cannot be used for this order." in words_of(answers[1])
        assert selectors.balance(card).minor == 0
        assert Order.objects.filter(placed_at__isnull=False).count() == 1
        assert check() == []
