from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from apps.currency.money import Money


def label_storage() -> Storage:
    """Return where label files lie: they name people and streets, so never where media are served from."""
    return storages["documents"]


class Label(models.Model):
    """What a carrier sold for one parcel. Its reference is kept before anything is bought, so it is bought once."""

    class State(models.TextChoices):
        ASKED = "ASKED", "asked for"
        BOUGHT = "BOUGHT", "bought"
        FAILED = "FAILED", "not made"

    shipment = models.OneToOneField("orders.Shipment", on_delete=models.PROTECT, related_name="label")
    carrier = models.CharField("connection", max_length=20, help_text="The gateway that was asked.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKED)
    reference = models.CharField(max_length=80, blank=True, help_text="The parcel's name at the carrier.")
    tracking_number = models.CharField(max_length=60, blank=True)
    price_minor = models.BigIntegerField("price in minor units", null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    file = models.FileField(storage=label_storage, max_length=200, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    bought_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "BOUGHT", "FAILED"]), name="label_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="BOUGHT")
                | (Q(bought_at__isnull=False) & ~Q(reference="") & ~Q(tracking_number="")),
                name="label_bought_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(price_minor=None) | (Q(price_minor__gte=0) & ~Q(currency="")),
                name="label_price_has_a_currency",
            ),
            models.UniqueConstraint(
                fields=["carrier", "reference"], condition=~Q(reference=""), name="label_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number or self.reference}".strip()

    @property
    def is_bought(self) -> bool:
        return self.state == self.State.BOUGHT

    @property
    def price(self) -> Money | None:
        return Money(self.price_minor, self.currency) if self.price_minor is not None else None

    @property
    def file_name(self) -> str:
        """How the file is called when it is saved."""
        return f"label-{self.shipment_id}.{'png' if self.content_type == 'image/png' else 'pdf'}"
