from typing import Any

from celery import shared_task

from apps.pricing import services


@shared_task(ignore_result=True)
def follow_schedule(**_newer_arguments: Any) -> None:
    services.follow_schedule()


@shared_task(ignore_result=True)
def check_vat_ids_again(**_newer_arguments: Any) -> None:
    services.check_again(limit=12)


@shared_task(ignore_result=True)
def forget_vat_checks(**_newer_arguments: Any) -> None:
    services.forget_vat_checks()
