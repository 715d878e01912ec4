"""Connections to carriers. Which ones a shop has is a setting; all answer in the same words."""

from django.conf import settings

from apps.shipping.gateways.base import (
    BadMessage,
    BoughtLabel,
    Carrier,
    CarrierRate,
    CarrierRefused,
    CarrierSilent,
    Destination,
    LabelRequest,
    Scan,
    Tracking,
)
from apps.shipping.gateways.demo import DemoCarrier
from apps.shipping.gateways.easypost import EasyPost, read_message

_EASYPOST = EasyPost()
_KNOWN: dict[str, Carrier] = {_EASYPOST.code: _EASYPOST, "demo": DemoCarrier()}


def carrier(code: str) -> Carrier | None:
    """Return a carrier's connection that this shop has; None for the table and for one that is not set up."""
    return _KNOWN.get(code) if code in settings.CARRIERS else None


__all__ = [
    "BadMessage",
    "BoughtLabel",
    "Carrier",
    "CarrierRate",
    "CarrierRefused",
    "CarrierSilent",
    "Destination",
    "LabelRequest",
    "Scan",
    "Tracking",
    "carrier",
    "read_message",
]
