"""Jobs of watching, started by beat."""

from typing import Any

from celery import shared_task
from django.conf import settings

from apps.core import metrics


@shared_task(ignore_result=True)
def report_metrics(**_newer_arguments: Any) -> None:
    """Write what can be read at any time into the log, from which CloudWatch makes metrics."""
    if not settings.METRICS_NAMESPACE:
        return
    from shop.watching import facts

    metrics.write([(metric, {}, value) for metric, value in facts.read().items()])
