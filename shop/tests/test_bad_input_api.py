"""Nonsense sent to the API: an answer in JSON, never a crash, and nothing changes."""

from typing import Any

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from shop.tests.stage import nothing_changes

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.fixture
def token(guest: Client) -> str:
    """The secret of a basket with something in it."""
    found = str(guest.post("/api/v1/carts/", content_type=JSON).json()["token"])
    line = {"variant": for_sale().pk, "quantity": 1}
    guest.post("/api/v1/cart/lines/", line, content_type=JSON, headers={"cart-token": found})
    return found


def send(
    client: Client, path: str, body: bytes | str, token: str, content_type: str = JSON, **headers: str
) -> Any:
    headers = {"cart-token": token, "idempotency-key": "k1", **headers}
    method = "PUT" if path == "checkout/" else "POST"
    return client.generic(method, f"/api/v1/{path}", body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("path", ["cart/lines/", "checkout/", "orders/"])
class TestBody:
    def test_that_makes_no_sense_is_refused(
        self, guest: Client, token: str, path: str, subtests: pytest.Subtests
    ):
        bodies: list[bytes | str] = [
            b"\xff\xfe{}",
            b'{"variant": "\xc3\x28"}',
            "",
            "{",
            "[]",
            "null",
            '"text"',
            "1",
            "[[[]]]",
            '{"variant": {"a": []}}',
            '{"\\ud800": 1}',
            "NaN",
            '{"variant": 1, "quantity": 1, "personal_text": "\\u0000"}',
            '{"email": "\\ud800", "way": "\\u0000"}',
            '{"quantity": 1e400}',
            '{"quantity": ' + "9" * 5000 + "}",
        ]
        for body in bodies:
            with subtests.test(body=body):
                with nothing_changes():
                    response = send(guest, path, body, token, **{"idempotency-key": ""})

                assert 400 <= response.status_code < 500
                assert set(response.json()) == {"code", "message", "details"}

    def test_larger_than_a_megabyte_is_refused(self, guest: Client, token: str, path: str):
        body = '{"note": "' + "x" * (1024 * 1024) + '"}'

        with nothing_changes():
            response = send(guest, path, body, token)

        assert response.status_code == 413
        assert response.json()["code"] == "too_large"

    def test_nested_without_end_is_refused(self, guest: Client, token: str, path: str):
        with nothing_changes():
            response = send(guest, path, "[" * 500_000, token, **{"idempotency-key": ""})

        assert response.status_code == 400
        assert set(response.json()) == {"code", "message", "details"}

    def test_of_another_kind_is_refused(
        self, guest: Client, token: str, path: str, subtests: pytest.Subtests
    ):
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "", "x"]:
            with subtests.test(content_type=content_type):
                with nothing_changes():
                    response = send(guest, path, "variant=1", token, content_type, **{"idempotency-key": ""})

                assert 400 <= response.status_code < 500
                assert set(response.json()) == {"code", "message", "details"}


class TestAddress:
    def test_of_the_products_with_nonsense_answers_with_a_list(
        self, guest: Client, subtests: pytest.Subtests
    ):
        for_sale()
        for query in [
            "q=%00",
            "q=" + "x" * 5000,
            "q=%ff",
            "page=abc",
            "page=-1",
            "page=999999",
            "sort=unknown",
            "brand=%00",
            "category=telescopes&mount=%00",
            "category=telescopes&brand=a%00b",
            "q=telescope&department=%00",
        ]:
            with subtests.test(query=query):
                response = guest.get(f"/api/v1/products/?{query}")

                assert response.status_code == 200
                assert isinstance(response.json()["products"], list)

    def test_of_a_category_that_does_not_exist_is_not_found(self, guest: Client, subtests: pytest.Subtests):
        for category in ["unknown", "%00", "%ff", "../x", "x" * 5000]:
            with subtests.test(category=category):
                response = guest.get(f"/api/v1/products/?category={category}")

                assert response.status_code == 404
                assert response.json()["code"] == "not_found"

    def test_of_a_basket_with_another_token_is_not_found(self, guest: Client, subtests: pytest.Subtests):
        for header in ["", "x" * 8000, "\xff", "a b", "%00"]:
            with subtests.test(header=header):
                response = guest.get("/api/v1/cart/", headers={"cart-token": header})

                assert response.status_code == 404
                assert response.json()["code"] == "not_found"
