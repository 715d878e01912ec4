from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.core.memo import forget_all
from apps.shipping import selectors, services
from apps.shipping.models import TransitFigure, TransitRecord
from apps.shipping.rules import add_working_days, percentile, share_within
from apps.shipping.selectors import Consignment
from apps.shipping.tests.factories import delivery_rates

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
COUNTS = st.dictionaries(st.integers(0, 60), st.integers(1, 500), min_size=1)


class TestPercentile:
    @pytest.mark.parametrize(("percent", "days"), [(1, 1), (50, 1), (51, 2), (90, 2), (91, 7), (100, 7)])
    def test_is_the_nearest_rank(self, percent, days):
        assert percentile({1: 50, 2: 40, 7: 10}, percent) == days

    @given(COUNTS, st.integers(1, 100))
    def test_covers_so_many_parcels_and_not_one_day_more(self, counts, percent):
        days = percentile(counts, percent)
        total = sum(counts.values())

        assert 100 * sum(n for took, n in counts.items() if took <= days) >= percent * total
        assert 100 * sum(n for took, n in counts.items() if took < days) < percent * total
        assert share_within(counts, days) >= percent

    def test_needs_parcels(self):
        with pytest.raises(ValueError, match="no parcels"):
            percentile({}, 90)


def parcels(count: int, days: int, *, postcode: str = "10115", country: str = "DE", ago: int = 5) -> None:
    """So many parcels that took so many working days."""
    delivered = NOW - timedelta(days=ago)
    while timezone.localdate(delivered).weekday() > 4:
        delivered -= timedelta(days=1)
    shipped = delivered
    while add_working_days(timezone.localdate(shipped), days) != timezone.localdate(delivered):
        shipped -= timedelta(days=1)
    start = TransitRecord.objects.count()
    for number in range(start, start + count):
        record(f"shipment:{number}", shipped, delivered, postcode=postcode, country=country)


def record(reference: str, shipped: datetime, delivered: datetime, **place: Any) -> None:
    values = {"country": "DE", "region": "", "postcode": "10115", **place}
    services.record_transit(reference=reference, carrier="Heliopost", method_code="standard",
                            shipped_at=shipped, delivered_at=delivered, **values)  # fmt: skip


def days_to(postcode: str) -> int:
    forget_all()
    return selectors.quote("standard", Consignment(1_000), "DE", postcode=postcode, now=NOW).days_max


@pytest.mark.django_db
class TestMeasuredDays:
    @pytest.fixture(autouse=True)
    def _few_are_enough(self, settings):
        settings.TRANSIT_FLOOR = 10
        delivery_rates()  # 2 to 3 days

    def test_replace_those_of_the_rate_once_there_are_enough(self):
        parcels(9, 6)
        services.measure_transit(now=NOW)
        assert days_to("10115") == 3

        parcels(1, 6)
        services.measure_transit(now=NOW)
        assert days_to("10115") == 6

    def test_of_the_region_go_before_those_of_the_country(self):
        parcels(10, 6, postcode="10115")
        parcels(30, 1, postcode="80331")
        services.measure_transit(now=NOW)

        assert days_to("10999") == 6
        assert days_to("80999") == 1
        assert days_to("99999") == 6  # 9 of 10 in the whole country

    def test_lie_within_the_window(self):
        parcels(20, 9, ago=400)

        assert services.measure_transit(now=NOW) == 0
        assert days_to("10115") == 3

    def test_are_counted_anew_each_time(self):
        parcels(12, 2)
        services.measure_transit(now=NOW)
        services.measure_transit(now=NOW)

        assert {(f.region, f.samples) for f in TransitFigure.objects.all()} == {("", 12), ("10", 12)}

    def test_count_a_parcel_once(self):
        for _ in range(2):
            record("shipment:1", NOW - timedelta(days=2), NOW)

        assert TransitRecord.objects.count() == 1

    def test_leave_out_weekends_and_holidays_of_the_destination(self):
        record("shipment:1", datetime(2026, 12, 23, 9, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC))

        assert TransitRecord.objects.get().days == 2  # 24 and 28

    def test_survive_a_parcel_that_came_before_it_left(self):
        record("shipment:1", NOW, NOW - timedelta(days=3))

        assert TransitRecord.objects.get().days == 0


@pytest.mark.django_db
class TestPunctuality:
    @pytest.mark.parametrize(("days_max", "percent"), [(1, 0), (2, 80), (5, 100)])
    def test_says_how_many_came_in_time(self, settings, days_max, percent):
        settings.TRANSIT_FLOOR = 10
        parcels(8, 2)
        parcels(2, 5)
        services.measure_transit(now=NOW)

        found = selectors.punctuality(
            method="standard", country="DE", region="", postcode="10999", days_max=days_max
        )

        assert found is not None
        assert (found.parcels, found.percent) == (10, percent)

    def test_says_nothing_of_few_parcels(self):
        parcels(3, 2)
        services.measure_transit(now=NOW)

        assert (
            selectors.punctuality(method="standard", country="DE", region="", postcode="10115", days_max=3)
            is None
        )
