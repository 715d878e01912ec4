import json
from datetime import timedelta
from threading import Event, Thread
from time import sleep

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis import Redis

from apps.core.faults import switched_off
from apps.outbox import services
from apps.outbox.errors import NotInTransaction
from apps.outbox.models import Message

pytestmark = pytest.mark.django_db

happened: list[int] = []


@services.handles("tests.count")
def count(*, number: int) -> None:
    happened.append(number)


@services.handles("tests.stumble")
def stumble(*, number: int) -> None:
    happened.append(number)
    raise RuntimeError("it slipped")


@services.handles("tests.outside", in_transaction=False)
def outside(*, number: int) -> None:
    assert (
        not transaction.get_connection().in_atomic_block or transaction.get_connection().savepoint_ids == []
    )
    happened.append(number)


@services.handles("tests.secret", forget_payload=True)
def secret(*, token: str) -> None:
    happened.append(len(token))


@pytest.fixture(autouse=True)
def _nothing_happened():
    happened.clear()


def published(topic="tests.count", **payload) -> Message:
    services.publish(topic=topic, **(payload or {"number": 1}))
    return Message.objects.latest("id")


def run(message: Message, **newer) -> None:
    """What a worker does with a message from the broker."""
    current_app.tasks[message.topic].run(message_id=message.pk, **newer)


class TestPublish:
    def test_writes_a_row_in_the_same_transaction(self):
        with transaction.atomic():
            services.publish(topic="tests.count", number=1)
            transaction.set_rollback(True)

        assert not Message.objects.exists()

    def test_asks_once_for_the_same_key(self):
        for _ in range(3):
            services.publish(topic="tests.count", key="k", number=1)

        assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestPublishOutside:
    def test_refuses_outside_a_transaction(self):
        with pytest.raises(NotInTransaction):
            services.publish(topic="tests.count", number=1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestATaskThatIsFasterThanItsRelay:
    def test_waits_until_the_relay_has_let_go_of_the_message(self):
        """The broker hands a message to a worker while the relay's transaction still holds its row."""
        with transaction.atomic():
            message = published(number=7)
        is_held = Event()

        def relay_slowly() -> None:
            with transaction.atomic():
                Message.objects.select_for_update().get(pk=message.pk)
                is_held.set()
                sleep(0.5)
            connection.close()

        relaying = Thread(target=relay_slowly)
        relaying.start()
        assert is_held.wait(5)

        run(message)

        relaying.join()
        message.refresh_from_db()
        assert happened == [7]
        assert message.done_at is not None


class TestTheTask:
    def test_runs_once_however_often_it_is_delivered(self):
        message = published(number=7)

        for _ in range(3):
            run(message)

        assert happened == [7]
        assert Message.objects.get().done_at is not None

    def test_would_run_again_without_its_guard(self):
        message = published(number=7)

        with switched_off("outbox_done"):
            run(message)
            run(message)

        assert happened == [7, 7]

    def test_takes_messages_of_a_newer_release(self):
        message = published(number=7)

        run(message, colour="green")

        assert happened == [7]

    def test_records_a_failure_and_comes_back_later(self):
        message = published("tests.stumble", number=7)

        run(message)

        message.refresh_from_db()
        assert message.done_at is None
        assert message.failures == 1
        assert message.error == "RuntimeError: it slipped"
        assert message.due_at > timezone.now() + timedelta(seconds=10)

    def test_pauses_longer_each_time_but_never_more_than_an_hour(self):
        message = published("tests.stumble", number=7)
        pauses = []
        for _ in range(12):
            run(message)
            message.refresh_from_db()
            pauses.append(round((message.due_at - timezone.now()).total_seconds()))

        assert pauses[:4] == [15, 30, 60, 120]
        assert pauses == sorted(pauses)
        assert pauses[-1] == 3600

    def test_is_given_up_after_two_days(self):
        message = published("tests.stumble", number=7)
        Message.objects.update(created_at=timezone.now() - timedelta(hours=49))

        run(message)

        message.refresh_from_db()
        assert message.dead_at is not None

    def test_does_nothing_for_a_message_that_is_gone(self):
        message = published(number=7)
        Message.objects.all().delete()

        run(message)

        assert happened == []

    def test_closes_work_done_outside_a_transaction(self):
        message = published("tests.outside", number=3)

        run(message)
        run(message)

        assert happened == [3]

    def test_forgets_what_was_secret(self):
        message = published("tests.secret", token="reset-link")

        run(message)

        message.refresh_from_db()
        assert message.payload == {}


class TestRelay:
    def test_hands_over_what_is_due_and_waits_for_the_rest(self):
        published(number=1)
        Message.objects.create(
            topic="tests.count", payload={"number": 2}, due_at=timezone.now() + timedelta(hours=1)
        )

        assert services.relay() == 1
        assert services.relay() == 0

    def test_hands_over_again_what_was_not_done(self):
        message = published(number=1)
        services.relay()
        Message.objects.update(due_at=timezone.now() - timedelta(seconds=1))

        assert services.relay() == 1
        message.refresh_from_db()
        assert message.sent_count == 2

    def test_leaves_what_is_done_or_given_up(self):
        run(published(number=1))
        dead = published(number=2)
        Message.objects.filter(pk=dead.pk).update(dead_at=timezone.now())

        assert services.relay() == 0


class TestRetry:
    def test_revives_what_was_given_up(self):
        message = published(number=1)
        Message.objects.update(dead_at=timezone.now(), due_at=timezone.now() + timedelta(hours=1))

        assert services.retry(message_ids=[message.pk]) == 1
        assert services.relay() == 1


@services.handles("tests.chain")
def chain(*, number: int) -> None:
    services.publish(topic="tests.count", number=number)


class TestAChain:
    """What a task asks for is handed over as soon as the task has committed."""

    @pytest.fixture
    def asked(self, django_capture_on_commit_callbacks):
        """Runs a function and returns the tasks that were put into the queue at the commit."""

        def run_it(function, *given) -> list[str]:
            with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
                broker.delete("celery")
                with django_capture_on_commit_callbacks(execute=True):
                    function(*given)
                found = [json.loads(task)["headers"]["task"] for task in broker.lrange("celery", 0, -1)]
                broker.delete("celery")
            return found

        return run_it

    def test_starts_the_relay_when_a_worker_s_task_commits(self, asked):
        message = published("tests.chain")

        def work() -> None:
            current_app.tasks["tests.chain"].apply(kwargs={"message_id": message.pk}, throw=True)

        assert asked(work) == ["apps.outbox.jobs.relay"]
        assert Message.objects.filter(topic="tests.count", done_at=None).exists()

    def test_leaves_requests_alone_which_should_not_wait_for_the_broker(self, asked):
        assert asked(published) == []

    def test_does_not_fail_while_the_broker_is_away(self, asked, monkeypatch):
        message = published("tests.chain")
        monkeypatch.setattr(current_app.amqp, "send_task_message", _away)

        def work() -> None:
            current_app.tasks["tests.chain"].apply(kwargs={"message_id": message.pk}, throw=True)

        assert asked(work) == []
        message.refresh_from_db()
        assert message.done_at
        assert Message.objects.filter(topic="tests.count", done_at=None).exists()


def _away(*_given, **_named) -> None:
    raise OperationalError("nobody listens")
