from django.db import models


class Withdrawal(models.Model):
    """A statement of withdrawal (Directive (EU) 2023/2673): kept as it came in, with its time."""

    order = models.ForeignKey(
        "orders.Order", on_delete=models.SET_NULL, null=True, blank=True, related_name="withdrawals"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField()
    order_code = models.CharField("order number as typed", max_length=40)
    items = models.TextField("which items", blank=True, help_text="Empty: the whole order.")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.order_code} by {self.name}"
