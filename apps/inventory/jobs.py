from typing import Any

from celery import shared_task

from apps.inventory import services


@shared_task(ignore_result=True)
def tidy(**_newer_arguments: Any) -> None:
    services.tidy_holds()


@shared_task(ignore_result=True)
def refresh_availability(**_newer_arguments: Any) -> None:
    services.refresh_availability()
