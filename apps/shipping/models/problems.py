from django.db import models
from django.db.models import Q


class CarrierProblem(models.Model):
    """A trouble with a carrier's connection while the shop went on without it. Staff read it; answers close it."""

    class Kind(models.TextChoices):
        SILENT = "SILENT", "no answer in time"
        GARBAGE = "GARBAGE", "an answer that nobody understands"
        REFUSED = "REFUSED", "refused"
        KEY = "KEY", "does not accept the shop's key"

    carrier = models.CharField("connection", max_length=20)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.CharField("the latest", max_length=300)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "kind"],
                condition=Q(solved_at=None),
                name="carrier_problem_open_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["SILENT", "GARBAGE", "REFUSED", "KEY"]),
                name="carrier_problem_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier}: {self.get_kind_display()}"
