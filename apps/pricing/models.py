from datetime import date

from django.db import models
from django.db.models import Q


class TaxClass(models.Model):
    """A kind of goods that the law taxes alike."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "tax classes"

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """The rate of a tax class in a country from a day on. Dated, never overwritten."""

    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="rates")
    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2.")
    percent = models.DecimalField(max_digits=6, decimal_places=3)
    valid_from = models.DateField(default=date(2021, 7, 1))
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day, inclusive; empty while it holds."
    )
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["country", "tax_class", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["tax_class", "country", "valid_from"], name="tax_rate_once_per_day"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="tax_rate_percent_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.tax_class}: {self.percent.normalize():f} %"


class Price(models.Model):
    """What a variant costs from a moment on, in one currency, with the home country's tax included.

    Append-only: a new price is a new row, so the history is always there. The one in force is the row with
    the latest start that is not in the future.
    """

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="prices")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField("amount in minor units")
    starts_at = models.DateTimeField()
    is_reduced = models.BooleanField(
        default=False, help_text="A reduction: shown with the lowest price of the 30 days before it began."
    )
    actor = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "currency", "starts_at"], name="price_once_per_moment"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} from {self.starts_at:%Y-%m-%d}"
