"""Members of staff and jobs that change the same delivery rules at the same moment."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from apps.shipping import services
from apps.shipping.models import TransitFigure, Zone, ZoneArea

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class TestTheSamePostcodes:
    def test_get_one_zone_whoever_saves_them(self, together):
        zones = [Zone.objects.create(name=f"Zone {number}") for number in range(4)]
        add = partial(ZoneArea.objects.create, country="DE", name="Sylt")

        results = together(
            [
                partial(add, zone=zone, first_postcode=f"2598{number}", last_postcode="25999")
                for number, zone in enumerate(zones)
            ]
        )

        assert sum(isinstance(result, ZoneArea) for result in results) == 1, results
        assert sum(isinstance(result, IntegrityError) for result in results) == 3, results


class TestMeasuring:
    def test_twice_at_once_leaves_one_set_of_figures(self, together):
        now = timezone.now()
        for number in range(6):
            services.record_transit(
                reference=f"shipment:{number}", carrier="Heliopost", method_code="standard", country="DE", region="",
                postcode=f"{number}0115", shipped_at=now - timedelta(days=3), delivered_at=now,
            )  # fmt: skip

        results = together([services.measure_transit] * 3)

        assert results == [7, 7, 7], results
        assert TransitFigure.objects.count() == 7
        assert TransitFigure.objects.get(region="").samples == 6
