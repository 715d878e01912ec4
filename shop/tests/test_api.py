"""The API as a client uses it."""

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.cart.tests.factories import for_sale
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.giftcards import services as giftcards
from apps.inventory.models import Stock
from apps.orders.models import Order
from apps.orders.tests.factories import ADDRESS
from apps.payments.models import TestCharge
from apps.promotions.tests.factories import a_code, a_promotion
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db


class Buyer:
    """Somebody with a programme."""

    def __init__(self) -> None:
        delivery_rates()
        self.client = APIClient()
        self.token = self.post("carts/", {}).json()["token"]

    def post(self, path: str, data: Any, **headers: str) -> Any:
        return self.send("post", path, data, **headers)

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        if hasattr(self, "token"):
            headers = {"Cart-Token": self.token, **headers}
        return getattr(self.client, method)(f"/api/v1/{path}", data, format="json", headers=headers)

    def add(self, variant: Any, quantity: Any = 1) -> Any:
        return self.post("cart/lines/", {"variant": variant.pk, "quantity": quantity})

    def ready(self, variant: Any) -> int:
        self.add(variant)
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "standard"}
        return int(self.send("put", "checkout/", body).json()["total"]["minor"])

    def order(self, total: int, key: str = "k1", way: str = "test:approve", currency: str = "EUR") -> Any:
        body = {"expected_total": total, "currency": currency, "way": way}
        return self.post("orders/", body, **{"Idempotency-Key": key})


@pytest.fixture
def buyer():
    return Buyer()


class TestProducts:
    def test_are_listed_with_price_and_stock(self, client: Client):
        variant = for_sale(price="649")
        forget_all()

        body = client.get("/api/v1/products/?category=telescopes").json()

        assert body["total"] == 1
        product = body["products"][0]
        assert product["variant"] == variant.pk
        assert product["offer"]["price"] == {"minor": 64900, "currency": "EUR", "text": "€649.00"}
        assert product["stock"] == {"can_be_bought": True, "in_stock": True, "expected_on": None}

    def test_are_found(self, client: Client):
        for_sale()

        assert client.get("/api/v1/products/?q=dobsonian").json()["total"] == 1
        assert client.get("/api/v1/products/?q=submarine").json()["total"] == 0

    def test_are_shown_with_their_variants(self, client: Client):
        variant = for_sale()

        body = client.get(f"/api/v1/products/{variant.product.slug}/").json()

        assert body["variants"][0]["sku"] == variant.sku

    @pytest.mark.parametrize("path", ["products/nothing/", "products/?category=nothing"])
    def test_that_do_not_exist_are_not_found(self, client: Client, path):
        response = client.get(f"/api/v1/{path}")

        assert response.status_code == 404
        assert response.json()["code"] == "not_found"

    def test_cost_the_same_queries_for_one_and_for_many(self, client: Client, django_assert_num_queries):
        for n in range(6):
            for_sale(f"Telescope {n}")
        forget_all()
        client.get("/api/v1/products/?category=telescopes")

        with django_assert_num_queries(4):
            client.get("/api/v1/products/?category=telescopes")


class TestTheBasket:
    def test_is_filled_changed_and_emptied(self, buyer):
        variant = for_sale(price="649", stock=5)

        line = buyer.add(variant, 2)
        assert line.status_code == 201
        assert line.json()["goods"]["minor"] == 129800
        line_id = line.json()["line"]
        assert buyer.send("patch", f"cart/lines/{line_id}/", {"quantity": 1}).json()["item_count"] == 1
        assert buyer.send("get", "cart/").json()["lines"][0]["sku"] == variant.sku
        assert buyer.send("delete", f"cart/lines/{line_id}/").json()["lines"] == []

    def test_says_when_fewer_are_free(self, buyer):
        assert buyer.add(for_sale(stock=3), 9).json()["clamped_to"] == 3

    def test_refuses_what_is_sold_out(self, buyer):
        response = buyer.add(for_sale(stock=0))

        assert (response.status_code, response.json()["code"]) == (409, "out_of_stock")

    @pytest.mark.parametrize("quantity", [-1, 0, 10**12, "many", 1.5, None, [1], "１", "1e3"])
    def test_refuses_quantities_that_make_no_sense(self, buyer, quantity):
        response = buyer.add(for_sale(), quantity)

        if response.status_code == 201:  # full-width digits are digits
            assert quantity == "１"
            return
        assert response.status_code == 400
        assert "quantity" in response.json()["details"]

    @pytest.mark.parametrize("field", ["price", "unit_minor", "currency", "discount"])
    def test_knows_no_field_that_sets_money(self, buyer, field):
        response = buyer.post("cart/lines/", {"variant": for_sale().pk, "quantity": 1, field: 1})

        assert response.status_code == 400
        assert response.json()["details"] == {field: ["There is no such field."]}

    def test_belongs_to_who_holds_its_token(self, buyer):
        buyer.add(for_sale())
        stranger = Buyer()
        line_id = buyer.send("get", "cart/").json()["lines"][0]["id"]

        assert stranger.send("patch", f"cart/lines/{line_id}/", {"quantity": 5}).status_code == 404
        assert stranger.send("get", "cart/").json()["lines"] == []

    @pytest.mark.parametrize("token", ["", "guess", "x" * 4000])
    def test_opens_with_no_other_token(self, buyer, token):
        assert buyer.send("get", "cart/", **{"Cart-Token": token}).status_code == 404


