import uuid

from django.db import models
from django.db.models import F, Q

from apps.core.models import Timestamped
from apps.currency.money import Money
from apps.payments.models.payments import Payment


class Repayment(models.Model):
    """One decision to give money back: for which units, how much, why. Refunds serve it, one per payment."""

    class Kind(models.TextChoices):
        CANCELLED = "CANCELLED", "order cancelled"
        CHANGE = "CHANGE", "order changed"
        RETURN = "RETURN", "goods returned"
        GOODWILL = "GOODWILL", "goodwill"

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="repayments")
    key = models.CharField(max_length=60, unique=True, help_text="The same decision twice is one.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount_minor = models.BigIntegerField(help_text="With tax; the sum of its lines.")
    net_minor = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=100)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, net_minor__lte=F("amount_minor")),
                name="repayment_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.order_id}"

    @property
    def amount(self) -> Money:
        return self.order.money(self.amount_minor)

    @property
    def reference(self) -> str:
        """How other apps' tables name this decision."""
        return f"repayment:{self.pk}"


class RefundLine(models.Model):
    """What a repayment is for: units of an order line, delivery, goodwill. Copied: an order line may change."""

    class Kind(models.TextChoices):
        GOODS = "GOODS", "units of a line"
        DELIVERY = "DELIVERY", "delivery"
        DIFFERENCE = "DIFFERENCE", "difference after a change"
        GOODWILL = "GOODWILL", "goodwill"
        SETTLED = "SETTLED", "settled before"

    repayment = models.ForeignKey(Repayment, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    units = models.PositiveIntegerField(default=0)
    tax_percent = models.DecimalField(max_digits=6, decimal_places=3, null=True, help_text="Empty: mixed.")
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="GOODS", line__isnull=False, units__gt=0) | Q(~Q(kind="GOODS"), units=0),
                name="refund_line_units_of_goods",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["DIFFERENCE", "SETTLED"])
                | Q(gross_minor__gte=F("net_minor"), net_minor__gte=0),
                name="refund_line_gives_back",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Money:
        return self.repayment.order.money(self.gross_minor)


class Refund(Timestamped):
    """Money on its way back. Written before the provider is asked; its key makes asking twice safe."""

    class Status(models.TextChoices):
        CREATED = "CREATED", "not sent yet"
        SENT = "SENT", "in transit"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=100)
    repayment = models.ForeignKey(
        Repayment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        help_text="The decision it serves; empty for money that paid for nothing.",
    )
    retry_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retry",
        help_text="The one that failed.",
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.CREATED)
    message = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(status__in=["CREATED", "SENT", "DONE", "FAILED"]), name="refund_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"refund of {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.payment.currency)
