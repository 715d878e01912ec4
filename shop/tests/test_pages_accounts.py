"""Customers' accounts: signing up, in and out, a new password, the basket that comes along, and one's orders."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from apps.accounts.models import User
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.mail.models import Message as Mail
from apps.outbox.models import Message as OutboxMessage
from shop.tests.stage import (
    a_cart_of,
    an_order,
    cart_of,
    is_house_page,
    links,
    nothing_changes,
    put_in,
    run_outbox,
    shopper,
    signed_in,
    text_of,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db

ALICE = {"login": "alice@example.com", "password": "alice-likes-saturn"}


def sign_in(client: Client, **changed: str):
    return client.post("/account/login/", {**ALICE, **changed})


def is_signed_in(client: Client) -> bool:
    return "Your account and orders" in words_of(client.get("/"))


class TestSigningUp:
    def test_makes_an_account_and_signs_in(self, guest: Client):
        answer = guest.post(
            "/account/signup/", {"email": "Tom@Example.org", "password1": "tom-likes-jupiter"}
        )

        assert answer["Location"] == "/orders/mine/"
        assert User.objects.get().email == "tom@example.org"
        assert is_signed_in(guest)

    def test_asks_to_confirm_the_address(self, guest: Client):
        guest.post("/account/signup/", {"email": "tom@example.org", "password1": "tom-likes-jupiter"})
        run_outbox()

        link = re.findall(r"http://testserver(/account/confirm-email/\S+)", Mail.objects.get().text)[0]

        assert guest.get(link).status_code == 200
        assert guest.post(link).status_code == 302
        assert EmailAddress.objects.get().verified

    def test_with_something_missing_or_weak_says_so_and_keeps_the_address(
        self, guest: Client, subtests: pytest.Subtests
    ):
        for data, says in [
            ({"email": "no address"}, "valid email address"),
            ({"email": ""}, "Enter your email"),
            ({"password1": ""}, "Enter your password"),
            ({"password1": "short"}, "too short"),
            ({"password1": "password123"}, "too common"),
            ({"email": "tom\x00@example.org"}, "Null characters"),
            ({"email": "x" * 10_000 + "@example.org"}, "email"),
        ]:
            with subtests.test(data=data, says=says):
                sent = {"email": "tom@example.org", "password1": "tom-likes-jupiter", **data}

                with nothing_changes():
                    answer = guest.post("/account/signup/", sent)

                assert says in words_of(answer)
                assert typed(answer, "email") == sent["email"]
                assert typed(answer, "password1") == ""
                assert title_of(answer).startswith("Error: ")

    def test_with_a_known_address_changes_no_password_and_opens_no_account(self, guest: Client, alice: User):
        with nothing_changes():
            guest.post("/account/signup/", {"email": "ALICE@example.com", "password1": "somebody-else-here"})

        assert not is_signed_in(guest)


class TestSigningIn:
    def test_opens_the_account_and_goes_on_where_one_was(self, guest: Client, alice: User):
        answer = guest.post(
            "/account/login/?next=/checkout/address/", {**ALICE, "next": "/checkout/address/"}
        )

        assert answer["Location"] == "/checkout/address/"
        assert is_signed_in(guest)

    @pytest.mark.parametrize(
        "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
    )
    def test_leads_to_no_other_site(self, guest: Client, alice: User, target: str):
        answer = sign_in(guest, next=target)

        assert answer["Location"] == "/orders/mine/"

    def test_with_wrong_words_stays_out_and_keeps_the_address(
        self, guest: Client, alice: User, subtests: pytest.Subtests
    ):
        for changed in [
            {"password": "wrong"},
            {"login": "nobody@example.com"},
            {"login": "", "password": ""},
            {"login": "a\x00b@c.de"},
            {"password": "\x00"},
            {"login": "x" * 10_000},
        ]:
            with subtests.test(changed=changed):
                answer = sign_in(guest, **changed)

                assert answer.status_code == 200
                assert is_house_page(answer)
                assert typed(answer, "login") == {**ALICE, **changed}["login"]
                assert not is_signed_in(guest)

    def test_gives_one_answer_for_a_wrong_password_and_an_unknown_address(self, guest: Client, alice: User):
        def errors(answer) -> str:
            return str(re.findall(r'(?s)<div class="errs".*?</div>', text_of(answer))[0])

        wrong = sign_in(guest, password="wrong")
        unknown = sign_in(guest, login="nobody@example.com")

        assert errors(wrong) == errors(unknown)

    def test_is_stopped_after_ten_wrong_tries(self, guest: Client, alice: User):
        for _ in range(10):
            sign_in(guest, password="wrong")

        sign_in(guest)

        assert not is_signed_in(guest)

    def test_is_stopped_with_a_page_of_the_shop_when_it_is_tried_too_often(self, guest: Client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
        answers = [guest.post("/account/signup/", {"email": "x"}) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [200, 429]
        assert "That was tried too often" in words_of(answers[-1])
        assert is_house_page(answers[-1])

    def test_is_not_for_an_account_that_was_closed(self, guest: Client, alice: User):
        User.objects.update(is_active=False)
        sign_in(guest)

        assert not is_signed_in(guest)

    def test_changes_the_name_of_the_session(self, guest: Client, alice: User):
        guest.get("/account/login/")
        sign_in(guest)
        first = guest.cookies["session"].value
        guest.post("/account/logout/")
        sign_in(guest)

        assert guest.cookies["session"].value != first


class TestBasketAtSignIn:
    def test_comes_along_and_is_said_once(self, alice: User):
        client = shopper(for_sale("One"), for_sale("Two"))

        sign_in(client)
        first, second = client.get("/basket/"), client.get("/basket/")

        assert "2 items from your basket came along." in words_of(first)
        assert "came along" not in words_of(second)
        assert Cart.objects.get().user == alice

    def test_joins_the_one_of_the_account_without_adding_up(self, alice: User):
        both, only_guest, only_account = for_sale("Both"), for_sale("Guest's"), for_sale("Account's")
        own = a_cart_of(alice, both, only_account, quantity=2)
        client = shopper(only_guest)
        put_in(client, both, 3)
        guest_cart = cart_of(client)

        sign_in(client)

        quantities = {line.variant.title: line.quantity for line in own.lines.select_related("variant")}
        assert quantities == {"Both": 3, "Guest's": 1, "Account's": 2}
        guest_cart.refresh_from_db()
        assert (guest_cart.status, guest_cart.merged_into) == (Cart.Status.MERGED, own)

    def test_never_holds_more_than_there_is(self, alice: User):
        rare = for_sale("Rare", stock=3)
        own = a_cart_of(alice, rare, quantity=1)
        client = shopper()
        put_in(client, rare, 3)

        sign_in(client)

        assert own.lines.get(variant=rare).quantity == 3

    def test_changes_nothing_the_second_time(self, alice: User):
        client = shopper()
        sign_in(client)
        client.post("/account/logout/")
        before = {line.variant_id: line.quantity for line in Cart.objects.get(user=alice).lines.all()}

        sign_in(client)

        assert {line.variant_id: line.quantity for line in Cart.objects.get(user=alice).lines.all()} == before

    def test_stays_with_the_account_at_sign_out(self, alice: User, bob: User):
        client = shopper()
        sign_in(client)
        client.post("/account/logout/")

        assert "Your basket is empty" in words_of(client.get("/basket/"))
        sign_in(client, login=bob.email, password="bob-likes-jupiter")
        assert "Your basket is empty" in words_of(client.get("/basket/"))
        sign_in(other := Client())
        assert "N 200/1200 Dobsonian" in words_of(other.get("/basket/"))

    def test_keeps_the_checkout_where_it_was(self, alice: User):
        client = shopper(until="payment")

        client.post("/account/login/", {**ALICE, "next": "/checkout/payment/"})

        assert "Order and pay €655.90" in words_of(client.get("/checkout/payment/"))


class TestSigningOut:
    def test_asks_first_and_then_closes_the_account(self, alice: User):
        client = signed_in(alice)
        asked = client.get("/account/logout/")
        assert is_signed_in(client)

        client.post("/account/logout/")

        assert is_house_page(asked)
        assert not is_signed_in(client)
        assert client.get("/orders/mine/")["Location"].startswith("/account/login/")


class TestNewPassword:
    def test_comes_by_a_mail_whose_link_works_once(self, guest: Client, alice: User):
        guest.post("/account/password/reset/", {"email": alice.email})
        run_outbox()
        mail = Mail.objects.get()
        link = re.findall(r"http://testserver(/account/password/reset/key/\S+)", mail.text)[0]

        form = guest.get(link, follow=True)
        new = {"password1": "a-new-moon-tonight", "password2": "a-new-moon-tonight"}
        done = guest.post(form.request["PATH_INFO"], new, follow=True)
        again = Client().get(link, follow=True)

        assert (mail.to, mail.subject) == (alice.email, "Set a new password")
        assert is_house_page(form)
        assert done.status_code == 200
        alice.refresh_from_db()
        assert alice.check_password("a-new-moon-tonight")
        assert "password1" not in text_of(again)

    def test_of_an_unknown_address_looks_the_same_and_says_so_by_mail(self, guest: Client, alice: User):
        known = guest.post("/account/password/reset/", {"email": alice.email}, follow=True)
        unknown = Client().post("/account/password/reset/", {"email": "tom@example.org"}, follow=True)
        run_outbox()

        assert words_of(known) == words_of(unknown)
        assert "there is no account with this address" in Mail.objects.get(to="tom@example.org").text

    def test_is_not_kept_in_the_outbox(self, guest: Client, alice: User):
        guest.post("/account/password/reset/", {"email": alice.email})
        run_outbox()

        assert OutboxMessage.objects.get().payload == {}

    def test_that_is_weak_is_refused(self, alice: User):
        client = signed_in(alice)
        new = {"oldpassword": "alice-likes-saturn", "password1": "short", "password2": "short"}

        with nothing_changes():
            answer = client.post("/account/password/change/", new)

        assert "too short" in words_of(answer)

    def test_ends_every_other_session(self, alice: User):
        here, there = Client(), Client()
        sign_in(here)
        sign_in(there)
        new = {
            "oldpassword": "alice-likes-saturn",
            "password1": "a-new-moon-tonight",
            "password2": "a-new-moon-tonight",
        }

        here.post("/account/password/change/", new)

        assert not is_signed_in(there)


class TestMyOrders:
    def test_are_one_s_own_newest_first(self, alice: User, bob: User):
        first, second = an_order(user=alice), an_order(user=alice)
        others = an_order(user=bob)
        an_order()

        response = signed_in(alice).get("/orders/mine/")
        listed = [
            link for link in links(response) if link.startswith("/orders/mine/") and link != "/orders/mine/"
        ]

        assert list(dict.fromkeys(listed)) == [f"/orders/mine/{order.code}/" for order in (second, first)]
        assert others.code not in words_of(response)

    def test_show_every_detail_to_their_owner_alone(self, alice: User, bob: User):
        order = an_order(user=alice)

        assert "Ines Keller, Sternwartenstraße 12" in words_of(
            signed_in(alice).get(f"/orders/mine/{order.code}/")
        )
        assert signed_in(bob).get(f"/orders/mine/{order.code}/").status_code == 404

    def test_are_none_at_first(self, alice: User):
        response = signed_in(alice).get("/orders/mine/")

        assert "You have no orders yet." in words_of(response)
        assert "/orders/track/" in links(response)
