"""What can be read at any time: the queue, the outbox, holds, payments, books and rates as they stand."""

import json
import logging
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from celery import current_app
from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Max, Min, Q, Value
from django.utils import timezone
from kombu.exceptions import OperationalError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from apps.books.models import Discrepancy, Run
from apps.core import metrics
from apps.core.metrics import Metric
from apps.currency.models import ExchangeRate
from apps.inventory.models import Hold
from apps.outbox.models import Message
from apps.outbox.services import REPUBLISH_AFTER
from apps.payments.models import Payment
from shop.watching.work import SENT_AT

log = logging.getLogger(__name__)


def read(*, now: datetime | None = None) -> dict[Metric, float]:
    """Return every gauge that has a value now. What was never done has no age."""
    now = now or timezone.now()
    return {**_queue(), **_outbox(now), **_tables(now)}


def exposition() -> bytes:
    """Return them in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Facts())
    return generate_latest(registry)


class _Facts:
    """The gauges as the library of Prometheus collects them."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for metric, value in read().items():
            yield GaugeMetricFamily(metric.name, metric.help, value=value)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield from ()


def _outbox(now: datetime) -> dict[Metric, float]:
    to_do = Q(done_at=None, dead_at=None)
    # Each time the relay hands a message over, it moves it into the future by this much.
    moved = ExpressionWrapper(F("sent_count") * Value(REPUBLISH_AFTER), output_field=DurationField())
    due = to_do & Q(failures=0) & (Q(due_at__lte=now) | Q(sent_count__gt=0))
    found = Message.objects.filter(done_at=None).aggregate(
        waiting=Count("pk", filter=to_do & Q(due_at__lte=now)),
        oldest=Min(
            ExpressionWrapper(F("due_at") - moved, output_field=DateTimeField()),
            filter=due,
        ),
        failing=Count("pk", filter=to_do & Q(failures__gt=0)),
        dead=Count("pk", filter=Q(dead_at__isnull=False)),
    )
    return {
        metrics.OUTBOX_WAITING: found["waiting"],
        metrics.OUTBOX_AGE: _age(found["oldest"], now) or 0.0,
        metrics.OUTBOX_FAILING: found["failing"],
        metrics.OUTBOX_DEAD: found["dead"],
    }


def _tables(now: datetime) -> dict[Metric, float]:
    day = ExchangeRate.objects.aggregate(day=Max("effective_on"))["day"]
    newest = timezone.make_aware(datetime.combine(day, time_of_day.min)) if day else None
    compared = Run.objects.aggregate(at=Max("at"))["at"]
    found: dict[Metric, float | None] = {
        metrics.STOCK_HOLDS: Hold.objects.active(now).count(),
        metrics.PAYMENTS_TO_REVIEW: Payment.objects.filter(needs_review=True).count(),
        metrics.BOOKS_RED: Discrepancy.objects.filter(gone_at=None).count(),
        metrics.BOOKS_AGE: _age(compared, now),
        metrics.RATES_AGE: _age(newest, now),
    }
    return {metric: value for metric, value in found.items() if value is not None}


def _age(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else max(0.0, (now - since) / timedelta(seconds=1))


def _queue() -> dict[Metric, float]:
    """Ask the broker. While it is away nothing is known of the queue, which is what the alarm listens for."""
    try:
        with current_app.connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            channel: Any = connection.default_channel
            redis = channel.client
            name = current_app.conf.task_default_queue
            length, oldest = redis.llen(name), redis.lindex(name, -1)
    except (OperationalError, OSError) as error:
        log.warning("The broker is away, nothing is known of its queue: %s", error)
        return {}
    return {metrics.QUEUE_LENGTH: length, metrics.QUEUE_AGE: _waited(oldest)}


def _waited(message: bytes | None) -> float:
    """How long a message has lain in the queue, in seconds; 0 for one that does not say when it came."""
    sent_at = json.loads(message)["headers"].get(SENT_AT) if message else None
    return max(0.0, time.time() - float(sent_at)) if sent_at else 0.0
