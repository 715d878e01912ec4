import hashlib
import secrets
import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from apps.core.models import Timestamped


def new_token() -> str:
    """Make the secret that a visitor's cookie carries: 192 bits, URL-safe."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What the database keeps of a token. The token itself is in nobody's hands but the visitor's."""
    return hashlib.sha256(token.encode()).hexdigest()


def staff_token(key: uuid.UUID) -> str:
    """Work out the token of a basket that staff made: it follows from the shop's key, so nobody has to keep it."""
    return salted_hmac("cart.staff-token", str(key), algorithm="sha256").hexdigest()


class CartQuerySet(models.QuerySet["Cart"]):
    def open(self) -> Self:
        return self.filter(status=Cart.Status.OPEN)


class Cart(Timestamped):
    """A basket. A guest owns one through a cookie, a customer through the account."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "open"
        ORDERED = "ORDERED", "became an order"
        MERGED = "MERGED", "went into another basket"
        ARCHIVED = "ARCHIVED", "given up"

    class Origin(models.TextChoices):
        SHOP = "SHOP", "a shopper"
        STAFF = "STAFF", "staff, for a customer"

    key = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Owner of its stock holds."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="carts"
    )
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    version = models.PositiveIntegerField(default=0, help_text="Grows with every change of the lines.")
    item_count = models.PositiveIntegerField(default=0, help_text="Sum of the quantities, for the badge.")
    completing_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when an order is being placed from it; nobody else may meanwhile.",
    )
    coupons = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        db_default=[],
        help_text="Codes as typed, without spaces and in capitals; whether they give anything is worked out.",
    )
    origin = models.CharField(
        "filled by", max_length=8, choices=Origin.choices, default=Origin.SHOP, db_default=Origin.SHOP
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="OPEN"), name="cart_one_open_per_user"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ORDERED", "MERGED", "ARCHIVED"]), name="cart_status_known"
            ),
            models.CheckConstraint(
                condition=Q(origin="SHOP", made_by=None) | Q(origin="STAFF"), name="cart_made_by_staff_only"
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at"], condition=Q(status="OPEN"), name="cart_idle"),
            models.Index(
                fields=["-updated_at"], condition=Q(status="OPEN", origin="STAFF"), name="cart_by_staff"
            ),
        ]

    def __str__(self) -> str:
        return f"basket {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class CartLine(models.Model):
    """So many of a variant with one personal text. The price seen when it was added is promised for a while."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    personal_text = models.CharField(max_length=60, blank=True)
    quantity = models.PositiveIntegerField()
    unit_minor = models.BigIntegerField(
        help_text="Promised unit price with home tax, in the basket's currency."
    )
    promised_until = models.DateTimeField()
    previous_unit_minor = models.BigIntegerField(
        null=True, blank=True, help_text="What it cost before the promise lapsed and the price had changed."
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant", "personal_text"], name="cart_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="cart_line_quantity_1_to_999"
            ),
            models.CheckConstraint(condition=Q(unit_minor__gte=0), name="cart_line_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant_id}"

    def is_promised(self, at: datetime) -> bool:
        return self.promised_until > at
