from django.db import models


class ProviderEvent(models.Model):
    """A message that a provider sent about one of our payments. Its number is taken once, however often it comes.

    It says only that something happened: what did is asked at the provider.
    """

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    type = models.CharField(max_length=60)
    object_id = models.CharField(
        "object", max_length=80, help_text="What it is about, as the provider names it."
    )
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="provider_events")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.object_id}"
