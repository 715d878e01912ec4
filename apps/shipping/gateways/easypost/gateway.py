"""EasyPost behind the shop's idea of a carrier (https://docs.easypost.com/docs)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.conf import settings

from apps.shipping.gateways.base import (
    BoughtLabel,
    CarrierRate,
    CarrierRefused,
    Destination,
    LabelRequest,
    Tracking,
)
from apps.shipping.gateways.easypost import words
from apps.shipping.gateways.easypost.client import call, download
from apps.shipping.rules import Parcel

_KINDS = {b"%PDF": "application/pdf", b"\x89PNG": "image/png"}


class EasyPost:
    """Many carriers behind one contract. A shipment there is one parcel."""

    code = "easypost"
    look_every_seconds = 1800  # messages bring most news; this finds what they lost

    def rates(self, *, parcel: Parcel, destination: Destination, timeout_seconds: float) -> list[CarrierRate]:
        """Describe a parcel without a name on it, and return its prices."""
        told = {
            "to_address": words.place_in(destination),
            "from_address": words.sender(),
            "parcel": words.parcel_in(parcel),
        }
        answer = call("POST", "/v2/shipments", seconds=timeout_seconds, data={"shipment": told})
        return words.rates_of(answer)

    def open_label(self, request: LabelRequest) -> str:
        told: dict[str, Any] = {
            "reference": request.reference,
            "to_address": words.address_in(request),
            "from_address": words.sender(),
            "parcel": words.parcel_in(request.parcel),
            "options": {"label_format": "PDF", "print_custom_1": request.reference},
        }
        if request.customs:
            told["customs_info"] = words.customs_in(request)
        answer = call("POST", "/v2/shipments", seconds=_patience(), data={"shipment": told})
        with words.understood():
            return str(answer["id"])

    def buy_label(self, *, reference: str, service: str) -> BoughtLabel:
        """Look first: a purchase whose answer was lost is found here, and nothing is bought twice."""
        path = f"/v2/shipments/{quote(reference, safe='')}"
        shipment = call("GET", path, seconds=_patience())
        if not shipment.get("postage_label"):
            rate = _chosen(shipment, service)
            data = {"rate": {"id": rate["id"]}}
            shipment = call("POST", f"{path}/buy", seconds=_patience(), data=data)
        with words.understood():
            label, paid = shipment["postage_label"], words.rate_of(shipment["selected_rate"])
            url = str(label.get("label_pdf_url") or label["label_url"])
            number, tracker = str(shipment["tracking_code"]), shipment.get("tracker") or {}
        content, kind = download(url, seconds=_patience())
        return BoughtLabel(
            tracking_number=number,
            tracking=str(tracker.get("id", "")),
            content=content,
            content_type=_KINDS.get(content[:4], kind.partition(";")[0])[:40],
            price=paid.price,
            carrier=paid.service.partition(":")[0],
        )

    def follow(self, *, number: str, carrier: str) -> str:
        """EasyPost returns the tracker that it has, if this number is watched already."""
        data = {"tracker": {"tracking_code": number, **({"carrier": carrier} if carrier else {})}}
        answer = call("POST", "/v2/trackers", seconds=_patience(), data=data)
        return words.tracking_of(answer).reference

    def look(self, *, reference: str) -> Tracking:
        return words.tracking_of(
            call("GET", f"/v2/trackers/{quote(reference, safe='')}", seconds=_patience())
        )


def _patience() -> float:
    return float(settings.CARRIER_TIMEOUT_SECONDS)


def _chosen(shipment: Mapping[str, Any], service: str) -> Mapping[str, Any]:
    """The rate of the service that is wanted, or the cheapest. Raises CarrierRefused if none is offered."""
    with words.understood():
        fitting = [
            rate for rate in shipment["rates"] if service in ("", f"{rate['carrier']}:{rate['service']}")
        ]
        fitting.sort(key=lambda rate: Decimal(str(rate["rate"])))
        reasons = [str(message.get("message", "")) for message in shipment.get("messages") or []]
    if not fitting:
        why = "; ".join(reasons)[:200] or "no reason given"
        raise CarrierRefused(f"No price for {service or 'this parcel'}: {why}")
    found: Mapping[str, Any] = fitting[0]
    return found
