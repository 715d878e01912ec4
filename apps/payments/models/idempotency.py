from django.db import models


class IdempotencyKey(models.Model):
    """The answer that an API request with an Idempotency-Key got, so that a repeat gets the same one."""

    scope = models.CharField(max_length=100, help_text="Whose key it is: a hash of the credential.")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text="Hash of method, path and body.")
    started_at = models.DateTimeField()
    status_code = models.PositiveSmallIntegerField(null=True, help_text="Empty while the first request runs.")
    body = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once_per_scope")
        ]
        indexes = [models.Index(fields=["started_at"], name="idempotency_age")]

    def __str__(self) -> str:
        return self.key
