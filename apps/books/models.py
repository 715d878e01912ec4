from django.db import models
from django.db.models import F, Q


class Run(models.Model):
    """One comparison of all books."""

    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField("took (ms)")
    found = models.PositiveIntegerField(help_text="How many discrepancies there were.")
    actor = models.CharField(max_length=100)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], name="books_newest_run")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.found} found"


class Discrepancy(models.Model):
    """Something in the books that contradicts something else, from when it was first seen until it was gone."""

    invariant = models.CharField(max_length=4, help_text="Its number in docs/reliability.md.")
    subject = models.CharField(max_length=100)
    text = models.CharField(max_length=400)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    repair_note = models.CharField(
        "what was tried", max_length=300, blank=True, help_text="By whom, when, and what came of it."
    )

    class Meta:
        ordering = ["-first_seen_at"]
        verbose_name_plural = "discrepancies"
        constraints = [
            models.UniqueConstraint(
                fields=["invariant", "subject"], condition=Q(gone_at=None), name="discrepancy_once"
            ),
            models.CheckConstraint(
                condition=Q(last_seen_at__gte=F("first_seen_at")), name="discrepancy_seen_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invariant} {self.subject}"

    @property
    def is_open(self) -> bool:
        return self.gone_at is None
