from django.db import models
from django.db.models import Q

from apps.shipping.states import TrackingState

_EVENT_STATES = ["", *TrackingState.values]


class TrackedParcel(models.Model):
    """A parcel that the shop follows at its carrier: where it is, and when to ask again."""

    shipment = models.OneToOneField("orders.Shipment", on_delete=models.CASCADE, related_name="tracked")
    carrier = models.CharField("connection", max_length=20, help_text="The gateway that is asked.")
    reference = models.CharField(
        max_length=80, blank=True, help_text="What the carrier calls the tracking. Empty: not asked for yet."
    )
    state = models.CharField(max_length=16, choices=TrackingState.choices, blank=True)
    state_at = models.DateTimeField("since", null=True, blank=True)
    expected_on = models.DateField("the carrier expects it on", null=True, blank=True)
    heard_at = models.DateTimeField("last heard of", null=True, blank=True)
    next_look_at = models.DateTimeField(null=True, blank=True, help_text="Empty: nothing more will come.")
    failures = models.PositiveIntegerField("questions without an answer", default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "reference"], condition=~Q(reference=""), name="tracked_parcel_once"
            ),
            models.CheckConstraint(condition=Q(state__in=_EVENT_STATES), name="tracked_parcel_state_known"),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"], condition=Q(next_look_at__isnull=False), name="tracked_parcel_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.reference}"


class TrackingEvent(models.Model):
    """One thing that a carrier said about a parcel. Written once, never changed."""

    class Source(models.TextChoices):
        MESSAGE = "MESSAGE", "sent by the carrier"
        ASKED = "ASKED", "asked at the carrier"

    shipment = models.ForeignKey("orders.Shipment", on_delete=models.CASCADE, related_name="tracking_events")
    digest = models.CharField(max_length=64, help_text="The same event has the same digest however it came.")
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=TrackingState.choices, blank=True)
    word = models.CharField("the carrier's own word", max_length=60, blank=True)
    text = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=7, choices=Source.choices)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "digest"], name="tracking_event_once"),
            models.CheckConstraint(condition=Q(state__in=_EVENT_STATES), name="tracking_event_state_known"),
            models.CheckConstraint(
                condition=Q(source__in=["MESSAGE", "ASKED"]), name="tracking_event_source_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m. %H:%M} {self.title}"

    @property
    def title(self) -> str:
        """What happened in the shop's words; else the carrier's own word, which names nobody."""
        if self.state:
            return str(self.get_state_display()).capitalize()
        return self.word.replace("_", " ").capitalize() or "News from the carrier"


class LateNotice(models.Model):
    """That a parcel did not come by its promised day, and the shopper was told. One for each parcel."""

    shipment = models.OneToOneField("orders.Shipment", on_delete=models.CASCADE, related_name="late_notice")
    promised_last = models.DateField("was promised by")
    noticed_at = models.DateTimeField()
    seen_at = models.DateTimeField("looked after", null=True, blank=True)
    seen_by = models.CharField("by", max_length=150, blank=True)

    class Meta:
        ordering = ["-noticed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.shipment}: promised by {self.promised_last}"
