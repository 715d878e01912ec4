"""Paying by bank transfer as the shopper sees it: chosen, told how, reminded, expired, started again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.mail.models import Message as Mail
from apps.orders.models import Order
from apps.orders.services import remind_of_payments
from apps.payments import services
from apps.payments.tests.factories import a_placed_order, an_expired_order, an_unpaid_order, transfer_comes
from shop.tests.stage import (
    is_house_page,
    link_to,
    links,
    nothing_changes,
    press,
    run_outbox,
    shopper,
    signed_in,
    tags,
    text_of,
    words_of,
)

pytestmark = pytest.mark.django_db

IBAN = "DE50 9999 9999 0042 0042 00"


def expire(order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(pay_by=timezone.now() - timedelta(minutes=1))
    services.expire_unpaid()
    order.refresh_from_db()


class TestChoosingATransfer:
    def test_says_the_term_before_it_is_chosen(self):
        page = words_of(shopper(until="payment").get("/checkout/payment/"))

        assert "Bank transfer" in page
        assert "pay within 7 days" in page

    def test_leads_to_thanks_with_everything_the_bank_needs(self):
        client = shopper(for_sale(price="649"), until="payment")

        thanks = client.get(press(client, way="transfer:bank")["Location"])

        order = Order.objects.get()
        said = words_of(thanks)
        for needed in ("€655.90", order.code, IBAN, "Account holder", "Sternbank Potsdam"):
            assert needed in said
        assert "Arrives" not in said
        (picture,) = [tag for tag in tags(thanks, "img") if tag["src"].startswith("data:")]
        assert picture["alt"] == "Code for your bank’s app with the details above"

    def test_is_told_on_the_order_page_and_in_the_mail(self):
        client = shopper(for_sale(price="649"), until="payment")
        press(client, way="transfer:bank")
        run_outbox()

        order = Order.objects.get()
        mail = Mail.objects.get(kind="order_confirmation")
        page = words_of(client.get(link_to(order)))
        until = order.pay_by.astimezone(timezone.get_current_timezone())
        day = f"{until:%A}, {until.day} {until:%B %Y}"
        for said in (page, mail.text, mail.html):
            assert all(needed in said for needed in ("€655.90", order.code, IBAN, day))
        assert mail.subject == f"Order {order.code}: please transfer €655.90 by {until.day} {until:%B}"
        assert check() == []

    def test_works_after_a_card_was_declined(self):
        client = shopper(until="payment")
        declined = press(client, way="test:decline")

        assert declined.status_code == 402
        assert press(client, way="transfer:bank")["Location"].endswith("/thanks/")
        assert Order.objects.filter(status="PLACED").count() == 1


class TestTheWayOfTheMoney:
    def test_is_told_in_mails(self):
        order = an_unpaid_order(for_sale(price="649"))
        remind_of_payments(now=order.pay_by - timedelta(days=1))
        run_outbox()
        transfer_comes(order, 60000)
        run_outbox()
        transfer_comes(order, 6000, reference="B2")
        run_outbox()

        reminder = Mail.objects.get(kind="payment_reminder")
        first, second = Mail.objects.filter(kind="payment_received").order_by("pk")
        assert IBAN in reminder.text
        assert "€655.90" in reminder.html
        assert "€55.90" in first.text
        assert IBAN in first.html
        assert "Your order is paid" in second.text
        assert "You paid €4.10 too much" in second.text
        assert check() == []

    def test_is_owed_on_the_page_until_it_is_all_there(self):
        order = an_unpaid_order(for_sale(price="649"))
        transfer_comes(order, 60000)
        part = words_of(Client().get(link_to(order)))
        order.refresh_from_db()
        transfer_comes(order, reference="B2")
        full = words_of(Client().get(link_to(order)))

        assert "Please transfer €55.90" in part
        assert "Partly paid" in part
        assert "After your payment" in part
        assert "How to pay" not in full
        assert "Arrives" in full

    def test_says_after_the_reminder_was_queued_and_the_money_came_nothing_more(self):
        order = an_unpaid_order()
        remind_of_payments(now=order.pay_by - timedelta(days=1))
        transfer_comes(order)
        run_outbox()

        assert not Mail.objects.filter(kind="payment_reminder").exists()

    def test_that_comes_late_is_told_in_both_cases(self):
        variant = for_sale(stock=1)
        gone, found = an_expired_order(variant), an_expired_order(for_sale("Another"))
        a_placed_order(variant)
        transfer_comes(gone, reference="B1")
        transfer_comes(found, reference="B2")
        run_outbox()

        page = words_of(Client().get(link_to(gone)))
        assert "Your payment came too late" in page
        assert "Your money is on its way back." in page
        late, revived = Mail.objects.get(kind="late_payment"), Mail.objects.get(kind="order_revived")
        assert f"{gone.code}: your payment came too late" in late.subject
        assert f"{gone.total} for order" in late.text
        assert f"{link_to(gone)}again/" in late.html
        assert f"{found.code} stands again" in revived.subject
        assert check() == []


class TestAnExpiredOrder:
    def test_says_so_on_its_page_and_in_a_mail_that_leads_on(self):
        order = an_expired_order(for_sale(price="649"))
        run_outbox()

        page = Client().get(link_to(order))
        mail = Mail.objects.get(kind="order_expired")
        assert "This order expired." in words_of(page)
        assert "Withdraw from contract here" not in words_of(page).split("What you can still do")[1][:60]
        assert f"{link_to(order)}again/" in links(page)
        assert f"{link_to(order)}again/" in mail.text
        assert f"{link_to(order)}again/" in mail.html
        assert is_house_page(page)
        assert check() == []

    def test_is_started_again_by_a_button_not_by_the_link(self):
        order = an_expired_order(for_sale("Seen again"), quantity=2)
        client = Client()

        with nothing_changes():
            asked = client.get(f"{link_to(order)}again/")
        done = client.post(f"{link_to(order)}again/")
        basket = client.get(done["Location"])

        assert "Seen again" in words_of(asked)
        assert done["Location"] == "/basket/"
        assert "Your basket has what is still sold" in words_of(basket)
        assert "Seen again" in words_of(basket)

    def test_names_what_is_gone(self):
        variant = for_sale("The last one", stock=1)
        order = an_expired_order(variant)
        a_placed_order(variant)
        client = Client()

        basket = client.get(client.post(f"{link_to(order)}again/")["Location"])

        assert "We could not get: The last one" in words_of(basket)

    def test_starts_nothing_while_the_basket_is_being_paid(self):
        client = shopper(until="payment")
        press(client, way="test:confirm")
        order = an_expired_order(for_sale("Another"))

        with nothing_changes():
            answer = client.post(f"{link_to(order)}again/")

        assert answer.status_code == 409
        assert 'role="alert"' in text_of(answer)

    def test_needs_the_right_link(self):
        order = an_expired_order()
        wrong = link_to(order)[:-3] + "00/"

        assert Client().post(f"{wrong}again/").status_code == 404
        assert Client().post(f"{link_to(an_unpaid_order(for_sale('B')))}again/").status_code == 404


class TestTheListOfACustomer:
    def test_says_what_is_to_be_paid_and_what_expired(self, alice: User):
        waiting, expired = an_unpaid_order(for_sale("A", price="649")), an_expired_order(for_sale("B"))
        Order.objects.update(user=alice)

        said = words_of(signed_in(alice).get("/orders/mine/"))

        day = timezone.localtime(waiting.pay_by)
        assert f"€655.90 to be paid by {day.day} {day:%B}" in said
        assert f"Withdraw from order {waiting.code}" in said
        assert f"Withdraw from order {expired.code}" not in said
        assert "Expired Placed on" in said
