"""Two imports of exchange rates at the same moment: the schedule and a member of staff."""

from functools import partial

import pytest
from django.db import IntegrityError

from apps.core.faults import switched_off
from apps.currency.errors import BadRatesFile
from apps.currency.models import ExchangeRate
from apps.currency.services import ImportReport, import_rates
from apps.currency.tests.factories import rates_file
from shop.tests.together import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# Enough rows for the imports to overlap.
DAYS = {f"2026-{month:02}-{day:02}": dict.fromkeys(["USD", "GBP", "JPY", "CHF"], "1.5")
        for month in range(1, 11) for day in range(1, 29)}  # fmt: skip
ROWS = 4 * len(DAYS)


class TestImportsAtOnce:
    def test_add_every_rate_once(self):
        results = together([partial(import_rates, rates_file(DAYS))] * 6)

        assert all(isinstance(result, ImportReport) for result in results), results
        assert sorted(result.added for result in results) == [0] * 5 + [ROWS]
        assert ExchangeRate.objects.count() == ROWS

    def test_would_collide_without_the_lock(self):
        """The control: the constraint still keeps doubles out, but as a database error instead of a report.

        Threads may happen to come one after the other, so there are several rounds.
        """
        for number in range(10):
            source = f"round {number}"
            with switched_off("rates_lock"):
                results = together([partial(import_rates, rates_file(DAYS), source=source)] * 6)
            assert ExchangeRate.objects.filter(source=source).count() == ROWS
            if any(isinstance(result, IntegrityError) for result in results):
                return
        pytest.fail("Without the lock every import gave a report as well.")

    def test_never_keep_two_answers_for_one_day(self):
        other = {day: dict.fromkeys(rates, "1.6") for day, rates in DAYS.items()}

        results = together([partial(import_rates, rates_file(days)) for days in (DAYS, other)] * 3)

        assert sum(isinstance(result, ImportReport) for result in results) == 3
        assert sum(isinstance(result, BadRatesFile) for result in results) == 3
        assert len(set(ExchangeRate.objects.values_list("rate", flat=True))) == 1
