"""Nonsense, mistakes and attacks on forms of any kind and on order pages."""

from typing import Any

import pytest
from django.test import Client, override_settings

from shop.tests.stage import (
    CONTACT,
    EMAIL,
    an_order,
    is_house_page,
    link_to,
    nothing_changes,
    shopper,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db

LONG = "x" * 10_000


class TestForm:
    def test_larger_than_a_megabyte_is_refused(self):
        client = shopper(until="address")

        with nothing_changes():
            response = client.post("/checkout/address/", {**CONTACT, "name": "x" * (1024 * 1024)})

        assert response.status_code == 400
        assert is_house_page(response)

    def test_with_six_hundred_fields_is_refused(self):
        client = shopper(until="address")

        with nothing_changes():
            response = client.post("/checkout/address/", {**CONTACT, **{f"f{n}": "x" for n in range(600)}})

        assert response.status_code == 400
        assert is_house_page(response)

    def test_in_broken_parts_is_refused(self):
        client = shopper(until="address")

        with nothing_changes():
            response = client.post(
                "/checkout/address/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=\xff"
            )

        assert response.status_code in (400, 422)
        assert is_house_page(response)

    def test_that_is_json_is_read_as_empty(self, subtests: pytest.Subtests):
        client = shopper(until="address")
        for path in ["/checkout/address/", "/orders/track/", "/withdraw/", "/basket/add/"]:
            with subtests.test(path=path):
                with nothing_changes():
                    response = client.post(path, {"email": EMAIL}, content_type="application/json")

                assert response.status_code in (400, 422)
                assert is_house_page(response)


class TestOrderPages:
    def test_find_no_order_for_nonsense(self, guest: Client, subtests: pytest.Subtests):
        an_order()
        for data in [
            {},
            {"code": "NOSUCH7", "email": EMAIL},
            {"code": "\x00", "email": EMAIL},
            {"code": LONG, "email": EMAIL},
            {"code": "NOSUCH7", "email": "no address"},
            {"code": "%' OR 1=1 --", "email": EMAIL},
        ]:
            with subtests.test(data=data):
                with nothing_changes():
                    response = guest.post("/orders/track/", data)

                assert response.status_code == 422
                assert title_of(response).startswith("Error: ")
                assert "code" not in data or typed(response, "code") == data["code"]

    def test_stay_covered_for_a_wrong_address(self, guest: Client, subtests: pytest.Subtests):
        order = an_order()
        for email in ["", "no address", "somebody@else.example", "a\x00@b.example", LONG]:
            with subtests.test(email=email):
                with nothing_changes():
                    response = guest.post(link_to(order, "reveal/"), {"email": email})

                assert "Ines Keller" not in words_of(response)
                assert title_of(response).startswith("Error: ")
                assert "Ines Keller" not in words_of(guest.get(link_to(order)))

    def test_take_no_withdrawal_that_is_incomplete(self, guest: Client, subtests: pytest.Subtests):
        data: dict[str, Any] = {"name": "Ines Keller", "order_code": "ABC", "email": EMAIL, "items": ""}
        for field, value in [
            ("name", ""),
            ("name", LONG),
            ("order_code", ""),
            ("order_code", LONG),
            ("email", "no"),
            ("items", LONG),
            ("name", "\x00"),
            ("items", "\x00"),
        ]:
            with subtests.test(field=field, value=value):
                with nothing_changes():
                    response = guest.post("/withdraw/", {**data, field: value, "confirm": "1"})

                assert response.status_code == 422
                assert title_of(response).startswith("Error: ")
                assert field == "name" or typed(response, "name") == "Ines Keller"

    def test_refuse_to_be_tried_again_and_again(self, guest: Client):
        data = {"code": "NOSUCH7", "email": EMAIL}
        answers = [guest.post("/orders/track/", data) for _ in range(11)]

        assert [answer.status_code for answer in answers] == [422] * 10 + [429]
        assert is_house_page(answers[-1])
        assert "That was tried too often" in words_of(answers[-1])

    @override_settings(TRUSTED_PROXIES=0)
    def test_count_an_address_that_a_caller_makes_up_as_the_same_caller(self, guest: Client):
        data = {"code": "NOSUCH7", "email": EMAIL}
        answers = [
            guest.post("/orders/track/", data, headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(11)
        ]

        assert answers[-1].status_code == 429
