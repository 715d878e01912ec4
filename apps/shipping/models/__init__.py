"""Zones, ways to deliver, what they cost, and how long they take."""

from apps.shipping.models.methods import Method, PickupPoint, Rate, Surcharge
from apps.shipping.models.problems import CarrierProblem
from apps.shipping.models.transit import TransitFigure, TransitRecord
from apps.shipping.models.zones import TextRange, Zone, ZoneArea

__all__ = [
    "CarrierProblem",
    "Method",
    "PickupPoint",
    "Rate",
    "Surcharge",
    "TextRange",
    "TransitFigure",
    "TransitRecord",
    "Zone",
    "ZoneArea",
]
