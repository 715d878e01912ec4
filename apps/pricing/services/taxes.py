"""Every change of a tax rate. Rates are added and closed, never overwritten."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.core.database import lock_table, violated
from apps.core.faults import is_on
from apps.core.memo import forget_all
from apps.pricing.errors import TaxRateOverlaps
from apps.pricing.models import TaxClass, TaxRate


def add_tax_rate(
    *,
    tax_class: TaxClass,
    country: str,
    percent: Decimal,
    valid_from: date,
    region: str = "",
    valid_until: date | None = None,
    source: str = "",
) -> TaxRate:
    """Add a rate from a day on; the one that holds until then ends the day before.

    Raises TaxRateOverlaps if another rate of the same class and place begins on that day or later, also when
    two people add one at the same moment.
    """
    try:
        with transaction.atomic():
            if is_on("rules_lock"):
                lock_table(TaxRate)
            before = TaxRate.objects.filter(tax_class=tax_class, country=country, region=region)
            still = Q(valid_until=None) | Q(valid_until__gte=valid_from)
            before.filter(still, valid_from__lt=valid_from).update(valid_until=valid_from - timedelta(days=1))
            rate = TaxRate.objects.create(
                tax_class=tax_class,
                country=country,
                region=region,
                percent=percent,
                valid_from=valid_from,
                valid_until=valid_until,
                source=source,
            )
    except IntegrityError as error:
        if violated(error) != "tax_rate_one_at_a_time":
            raise
        raise TaxRateOverlaps from error
    tax_rules_changed()
    return rate


def amend_tax_rate(*, rate: TaxRate, source: str, valid_until: date | None) -> None:
    """Correct the source of a rate, or say until when it holds. What it is stays as it was."""
    rate.source, rate.valid_until = source, valid_until
    rate.save(update_fields=["source", "valid_until"])
    tax_rules_changed()


def tax_rules_changed() -> None:
    """Forget this process's copies of the tax tables; other processes follow within 15 seconds."""
    transaction.on_commit(forget_all)
