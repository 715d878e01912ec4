import copy
import json
import random
import time

import pytest
from django.db import connection

from apps.core.faults import switched_off
from apps.orders.models import Order
from apps.outbox.models import Message
from apps.payments.models import Payment, PaymentEvent, ProviderEvent
from apps.payments.tests.factories import a_placed_order
from apps.payments.tests.stripe_steps import hear, paid, post, started, things, work


def last(stripe, kind):
    """The newest message of a kind."""
    return next(event for event in reversed(stripe.courier.kept) if event["type"] == kind)


@pytest.mark.django_db
class TestAMessage:
    @pytest.fixture
    def event(self, stripe):
        payment = started()
        stripe.confirm(payment.reference)
        return last(stripe, "payment_intent.succeeded")

    def nothing_happened(self):
        return not ProviderEvent.objects.exists() and Order.objects.get().status == "DRAFT"

    def test_is_written_down_with_its_job(self, stripe, event):
        assert post(*stripe.courier.letter(event)).status_code == 200

        row = ProviderEvent.objects.get()
        assert (row.provider, row.event_id, row.type) == ("stripe", event["id"], "payment_intent.succeeded")
        assert row.object_id == row.payment.reference
        assert Message.objects.get(topic="payments.provider_event").payload == {"event_id": row.pk}

    def test_that_comes_again_is_answered_and_does_nothing(self, stripe, event):
        for _ in range(3):
            assert post(*stripe.courier.letter(event)).status_code == 200
        work()

        assert ProviderEvent.objects.count() == 1
        assert Message.objects.filter(topic="payments.provider_event").count() == 1
        assert Order.objects.get().status == "PLACED"

    def test_would_be_worked_on_again_without_the_check(self, stripe, event):
        """The control: without it the same message leaves more than one job."""
        with switched_off("provider_event_once"):
            for _ in range(3):
                post(*stripe.courier.letter(event))

        assert Message.objects.filter(topic="payments.provider_event").count() == 3

    @pytest.mark.parametrize("age", [-3600, -301, 310, 3600])
    def test_from_another_time_is_refused(self, stripe, event, age):
        assert post(*stripe.courier.letter(event, at=int(time.time()) + age)).status_code == 400
        assert self.nothing_happened()

    @pytest.mark.parametrize("age", [-290, 290])
    def test_of_a_clock_that_is_a_little_wrong_is_taken(self, stripe, event, age):
        assert post(*stripe.courier.letter(event, at=int(time.time()) + age)).status_code == 200

    def test_that_was_tampered_with_is_refused(self, stripe, event):
        body, signature = stripe.courier.letter(event)

        assert post(body.replace(b"succeeded", b"canceled"), signature).status_code == 400
        assert self.nothing_happened()

    @pytest.mark.parametrize(
        "signature", ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=", "nonsense", "t=1=2,v1==", "ü"]
    )
    def test_with_no_signature_is_refused(self, stripe, event, signature):
        assert post(json.dumps(event).encode(), signature).status_code == 400
        assert self.nothing_happened()

    def test_signed_by_another_is_refused(self, stripe, event, settings):
        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_other"]

        assert post(*stripe.courier.letter(event)).status_code == 400
        assert self.nothing_happened()

    def test_is_taken_while_a_new_secret_replaces_the_old(self, stripe, event, settings):
        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", stripe.courier.secret]

        assert post(*stripe.courier.letter(event)).status_code == 200

    @pytest.mark.parametrize("secrets", [[], [""]])
    def test_is_refused_where_nobody_knows_a_secret(self, stripe, event, settings, secrets):
        settings.STRIPE_WEBHOOK_SECRETS = secrets

        assert post(*stripe.courier.letter(event)).status_code == 400

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe", b'{"id": 1}', b'"x"', b"[" * 5000,
                 b'{"id":"e","type":"t","livemode":false,"data":{"object":{"id":"a\\u0000b"}}}']
    )  # fmt: skip
    def test_that_makes_no_sense_is_refused(self, stripe, event, body):
        assert post(body, stripe.courier.sign(body)).status_code == 400
        assert self.nothing_happened()

    def test_beyond_a_megabyte_is_refused_unread(self, stripe, event):
        body = json.dumps(event).encode() + b" " * 1024 * 1024
        assert post(body, stripe.courier.sign(body)).status_code == 413
        assert self.nothing_happened()

    def test_about_something_else_is_answered_and_does_nothing(self, stripe, event):
        for change in ({"type": "customer.created"}, {"type": "payment_intent_x"}):
            assert post(*stripe.courier.letter({**event, **change})).status_code == 200
        foreign = copy.deepcopy(event)
        foreign["data"]["object"] |= {"id": "pi_foreign", "metadata": {"payment_key": "no key"}}
        assert post(*stripe.courier.letter(foreign)).status_code == 200

        assert self.nothing_happened()
        assert not Message.objects.filter(topic="payments.provider_event").exists()

    def test_that_names_a_payment_of_another_provider_does_nothing(self, stripe, event, settings):
        settings.PAYMENT_PROVIDERS = ["stripe", "test"]
        other = Payment.objects.get(order=a_placed_order())
        event["data"]["object"] |= {"id": "pi_foreign", "metadata": {"payment_key": str(other.key)}}

        assert post(*stripe.courier.letter(event)).status_code == 200
        assert not ProviderEvent.objects.exists()

    def test_from_the_other_mode_pays_nothing_and_goes_to_review(self, stripe, event):
        hear(stripe, [{**event, "livemode": True}])

        assert Payment.objects.get().needs_review
        assert PaymentEvent.objects.filter(type="MISMATCH").count() == 1
        assert Order.objects.get().status == "DRAFT"

    @pytest.mark.parametrize("change", [{"amount_received": 100}, {"currency": "usd"}])
    def test_about_another_amount_pays_nothing_and_goes_to_review(self, stripe, event, change):
        stripe.books.get(event["data"]["object"]["id"], "pi").update(change)

        hear(stripe)

        payment = Payment.objects.get()
        assert payment.needs_review
        assert payment.status == "REQUIRES_ACTION"
        assert payment.events.filter(type="MISMATCH").count() == 1
        assert Order.objects.get().status == "DRAFT"

    def test_is_not_believed_but_asked_about(self, stripe):
        payment = started()
        created = last(stripe, "payment_intent.created")
        lie = {**copy.deepcopy(created), "type": "payment_intent.succeeded", "id": "evt_lie"}
        lie["data"]["object"] |= {"status": "succeeded", "amount_received": payment.amount_minor}

        hear(stripe, [lie])

        assert Order.objects.get().status == "DRAFT"

    def test_comes_again_when_stripe_did_not_answer_the_question(self, stripe, event):
        post(*stripe.courier.letter(event))
        stripe.fault("refuse", method="GET", path="/v1/payment_intents")
        message = Message.objects.get(topic="payments.provider_event")
        from celery import current_app

        current_app.tasks[message.topic].run(message_id=message.pk)
        message.refresh_from_db()

        assert message.failures == 1
        assert message.done_at is None
        work()
        assert Order.objects.get().status == "PLACED"

    @pytest.mark.parametrize("seed", range(4))
    def test_counts_in_any_order_and_however_often(self, stripe, seed):
        payment = started()
        stripe.confirm(payment.reference, "pm_card_chargeDeclined")
        stripe.confirm(payment.reference)
        stripe.happens("refund", payment_intent=payment.reference, amount=500)
        events = stripe.courier.kept * 3
        random.Random(seed).shuffle(events)

        hear(stripe, events)

        order = Order.objects.get()
        assert (order.status, order.payment_status, order.refunded_minor) == ("PLACED", "PART_REFUNDED", 500)
        assert order.charged_minor == payment.amount_minor
        assert PaymentEvent.objects.filter(type="CHARGE").count() == 1

    def test_of_another_intent_that_took_money_goes_to_review(self, stripe):
        payment = paid(stripe)
        about = {"payment_key": str(payment.key)}
        second = stripe.happens("intent", amount=payment.amount_minor, currency="eur", metadata=about)
        stripe.confirm(second["id"])
        hear(stripe)

        payment.refresh_from_db()
        assert payment.needs_review
        assert payment.events.get(type="MISMATCH").reference == second["id"]
        assert Order.objects.get().charged_minor == payment.amount_minor


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestMessagesAtOnce:
    def test_count_once(self, stripe, together):
        payment = started()
        stripe.confirm(payment.reference)
        letters = [stripe.courier.letter(event) for event in stripe.courier.kept for _ in range(3)]
        random.shuffle(letters)

        answers = together([lambda letter=letter: post(*letter).status_code for letter in letters])
        work()

        assert set(answers) == {200}
        assert Order.objects.get().status == "PLACED"
        assert PaymentEvent.objects.filter(type="CHARGE").count() == 1
        ours = [e for e in stripe.courier.kept if e["type"].startswith("payment_intent.")]
        assert ProviderEvent.objects.count() == len(ours)
        assert len(things(stripe, "ch")) == 1

    def test_are_sent_again_when_the_table_is_busy(self, stripe, together):
        payment = started()
        stripe.confirm(payment.reference)
        letter = stripe.courier.letter(last(stripe, "payment_intent.succeeded"))

        def hold() -> None:
            from django.db import transaction

            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("LOCK TABLE payments_providerevent IN ACCESS EXCLUSIVE MODE")
                time.sleep(4)

        def knock() -> int:
            time.sleep(0.3)
            return int(post(*letter).status_code)

        assert together([hold, knock])[1] == 503
        assert post(*letter).status_code == 200
