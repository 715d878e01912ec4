"""What carriers say about parcels: each event is written down once, in whatever order it comes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.core.faults import is_on
from apps.orders.models import Shipment
from apps.outbox import services as outbox
from apps.shipping.gateways import BadMessage, Tracking, carrier, read_message
from apps.shipping.models import Method
from apps.shipping.states import TrackingState, state_after
from apps.tracking import rules
from apps.tracking.errors import BadSignature
from apps.tracking.models import TrackedParcel, TrackingEvent

DELIVERED_TOPIC = "tracking.delivered"
EVENTS_KEPT = 200  # of one message; carriers tell the whole journey each time
_FUTURE = timedelta(hours=26)  # local times without their zone may lie this far ahead


def receive_events(*, body: bytes, signature: str, now: datetime | None = None) -> int:
    """Take a carrier's message and return how many events in it were new; none for a parcel that is not ours.

    Raises BadSignature for what the carrier did not sign, or what nobody understands.
    """
    try:
        said = read_message(body, signature)
    except BadMessage as bad:
        raise BadSignature from bad
    parcel = _parcel_of(said, now or timezone.now()) if said is not None else None
    if said is None or parcel is None:
        return 0
    return hear(parcel_id=parcel.pk, said=said, source=TrackingEvent.Source.MESSAGE, now=now)


def _parcel_of(said: Tracking, now: datetime) -> TrackedParcel | None:
    """The parcel of a message: by the carrier's name, else by a number that only one parcel under way has."""
    known = TrackedParcel.objects.filter(
        Q(reference=said.reference) | Q(reference="", shipment__tracking_number=said.number),
        carrier=Method.Connection.EASYPOST,
    )
    parcel = known.order_by("-reference").first()
    if parcel is not None:
        return parcel
    ours = list(Shipment.objects.filter(tracking_number=said.number, delivered_at=None, tracked=None)[:2])
    if len(ours) != 1:
        return None
    return TrackedParcel.objects.get_or_create(
        shipment=ours[0],
        defaults={
            "carrier": Method.Connection.EASYPOST,
            "reference": said.reference,
            "next_look_at": now,
            "created_at": now,
        },
    )[0]


@transaction.atomic
def hear(*, parcel_id: int, said: Tracking, source: str, now: datetime | None = None) -> int:
    """Write down what a carrier says about a parcel, once, and return how much of it was new.

    Where the parcel is follows from all that was ever heard, so the order of messages does not matter. The first
    word of its delivery queues what a delivery entails.
    """
    now = now or timezone.now()
    parcels = (
        TrackedParcel.objects.select_for_update(of=("self",))
        if is_on("parcel_lock")
        else TrackedParcel.objects
    )
    parcel = parcels.select_related("shipment").get(pk=parcel_id)
    new = _new_events(parcel, said, source, now)
    TrackingEvent.objects.bulk_create(new, ignore_conflicts=True)
    every = TrackingEvent.objects.filter(shipment=parcel.shipment_id)
    parcel.state = state_after(every.values_list("at", "state"))
    since = [at for at, state in every.values_list("at", "state") if state == parcel.state]
    parcel.state_at = min(since, default=None) if parcel.state else None
    parcel.reference = parcel.reference or said.reference[:80]
    parcel.expected_on = said.expected_on or parcel.expected_on
    parcel.heard_at, parcel.failures, parcel.error = now, 0, ""
    parcel.next_look_at = _next_look(parcel, now)
    parcel.save(
        update_fields=[
            *("state", "state_at", "reference", "expected_on"),
            *("heard_at", "failures", "error", "next_look_at"),
        ]
    )
    if parcel.state == TrackingState.DELIVERED and parcel.shipment.delivered_at is None and parcel.state_at:
        pk, at = parcel.shipment_id, parcel.state_at.isoformat()
        outbox.publish(topic=DELIVERED_TOPIC, key=f"{DELIVERED_TOPIC}:{pk}", shipment_id=pk, at=at)
    return len(new)


def _new_events(parcel: TrackedParcel, said: Tracking, source: str, now: datetime) -> list[TrackingEvent]:
    known = set(TrackingEvent.objects.filter(shipment=parcel.shipment_id).values_list("digest", flat=True))
    found: dict[str, TrackingEvent] = {}
    for scan in said.scans[-EVENTS_KEPT:]:
        digest = rules.digest_of(scan.at, scan.word, scan.text, scan.place)
        if digest in known or scan.at > now + _FUTURE:
            continue
        found[digest] = TrackingEvent(
            shipment_id=parcel.shipment_id,
            digest=digest,
            at=scan.at,
            state=scan.state,
            word=scan.word[:60],
            text=scan.text[:300],
            place=scan.place[:120],
            source=source,
            received_at=now,
        )
    return list(found.values())


def _next_look(parcel: TrackedParcel, now: datetime) -> datetime | None:
    """When to ask again; never about what has arrived."""
    asked = carrier(parcel.carrier)
    if parcel.state == TrackingState.DELIVERED or asked is None:
        return None
    return now + timedelta(seconds=asked.look_every_seconds)
