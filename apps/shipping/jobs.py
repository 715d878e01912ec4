"""Jobs started by beat."""

from typing import Any

from celery import shared_task

from apps.shipping import services


@shared_task(ignore_result=True)
def measure_transit(**_newer_arguments: Any) -> None:
    services.measure_transit()
