import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from apps.currency.money import Money


class OrderChange(models.Model):
    """A change of an order after it was placed: what it was, what it became, who, when, why. Append-only.

    One that costs more waits as PENDING for its payment; then it is made as it was agreed, or not at all.
    """

    class Kind(models.TextChoices):
        CANCEL = "CANCEL", "cancelled"
        SWAP = "SWAP", "swapped"
        ADDRESS = "ADDRESS", "address corrected"
        DELIVERY = "DELIVERY", "delivery changed"

    class Status(models.TextChoices):
        PENDING = "PENDING", "waits for the payment"
        DONE = "DONE", "done"
        LAPSED = "LAPSED", "not made"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    status = models.CharField(max_length=8, choices=Status.choices)
    summary = models.CharField(max_length=300, help_text="In words, as the shopper saw it.")
    before = models.JSONField(encoder=DjangoJSONEncoder, help_text="What it changes, as it was.")
    after = models.JSONField(encoder=DjangoJSONEncoder, help_text="The same, as it becomes.")
    parts = models.JSONField(
        default=list, blank=True, help_text="Of which lines and delivery money goes back."
    )
    pay_minor = models.BigIntegerField(default=0)
    back_minor = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Until when it waits for its payment.")
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True, help_text="Why it was not made.")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_minor__gte=0, back_minor__gte=0) & (Q(pay_minor=0) | Q(back_minor=0)),
                name="order_change_pays_or_gives_back",
            ),
            models.CheckConstraint(
                condition=Q(status="PENDING", settled_at=None, expires_at__isnull=False, pay_minor__gt=0)
                | Q(status__in=["DONE", "LAPSED"], settled_at__isnull=False),
                name="order_change_settled_when_it_says_so",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="PENDING"), name="order_change_one_pending"
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    @property
    def pay(self) -> Money:
        return self.order.money(self.pay_minor)

    @property
    def back(self) -> Money:
        return self.order.money(self.back_minor)

    @property
    def is_pending(self) -> bool:
        return self.status == self.Status.PENDING

    @property
    def is_done(self) -> bool:
        return self.status == self.Status.DONE
