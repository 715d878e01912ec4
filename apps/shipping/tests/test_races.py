"""Jobs that measure the same parcels at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.shipping import services
from apps.shipping.models import TransitFigure

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


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
