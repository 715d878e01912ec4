from django.db import models
from django.db.models import Q

from apps.currency.rules import Ending


class Currency(models.Model):
    """A currency the shop is set up for. Which ones there are, and their order, says the setting CURRENCIES."""

    code = models.CharField(max_length=3, primary_key=True, help_text="ISO 4217.")
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(
        "offered", default=True, help_text="Off: nobody can choose it, whatever its rate."
    )
    ending = models.CharField(
        "price ending",
        max_length=20,
        choices=Ending,
        default=Ending.NONE,
        help_text="How converted prices end. Prices that were entered in this currency stay as they are.",
    )

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "currencies"
        constraints = [
            models.CheckConstraint(condition=Q(code__regex="^[A-Z]{3}$"), name="currency_code_has_form"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="currency_ending_exists"),
        ]

    def __str__(self) -> str:
        return self.code


class ExchangeRate(models.Model):
    """How many units of a currency one euro bought on a day, and who said so.

    Append-only: a trigger refuses to change or delete a row, because orders name the rate they were sold at.
    A day without a row (weekends, holidays) uses the newest one before it.
    """

    currency = models.CharField(max_length=3, help_text="ISO 4217.")
    rate = models.DecimalField("units for 1 EUR", max_digits=20, decimal_places=10)
    source = models.CharField(max_length=40)
    effective_on = models.DateField("day")
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ["-effective_on", "currency", "-fetched_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "effective_on", "source"], name="exchange_rate_once_per_day"
            ),
            # For PostgreSQL NaN is greater than every number, so the upper bound keeps it out.
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lt=10**10), name="exchange_rate_possible"),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="exchange_rate_code_has_form"
            ),
        ]
        indexes = [models.Index(fields=["-effective_on", "currency"], name="exchange_rate_newest")]

    def __str__(self) -> str:
        return f"1 EUR = {self.rate.normalize():f} {self.currency} ({self.effective_on}, {self.source})"
