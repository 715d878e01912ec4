"""Order pages by link and by number, and the withdrawal in two steps."""

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.mail.models import Message as Mail
from apps.orders import services
from apps.orders.models import Order, OrderEvent, Withdrawal
from shop.tests.stage import (
    EMAIL,
    an_order,
    link_to,
    links,
    press,
    run_outbox,
    shopper,
    signed_in,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db

STATEMENT = {"name": "Ines Keller", "email": EMAIL, "items": ""}


class TestThanks:
    def test_greets_who_just_ordered_and_keeps_the_rest_covered_for_others(self):
        buyer = shopper(until="payment")
        address = press(buyer)["Location"]

        known, stranger = words_of(buyer.get(address)), words_of(Client().get(address))

        assert "Thank you, Ines. Clear skies." in known
        assert EMAIL in known
        assert "Thank you. Clear skies." in stranger
        assert EMAIL not in stranger

    def test_shows_number_total_and_what_can_still_be_done(self, guest: Client):
        order = an_order()

        response = guest.get(link_to(order, "thanks/"))

        assert title_of(response).startswith(f"Order {order.code} is placed")
        assert "€655.90" in words_of(response)
        assert f"/withdraw/?order={order.code}" in links(response)
        assert link_to(order) in links(response)


class TestOrderPage:
    def test_is_for_nobody_but_its_reader(self, guest: Client):
        response = guest.get(link_to(an_order()))

        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]

    def test_uncovers_itself_for_the_right_address(self, guest: Client):
        order = an_order()
        response = guest.post(link_to(order, "reveal/"), {"email": EMAIL.upper()})

        assert response["Location"] == link_to(order)
        said = words_of(guest.get(link_to(order)))
        assert "Ines Keller, Sternwartenstraße 12, 14482 Potsdam, Germany" in said
        assert "Ines Keller" not in words_of(Client().get(link_to(order)))

    def test_trusts_no_cookie_that_it_did_not_sign(self, guest: Client):
        order = an_order()
        guest.cookies["orders"] = f'["{order.code}"]:1tXyZ:forged'

        assert "Ines Keller" not in words_of(guest.get(link_to(order)))

    def test_follows_the_order_on_its_way(self, guest: Client):
        order = an_order()
        seen = [words_of(guest.get(link_to(order)))]
        services.mark_packed(order_id=order.pk, actor="staff")
        seen.append(words_of(guest.get(link_to(order))))
        services.ship_order(order_id=order.pk, actor="staff", tracking_number="HP 42/7")
        seen.append(words_of(guest.get(link_to(order))))
        shipped = links(guest.get(link_to(order)))
        services.mark_delivered(order_id=order.pk, actor="staff")
        seen.append(words_of(guest.get(link_to(order))))

        assert re.search(r"Packed \w{3} \d", seen[0]) is None
        assert re.search(r"Packed \w{3} \d", seen[1])
        assert "Heliopost, number HP 42/7" in seen[2]
        assert "https://heliopost.example/track/HP%2042%2F7" in shipped
        assert "Delivered." in seen[3]

    def test_says_that_it_was_cancelled_and_where_the_money_is(self, guest: Client):
        order = an_order()
        services.cancel_order(order_id=order.pk, actor="staff", reason="Broken in the test")

        said = words_of(guest.get(link_to(order)))

        assert "This order was cancelled." in said
        assert "Your money is on its way back." in said
        assert "Broken in the test" not in said

    def test_keeps_notes_of_the_staff_to_the_staff(self, alice):
        order = an_order(user=alice)
        services.add_note(order_id=order.pk, actor="staff", text="Call before noon")

        assert "Call before noon" not in words_of(signed_in(alice).get(f"/orders/mine/{order.code}/"))

    def test_writes_what_a_shopper_typed_as_text(self):
        buyer = shopper(until="address")
        name = "<script>alert(1)</script>"
        buyer.post("/checkout/address/", {**STATEMENT, "name": name, "line1": "{{ 7*7 }}", "postcode": "14482",
                                          "city": "@@Potsdam@@", "country": "DE"})  # fmt: skip
        buyer.post("/checkout/delivery/", {"method": "standard", "same": "on", "note": '"><img src=x>'})
        address = press(buyer)["Location"]

        response = buyer.get(address.removesuffix("thanks/"))

        assert "<script>alert" not in response.content.decode()
        assert "<img src=x>" not in response.content.decode()
        assert f"{name}, {{{{ 7*7 }}}}, 14482 @@Potsdam@@, Germany" in words_of(response)


