from django.db import models
from django.db.models import Q


class Message(models.Model):
    """An e-mail as it was written: kept for staff to read, and the proof that it was sent once."""

    kind = models.CharField(max_length=50, help_text="Which mail it is, for example order_confirmation.")
    reference = models.CharField(max_length=100, help_text="What it is about, for example an order code.")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=10, default="en")
    is_secret = models.BooleanField(
        default=False, db_default=False, help_text="It carries a private link: its words go once it is sent."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty while no mail service is configured."
    )
    resent_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    resent_by = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "e-mail"
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="mail_once_per_kind_and_reference"),
            models.CheckConstraint(
                condition=Q(resent_of=None, resent_by="")
                | (Q(resent_of__isnull=False, is_secret=False) & ~Q(resent_by="")),
                name="mail_resent_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="mail_newest")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"

    @property
    def about(self) -> str:
        """What the message is about; of a copy, what the first one was."""
        return self.reference.partition("~")[0]