class TestCheckout:
    def test_says_what_the_order_will_cost(self, buyer):
        assert buyer.ready(for_sale(price="649")) == 65590

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"email": "nobody"}, "email"),
            ({"delivery": {**ADDRESS, "postcode": "1448"}}, "delivery"),
            ({"delivery": {**ADDRESS, "country": "AQ"}}, "delivery"),
            ({"delivery": {**ADDRESS, "city": ""}}, "delivery"),
            ({"delivery": {**ADDRESS, "name": "x" * 5000}}, "delivery"),
            ({"delivery": {**ADDRESS, "is_staff": True}}, "delivery"),
            ({"total": 1}, "total"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, buyer, change, field):
        buyer.add(for_sale())
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "standard", **change}

        response = buyer.send("put", "checkout/", body)

        assert response.status_code == 400
        assert field in response.json()["details"]

    def test_refuses_an_empty_basket(self, buyer):
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "standard"}

        assert buyer.send("put", "checkout/", body).status_code == 400

    def test_refuses_a_way_that_does_not_go_there(self, buyer):
        buyer.add(for_sale())
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "teleport"}

        assert buyer.send("put", "checkout/", body).json()["code"] == "unknown_delivery_method"


class TestOrders:
    def test_are_placed_and_found_by_their_link(self, buyer, client: Client):
        total = buyer.ready(for_sale(price="649"))

        response = buyer.order(total)

        assert response.status_code == 201
        body = response.json()
        assert (body["status"], body["total"]["minor"]) == ("PLACED", 65590)
        assert client.get(f"/api/v1{body['link']}").json()["code"] == body["code"]

    def test_that_wait_for_a_transfer_say_how_to_pay(self, buyer, client: Client):
        total = buyer.ready(for_sale(price="649"))

        body = buyer.order(total, way="transfer:bank").json()

        told = client.get(f"/api/v1{body['link']}").json()["how_to_pay"]
        assert (body["status"], body["payment_status"]) == ("PLACED", "UNPAID")
        assert (told["amount"]["minor"], told["reference"]) == (65590, body["code"])
        assert told["iban"] == "DE50999999990042004200"

    def test_are_placed_once_per_key(self, buyer):
        total = buyer.ready(for_sale(price="649"))
        first = buyer.order(total)

        again = buyer.order(total)

        assert again.json() == first.json()
        assert again.headers["Idempotent-Replay"] == "true"
        assert TestCharge.objects.count() == 1

    def test_are_placed_once_per_basket_whatever_the_key(self, buyer):
        total = buyer.ready(for_sale(price="649"))
        first = buyer.order(total, key="one")

        assert buyer.order(total, key="two").json()["code"] == first.json()["code"]
        assert Order.objects.count() == 1

    def test_refuse_a_key_that_came_with_another_request(self, buyer):
        total = buyer.ready(for_sale(price="649"))
        buyer.order(total)

        response = buyer.order(total + 1)

        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")

    def test_need_a_key(self, buyer):
        response = buyer.post("orders/", {"expected_total": 1, "currency": "EUR", "way": "test:approve"})

        assert (response.status_code, response.json()["code"]) == (400, "bad_idempotency_key")

    @pytest.mark.parametrize(("total", "currency"), [(1, "EUR"), (65590, "USD"), (0, "EUR")])
    def test_charge_only_what_was_agreed(self, buyer, total, currency):
        buyer.ready(for_sale(price="649"))

        response = buyer.order(total, currency=currency)

        assert (response.status_code, response.json()["code"]) == (409, "cart_changed")
        assert response.json()["details"]["total_minor"] == 65590
        assert not TestCharge.objects.exists()
        assert buyer.order(65590).status_code == 201, "a conflict is not kept: the same key may try again"

    def test_say_when_the_bank_declines(self, buyer):
        response = buyer.order(buyer.ready(for_sale()), way="test:decline")

        assert (response.status_code, response.json()["code"]) == (402, "payment_declined")
        assert Stock.objects.get().allocated == 0

    def test_lead_to_the_bank_when_it_asks_for_confirmation(self, buyer):
        response = buyer.order(buyer.ready(for_sale()), way="test:confirm")

        assert response.status_code == 202
        assert response.json()["payment"]["action_url"].startswith("http://testserver/checkout/test-bank/")
        assert response.json()["link"] is None

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff\xfe", json.dumps({"a": 1}).encode()])
    def test_survive_any_body(self, buyer, body):
        buyer.ready(for_sale())
        response = buyer.client.post(
            "/api/v1/orders/",
            body,
            content_type="application/json",
            headers={"Cart-Token": buyer.token, "Idempotency-Key": "k"},
        )

        assert response.status_code == 400
        assert not Order.objects.exists()

    def test_are_hidden_from_who_has_no_link(self, buyer, client: Client):
        body = buyer.order(buyer.ready(for_sale())).json()
        wrong = body["link"].replace(body["link"].split("/")[3], "0" * 40)

        assert client.get(f"/api/v1{wrong}").status_code == 404