class TestTracking:
    def test_finds_an_order_by_number_and_address(self, guest: Client, subtests: pytest.Subtests):
        order = an_order()
        code = order.code
        for written in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
            with subtests.test(written=written):
                response = guest.post("/orders/track/", {"code": written, "email": EMAIL.upper()})

                assert response["Location"] == link_to(order)
                assert "Ines Keller" in words_of(guest.get(link_to(order)))

    def test_gives_one_answer_for_a_wrong_number_and_a_wrong_address(self, guest: Client):
        order = an_order()
        answers = [
            guest.post("/orders/track/", {"code": code, "email": email})
            for code, email in ((order.code, "tom@example.org"), ("NOSUCH7", EMAIL))
        ]

        says = "We found no order with this number and email address."
        assert [says in words_of(answer) for answer in answers] == [True, True]
        assert typed(answers[0], "email") == "tom@example.org"

    def test_finds_no_order_that_was_never_placed(self, guest: Client):
        press(shopper(until="payment"), way="test:decline")
        order = Order.objects.get()

        assert guest.post("/orders/track/", {"code": order.code, "email": EMAIL}).status_code == 422

    def test_helps_who_comes_with_a_link_that_has_run_out(self, guest: Client):
        order = an_order()
        with time_machine.travel(order.link_expires_at):
            response = guest.get(link_to(order))
            found = guest.post("/orders/track/", {"code": order.code, "email": EMAIL})

        assert response.status_code == 410
        assert "This link has run out" in words_of(response)
        assert typed(response, "code") == order.code
        assert found.status_code == 302


class TestWithdrawal:
    def test_takes_two_steps_and_gives_a_dated_receipt(self, guest: Client):
        order = an_order()
        statement = {**STATEMENT, "order_code": order.code, "items": "The finder"}
        run_outbox()

        asked = guest.post("/withdraw/", statement)
        assert not Withdrawal.objects.exists()
        with time_machine.travel("2027-03-04 13:05:00+01:00", tick=False):
            done = guest.post("/withdraw/", {**statement, "confirm": "1"})
        run_outbox()

        assert title_of(asked).startswith("Confirm your withdrawal")
        assert "The finder" in words_of(asked)
        assert "On 4 March 2027 at 13:05. A receipt is on its way" in words_of(done)
        receipt = Mail.objects.get(kind="withdrawal_receipt")
        assert receipt.to == EMAIL
        assert "4 March 2027" in receipt.text
        assert "13:05" in receipt.text

    def test_carries_every_word_from_the_first_step_to_the_second(self, guest: Client):
        statement = {
            **STATEMENT,
            "name": 'Ines "I." <Keller>',
            "order_code": "K7RWM39",
            "items": "One\nTwo & three",
        }

        asked = guest.post("/withdraw/", statement)

        assert {name: typed(asked, name) for name in statement} == statement

    def test_can_be_changed_at_the_second_step(self, guest: Client):
        statement = {**STATEMENT, "order_code": "K7RWM39"}

        again = guest.post("/withdraw/", {**statement, "change": "1"})

        assert title_of(again).startswith("Withdraw from contract")
        assert typed(again, "order_code") == "K7RWM39"
        assert not Withdrawal.objects.exists()

    def test_is_filed_with_its_order_if_number_and_address_fit(self, guest: Client):
        order = an_order()
        for code, email in ((order.code.lower(), EMAIL), (order.code, "tom@example.org"), ("NOSUCH7", EMAIL)):
            guest.post("/withdraw/", {**STATEMENT, "email": email, "order_code": code, "confirm": "1"})

        assert [found.order for found in Withdrawal.objects.order_by("pk")] == [order, None, None]
        assert OrderEvent.objects.filter(order=order, text="Withdrawal received").count() == 1

    def test_knows_the_order_that_the_link_names(self, guest: Client):
        assert typed(guest.get("/withdraw/?order=K7RWM39"), "order_code") == "K7RWM39"

    def test_is_offered_on_every_page(self, guest: Client):
        variant = for_sale()
        for address in (
            "/",
            "/telescopes/",
            variant.product.get_absolute_url(),
            "/basket/",
            "/no-such-page/",
        ):
            assert "/withdraw/" in links(guest.get(address)), address
        assert "/withdraw/" in links(shopper(variant, until="payment").get("/checkout/payment/"))

    def test_needs_no_account_and_no_script(self, guest: Client):
        assert settings.WITHDRAWAL_DAYS == 14
        assert "within 14 days" in words_of(guest.get("/withdraw/"))
