from typing import Any

from celery import shared_task

from apps.cart import services


@shared_task(ignore_result=True)
def archive_idle(**_newer_arguments: Any) -> None:
    services.archive_idle()
