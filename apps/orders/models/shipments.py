from django.db import models
from django.db.models import F, Q


class Shipment(models.Model):
    """A parcel that left the house."""

    order = models.ForeignKey("orders.Order", on_delete=models.CASCADE, related_name="shipments")
    location = models.ForeignKey(
        "inventory.StockLocation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shipments",
        help_text="Where it left from; empty: it went by e-mail, or left before this was kept.",
    )
    weight_g = models.PositiveIntegerField(null=True, blank=True, help_text="As weighed, with its packing.")
    carrier = models.CharField(max_length=80)
    tracking_number = models.CharField(max_length=60, blank=True)
    tracking_url = models.CharField(max_length=250, blank=True)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["shipped_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(delivered_at__gte=F("shipped_at")),
                name="shipment_arrives_after_it_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip()

    @property
    def is_declared(self) -> bool:
        """Whether customs look at it: it crosses their border, or left the area of the tax untaxed."""
        return bool(self.order.delivery_details.get("customs")) or self.order.is_export


class ShipmentLine(models.Model):
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="shipment_lines")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="shipment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="shipment_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.line_id}"
