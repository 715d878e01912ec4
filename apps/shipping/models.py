from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


class Zone(models.Model):
    """Countries that cost the same and take as long to reach."""

    name = models.CharField(max_length=80, unique=True)
    countries = ArrayField(models.CharField(max_length=2), help_text="ISO 3166 alpha-2 codes.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        indexes = [GinIndex(fields=["countries"], name="zone_countries", opclasses=["array_ops"])]

    def __str__(self) -> str:
        return self.name


class Method(models.Model):
    """A way goods can travel, for example standard or express."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, help_text="As shoppers read it, for example Standard.")
    carrier = models.CharField(max_length=80)
    note = models.CharField(max_length=160, blank=True, help_text="One line under the name.")
    tracking_url = models.CharField(max_length=200, blank=True, help_text="With {number} in it.")
    tax_class = models.SlugField(max_length=30, default="standard")
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """What a method costs in a zone up to a weight, tax of the home country included, and how long it takes."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="rates")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="rates")
    up_to_weight_g = models.PositiveIntegerField("up to (g)")
    currency = models.CharField(max_length=3, default="EUR")
    price_minor = models.PositiveIntegerField("price in minor units")
    transit_days_min = models.PositiveSmallIntegerField("working days, from")
    transit_days_max = models.PositiveSmallIntegerField("working days, to")

    class Meta:
        ordering = ["method", "zone", "up_to_weight_g"]
        constraints = [
            models.UniqueConstraint(fields=["method", "zone", "up_to_weight_g"], name="rate_once_per_weight"),
            models.CheckConstraint(
                condition=Q(transit_days_max__gte=F("transit_days_min")), name="rate_days_in_order"
            ),
            models.CheckConstraint(condition=Q(up_to_weight_g__gt=0), name="rate_weight_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.method} to {self.zone} up to {self.up_to_weight_g / 1000:g} kg"
