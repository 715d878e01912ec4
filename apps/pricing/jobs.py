from typing import Any

from celery import shared_task

from apps.pricing import services


@shared_task(ignore_result=True)
def follow_schedule(**_newer_arguments: Any) -> None:
    services.follow_schedule()
