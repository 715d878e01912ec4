"""Where a parcel is, in the shop's own words. Pure."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import TextChoices


class TrackingState(TextChoices):
    ANNOUNCED = "ANNOUNCED", "announced to the carrier"
    IN_TRANSIT = "IN_TRANSIT", "on its way"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY", "out for delivery"
    READY = "READY", "ready to be collected"
    DELIVERED = "DELIVERED", "delivered"
    RETURNING = "RETURNING", "on its way back to us"
    PROBLEM = "PROBLEM", "held up"


def state_after(events: Iterable[tuple[datetime, str]]) -> str:
    """Return the state that events (time, state or "") come to, in whatever order they were heard.

    The latest one counts; at the same second the one that is further along. A word that the shop does not know
    moves nothing, nor does a scan after the delivery. A parcel that was turned round stays so: what is delivered
    then is delivered to the shop.
    """
    order = TrackingState.values
    known = sorted((at, order.index(state)) for at, state in events if state in order)
    states = [order[place] for _, place in known]
    for last in (TrackingState.RETURNING.value, TrackingState.DELIVERED.value):
        if last in states:
            return last
    return states[-1] if states else ""
