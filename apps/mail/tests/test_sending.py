"""Mails go out once, again only when somebody asks, and are kept trying for while the mail service is away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.core import mail as post
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.mail import services
from apps.mail.errors import NotKept
from apps.mail.models import Message
from apps.outbox.models import Message as OutboxMessage

pytestmark = pytest.mark.django_db
CONTEXT = {"subject": "Hello", "paragraphs": ["One.", "Two."]}


def write(reference: str = "R1", **more: Any) -> Message:
    return services.send(
        kind="account_message", reference=reference, to="ines@example.org", context=CONTEXT, **more
    )


@pytest.fixture
def mail_service(settings) -> None:
    settings.EMAIL_URL = "memory://"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def silent_service(settings) -> None:
    """A mail service that takes no connection."""
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def run(message: OutboxMessage) -> OutboxMessage:
    current_app.loader.import_default_modules()
    current_app.tasks[message.topic].run(message_id=message.pk)
    message.refresh_from_db()
    return message


class TestSend:
    def test_sends_a_message_once(self, mail_service: None):
        assert write().pk == write().pk
        assert [message.to for message in post.outbox] == [["ines@example.org"]]

    def test_drops_the_words_of_a_secret_message(self, mail_service: None):
        message = write(is_secret=True)

        assert "Not kept" in message.text
        assert "Two." in post.outbox[0].body

    def test_names_its_language_in_the_page(self):
        assert '<html lang="de"' in write(language="de").html


class TestResend:
    def test_sends_one_copy_for_one_press(self, mail_service: None):
        first, key = write(), uuid4()

        copies = {services.resend(message_id=first.pk, key=key, actor="mara").pk for _ in range(2)}
        for message in OutboxMessage.objects.all():
            run(message)
            run(message)

        assert len(copies) == 1
        copy = Message.objects.get(pk__in=copies)
        assert (copy.resent_of, copy.resent_by, copy.to) == (first, "mara", first.to)
        assert copy.sent_at is not None
        assert copy.about == first.reference
        sent = [(message.body, message.extra_headers["Message-ID"]) for message in post.outbox]
        assert [body for body, _ in sent] == [first.text, first.text]
        assert len({name for _, name in sent}) == 2

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_pressed_ten_times_at_once_is_one_copy(self, together: Callable[..., list[Any]]):
        first, key = write(), uuid4()

        def press() -> int:
            return services.resend(message_id=first.pk, key=key, actor="mara").pk

        assert len(set(together([press] * 10))) == 1
        assert OutboxMessage.objects.filter(topic="mail.deliver").count() == 1

    def test_of_a_copy_is_a_copy_of_its_own(self):
        first = write()
        copy = services.resend(message_id=first.pk, key=uuid4(), actor="mara")

        again = services.resend(message_id=copy.pk, key=uuid4(), actor="jon")

        assert again.about == "R1"
        assert Message.objects.count() == 3

    def test_refuses_a_message_with_a_private_link(self):
        secret = write(is_secret=True)

        with pytest.raises(NotKept):
            services.resend(message_id=secret.pk, key=uuid4(), actor="mara")

        assert not OutboxMessage.objects.exists()

    def test_is_by_somebody(self):
        message = write()

        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(resent_by="mara")


class TestAServiceThatIsAway:
    def test_is_asked_again_for_two_days_and_then_gets_the_message_once(
        self, silent_service: None, settings, time_machine
    ):
        start = timezone.now()
        services.resend(message_id=self._kept(settings), key=uuid4(), actor="mara")
        task = OutboxMessage.objects.get()
        tries = 0
        while timezone.now() - start < timedelta(hours=47, minutes=59):
            run(task)
            tries += 1
            assert (task.done_at, task.dead_at) == (None, None)
            time_machine.move_to(task.due_at + timedelta(seconds=1), tick=False)
        assert tries > 48

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        run(task)

        assert task.done_at is not None
        assert len(post.outbox) == 1

    def test_is_given_up_after_two_days(self, silent_service: None, settings, time_machine):
        services.resend(message_id=self._kept(settings), key=uuid4(), actor="mara")
        task = OutboxMessage.objects.get()
        time_machine.move_to(timezone.now() + timedelta(hours=49), tick=False)

        run(task)

        assert task.dead_at is not None
        assert "Connection refused" in task.error
        assert Message.objects.get(resent_by="mara").sent_at is None

    @staticmethod
    def _kept(settings) -> int:
        url, settings.EMAIL_URL = settings.EMAIL_URL, ""
        message = write()
        settings.EMAIL_URL = url
        return message.pk
