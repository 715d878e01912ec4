"""What documents do when something happens to an order: they queue a job, no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from apps.orders.signals import (
    money_back,
    order_cancelled,
    order_changed,
    order_expired,
    order_placed,
    order_revived,
    parcel_shipped,
)
from apps.outbox import services as outbox


@receiver(order_placed)
def queue_invoice(order_id: int, **_context: Any) -> None:
    _queue("documents.issue_invoice", order_id=order_id)


@receiver(order_cancelled)
def queue_credit(order_id: int, **_context: Any) -> None:
    _queue("documents.credit_unpaid", order_id=order_id)


@receiver(order_expired)
def queue_expiry(order_id: int, **_context: Any) -> None:
    _queue("documents.credit_unpaid", order_id=order_id)


@receiver(order_revived)
def queue_revival(order_id: int, at: datetime, **_context: Any) -> None:
    _replace(order_id, f"revived:{at:%Y%m%d%H%M%S%f}", "The order stands again", keeps_credits=False)


@receiver(order_changed)
def queue_change(order_id: int, change_id: int, kind: str, **_context: Any) -> None:
    """What is cancelled is credited when its money goes back; anything else makes another invoice."""
    if kind != "CANCEL":
        _replace(order_id, f"change:{change_id}", "The order was changed", keeps_credits=True)


def _replace(order_id: int, reference: str, reason: str, *, keeps_credits: bool) -> None:
    topic = "documents.replace_invoice"
    with transaction.atomic():
        outbox.publish(
            topic=topic,
            key=f"{topic}:{reference}",
            order_id=order_id,
            reference=reference,
            reason=reason,
            keeps_credits=keeps_credits,
        )


@receiver(money_back)
def queue_credit_note(
    order_id: int, reference: str, kind: str, lines: Sequence[Mapping[str, Any]], reason: str, **_context: Any
) -> None:
    """Sent inside the transaction of a task, so that the note is asked for once, with the decision's own words."""
    topic = "documents.credit_money_back"
    plain = [{**line, "tax_percent": _text(line["tax_percent"])} for line in lines]
    outbox.publish(
        topic=topic,
        key=f"{topic}:{reference}",
        order_id=order_id,
        reference=reference,
        kind=kind,
        lines=plain,
        reason=reason,
    )


def _text(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)


@receiver(parcel_shipped)
def queue_packing_slip(shipment_id: int, **_context: Any) -> None:
    _queue("documents.issue_packing_slip", shipment_id=shipment_id)


def _queue(topic: str, **about: int) -> None:
    """Ask once for each row that it is about."""
    (pk,) = about.values()
    with transaction.atomic():
        outbox.publish(topic=topic, key=f"{topic}:{pk}", due_at=None, **about)
