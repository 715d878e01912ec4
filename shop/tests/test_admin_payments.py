"""The payments desk: what staff see of money, and what they do with it through the pages."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.orders.models import Order
from apps.payments.models import BankReceipt, Payment, Refund
from apps.payments.tests.factories import a_placed_order, an_expired_order, an_unpaid_order, transfer_comes
from shop.tests.stage import nothing_changes, run_outbox, signed_in, text_of, typed, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/payments/payment/"
STATEMENT = f"{LIST}statement/"


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def order(db: None) -> Order:
    return an_unpaid_order(for_sale(price="649"))


def page_of(order: Order) -> str:
    return f"{LIST}{order.payments.get().pk}/change/"


def do(client: Client, order: Order, action: str, **data: Any) -> Any:
    return client.post(f"{LIST}{order.payments.get().pk}/do/{action}/", data)


def listed(client: Client, view: str) -> list[str]:
    """The codes of the orders whose payments a view of the list shows."""
    return [payment.order.code for payment in client.get(f"{LIST}?view={view}").context["cl"].result_list]


def receipt(**changed: str) -> dict[str, str]:
    day = timezone.localdate().isoformat()
    return {"amount": "655.90", "received_on": day, "bank_reference": "B1", "note": "", **changed}


class TestRecordingATransfer:
    def test_says_what_is_owed_and_pays_the_order(self, desk: Client, order: Order):
        asked = desk.get(f"{LIST}{order.payments.get().pk}/do/receive/")
        done = do(desk, order, "receive", **receipt(note="Seen twice"))
        run_outbox()

        assert "€655.90 are owed." in words_of(asked)
        assert done["Location"] == page_of(order)
        order.refresh_from_db()
        assert order.payment_status == "PAID"
        found = BankReceipt.objects.get()
        assert (found.actor, found.note) == ("staff@example.com", "Seen twice")
        said = words_of(desk.get(page_of(order)))
        assert "€655.90 counted." in said
        assert "full: charged €655.90" in said
        assert check() == []

    @pytest.mark.parametrize(
        "bad",
        [{"amount": ""}, {"amount": "0"}, {"amount": "-5"}, {"amount": "NaN"}, {"amount": "1e40"}, {"received_on": ""},
         {"received_on": "2999-01-01"}, {"bank_reference": ""}, {"bank_reference": "x" * 61}, {"note": "x" * 201},
         {"note": "a\x00b"}, {"amount": "0.001"}, {"amount": "1.005"}],
    )  # fmt: skip
    def test_refuses_what_cannot_be_and_keeps_what_was_typed(
        self, desk: Client, order: Order, bad: dict[str, str]
    ):
        data = receipt(**{"bank_reference": "B42", **bad})

        with nothing_changes():
            answer = do(desk, order, "receive", **data)

        assert answer.status_code == 200
        assert typed(answer, "bank_reference") == data["bank_reference"]

    def test_of_a_contradiction_is_shown_where_attention_is_due(self, desk: Client, order: Order):
        do(desk, order, "receive", **receipt())
        do(desk, order, "receive", **receipt(amount="1.00"))

        assert order.code in listed(desk, "attention")
        page = words_of(desk.get(page_of(order)))
        assert "Looked at" in page
        do(desk, order, "looked-at", note="A typo")
        assert order.code not in listed(desk, "attention")

    def test_of_another_payment_is_refused_in_words(self, desk: Client):
        paid = a_placed_order()

        with nothing_changes():
            answer = do(desk, paid, "receive", **receipt())

        assert "was not to be paid by bank transfer" in words_of(answer)


class TestSendingMoneyBack:
    def test_the_difference_is_written_and_noted_when_it_was_sent(self, desk: Client, order: Order):
        transfer_comes(order, 70000)
        assert order.code in listed(desk, "overpaid")

        do(desk, order, "difference")
        page = words_of(desk.get(f"{LIST}{order.payments.get().pk}/do/sent/"))
        do(desk, order, "sent", bank_reference="OUT 1")

        assert "You have sent €44.10 back" in page
        order.refresh_from_db()
        assert (order.payment_status, order.refunded_minor) == ("PAID", 4410)
        assert order.code not in listed(desk, "attention")
        assert check() == []

    def test_of_late_money_waits_where_attention_is_due(self, desk: Client):
        variant = for_sale(stock=1)
        late = an_expired_order(variant)
        a_placed_order(variant)
        transfer_comes(late)

        assert late.code in listed(desk, "attention")
        assert "Refund sent" in words_of(desk.get(page_of(late)))
        do(desk, late, "sent", bank_reference="OUT 1")
        do(desk, late, "looked-at", note="Sent back")
        assert late.code not in listed(desk, "attention")
        assert Refund.objects.get().status == "DONE"

    @pytest.mark.parametrize("name", ["difference", "sent"])
    def test_without_a_cause_changes_no_money(self, desk: Client, order: Order, name: str):
        do(desk, order, name, bank_reference="OUT 1")

        assert not Refund.objects.exists()


class TestABankStatement:
    def csv(self, *rows: str) -> SimpleUploadedFile:
        content = "date,amount,currency,text\n" + "\n".join(rows)
        return SimpleUploadedFile("bank.csv", content.encode())

    def test_is_shown_first_and_written_down_then(self, desk: Client, order: Order):
        rows = [f'2026-11-20,"655,90",EUR,"Order {order.code}"', "2026-11-20,5.00,EUR,<b>somebody</b>"]
        with nothing_changes():
            shown = desk.post(STATEMENT, {"file": self.csv(*rows)})
        said = words_of(shown)
        done = desk.post(STATEMENT, {"content": typed(shown, "content"), "book": "1"}, follow=True)
        again = desk.post(STATEMENT, {"content": typed(shown, "content"), "book": "1"}, follow=True)

        assert "1 of 2 incoming rows name an order" in said
        assert "exactly what is owed" in said
        assert "names no order that is paid by transfer" in said
        assert "<b>somebody" not in text_of(shown)
        assert "1 counted, 0 known already" in words_of(done)
        assert "0 counted, 1 known already" in words_of(again)
        order.refresh_from_db()
        assert order.payment_status == "PAID"

    @pytest.mark.parametrize("data", [{}, {"content": "no statement"}, {"content": "x", "book": "1"}])
    def test_that_is_none_is_refused_beside_the_field(self, desk: Client, data: dict[str, str]):
        with nothing_changes():
            answer = desk.post(STATEMENT, data)

        assert answer.context["form"].errors["file"]

    def test_that_is_too_long_is_refused(self, desk: Client):
        answer = desk.post(STATEMENT, {"file": SimpleUploadedFile("x.csv", b"x" * 300_000)})

        assert "larger than 256 kB" in words_of(answer)


class TestTheList:
    def test_takes_as_many_queries_for_many_payments_as_for_few(
        self, desk: Client, order: Order, django_assert_max_num_queries
    ):
        variant = for_sale("Another", stock=20)
        for _ in range(10):
            an_unpaid_order(variant)
        desk.get(LIST)

        with django_assert_max_num_queries(14):
            desk.get(f"{LIST}?view=attention")
        with django_assert_max_num_queries(14):
            assert words_of(desk.get(f"{LIST}?view=waiting")).count("Bank transfer") >= 11


class TestStaffWithoutThePermission:
    def test_read_but_do_not_touch_money(self, order: Order):
        user = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename="view_payment"))
        clerk = signed_in(user)

        with nothing_changes():
            assert clerk.get(page_of(order)).status_code == 200
            assert do(clerk, order, "receive", **receipt()).status_code == 404
            assert clerk.get(STATEMENT).status_code == 403
        assert Payment.objects.get().status == "PENDING"


class TestShippingUnpaid:
    def test_asks_who_allowed_it(self, desk: Client, order: Order):
        act = f"/admin/orders/order/{order.pk}/do/"
        with nothing_changes():
            refused = desk.post(f"{act}ship/", {"tracking_number": "HP 1"})
            unnamed = desk.post(f"{act}ship-unpaid/", {"tracking_number": "HP 1", "reason": ""})
        desk.post(f"{act}ship-unpaid/", {"tracking_number": "HP 1", "reason": "Mara, by phone"})

        assert "€655.90 are owed" in words_of(refused)
        assert "This field is required." in words_of(unnamed)
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert order.events.filter(reason="Mara, by phone", kind="PAYMENT").exists()
