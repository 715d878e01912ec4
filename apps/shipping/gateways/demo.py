"""The demo carrier: moves no parcel, but tells of one as a carrier would, so that a demo shop's orders travel.

It keeps no books. When a parcel began its journey stands in the name of its tracking, and everything that is told
follows from the time that has passed since.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from fpdf import FPDF

from apps.shipping.gateways.base import (
    BoughtLabel,
    CarrierRate,
    CarrierRefused,
    Destination,
    LabelRequest,
    Scan,
    Tracking,
)
from apps.shipping.rules import Parcel
from apps.shipping.states import TrackingState

NAME = "Demo carrier"
_PREFIX = "DEMO"
# Step of the journey, state, what is said, where.
_JOURNEY = (
    (0, TrackingState.ANNOUNCED, "The demo carrier was told of the parcel", ""),
    (1, TrackingState.IN_TRANSIT, "Picked up (simulated)", "Berlin"),
    (2, TrackingState.IN_TRANSIT, "Sorted for its region (simulated)", ""),
    (3, TrackingState.OUT_FOR_DELIVERY, "In the van (simulated)", ""),
    (4, TrackingState.DELIVERED, "Handed over (simulated)", ""),
)


class DemoCarrier:
    """A carrier with the same interface as a real one. A demo shop may have it, a production shop never."""

    code = "demo"
    look_every_seconds = 10

    def rates(self, *, parcel: Parcel, destination: Destination, timeout_seconds: float) -> list[CarrierRate]:
        return []

    def open_label(self, request: LabelRequest) -> str:
        """The name holds the time and our reference: "DEMO-1764806400-12"."""
        return f"{_PREFIX}-{int(time.time())}-{request.reference.rpartition(':')[2]}"

    def buy_label(self, *, reference: str, service: str) -> BoughtLabel:
        _started(reference)
        return BoughtLabel(
            tracking_number=reference,
            tracking=reference,
            content=_page(reference),
            content_type="application/pdf",
            carrier=NAME,
        )

    def follow(self, *, number: str, carrier: str) -> str:
        """Begin the journey now, but for a number of its own, which says when it began."""
        try:
            _started(number)
        except CarrierRefused:
            return f"{_PREFIX}-{int(time.time())}-{number}"[:80]
        return number

    def look(self, *, reference: str) -> Tracking:
        started = _started(reference)
        step = timedelta(seconds=settings.DEMO_PARCEL_STEP_SECONDS)
        passed = [
            Scan(started + step * number, state.value, state.value.lower(), text, place)
            for number, state, text, place in _JOURNEY
            if started + step * number <= timezone.now()
        ]
        arrives = started + step * _JOURNEY[-1][0]
        return Tracking(reference, reference, tuple(passed), timezone.localdate(arrives))


def _started(name: str) -> datetime:
    prefix, _, rest = name.partition("-")
    seconds = rest.partition("-")[0]
    if prefix != _PREFIX or not seconds.isdecimal() or len(seconds) > 11:
        raise CarrierRefused("The demo carrier knows no such parcel.")
    return datetime.fromtimestamp(int(seconds), UTC)


def _page(reference: str) -> bytes:
    """A label that nobody can mistake for postage: A6, with the number as a bar code."""
    page = FPDF(format=(105, 148))
    page.add_page()
    page.set_font("Helvetica", "B", 16)
    page.multi_cell(0, 8, "DEMO LABEL\nNo carrier takes this parcel.")
    page.set_font("Helvetica", "", 11)
    page.ln(4)
    page.multi_cell(0, 6, f"Parcel {reference}")
    page.code39(f"*{reference}*", x=8, y=70, w=0.5, h=18)
    return bytes(page.output())
