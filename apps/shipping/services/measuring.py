"""What parcels teach about transit days, and when tables are read anew."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from apps.core.memo import forget_all
from apps.shipping import rules
from apps.shipping.addresses import region_of
from apps.shipping.models import TransitFigure, TransitRecord


def delivery_rules_changed() -> None:
    """Forget this process's copies of the delivery tables; other processes follow within 15 seconds."""
    transaction.on_commit(forget_all)


def record_transit(
    *,
    reference: str,
    carrier: str,
    method_code: str,
    country: str,
    region: str,
    postcode: str,
    shipped_at: datetime,
    delivered_at: datetime,
) -> None:
    """Keep how long a parcel travelled, in working days of its destination; once for each reference."""
    shipped_on, delivered_on = timezone.localdate(shipped_at), timezone.localdate(delivered_at)
    region = region_of(country, region)
    calendar = rules.Calendar(country, region)
    TransitRecord.objects.get_or_create(
        reference=reference,
        defaults={
            "carrier": carrier[:80],
            "method_code": method_code[:40],
            "country": country,
            "region": rules.transit_region(region, postcode)[:5],
            "shipped_on": shipped_on,
            "delivered_on": max(shipped_on, delivered_on),
            "days": min(rules.working_days_between(shipped_on, delivered_on, calendar), 32_767),
        },
    )


@transaction.atomic
def measure_transit(*, now: datetime | None = None) -> int:
    """Count the transit days of the window for every method and place anew; return how many figures there are.

    Two of these at once leave the figures of the later one.
    """
    now = now or timezone.now()
    since = timezone.localdate(now) - timedelta(days=settings.TRANSIT_WINDOW_DAYS)
    rows = TransitRecord.objects.filter(delivered_on__gte=since).order_by()
    places = rows.values_list("method_code", "country", "region", "days").annotate(parcels=Count("pk"))
    counted: dict[tuple[str, str, str], Counter[int]] = {}
    for method, country, region, days, number in places:
        for part in {region, ""}:
            counted.setdefault((method, country, part), Counter())[days] += number
    TransitFigure.objects.bulk_create(
        (
            TransitFigure(
                method_code=method,
                country=country,
                region=region,
                samples=counts.total(),
                counts=counts,
                computed_at=now,
            )
            for (method, country, region), counts in sorted(counted.items())
        ),
        update_conflicts=True,
        unique_fields=["method_code", "country", "region"],
        update_fields=["samples", "counts", "computed_at"],
    )
    TransitFigure.objects.filter(computed_at__lt=now).delete()
    delivery_rules_changed()
    return len(counted)
