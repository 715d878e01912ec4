"""Members of staff who add a tax rate at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections

from apps.pricing import services
from apps.pricing.errors import TaxRateOverlaps
from apps.pricing.models import TaxClass, TaxRate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class TestTheSameDay:
    def test_gets_one_new_rate_and_clear_refusals(self):
        standard = TaxClass.objects.get(code="standard")
        barrier = threading.Barrier(4)

        def add(percent):
            try:
                connections["default"].ensure_connection()
                barrier.wait(timeout=20)
                return services.add_tax_rate(
                    tax_class=standard, country="DE", percent=percent, valid_from=date(2027, 1, 1)
                )
            except TaxRateOverlaps as refusal:
                return refusal
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(add, map(Decimal, (21, 22, 23, 24))))

        assert sum(isinstance(result, TaxRate) for result in results) == 1, results
        assert sum(isinstance(result, TaxRateOverlaps) for result in results) == 3, results
        rates = TaxRate.objects.filter(tax_class=standard, country="DE", region="").order_by("valid_from")
        assert [rate.valid_until for rate in rates] == [date(2026, 12, 31), None]
