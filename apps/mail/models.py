from django.db import models


class Message(models.Model):
    """An e-mail as it was written: kept for staff to read, and the proof that it was sent once."""

    kind = models.CharField(max_length=50, help_text="Which mail it is, for example order_confirmation.")
    reference = models.CharField(max_length=100, help_text="What it is about, for example an order code.")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty while no mail service is configured."
    )

    class Meta:
        verbose_name = "e-mail"
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="mail_once_per_kind_and_reference")
        ]
        indexes = [models.Index(fields=["-created_at"], name="mail_newest")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
