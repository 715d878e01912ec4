"""Jobs started by beat, and the outbox topics that call one service."""

from typing import Any

from celery import shared_task

from apps.documents import services
from apps.outbox.services import handles


@handles("documents.issue_invoice")
def issue_invoice(*, order_id: int) -> None:
    services.issue_invoice(order_id=order_id)


@handles("documents.credit_unpaid")
def credit_unpaid(*, order_id: int) -> None:
    services.credit_unpaid(order_id=order_id)


@handles("documents.replace_invoice")
def replace_invoice(*, order_id: int, reference: str, reason: str, keeps_credits: bool) -> None:
    services.replace_invoice(
        order_id=order_id, reference=reference, reason=reason, keeps_credits=keeps_credits
    )


@handles("documents.credit_money_back")
def credit_money_back(
    *, order_id: int, reference: str, kind: str, lines: list[dict[str, Any]], reason: str
) -> None:
    services.credit_money_back(order_id=order_id, reference=reference, kind=kind, lines=lines, reason=reason)


@handles("documents.issue_packing_slip")
def issue_packing_slip(*, shipment_id: int) -> None:
    services.issue_packing_slip(shipment_id=shipment_id)


@handles("documents.keep_file", in_transaction=False)
def keep_file(*, document_id: int) -> None:
    services.keep_file(document_id=document_id)


@shared_task(ignore_result=True)
def issue_missing(**_newer_arguments: Any) -> None:
    """Started by beat every five minutes; asking twice issues nothing twice."""
    services.issue_missing()
