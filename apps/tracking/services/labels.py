"""Labels bought from carriers."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.orders import services as orders
from apps.orders.errors import NoSuchParcel
from apps.orders.models import Order, Shipment
from apps.shipping import selectors as shipping
from apps.shipping import services as delivery
from apps.shipping.gateways import (
    BoughtLabel,
    Carrier,
    CarrierRefused,
    CarrierSilent,
    LabelRequest,
    carrier,
)
from apps.tracking import rules
from apps.tracking.errors import LabelFailed, NoLabels
from apps.tracking.models import Label, TrackedParcel
from apps.tracking.models.labels import label_storage

log = logging.getLogger(__name__)
_SUFFIX = {"application/pdf": "pdf", "image/png": "png"}


def buy_label(*, shipment_id: int, actor: str, now: datetime | None = None) -> Label:
    """Buy the label of a parcel, once, and write its tracking number to the shipment.

    A label that was bought before is returned as it is. Never call it inside a transaction: the carrier is asked.
    The carrier's name of the parcel is kept before anything is bought, so a purchase whose answer was lost is found
    again and not repeated. Raises NoSuchParcel, NoLabels where the parcel's way has no carrier that makes them, and
    LabelFailed if the carrier made none; asking again is safe.
    """
    now = now or timezone.now()
    shipment = Shipment.objects.select_related("order").filter(pk=shipment_id).first()
    if shipment is None:
        raise NoSuchParcel
    label = Label.objects.filter(shipment=shipment).first()
    if label is not None and label.is_bought:
        return label
    made_by = carrier(label.carrier if label else shipping.connection_of(shipment.order.delivery_method))
    if made_by is None:
        raise NoLabels
    if label is None:
        label, _ = Label.objects.get_or_create(
            shipment=shipment,
            defaults={"carrier": made_by.code, "made_by": actor[:150], "created_at": now},
        )
    return _buy(made_by, label, shipment, actor, now)


def _buy(made_by: Carrier, label: Label, shipment: Shipment, actor: str, now: datetime) -> Label:
    try:
        reference = label.reference or _open(made_by, label, shipment)
        service = str(shipment.order.delivery_details.get("service", ""))
        bought = made_by.buy_label(reference=reference, service=service)
        _must_fit(bought)
    except (CarrierSilent, CarrierRefused) as trouble:
        delivery.note_problem(carrier=made_by.code, kind=trouble.kind, text=f"Label: {trouble}")
        Label.objects.filter(pk=label.pk).exclude(state=Label.State.BOUGHT).update(
            state=Label.State.FAILED, error=str(trouble)[:300]
        )
        raise LabelFailed from trouble
    _keep(label, bought, actor, now)
    return Label.objects.get(pk=label.pk)


def _open(made_by: Carrier, label: Label, shipment: Shipment) -> str:
    """Describe the parcel to the carrier; of two that do so at once the first one's name stays."""
    reference = made_by.open_label(_request(shipment))
    try:
        Label.objects.filter(pk=label.pk, reference="").update(reference=reference[:80])
    except IntegrityError as error:
        raise CarrierSilent("The carrier gave the name of another parcel.", "GARBAGE") from error
    label.refresh_from_db()
    return label.reference


def _request(shipment: Shipment) -> LabelRequest:
    order, lines = shipment.order, list(shipment.lines.select_related("line"))
    details: dict[str, Any] = order.delivery_details
    sent: dict[str, int] = {}
    for part in lines:
        sent[part.line.sku] = sent.get(part.line.sku, 0) + part.quantity
    return LabelRequest(
        reference=f"{order.code}:{shipment.pk}",
        parcel=rules.parcel_of(
            sum(part.line.weight_g * part.quantity for part in lines),
            details.get("parcels", ()),
            weighed_g=shipment.weight_g,
        ),
        address=_address(order),
        email=order.email,
        customs=rules.customs_of(details.get("customs", ()), sent),
    )


def _address(order: Order) -> dict[str, str]:
    """Where the parcel goes: a pick-up point has the shopper's name above its own."""
    address, point = dict(order.delivery_address), order.delivery_details.get("point")
    if not point:
        return address
    there = {name: point[name] for name in ("line1", "postcode", "city", "country")}
    return {**address, "line2": "", "area": "", "company": point["name"], **there}


def _must_fit(bought: BoughtLabel) -> None:
    """A carrier's answer is data: refuse what no label is. Raises CarrierSilent."""
    if not 1 <= len(bought.tracking_number) <= 60 or bought.content_type not in _SUFFIX:
        raise CarrierSilent("The carrier's label has no number, or is no PDF and no PNG.", "GARBAGE")
    if bought.price is not None and bought.price.minor < 0:
        raise CarrierSilent("The carrier's label costs less than nothing.", "GARBAGE")


def _keep(label: Label, bought: BoughtLabel, actor: str, now: datetime) -> None:
    """Keep the file, then the facts: in this order a label that says it is bought always has its file."""
    name = (
        f"labels/{label.pk}-{hashlib.sha256(bought.content).hexdigest()[:32]}.{_SUFFIX[bought.content_type]}"
    )
    storage = label_storage()
    if not storage.exists(name):
        name = storage.save(name, ContentFile(bought.content))
    with transaction.atomic():
        first = (
            Label.objects.filter(pk=label.pk)
            .exclude(state=Label.State.BOUGHT)
            .update(
                state=Label.State.BOUGHT,
                tracking_number=bought.tracking_number,
                price_minor=bought.price.minor if bought.price else None,
                currency=bought.price.currency if bought.price else "",
                file=name,
                content_type=bought.content_type,
                error="",
                bought_at=now,
            )
        )
        if not first:
            return
        orders.note_tracking_number(
            shipment_id=label.shipment_id,
            number=bought.tracking_number,
            carrier=bought.carrier,
            actor=actor,
            now=now,
        )
        TrackedParcel.objects.get_or_create(
            shipment_id=label.shipment_id,
            defaults={
                "carrier": label.carrier,
                "reference": bought.tracking[:80],
                "next_look_at": now,
                "created_at": now,
            },
        )
