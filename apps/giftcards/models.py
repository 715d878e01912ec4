from django.db import models
from django.db.models import Q

from apps.giftcards.rules import Kind, Status


class GiftCard(models.Model):
    """Money that somebody paid for already. What is left of it is the sum of its entries, nothing else.

    The code itself is not kept: only a keyed digest to find it by, and its last characters to name it by.
    """

    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    last_characters = models.CharField("code ends in", max_length=4)
    currency = models.CharField(max_length=3)
    initial_minor = models.BigIntegerField("issued amount in minor units")
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.ACTIVE)
    expires_on = models.DateField(null=True, blank=True, help_text="Last day; empty: never.")
    issued_for = models.CharField(
        max_length=60, blank=True, help_text="What it was sold as, for example order-line:42/1."
    )
    recipient_email = models.EmailField("recipient's e-mail", blank=True)
    recipient_name = models.CharField("recipient's name", max_length=100, blank=True)
    message = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(initial_minor__gt=0), name="gift_card_issued_with_something"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="gift_card_status_known"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="gift_card_currency"),
            models.CheckConstraint(
                condition=Q(code_digest__regex="^[0-9a-f]{64}$"), name="gift_card_code_is_a_digest"
            ),
            models.UniqueConstraint(
                fields=["issued_for"], condition=~Q(issued_for=""), name="gift_card_issued_once"
            ),
        ]

    def __str__(self) -> str:
        return f"…{self.last_characters}"


class GiftCardEntry(models.Model):
    """One movement of a card. Append-only: the database refuses changes, and a balance below zero."""

    card = models.ForeignKey(GiftCard, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    amount_minor = models.BigIntegerField(help_text="Into the card is positive.")
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    reference = models.CharField(max_length=60, help_text="For example payment:42.")
    actor = models.CharField(max_length=100)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "gift card entries"
        constraints = [
            models.UniqueConstraint(fields=["card", "kind", "reference"], name="gift_card_entry_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="gift_card_entry_has_a_reference"),
            models.CheckConstraint(
                condition=Q(kind__in=[Kind.ISSUE, Kind.REFUND], amount_minor__gt=0)
                | Q(kind__in=[Kind.SPEND, Kind.VOID], amount_minor__lt=0)
                | (Q(kind=Kind.ADJUST) & ~Q(amount_minor=0)),
                name="gift_card_entry_moves_its_way",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REFUND, undoes__isnull=False) | (~Q(kind=Kind.REFUND) & Q(undoes=None)),
                name="gift_card_refund_undoes_a_spend",
            ),
        ]
        indexes = [models.Index(fields=["reference"], condition=Q(kind="SPEND"), name="gift_card_spent_for")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount_minor:+d}"
