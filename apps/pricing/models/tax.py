from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class TaxClass(models.Model):
    """A kind of goods that the law taxes alike."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    is_out_of_scope = models.BooleanField(
        "not taxed when sold",
        default=False,
        db_default=False,
        help_text="Multi-purpose vouchers: taxed when they pay for goods, not when they are sold.",
    )

    class Meta:
        verbose_name_plural = "tax classes"

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """The rate of a tax class in a country, or in a part of it, from a day on. Dated, never overwritten."""

    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="rates")
    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2; XI for Northern Ireland.")
    region = models.CharField(
        max_length=5,
        blank=True,
        default="",
        db_default="",
        help_text="The part behind the hyphen of an ISO 3166-2 code or of a tax area; empty: the whole country.",
    )
    percent = models.DecimalField(max_digits=6, decimal_places=3)
    valid_from = models.DateField(default=date(2021, 7, 1))
    valid_until = models.DateField(
        null=True, blank=True, help_text="Last day, inclusive; empty while it holds."
    )
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["country", "region", "tax_class", "-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="tax_rate_one_at_a_time",
                expressions=[
                    ("tax_class", RangeOperators.EQUAL),
                    ("country", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "valid_from",
                            "valid_until",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Another rate of this tax class holds there on some of these days.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="tax_rate_percent_possible"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="tax_rate_ends_after_it_begins",
                violation_error_message="The last day is before the first one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.tax_class}: {self.percent.normalize():f} %"

    @property
    def place(self) -> str:
        """The country, or country and region as ISO 3166-2 writes them."""
        return f"{self.country}-{self.region}" if self.region else self.country


class TaxArea(models.Model):
    """A part of a country that is taxed unlike the rest of it, and how an address shows that it lies there.

    The row with the longest region and postcode prefix that fit names the area. A row without either maps
    a whole country, for example Monaco to France.
    """

    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2 of the address.")
    region = models.CharField(max_length=5, blank=True, default="", help_text="ISO 3166-2 subdivision.")
    postcode_prefix = models.CharField(
        max_length=10, blank=True, default="", help_text="Capitals and digits only, no spaces."
    )
    code = models.CharField(
        "area", max_length=8, help_text="A country or country-part, by which rates and zones know the area."
    )
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["country", "code", "region", "postcode_prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "region", "postcode_prefix"], name="tax_area_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(postcode_prefix__regex=r"^[A-Z0-9]*$"), name="tax_area_prefix_is_compact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class TaxZone(models.Model):
    """Countries and areas that the shop taxes by the same rule."""

    class Treatment(models.TextChoices):
        DESTINATION = "destination", "taxed at the destination's rate (union, one-stop shop)"
        REGISTERED = "registered", "taxed where the shop is registered, else an export"
        EXPORT = "export", "export, untaxed"

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    treatment = models.CharField(max_length=12, choices=Treatment.choices)
    shows_gross = models.BooleanField(
        default=True, help_text="Consumers see prices with tax; off: without, and tax is added in the basket."
    )
    note = models.CharField(max_length=200, blank=True, help_text="Shown where no tax is charged.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(treatment__in=["destination", "registered", "export"]),
                name="tax_zone_treatment_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TaxZoneMember(models.Model):
    """A country, region or area of a zone; each is in one zone only."""

    zone = models.ForeignKey(TaxZone, on_delete=models.CASCADE, related_name="members")
    code = models.CharField(
        max_length=8, unique=True, help_text="A country (GB), a region (US-CA) or an area (ES-CN)."
    )
    registration = models.CharField(
        max_length=40, blank=True, help_text="The shop's own tax number there, if it has one."
    )
    registered_from = models.DateField(
        null=True, blank=True, help_text="First day on which the shop collects tax there."
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registered_from=None) | ~Q(registration=""),
                name="tax_zone_member_registered_with_number",
                violation_error_message="Tax is collected under a registration: enter its number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code
