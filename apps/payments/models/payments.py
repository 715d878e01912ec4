import uuid

from django.db import models
from django.db.models import F, Q

from apps.core.models import Timestamped
from apps.currency.money import Money

LIVE = ("CREATED", "REQUIRES_ACTION", "PENDING", "UNKNOWN", "AUTHORISED", "CHARGED")
GIFT_CARD = "giftcard"  # the provider of payments that gift cards make
TRANSFER = "transfer"  # the provider of payments that staff find on the shop's bank account


class Payment(Timestamped):
    """One attempt to pay for an order. Its key goes to the provider, so asking twice charges once."""

    class Status(models.TextChoices):
        CREATED = "CREATED", "not sent yet"
        HELD = "HELD", "taken from a gift card, waits for the rest"
        REQUIRES_ACTION = "REQUIRES_ACTION", "waits for the shopper to confirm"
        PENDING = "PENDING", "waits for the bank"
        UNKNOWN = "UNKNOWN", "no answer from the provider"
        AUTHORISED = "AUTHORISED", "authorised, charged when it ships"
        CHARGED = "CHARGED", "charged"
        DECLINED = "DECLINED", "declined"
        CANCELLED = "CANCELLED", "cancelled"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="payments")
    change = models.ForeignKey(
        "orders.OrderChange",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        help_text="What it pays for, if the order was changed after it was placed.",
    )
    provider = models.CharField(max_length=20)
    method = models.CharField(max_length=60, help_text="As the shopper chose it.")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.CREATED)
    reference = models.CharField(max_length=80, blank=True, help_text="The provider's name for it.")
    action_url = models.CharField(max_length=250, blank=True)
    message = models.CharField(
        max_length=200, blank=True, help_text="The provider's words, as shown to the shopper."
    )
    needs_review = models.BooleanField(default=False, help_text="The provider reported something impossible.")
    capture_minor = models.BigIntegerField(
        null=True, blank=True, help_text="What was asked for of an authorisation; written before it is asked."
    )
    is_disputed = models.BooleanField(
        default=False, db_default=False, help_text="The cardholder’s bank wants the money back."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(capture_minor=None)
                | Q(capture_minor__gt=0, capture_minor__lte=F("amount_minor")),
                name="payment_capture_within_authorisation",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "CREATED",
                        "HELD",
                        "REQUIRES_ACTION",
                        "PENDING",
                        "UNKNOWN",
                        "AUTHORISED",
                        "CHARGED",
                        "DECLINED",
                        "CANCELLED",
                    ]
                ),
                name="payment_status_known",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status__in=LIVE, change=None) & ~Q(provider=GIFT_CARD),
                name="payment_one_live_per_order",
            ),
            models.UniqueConstraint(
                fields=["change"], condition=Q(status__in=LIVE), name="payment_one_live_per_change"
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(provider=GIFT_CARD),
                name="payment_one_gift_card_per_order",
            ),
            models.CheckConstraint(
                condition=~Q(status="HELD") | Q(provider=GIFT_CARD), name="payment_held_on_gift_cards_only"
            ),
        ]
        indexes = [
            models.Index(
                fields=["updated_at"],
                condition=Q(status__in=["CREATED", "REQUIRES_ACTION", "PENDING", "UNKNOWN"]),
                name="payment_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.order_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def expected(self) -> Money:
        """What the provider is to charge: all of it, or the part of an authorisation that was asked for."""
        return Money(self.amount_minor if self.capture_minor is None else self.capture_minor, self.currency)

    @property
    def is_authorised(self) -> bool:
        return self.status == self.Status.AUTHORISED

    @property
    def is_hosted(self) -> bool:
        """Whether it is made on the provider's own page, which has a name of its own."""
        return self.reference.startswith("cs_")

    @property
    def is_final(self) -> bool:
        return self.status in (self.Status.CHARGED, self.Status.DECLINED, self.Status.CANCELLED)

    @property
    def is_in_flight(self) -> bool:
        """Whether the provider may still say that it took the money."""
        under_way = (
            self.Status.CREATED,
            self.Status.REQUIRES_ACTION,
            self.Status.PENDING,
            self.Status.UNKNOWN,
        )
        return self.provider != TRANSFER and self.status in under_way

    @property
    def waits_for_shopper(self) -> bool:
        return self.status == self.Status.REQUIRES_ACTION


class PaymentEvent(models.Model):
    """One thing a provider reported. Append-only; the same report counts once."""

    class Type(models.TextChoices):
        AUTHORISE = "AUTHORISE", "authorised"
        CHARGE = "CHARGE", "charged"
        REFUND = "REFUND", "refunded"
        BOUNCE = "BOUNCE", "refund came back"
        DISPUTE = "DISPUTE", "lost in a dispute"
        DECLINE = "DECLINE", "declined"
        CANCEL = "CANCEL", "cancelled"
        ACTION = "ACTION", "asked for confirmation"
        PENDING = "PENDING", "pending"
        MISMATCH = "MISMATCH", "contradicts an earlier report"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events")
    type = models.CharField(max_length=10, choices=Type.choices)
    reference = models.CharField(max_length=80)
    amount_minor = models.BigIntegerField()
    message = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "reference", "type"], name="payment_event_once"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="payment_event_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.amount_minor}"
