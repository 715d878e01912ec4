from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class StockLocation(models.Model):
    """A place goods are sent from."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2.")
    priority = models.PositiveIntegerField(default=0, help_text="Lower is tried first.")

    class Meta:
        ordering = ["priority", "pk"]

    def __str__(self) -> str:
        return self.name


class Stock(models.Model):
    """How much of a variant lies at a location, and how much of that is promised to orders."""

    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="stock")
    location = models.ForeignKey(StockLocation, on_delete=models.PROTECT, related_name="stock")
    shelf = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="Where at the location, as A-03-2."
    )
    is_tracked = models.BooleanField(default=True, help_text="Off: never runs out, for example a download.")
    on_hand = models.PositiveIntegerField(default=0)
    allocated = models.PositiveIntegerField(
        default=0, help_text="Promised to placed orders and not yet shipped."
    )
    safety = models.PositiveIntegerField("safety threshold", default=0, help_text="Kept back from sale.")
    allows_backorder = models.BooleanField(default=False)
    backorder_limit = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many may be sold before they arrive; empty means no limit."
    )
    expected_on = models.DateField(null=True, blank=True, help_text="When the next delivery comes in.")

    history = HistoricalRecords(excluded_fields=["on_hand", "allocated"])

    class Meta:
        verbose_name_plural = "stock"
        constraints = [
            models.UniqueConstraint(fields=["variant", "location"], name="stock_once_per_location"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_on_hand_not_negative"),
            models.CheckConstraint(condition=Q(allocated__gte=0), name="stock_allocated_not_negative"),
            models.CheckConstraint(
                condition=Q(is_tracked=False) | Q(allows_backorder=True) | Q(allocated__lte=F("on_hand")),
                name="stock_not_oversold",
            ),
            models.CheckConstraint(
                condition=Q(is_tracked=False)
                | Q(allows_backorder=False)
                | Q(backorder_limit=None)
                | Q(allocated__lte=F("on_hand") + F("backorder_limit")),
                name="stock_backorder_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} at {self.location_id}: {self.on_hand} on hand, {self.allocated} allocated"


class HoldQuerySet(models.QuerySet["Hold"]):
    def active(self, at: datetime) -> Self:
        """Narrow to holds that still count. Expired ones are ignored here, not deleted."""
        return self.filter(expires_at__gt=at)


class Hold(models.Model):
    """Units kept for somebody who is checking out. Ignored once expired; a job only tidies."""

    stock = models.ForeignKey(Stock, on_delete=models.CASCADE, related_name="holds")
    owner = models.UUIDField(help_text="Whose they are: the basket's key.")
    quantity = models.PositiveIntegerField()
    first_held_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stock", "owner"], name="hold_once_per_owner"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="hold_of_something"),
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("first_held_at")), name="hold_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="hold_expiry"),
            models.Index(fields=["owner"], name="hold_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} until {self.expires_at:%H:%M}"


class StockMovement(models.Model):
    """One change of a stock row. Append-only: the sum of its movements is the stock row."""

    class Kind(models.TextChoices):
        RECEIVED = "RECEIVED", "received"
        ADJUSTED = "ADJUSTED", "counted"
        ALLOCATED = "ALLOCATED", "allocated to an order"
        RELEASED = "RELEASED", "released by an order"
        SHIPPED = "SHIPPED", "shipped"
        RETURNED = "RETURNED", "returned to stock"

    stock = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on_hand_change = models.IntegerField(default=0)
    allocated_change = models.IntegerField(default=0)
    reference = models.CharField(max_length=60, blank=True, help_text="For example order-line:42.")
    actor = models.CharField(max_length=100)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reference"], condition=~Q(reference=""), name="movement_reference")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["RECEIVED", "ADJUSTED", "ALLOCATED", "RELEASED", "SHIPPED", "RETURNED"]
                ),
                name="movement_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(on_hand_change=0, allocated_change=0), name="movement_moves_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.on_hand_change:+d} on hand, {self.allocated_change:+d} allocated"
