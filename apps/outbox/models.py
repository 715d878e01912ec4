from django.db import models
from django.db.models import Q


class Message(models.Model):
    """Work that must happen, written in the same transaction as the change that asks for it.

    The relay publishes a due message to Celery; only the task's own transaction closes it. So nothing is
    lost when the broker, the relay or the worker dies, and nothing happens twice in the database.
    """

    topic = models.CharField(max_length=100, help_text="Name of the Celery task that handles it.")
    payload = models.JSONField(default=dict, help_text="Keyword arguments of the task: ids, never objects.")
    context = models.JSONField(
        default=dict, db_default={}, blank=True, help_text="The request, order and trace that asked for it."
    )
    key = models.CharField(
        max_length=200,
        null=True,
        blank=True,
        unique=True,
        help_text="Given where the same work may be asked for twice.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text="When the relay publishes it next.")
    sent_count = models.PositiveIntegerField(default=0, help_text="How often it went to the broker.")
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True, help_text="Given up; staff must look.")

    class Meta:
        verbose_name = "outbox message"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dead_at=None), name="outbox_not_done_and_dead"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(done_at=None, dead_at=None), name="outbox_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.payload}"
