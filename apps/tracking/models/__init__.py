"""Labels of carriers, and what they tell of the parcels on their way."""

from apps.tracking.models.labels import Label
from apps.tracking.models.parcels import LateNotice, TrackedParcel, TrackingEvent

__all__ = ["Label", "LateNotice", "TrackedParcel", "TrackingEvent"]
