import logging
from typing import Any

from celery import shared_task

from apps.core.errors import ShopError
from apps.currency import services

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def fetch_rates(**_newer_arguments: Any) -> None:
    """Fetch the day's rates if they are not there yet. What goes wrong is tried again by the next run."""
    try:
        services.fetch_missing_rates()
    except ShopError as refusal:
        log.error("The exchange rates stay as they are: %s", refusal.message)  # noqa: TRY400 - no bug, no trace
