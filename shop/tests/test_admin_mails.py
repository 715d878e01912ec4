"""E-mails at the desk: every kind can be looked at, every message can be sent again, and who did it is known."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.mail.kinds import kinds
from apps.mail.models import Message
from apps.orders import services
from apps.orders.models import Checkout, Order, OrderEvent
from apps.orders.tests.factories import a_draft
from apps.outbox.models import Message as OutboxMessage
from shop.tests.stage import (
    an_order,
    button_fields,
    cart_of,
    links,
    press,
    run_outbox,
    shopper,
    signed_in,
    tags,
    text_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


def everything_sent(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind))


class TestPreviews:
    def test_know_every_kind_that_has_templates(self):
        templates = {
            path.name for path in (Path(conf.BASE_DIR) / "templates/emails").iterdir() if path.is_dir()
        }

        assert {kind.name for kind in kinds()} == templates

    def test_lead_to_a_page_of_each_kind_in_three_shapes(self, desk: Client, subtests: pytest.Subtests):
        index = links(desk.get("/admin/mail/message/kinds/"))
        for kind in kinds():
            with subtests.test(kind=kind.name):
                address = f"/admin/mail/message/kinds/{kind.name}/"
                assert address in index
                at_a_desk, on_a_phone = (
                    tags(desk.get(address), "iframe"),
                    tags(desk.get(address, {"show": "phone"}), "iframe"),
                )
                assert (at_a_desk[0]["width"], on_a_phone[0]["width"]) == ("600", "390")
                assert "sandbox" in at_a_desk[0]
                assert "Questions? Answer this email" in words_of(desk.get(address, {"show": "text"}))
                frame = desk.get(f"{address}html/", {"language": "en"})
                assert "Questions? Answer this email" in words_of(frame)
                assert frame["Content-Security-Policy"].startswith("default-src 'none'")
                assert frame["Content-Security-Policy"].endswith("sandbox")

    @pytest.mark.parametrize(
        "kind", ["order_confirmation", "order_delivered", "order_on_hold", "payment_failed"]
    )
    def test_print_goods_and_amounts(self, desk: Client, kind: str):
        said = words_of(desk.get(f"/admin/mail/message/kinds/{kind}/html/"))

        assert "N 200/1200 Dobsonian" in said
        assert "€753.90" in said

    def test_write_and_send_nothing(self, desk: Client):
        for kind in kinds():
            desk.get(f"/admin/mail/message/kinds/{kind.name}/")

        assert not Message.objects.exists()
        assert not Order.objects.exists()

    @pytest.mark.parametrize("query", ["language=xx", "show=%00", "language=" + "e" * 3000])
    def test_survive_any_address(self, desk: Client, query: str):
        assert desk.get(f"/admin/mail/message/kinds/order_shipped/?{query}").status_code == 200
        assert desk.get(f"/admin/mail/message/kinds/no_such_mail/?{query}").status_code == 404


class TestResending:
    def test_is_one_press_one_copy_and_one_line_in_the_timeline(
        self, desk: Client, django_capture_on_commit_callbacks
    ):
        order = an_order()
        run_outbox()
        first = Message.objects.get(kind="order_confirmation")
        page = f"/admin/mail/message/{first.pk}/resend/"
        assert page in links(desk.get(f"/admin/mail/message/{first.pk}/change/"))
        form = {"key": typed(desk.get(page), "key")}

        with django_capture_on_commit_callbacks(execute=True):
            done = [desk.post(page, form) for _ in range(2)]
        run_outbox()

        copy = Message.objects.get(resent_of=first)
        assert {answer["Location"] for answer in done} == {f"/admin/mail/message/{copy.pk}/change/"}
        again = OrderEvent.objects.get(order=order, text__startswith="Sent again")
        assert (again.kind, again.actor) == (OrderEvent.Kind.MAIL, "staff@example.com")
        assert "Sent again: Order " + order.code in words_of(
            desk.get(f"/admin/orders/order/{order.pk}/change/")
        )

    def test_of_a_secret_message_does_not_exist(self, desk: Client):
        secret = Message.objects.create(
            kind="account_message", reference="x", to="a@b.example", is_secret=True
        )

        assert desk.get(f"/admin/mail/message/{secret.pk}/resend/").status_code == 404
        assert "Nothing: it carried a private link" in words_of(
            desk.get(f"/admin/mail/message/{secret.pk}/change/")
        )

    def test_without_its_key_sends_nothing(self, desk: Client):
        an_order()
        run_outbox()
        first = Message.objects.get()

        answer = desk.post(f"/admin/mail/message/{first.pk}/resend/", {"key": "no key"})

        assert answer.status_code == 200
        assert Message.objects.count() == 1


class TestWhatIsStuck:
    def test_is_counted_on_the_start_page_and_listed_with_its_error(self, desk: Client):
        OutboxMessage.objects.create(
            topic="orders.send_confirmation",
            due_at=timezone.now(),
            failures=3,
            error="SMTPConnectError: away",
        )

        assert "1 E-mails and work held up" in words_of(desk.get("/admin/"))
        assert "SMTPConnectError: away" in words_of(desk.get("/admin/outbox/message/?state=stuck"))
        assert "SMTPConnectError" not in words_of(desk.get("/admin/outbox/message/?state=dead"))


class TestNewMails:
    def test_delivered_is_told_once_when_everything_is_there(self):
        order = an_order(quantity=2)
        line = order.lines.get()
        for number in ("HP 1", "HP 2"):
            services.ship_order(
                order_id=order.pk, tracking_number=number, actor="mara", quantities={line.pk: 1}
            )
            services.mark_delivered(order_id=order.pk, actor="mara")
        run_outbox()

        assert [message.reference for message in everything_sent("order_delivered")] == [order.code]

    def test_hold_asks_in_the_words_of_staff(self):
        order = an_order()
        services.hold_order(
            order_id=order.pk, reason="Street", actor="mara", ask="Which street is it? <Say> & tell."
        )
        run_outbox()

        (message,) = everything_sent("order_on_hold")
        assert "Which street is it? <Say> & tell." in message.text
        assert "Which street is it? &lt;Say&gt; &amp; tell." in message.html


class TestPaymentFailed:
    @staticmethod
    def _undone(cart_id: int) -> None:
        """The bank says no while no page of the shopper is open."""
        order = Order.objects.latest("pk")
        services.undo_draft(order=order, actor="payment provider (test)", reason="No.")

    def test_is_told_by_mail_when_no_page_said_it(self):
        order = a_draft()
        self._undone(order.cart_id or 0)
        task = OutboxMessage.objects.get(topic="orders.send_payment_failed")
        assert task.due_at - timezone.now() > timedelta(minutes=9)
        run_outbox()

        (message,) = everything_sent("payment_failed")
        assert f"{conf.SHOP_URL}/checkout/payment/" in message.text
        assert message.to == order.email
        assert message.language == order.language

    def test_is_not_told_twice_after_the_page_said_it(self):
        client = shopper(until="payment")
        assert press(client, way="test:decline").status_code == 402
        run_outbox()

        assert Checkout.objects.get().failure_seen_at is not None
        assert everything_sent("payment_failed") == []

    def test_is_not_told_when_the_page_was_opened_later(self):
        client = shopper(until="payment")
        press(client, way="test:confirm")
        self._undone(cart_of(client).pk)
        assert "The payment did not go through" in text_of(client.get("/checkout/payment/"))
        run_outbox()

        assert everything_sent("payment_failed") == []

    def test_is_not_told_when_another_try_has_begun(self):
        client = shopper(until="payment")
        press(client, way="test:confirm")
        self._undone(cart_of(client).pk)
        Checkout.objects.update(failure_seen_at=None)
        client.post("/checkout/payment/", {**button_fields(client), "way": "test:approve"})
        run_outbox()

        assert everything_sent("payment_failed") == []
        assert len(everything_sent("order_confirmation")) == 1

    def test_forgets_that_an_earlier_failure_was_seen(self):
        client = shopper(until="payment")
        press(client, way="test:decline")
        press(client, way="test:confirm")
        self._undone(cart_of(client).pk)

        assert Checkout.objects.get().failure_seen_at is None
