"""Reads of labels and of parcels on their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.orders.models import Shipment
from apps.shipping.models import Method
from apps.tracking.models import Label, LateNotice, TrackedParcel, TrackingEvent


def labels(shipment_ids: Iterable[int]) -> dict[int, Label]:
    """Return the labels of shipments by shipment id, in one statement; who has none is left out."""
    wanted = list(shipment_ids)
    return {label.shipment_id: label for label in Label.objects.filter(shipment__in=wanted)} if wanted else {}


def label_file(label: Label) -> bytes:
    """Return the file of a label that was bought."""
    with label.file.open("rb") as kept:
        return bytes(kept.read())


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a page says of one parcel under way, the newest event first."""

    events: tuple[TrackingEvent, ...]
    parcel: TrackedParcel | None
    late_since: date | None  # its promised day, if that has passed and it is not here
    is_here: bool

    @property
    def newest(self) -> TrackingEvent | None:
        return self.events[0] if self.events else None

    @property
    def is_simulated(self) -> bool:
        """Whether the demo carrier tells of it."""
        return self.parcel is not None and self.parcel.carrier == Method.Connection.DEMO

    @property
    def expected_on(self) -> date | None:
        """The day on which the carrier now expects it, while it is on its way."""
        return self.parcel.expected_on if self.parcel is not None and not self.is_here else None


def timelines(shipments: Iterable[Shipment]) -> dict[int, Timeline]:
    """Return what carriers told of parcels, by shipment id, in two statements for all of them."""
    wanted = [shipment.pk for shipment in shipments if shipment.pk]
    if not wanted:
        return {}
    found = Shipment.objects.filter(pk__in=wanted).select_related("tracked", "late_notice")
    return {shipment.pk: _timeline(shipment) for shipment in found.prefetch_related("tracking_events")}


def _timeline(shipment: Shipment) -> Timeline:
    notice: LateNotice | None = getattr(shipment, "late_notice", None)
    parcel: TrackedParcel | None = getattr(shipment, "tracked", None)
    is_here = shipment.delivered_at is not None
    return Timeline(
        events=tuple(shipment.tracking_events.all()),
        parcel=parcel,
        late_since=notice.promised_last if notice is not None and not is_here else None,
        is_here=is_here,
    )


def late_parcels() -> QuerySet[LateNotice]:
    """Return the late parcels that are still not here and that nobody looks after yet."""
    return LateNotice.objects.filter(shipment__delivered_at=None, seen_at=None)
