"""Members of staff who add a tax rate at the same moment."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from apps.pricing import services
from apps.pricing.errors import TaxRateOverlaps
from apps.pricing.models import TaxClass, TaxRate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class TestTheSameDay:
    def test_gets_one_new_rate_and_clear_refusals(self, together):
        standard = TaxClass.objects.get(code="standard")
        add = partial(services.add_tax_rate, tax_class=standard, country="DE", valid_from=date(2027, 1, 1))

        results = together([partial(add, percent=Decimal(percent)) for percent in (21, 22, 23, 24)])

        assert sum(isinstance(result, TaxRate) for result in results) == 1, results
        assert sum(isinstance(result, TaxRateOverlaps) for result in results) == 3, results
        rates = TaxRate.objects.filter(tax_class=standard, country="DE", region="").order_by("valid_from")
        assert [rate.valid_until for rate in rates] == [date(2026, 12, 31), None]
