from django.db import models
from django.db.models import Q


class OrderEvent(models.Model):
    """Something that happened to an order: who did it, when, why, and what changed. Append-only."""

    class Kind(models.TextChoices):
        CHANGE = "CHANGE", "state change"
        NOTE = "NOTE", "staff note"
        MAIL = "MAIL", "e-mail"
        PAYMENT = "PAYMENT", "payment"
        HOLD = "HOLD", "hold"

    order = models.ForeignKey("orders.Order", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    field = models.CharField(
        max_length=20, blank=True, help_text="status, payment_status or fulfilment_status."
    )
    old = models.CharField(max_length=20, blank=True)
    new = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=300, blank=True)
    actor = models.CharField(
        max_length=100, help_text="customer, system, or the e-mail address of a member of staff."
    )
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="CHANGE") | (~Q(field="") & ~Q(new="")), name="event_change_says_what"
            ),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.field}: {self.old} to {self.new}"
