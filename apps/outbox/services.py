"""Writing to the outbox, handing its messages to Celery, and closing them."""

import itertools
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from celery import current_app, current_task, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.core import metrics
from apps.core.compiled import CompiledInsert
from apps.core.context import resumed, to_hand_on
from apps.core.faults import crash_point, is_on
from apps.outbox.errors import NotInTransaction
from apps.outbox.models import Message

log = logging.getLogger(__name__)

REPUBLISH_AFTER = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=48)
KEEP_DONE = timedelta(days=30)

_NEW = CompiledInsert(Message)
_NEW_ONCE = CompiledInsert(Message, unless=["key"])


def publish(*, topic: str, key: str | None = None, due_at: datetime | None = None, **payload: Any) -> None:
    """Ask for work to be done after this transaction commits, however many processes die meanwhile.

    `payload` are the task's keyword arguments (JSON values). With a `key`, asking again is a no-op.
    Raises NotInTransaction outside a transaction, since the work would not belong to any change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(topic)
    message = Message(
        topic=topic, key=key, due_at=due_at or timezone.now(), payload=payload, context=to_hand_on()
    )
    (_NEW if key is None else _NEW_ONCE).save(message)
    if current_task and not current_task.request.called_directly:
        transaction.on_commit(_ask_for_relay)


def _ask_for_relay() -> None:
    """Let what a task asked for be handed over now, so that a chain of tasks waits for beat only once."""
    try:
        current_app.send_task("apps.outbox.jobs.relay", retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker is away, the outbox waits for beat: %s", error)


def relay(*, limit: int = 200) -> int:
    """Hand due messages to the broker and return how many; none while the broker is away."""
    with current_app.connection_for_write() as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        except (OperationalError, OSError) as error:
            log.warning("The broker is away, the outbox waits: %s", error)
            return 0
        return _relay_over(connection, limit)


def _relay_over(connection: Any, limit: int) -> int:
    now = timezone.now()
    producer = current_app.amqp.Producer(connection)
    with transaction.atomic():
        due = Message.objects.filter(done_at=None, dead_at=None, due_at__lte=now)
        messages = list(due.order_by("id").select_for_update(skip_locked=True)[:limit])
        sent = list(itertools.takewhile(lambda message: _hand_over(message, producer), messages))
        crash_point("relay_after_publish")
        for message in sent:
            message.sent_count += 1
            message.due_at = now + REPUBLISH_AFTER
        Message.objects.bulk_update(sent, ["sent_count", "due_at"])
    return len(sent)


def _hand_over(message: Message, producer: Any) -> bool:
    try:
        with resumed(message.context):
            current_app.send_task(
                message.topic, kwargs={"message_id": message.pk}, producer=producer, retry=False
            )
    except (OperationalError, OSError) as error:
        log.warning("The broker did not take outbox message %s: %s", message.pk, error)
        return False
    return True


def handles(
    topic: str, *, in_transaction: bool = True, forget_payload: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the Celery task of a topic: it runs once per message and closes it.

    The function and the closing share one transaction. With `in_transaction` off the function talks to
    somebody outside: it opens its own transactions, carries an idempotency key, and may run twice. With
    `forget_payload` the arguments are wiped when it is done. An exception is recorded, and the message
    comes back later, with growing pauses, for two days.
    """

    def decorate(effect: Callable[..., None]) -> Callable[..., None]:
        @shared_task(name=topic)
        def run(*, message_id: int, **_newer_arguments: Any) -> None:
            try:
                (_run_once if in_transaction else _run_and_close)(message_id, effect)
                if forget_payload:
                    Message.objects.filter(pk=message_id).exclude(done_at=None).update(payload={})
            except Exception as error:
                log.exception("Outbox message %s (%s) failed", message_id, topic)
                _record_failure(message_id, error)

        effect.run = run  # type: ignore[attr-defined]
        return effect

    return decorate


def _run_once(message_id: int, effect: Callable[..., None]) -> None:
    with transaction.atomic():
        # The relay may hold the row for a moment longer than the broker needs to hand its message over.
        message = Message.objects.select_for_update().filter(pk=message_id).first()
        if message is None or (message.done_at and is_on("outbox_done")):
            return
        effect(**message.payload)
        message.done_at = timezone.now()
        message.error = ""
        message.save(update_fields=["done_at", "error"])
    crash_point("task_before_ack")


def _run_and_close(message_id: int, effect: Callable[..., None]) -> None:
    message = Message.objects.filter(pk=message_id).first()
    if message is None or (message.done_at and is_on("outbox_done")):
        return
    effect(**message.payload)
    crash_point("task_before_ack")
    Message.objects.filter(pk=message_id, done_at=None).update(done_at=timezone.now(), error="")


def _record_failure(message_id: int, error: Exception) -> None:
    now = timezone.now()
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        message.failures += 1
        message.error = f"{type(error).__name__}: {error}"[:2000]
        pause = min(FIRST_RETRY * 2 ** min(message.failures - 1, 12), LONGEST_RETRY)
        message.due_at = now + pause
        if now - message.created_at > GIVE_UP_AFTER:
            message.dead_at = now
        message.save(update_fields=["failures", "error", "due_at", "dead_at"])
        metrics.count_after_commit(metrics.OUTBOX_FAILURES, topic=message.topic)


def retry(*, message_ids: list[int]) -> int:
    """Make dead or waiting messages due now and return how many. For staff, after the cause is mended."""
    open_again = Message.objects.filter(pk__in=message_ids, done_at=None)
    return open_again.update(dead_at=None, due_at=timezone.now(), created_at=timezone.now())


def tidy(*, now: datetime | None = None) -> int:
    """Delete messages that were done a month ago and return how many."""
    deleted, _ = Message.objects.filter(done_at__lt=(now or timezone.now()) - KEEP_DONE).delete()
    return deleted
