"""The content of a packing slip: what is in one parcel, without prices, and its commercial invoice for customs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from apps.documents.contents.invoices import head
from apps.documents.rules import Kind
from apps.orders.models import OrderLine, Shipment, ShipmentLine


def slip_content(
    shipment: Shipment, packed: Sequence[ShipmentLine], *, number: str, issued_on: date
) -> dict[str, Any]:
    """Return what a parcel's slip says. A parcel that has to be declared also has its commercial invoice."""
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
        "customs": _customs(shipment, packed) if shipment.is_declared else None,
    }


def _customs(shipment: Shipment, packed: Sequence[ShipmentLine]) -> dict[str, Any]:
    """What the commercial invoice says besides the slip: values without tax in the order's currency."""
    known = {line["sku"]: line for line in shipment.order.delivery_details.get("customs", [])}
    lines = [_declared(part, known.get(part.line.sku, {})) for part in packed]
    return {
        "lines": lines,
        "value_minor": sum(line["value_minor"] for line in lines),
        "weight_g": sum(line["weight_g"] for line in lines),
        "weighed_g": shipment.weight_g,
    }


def _declared(part: ShipmentLine, frozen: Mapping[str, Any]) -> dict[str, Any]:
    """A line with number and origin as the order froze them; what was swapped in later, as the catalogue has it."""
    line = part.line
    now = _in_catalogue(line)
    return {
        "name": line.title,
        "sku": line.sku,
        "quantity": part.quantity,
        "hs_code": frozen.get("hs_code") or now["hs_code"],
        "origin": frozen.get("origin") or now["origin"],
        "weight_g": line.weight_g * part.quantity,
        "value_minor": line.line_net_minor * part.quantity // line.quantity,
    }


def _in_catalogue(line: OrderLine) -> dict[str, str]:
    variant = line.variant
    if variant is None:
        return {"hs_code": "", "origin": ""}
    product = variant.product
    return {"hs_code": variant.hs_code or product.hs_code, "origin": variant.origin or product.origin}
