"""Reads of labels and of parcels on their way."""

from collections.abc import Iterable

from apps.tracking.models import Label


def labels(shipment_ids: Iterable[int]) -> dict[int, Label]:
    """Return the labels of shipments by shipment id, in one statement; who has none is left out."""
    wanted = list(shipment_ids)
    return {label.shipment_id: label for label in Label.objects.filter(shipment__in=wanted)} if wanted else {}
