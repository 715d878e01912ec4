"""The content of a packing slip: what is in one parcel, without prices."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from apps.documents.contents.invoices import head
from apps.documents.rules import Kind
from apps.orders.models import Shipment, ShipmentLine


def slip_content(
    shipment: Shipment, packed: Sequence[ShipmentLine], *, number: str, issued_on: date
) -> dict[str, Any]:
    """Return what a parcel's slip says. A parcel that leaves the tax union also lists what customs ask for."""
    order = shipment.order
    return {
        **head(order, Kind.PACKING_SLIP, number=number, issued_on=issued_on),
        "parcel": {
            "carrier": shipment.carrier,
            "tracking_number": shipment.tracking_number,
            "is_export": order.is_export,
        },
        "lines": [
            {
                "name": part.line.title,
                "sku": part.line.sku,
                "options": part.line.options,
                "personal_text": part.line.personal_text,
                "quantity": part.quantity,
                "ordered": part.line.quantity,
                "weight_g": part.line.weight_g * part.quantity,
                "value_minor": part.line.line_net_minor * part.quantity // part.line.quantity,
            }
            for part in packed
        ],
    }
