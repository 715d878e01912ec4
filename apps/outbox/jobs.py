from typing import Any

from celery import shared_task

from apps.outbox import services


@shared_task(ignore_result=True)
def relay(**_newer_arguments: Any) -> None:
    """Publish what is due. Started by beat and by tasks that asked for more; two at once do no harm."""
    services.relay()


@shared_task(ignore_result=True)
def tidy(**_newer_arguments: Any) -> None:
    services.tidy()
