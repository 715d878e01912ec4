from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q

from apps.currency.money import Money
from apps.orders.models import Order
from apps.returns.states import OPEN, ReturnStatus


def photo_storage() -> Storage:
    """Where private files lie: only views hand them out."""
    return storages["documents"]


class Return(models.Model):
    """Goods of an order that are to come back, or gift cards that are to be taken back, and what became of it."""

    class Kind(models.TextChoices):
        RETURN = "RETURN", "return"
        WITHDRAWAL = "WITHDRAWAL", "withdrawal"

    code = models.CharField(max_length=16, unique=True, help_text="Random, easy to read aloud, says nothing.")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="returns")
    withdrawal = models.ForeignKey(
        "orders.Withdrawal", on_delete=models.SET_NULL, null=True, blank=True, related_name="returns"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RETURN)
    status = models.CharField(max_length=9, choices=ReturnStatus.choices, default=ReturnStatus.REQUESTED)
    is_of_cards = models.BooleanField("gift cards", default=False)
    actor = models.CharField("asked for by", max_length=100)
    refusal = models.CharField(max_length=300, blank=True, help_text="Why, as the customer reads it.")
    note = models.CharField(max_length=300, blank=True, help_text="What the customer wrote, or staff noted.")
    shown_minor = models.BigIntegerField(default=0, help_text="What the shopper saw would come back.")
    delivery_minor = models.BigIntegerField(
        default=0, help_text="Which part of the delivery goes back with it."
    )
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    return_until = models.DateField(
        null=True, blank=True, help_text="Last day to ask for it, when it was asked."
    )
    send_by = models.DateField(null=True, blank=True, help_text="Until when the goods are to be sent.")
    pay_back_by = models.DateField(null=True, blank=True, help_text="Until when the money has to go back.")
    exchange_cart = models.OneToOneField(
        "cart.Cart",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exchanged_return",
        help_text="The basket of the order in exchange.",
    )

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReturnStatus.values), name="return_status_known"),
            models.CheckConstraint(condition=Q(kind__in=["RETURN", "WITHDRAWAL"]), name="return_kind_known"),
            models.CheckConstraint(
                condition=Q(Q(status="REFUSED"), ~Q(refusal="")) | Q(~Q(status="REFUSED"), refusal=""),
                name="return_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="RECEIVED") | Q(received_at__isnull=False),
                name="return_received_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="REQUESTED", decided_at=None) | (~Q(status="REQUESTED")),
                name="return_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(shown_minor__gte=0, delivery_minor__gte=0), name="return_amounts_possible"
            ),
            models.CheckConstraint(
                condition=~Q(kind="WITHDRAWAL") | Q(pay_back_by__isnull=False), name="withdrawal_has_its_term"
            ),
        ]
        indexes = [models.Index(fields=["status", "requested_at"], name="return_to_do")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_requested(self) -> bool:
        return self.status == ReturnStatus.REQUESTED

    @property
    def is_approved(self) -> bool:
        return self.status == ReturnStatus.APPROVED

    @property
    def is_received(self) -> bool:
        return self.status == ReturnStatus.RECEIVED

    @property
    def is_refused(self) -> bool:
        return self.status == ReturnStatus.REFUSED

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == self.Kind.WITHDRAWAL

    @property
    def shown(self) -> Money:
        return self.order.money(self.shown_minor)

    @property
    def exchange_order(self) -> Order | None:
        """The order that the customer got in exchange, once it was placed."""
        found = getattr(self.exchange_cart, "order", None) if self.exchange_cart_id else None
        return found if isinstance(found, Order) and found.is_placed else None


class ReturnLine(models.Model):
    """Units of one line of an order: how many were asked for, agreed, received and paid back."""

    class Reason(models.TextChoices):
        NOT_WANTED = "NOT_WANTED", "I do not want it any more"
        DOES_NOT_SUIT = "DOES_NOT_SUIT", "It does not suit me"
        WRONG = "WRONG", "It is not what I ordered"
        DAMAGED = "DAMAGED", "It arrived damaged"
        FAULTY = "FAULTY", "It does not work"
        OTHER = "OTHER", "Something else"

    parent = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="return_lines")
    asked_units = models.PositiveIntegerField()
    units = models.PositiveIntegerField(help_text="What was agreed; until then what was asked for.")
    received_units = models.PositiveIntegerField(default=0)
    refunded_units = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=13, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True)
    photo = models.FileField(storage=photo_storage, upload_to="returns/%Y/", blank=True)
    restock = models.BooleanField(null=True, help_text="Whether what came lies on the shelf again.")
    condition = models.CharField(max_length=300, blank=True)
    wanted = models.ForeignKey(
        "catalog.Variant",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What the customer would like instead.",
    )

    class Meta:
        ordering = ["line__position"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "line"], name="return_line_once"),
            models.CheckConstraint(
                condition=Q(
                    asked_units__gte=1,
                    units__lte=F("asked_units"),
                    received_units__lte=F("units"),
                    refunded_units__lte=F("units"),
                ),
                name="return_line_units_possible",
            ),
            models.CheckConstraint(
                condition=Q(
                    reason__in=["NOT_WANTED", "DOES_NOT_SUIT", "WRONG", "DAMAGED", "FAULTY", "OTHER"]
                ),
                name="return_line_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.units} × {self.line.title}"


class ReturnEvent(models.Model):
    """A step of a return: who took it, when, why. Append-only."""

    parent = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="events")
    old = models.CharField(max_length=9, blank=True)
    new = models.CharField(max_length=9, blank=True)
    text = models.CharField(max_length=300)
    actor = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
