from typing import Any

from celery import shared_task

from apps.books import services


@shared_task(ignore_result=True)
def check_books(**_newer_arguments: Any) -> None:
    services.check_books()
