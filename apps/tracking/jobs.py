"""Jobs started by beat, and the outbox topics that call one service."""

from datetime import datetime
from typing import Any

from celery import shared_task

from apps.orders import services as orders
from apps.outbox.services import handles
from apps.tracking import services


@shared_task(ignore_result=True)
def poll(**_newer_arguments: Any) -> None:
    services.poll_parcels()


@shared_task(ignore_result=True)
def notice_late(**_newer_arguments: Any) -> None:
    services.notice_late()


@handles("tracking.delivered")
def note_delivery(*, shipment_id: int, at: str) -> None:
    orders.mark_parcel_delivered(
        shipment_id=shipment_id, actor="carrier", reason="Told by the carrier", at=datetime.fromisoformat(at)
    )
