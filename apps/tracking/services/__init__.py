"""Every write of labels and tracking."""

from apps.tracking.services.labels import buy_label

__all__ = ["buy_label"]
