import uuid

from django.db import models
from django.db.models import F, Q


class TestCharge(models.Model):
    """A charge in the books of the built-in test provider. The shop knows only what the provider tells it."""

    class Status(models.TextChoices):
        REQUIRES_ACTION = "REQUIRES_ACTION", "waits for confirmation"
        PENDING = "PENDING", "pending"
        CHARGED = "CHARGED", "charged"
        DECLINED = "DECLINED", "declined"
        CANCELLED = "CANCELLED", "cancelled"

    __test__ = False  # not a test class, whatever its name suggests to a test runner

    key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=40, unique=True)
    secret = models.UUIDField(default=uuid.uuid4, help_text="Opens the confirmation page.")
    amount_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=Status.choices)
    answers_at = models.DateTimeField(null=True, blank=True, help_text="When a late answer comes.")
    return_url = models.CharField(max_length=250)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0, refunded_minor__lte=F("amount_minor")),
                name="test_refunds_within_charge",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class TestRefund(models.Model):
    """A refund in the books of the test provider."""

    __test__ = False

    key = models.UUIDField(unique=True)
    charge = models.ForeignKey(TestCharge, on_delete=models.CASCADE, related_name="refunds")
    amount_minor = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.charge} {self.amount_minor}"
