from django.db import models
from django.db.models import Q


class BankReceipt(models.Model):
    """Money that staff found on the shop's bank account, and which order's payment it is. Append-only."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="receipts")
    reference = models.CharField(
        "bank reference", max_length=80, unique=True, help_text="The bank's name for this entry; counts once."
    )
    amount_minor = models.BigIntegerField()
    received_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_receipt_of_something")
        ]

    def __str__(self) -> str:
        return self.reference
