"""Jobs of the project itself, started by beat."""

from typing import Any

from celery import shared_task

from shop import demo_warehouse


@shared_task(ignore_result=True)
def send_demo_parcels(**_newer_arguments: Any) -> None:
    demo_warehouse.send_parcels()
