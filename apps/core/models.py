"""Abstract models that several apps share. No tables of its own."""

from django.db import models


class Timestamped(models.Model):
    """Remembers when a row was made and last changed."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
