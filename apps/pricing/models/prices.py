from django.db import models
from django.db.models import F, Q


class PriceList(models.Model):
    """Prices for a group of customers, or for everybody during a sale.

    A list for the customer's group goes before a list for everybody, and that before prices without a list.
    """

    name = models.CharField(max_length=80, unique=True)
    customer_group = models.CharField(
        max_length=40, blank=True, default="", help_text="Who gets these prices; empty: everybody."
    )
    currency = models.CharField(
        max_length=3, blank=True, default="", help_text="Holds for this currency only; empty: for all."
    )
    priority = models.PositiveSmallIntegerField(
        default=0, help_text="Lower goes first; among lists of the same number the lowest price wins."
    )
    is_active = models.BooleanField(default=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="The first moment it no longer holds.")

    class Meta:
        ordering = ["priority", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="price_list_ends_after_it_starts",
                violation_error_message="The list would end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What a variant costs from a moment on, in one currency, with the home country's tax included.

    Append-only: a new price is a new row, so the history is always there; a trigger refuses changes. Which
    row is in force is worked out by `selectors.prices`.
    """

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="prices")
    price_list = models.ForeignKey(
        PriceList, on_delete=models.PROTECT, null=True, blank=True, related_name="prices"
    )
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField("amount in minor units")
    min_quantity = models.PositiveIntegerField(
        default=1, db_default=1, help_text="The price of a unit from this quantity on."
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="The first moment it no longer holds; the price before it returns."
    )
    is_reduced = models.BooleanField(
        default=False, help_text="A reduction: shown with the lowest price of the 30 days before it began."
    )
    actor = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "currency", "price_list", "min_quantity", "starts_at"],
                name="price_once_per_moment",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="price_not_negative"),
            models.CheckConstraint(condition=Q(min_quantity__gte=1), name="price_quantity_from_one"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="price_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} from {self.starts_at:%Y-%m-%d}"
