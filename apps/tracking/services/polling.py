"""Asking carriers where parcels are: what their messages did not tell."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.orders.models import Shipment
from apps.orders.states import OrderStatus
from apps.shipping import services as delivery
from apps.shipping.gateways import Carrier, CarrierRefused, CarrierSilent, carrier
from apps.shipping.models import Method
from apps.tracking import rules
from apps.tracking.models import TrackedParcel, TrackingEvent
from apps.tracking.services.hearing import hear

AT_ONCE = 50
BUDGET_SECONDS = 20.0  # of one run and its last question: a worker's task may take 50 s
FOLLOWED_DAYS = 60
_CLAIMED = timedelta(minutes=5)
_ENDED = (OrderStatus.CANCELLED, OrderStatus.EXPIRED)


def poll_parcels(*, limit: int = AT_ONCE, now: datetime | None = None) -> int:
    """Ask carriers about the parcels that are due, and return how many answers came.

    A parcel is claimed before it is asked about, so two runs at once share the work. A carrier that is silent is
    left alone for CARRIER_PAUSE_SECONDS; each parcel waits longer after each silence.
    """
    now = now or timezone.now()
    begin_following(now=now)
    ends_at, silent, heard = time.monotonic() + BUDGET_SECONDS, set[str](), 0
    for parcel in _claim(limit, now):
        if time.monotonic() > ends_at or parcel.carrier in silent:
            again = now + timedelta(seconds=settings.CARRIER_PAUSE_SECONDS)
            TrackedParcel.objects.filter(pk=parcel.pk).update(next_look_at=again)
            continue
        try:
            heard += _ask(parcel, now)
        except CarrierSilent as trouble:
            silent.add(parcel.carrier)
            _note_failure(parcel, trouble, now)
        except CarrierRefused as trouble:
            _note_failure(parcel, trouble, now)
    return heard


@transaction.atomic
def begin_following(*, now: datetime | None = None) -> int:
    """Begin to follow the parcels that left with a carrier which the shop is connected to; return how many.

    It finds them by looking, so a parcel whose announcement was lost is found, too.
    """
    now = now or timezone.now()
    connections = dict(
        Method.objects.filter(connection__in=settings.CARRIERS).values_list("code", "connection")
    )
    if not connections:
        return 0
    unknown = Shipment.objects.filter(
        tracked=None,
        delivered_at=None,
        shipped_at__gte=now - timedelta(days=FOLLOWED_DAYS),
        order__delivery_details__method__in=list(connections),
    ).exclude(tracking_number="")
    found = list(unknown.values_list("pk", "order__delivery_details__method")[: AT_ONCE * 4])
    TrackedParcel.objects.bulk_create(
        (
            TrackedParcel(shipment_id=pk, carrier=connections[method], next_look_at=now, created_at=now)
            for pk, method in found
        ),
        ignore_conflicts=True,
    )
    return len(found)


@transaction.atomic
def _claim(limit: int, now: datetime) -> list[TrackedParcel]:
    due = TrackedParcel.objects.filter(next_look_at__lte=now).order_by("next_look_at")
    due = due.select_for_update(of=("self",), skip_locked=True).select_related("shipment__order")
    claimed = list(due[:limit])
    TrackedParcel.objects.filter(pk__in=[parcel.pk for parcel in claimed]).update(next_look_at=now + _CLAIMED)
    return claimed


def _ask(parcel: TrackedParcel, now: datetime) -> bool:
    """Ask about one parcel. One that is over, or that nobody can tell of, is not asked about again."""
    asked, shipment = carrier(parcel.carrier), parcel.shipment
    is_over = shipment.delivered_at is not None or shipment.order.status in _ENDED
    is_old = parcel.created_at < now - timedelta(days=FOLLOWED_DAYS)
    if asked is None or is_over or is_old:
        TrackedParcel.objects.filter(pk=parcel.pk).update(next_look_at=None)
        return False
    reference = parcel.reference or _follow(asked, parcel)
    said = asked.look(reference=reference)
    hear(parcel_id=parcel.pk, said=said, source=TrackingEvent.Source.ASKED, now=now)
    return True


def _follow(asked: Carrier, parcel: TrackedParcel) -> str:
    reference = asked.follow(number=parcel.shipment.tracking_number, carrier="")[:80]
    taken = TrackedParcel.objects.filter(carrier=parcel.carrier, reference=reference)
    if taken.exclude(pk=parcel.pk).exists():
        raise CarrierRefused("Another parcel has this tracking number.")
    TrackedParcel.objects.filter(pk=parcel.pk).update(reference=reference)
    return reference


def _note_failure(parcel: TrackedParcel, trouble: CarrierSilent | CarrierRefused, now: datetime) -> None:
    delivery.note_problem(carrier=parcel.carrier, kind=trouble.kind, text=f"Tracking: {trouble}", now=now)
    asked = carrier(parcel.carrier)
    every = timedelta(seconds=asked.look_every_seconds if asked else 3600)
    TrackedParcel.objects.filter(pk=parcel.pk).update(
        failures=parcel.failures + 1,
        error=str(trouble)[:300],
        next_look_at=now + rules.pause_after(parcel.failures + 1, every=every),
    )
