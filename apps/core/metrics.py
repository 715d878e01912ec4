"""What the shop counts and measures, and under which names.

The names are the same for Prometheus, for CloudWatch, in the dashboard, in the alarms and in docs/runbook.md.
Events are counted where they happen, with `count`; what can be read at any time (`GAUGES`) is read by
shop/watching/facts.py when somebody asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

log = structlog.get_logger(__name__)

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Metric:
    """One thing that is counted or measured. In CloudWatch it is split by its first label only."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    unit: str = "Count"
    in_cloudwatch: bool = True


# ---- counted where it happens ---------------------------------------------------------------------------
ORDERS = Metric("shop_orders_total", "Orders that were placed, paid, cancelled or expired.", ("outcome",))
PAYMENTS = Metric("shop_payments_total", "Reports of payment providers.", ("outcome", "provider"))
STEPS = Metric("shop_basket_steps_total", "Steps from the basket to the order that were taken.", ("step",))
OUTBOX_FAILURES = Metric(
    "shop_outbox_failures_total", "Outbox messages whose task failed.", ("topic",), in_cloudwatch=False
)
COUNTERS = (ORDERS, PAYMENTS, STEPS, OUTBOX_FAILURES)

# ---- timed where it happens: the count of a histogram is the number of requests and of tasks --------------
REQUEST_SECONDS = Metric(
    "shop_request_seconds", "Time to answer.", ("view", "status"), "Seconds", in_cloudwatch=False
)
TASK_SECONDS = Metric(
    "shop_task_seconds", "Time that tasks ran.", ("task", "outcome"), "Seconds", in_cloudwatch=False
)
HISTOGRAMS = (REQUEST_SECONDS, TASK_SECONDS)
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds

# ---- read when somebody asks ------------------------------------------------------------------------------
QUEUE_LENGTH = Metric("shop_queue_length", "Tasks that wait for a worker.")
QUEUE_AGE = Metric("shop_queue_age_seconds", "How long the oldest of them has waited.", unit="Seconds")
OUTBOX_WAITING = Metric("shop_outbox_waiting", "Outbox messages that are due and not done.")
OUTBOX_AGE = Metric(
    "shop_outbox_age_seconds", "How long the oldest that has not failed has been due.", unit="Seconds"
)
OUTBOX_FAILING = Metric("shop_outbox_failing", "Outbox messages that failed and are tried again.")
OUTBOX_DEAD = Metric("shop_outbox_dead", "Outbox messages that were given up.")
STOCK_HOLDS = Metric("shop_stock_holds", "Lines of baskets whose goods are kept aside for a checkout.")
PAYMENTS_TO_REVIEW = Metric("shop_payments_to_review", "Payments that staff must look at.")
BOOKS_RED = Metric("shop_books_red_rows", "What does not balance in the books.")
BOOKS_AGE = Metric("shop_books_age_seconds", "Time since the books were compared.", unit="Seconds")
RATES_AGE = Metric("shop_rates_age_seconds", "Age of the newest exchange rates.", unit="Seconds")
GAUGES = (
    QUEUE_LENGTH,
    QUEUE_AGE,
    OUTBOX_WAITING,
    OUTBOX_AGE,
    OUTBOX_FAILING,
    OUTBOX_DEAD,
    STOCK_HOLDS,
    PAYMENTS_TO_REVIEW,
    BOOKS_RED,
    BOOKS_AGE,
    RATES_AGE,
)

METRICS = (*COUNTERS, *HISTOGRAMS, *GAUGES)


def count(metric: Metric, **labels: str) -> None:
    """Add one to a counter, wherever counters are read."""
    if settings.METRICS_PORT:
        _counter(metric).labels(**labels).inc()
    if metric.in_cloudwatch:
        write([(metric, labels, 1)])


def count_after_commit(metric: Metric, **labels: str) -> None:
    """Add one to a counter once the transaction commits; nothing is counted that was rolled back."""
    if settings.METRICS_PORT or settings.METRICS_NAMESPACE:
        transaction.on_commit(partial(count, metric, **labels))


def observe(metric: Metric, seconds: float, **labels: str) -> None:
    """Add a time to a histogram, for Prometheus only."""
    if settings.METRICS_PORT:
        _histogram(metric).labels(**labels).observe(seconds)


def write(values: Sequence[tuple[Metric, Labels, float]]) -> None:
    """Write values that share their labels as one line of the log, from which CloudWatch makes metrics.

    CloudWatch's embedded metric format: the line names those of its fields that are metrics.
    """
    if not settings.METRICS_NAMESPACE:
        return
    labels = values[0][1]
    log.info("metrics", **embedded([metric for metric, *_ in values]), **labels, **_fields(values))


def _fields(values: Sequence[tuple[Metric, Labels, float]]) -> dict[str, float]:
    return {metric.name: value for metric, _, value in values}


def embedded(metrics: Sequence[Metric]) -> dict[str, Any]:
    """Return the part of a line that tells CloudWatch which of its fields are metrics."""
    directive = {
        "Namespace": settings.METRICS_NAMESPACE,
        "Dimensions": [list(metrics[0].labels[:1])],
        "Metrics": [{"Name": metric.name, "Unit": metric.unit} for metric in metrics],
    }
    at = round(timezone.now().timestamp() * 1000)
    return {"_aws": {"Timestamp": at, "CloudWatchMetrics": [directive]}}


# Imported at the first use: a shop whose metrics nobody reads does not load the library.


@cache
def _counter(metric: Metric) -> Any:
    from prometheus_client import Counter

    return Counter(metric.name, metric.help, metric.labels)


@cache
def _histogram(metric: Metric) -> Any:
    from prometheus_client import Histogram

    return Histogram(metric.name, metric.help, metric.labels, buckets=BUCKETS)
