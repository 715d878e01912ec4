from django.db import models
from django.db.models import F, Q


class TransitRecord(models.Model):
    """How long one parcel travelled. Nothing in it tells whose it was."""

    reference = models.CharField(max_length=40, unique=True, help_text="Which parcel, once: shipment:12.")
    carrier = models.CharField(max_length=80)
    method_code = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True, help_text="Region, or two characters of postcode.")
    shipped_on = models.DateField()
    delivered_on = models.DateField(db_index=True)
    days = models.PositiveSmallIntegerField(help_text="Working days of the destination.")

    class Meta:
        ordering = ["-delivered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on__gte=F("shipped_on")), name="transit_arrives_after_it_left"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} to {self.country}: {self.days} days"


class TransitFigure(models.Model):
    """How many parcels of a method took how many days to a place, over the window. Worked out every night."""

    method_code = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=5, blank=True, help_text="Empty: the whole country.")
    samples = models.PositiveIntegerField()
    counts = models.JSONField(help_text="Transit days to number of parcels.")
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["method_code", "country", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["method_code", "country", "region"], name="transit_figure_once_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method_code} to {self.country} {self.region}: {self.samples} parcels"
