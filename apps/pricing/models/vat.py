from django.db import models
from django.db.models import Q


class VatCheck(models.Model):
    """One question about a VAT id and what the register answered. Append-only, deleted when it is too old."""

    class Result(models.TextChoices):
        VALID = "valid", "valid"
        INVALID = "invalid", "not registered"
        UNREACHABLE = "unreachable", "register not reachable"
        FORMAT_ONLY = "format_only", "well formed; no register is asked"

    number = models.CharField(max_length=20, help_text="Compact, with its country prefix: DE136695976.")
    result = models.CharField(max_length=12, choices=Result.choices)
    name = models.CharField("name given", max_length=200, blank=True)
    consultation_number = models.CharField(
        max_length=40, blank=True, help_text="The register's own proof of the question."
    )
    reason = models.CharField(max_length=60, blank=True, help_text="Why the register gave no answer.")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "VAT check"
        verbose_name_plural = "VAT checks"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["valid", "invalid", "unreachable", "format_only"]),
                name="vat_check_result_known",
            ),
        ]
        indexes = [models.Index(fields=["number", "-at"], name="vat_check_newest")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_result_display()}"
