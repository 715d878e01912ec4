"""Every write of labels and tracking."""

from apps.tracking.services.hearing import hear, receive_events
from apps.tracking.services.labels import buy_label
from apps.tracking.services.lateness import look_after, notice_late
from apps.tracking.services.polling import begin_following, poll_parcels

__all__ = [
    "begin_following",
    "buy_label",
    "hear",
    "look_after",
    "notice_late",
    "poll_parcels",
    "receive_events",
]
