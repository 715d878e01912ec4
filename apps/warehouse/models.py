from django.db import models
from django.db.models import Q

from apps.warehouse.rules import Details


class Box(models.Model):
    """A parcel while it is packed: of one order, at one location. When it has left, it has a shipment."""

    order = models.ForeignKey("orders.Order", on_delete=models.CASCADE, related_name="boxes")
    location = models.ForeignKey("inventory.StockLocation", on_delete=models.PROTECT, related_name="boxes")
    revision = models.PositiveIntegerField(help_text="Of the order as the packer has it in hand.")
    weight_g = models.PositiveIntegerField("weight, g", null=True, blank=True)
    carrier = models.CharField(max_length=80, blank=True, help_text="Empty: the one of the order.")
    tracking_number = models.CharField(max_length=60, blank=True)
    opened_by = models.CharField(max_length=100)
    opened_at = models.DateTimeField()
    shipment = models.OneToOneField(
        "orders.Shipment", on_delete=models.CASCADE, null=True, blank=True, related_name="box"
    )

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name_plural = "boxes"
        permissions = [("pack_orders", "Can pack and ship orders")]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "location"], condition=Q(shipment=None), name="box_one_open_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Parcel of order {self.order.code} from {self.location}"

    @property
    def details(self) -> Details:
        return Details(self.weight_g, self.carrier, self.tracking_number)


class BoxLine(models.Model):
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.CASCADE, related_name="box_lines")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "line"], name="box_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="box_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.line_id}"