class TestTheSchema:
    def test_describes_every_endpoint(self, client: Client):
        body = client.get("/api/v1/schema/").content.decode()

        for path in ("products/", "carts/", "cart/lines/", "checkout/", "orders/"):
            assert f"/api/v1/{path}" in body


class TestCodes:
    def saturn(self) -> None:
        a_code(a_promotion("Ten off", needs_coupon=True), "SATURN")
        forget_all()

    def test_reduce_the_basket_and_the_order(self, buyer):
        self.saturn()
        buyer.add(for_sale(price="100"))

        basket = buyer.post("cart/codes/", {"code": "sa turn"}).json()

        assert basket["codes"] == [
            {
                "code": "SATURN",
                "label": "Ten off",
                "off": {"minor": 1000, "currency": "EUR", "text": "€10.00"},
            }
        ]
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "standard"}
        total = buyer.send("put", "checkout/", body).json()["total"]["minor"]
        assert buyer.order(total).json()["discount"]["minor"] == 1000

    def test_are_taken_out_again(self, buyer):
        self.saturn()
        buyer.add(for_sale(price="100"))
        buyer.post("cart/codes/", {"code": "SATURN"})

        assert buyer.send("delete", "cart/codes/saturn/").json()["codes"] == []

    @pytest.mark.parametrize(
        ("code", "status", "says"),
        [
            ("NOBODY", 409, "This code is not valid."),
            ("x" * 10_000, 400, "40"),
            ("<script>", 400, "letters"),
            ("", 400, "blank"),
            (None, 400, "null"),
        ],
    )
    def test_that_are_none_are_refused_with_the_reason(self, buyer, code, status, says):
        buyer.add(for_sale(price="100"))

        refused = buyer.post("cart/codes/", {"code": code})

        assert refused.status_code == status
        assert says in refused.content.decode()
        assert buyer.send("get", "cart/").json()["codes"] == []

    def test_need_something_in_the_basket(self, buyer):
        self.saturn()

        assert buyer.post("cart/codes/", {"code": "SATURN"}).status_code == 400


class TestGiftCards:
    def checkout(self, buyer: Buyer, code: str) -> Any:
        body = {"email": "ines@example.org", "delivery": ADDRESS, "method": "standard", "gift_card": code}
        return buyer.send("put", "checkout/", body)

    def test_pay_what_they_can(self, buyer):
        issued = giftcards.issue(amount=Money(5000, "EUR"), actor="test")
        buyer.add(for_sale(price="100"))

        said = self.checkout(buyer, issued.code).json()
        placed = buyer.order(said["total"]["minor"]).json()

        assert (said["by_gift_card"]["minor"], said["to_pay"]["minor"]) == (
            5000,
            said["total"]["minor"] - 5000,
        )
        assert placed["by_gift_card"]["minor"] == 5000
        assert TestCharge.objects.get().amount_minor == said["to_pay"]["minor"]

    def test_that_are_wrong_get_one_answer(self, buyer):
        foreign = giftcards.issue(amount=Money(5000, "USD"), actor="test").code
        buyer.add(for_sale(price="100"))

        answers = [self.checkout(buyer, code) for code in (foreign, "XXXX-XXXX-XXXX-XXXX")]

        assert [answer.status_code for answer in answers] == [409, 409]
        assert answers[0].json() == answers[1].json()
