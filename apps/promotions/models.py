from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.models import Timestamped
from apps.promotions.rules.codes import CODE_PATTERN
from apps.promotions.rules.terms import ConditionKind, EffectKind, Status

C, E = ConditionKind, EffectKind
_PERCENT = [E.PERCENT, E.BUY_GET, E.DELIVERY_PERCENT]
# In PostgreSQL a CHECK that comes out as NULL passes, so every comparison says that its column is set.


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def running(self, at: datetime) -> Self:
        """Narrow to promotions that are switched on and whose time it is."""
        begun = Q(starts_at=None) | Q(starts_at__lte=at)
        return self.filter(begun, Q(ends_at=None) | Q(ends_at__gt=at), status=Status.ACTIVE)


class Promotion(Timestamped):
    """Something the shop gives on conditions: what and on which, staff say in rows below it.

    `used` and `spent_minor` are kept only while there is a limit or a budget; without one nobody touches
    this row, and uses are counted from their own rows.
    """

    name = models.CharField(max_length=80, unique=True, help_text="For staff.")
    label = models.CharField(max_length=80, help_text="What shoppers read beside the amount.")
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.DRAFT)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="First moment after it; empty: no end.")
    priority = models.IntegerField(default=0, help_text="Lower applies first.")
    is_exclusive = models.BooleanField(
        "exclusive", default=False, help_text="Nothing else applies to the lines it applies to."
    )
    stops_further = models.BooleanField(
        default=False, help_text="Once it gives something, no later promotion does."
    )
    needs_coupon = models.BooleanField("needs a code", default=False)
    max_uses = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    max_uses_per_customer = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Counted by e-mail address, for guests too. Empty: no limit."
    )
    used = models.PositiveIntegerField(default=0, editable=False)
    budget_minor = models.BigIntegerField(
        null=True, blank=True, help_text="All it may take off, in minor units of the budget's currency."
    )
    budget_currency = models.CharField(max_length=3, blank=True)
    spent_minor = models.BigIntegerField(default=0, editable=False)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="promotion_status_known"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="promotion_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(used__lte=F("max_uses")), name="promotion_within_its_uses"
            ),
            models.CheckConstraint(
                condition=Q(max_uses_per_customer=None) | Q(max_uses_per_customer__gt=0),
                name="promotion_customer_limit_positive",
            ),
            models.CheckConstraint(
                condition=Q(spent_minor__gte=0)
                & (Q(budget_minor=None) | Q(spent_minor__lte=F("budget_minor"))),
                name="promotion_within_its_budget",
            ),
            models.CheckConstraint(
                condition=Q(budget_minor=None, budget_currency="")
                | Q(budget_minor__isnull=False, budget_minor__gt=0, budget_currency__regex="^[A-Z]{3}$"),
                name="promotion_budget_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StatedAmount(models.Model):
    """An amount that staff state in one currency and, where they like, in others."""

    amount_minor = models.BigIntegerField("amount in minor units", null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    other_amounts = models.JSONField(
        default=dict, blank=True, help_text="Currency to minor units; a currency not named is converted."
    )

    class Meta:
        abstract = True


def _amount_only(kinds: list[str]) -> Q:
    """These kinds have an amount with its currency, and no others have one."""
    stated = Q(amount_minor__isnull=False, amount_minor__gte=0, currency__regex="^[A-Z]{3}$")
    return (Q(kind__in=kinds) & stated) | (
        ~Q(kind__in=kinds) & Q(amount_minor=None, currency="", other_amounts={})
    )


class Condition(StatedAmount):
    """Something that must hold. Of several values one is enough; all conditions must hold.

    Only windows can stand several times: one of them is enough.
    """

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=12, choices=ConditionKind.choices)
    products = models.ManyToManyField("catalog.Product", blank=True, related_name="+")
    categories = models.ManyToManyField("catalog.Category", blank=True, related_name="+")
    brands = models.ManyToManyField("catalog.Brand", blank=True, related_name="+")
    quantity = models.PositiveIntegerField(null=True, blank=True)
    counts_everything = models.BooleanField(
        default=False, help_text="A minimum counts the whole basket, not only the goods it is about."
    )
    groups = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "kind"], condition=~Q(kind="WINDOW"), name="condition_kind_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=ConditionKind.values), name="condition_kind_known"),
            models.CheckConstraint(condition=_amount_only([C.AMOUNT]), name="condition_amount_with_its_kind"),
            models.CheckConstraint(
                condition=Q(kind=C.QUANTITY, quantity__isnull=False, quantity__gt=0)
                | (~Q(kind=C.QUANTITY) & Q(quantity=None)),
                name="condition_quantity_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(counts_everything=False) | Q(kind__in=[C.AMOUNT, C.QUANTITY]),
                name="condition_counts_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=C.GROUPS, groups__len__gt=0) | (~Q(kind=C.GROUPS) & Q(groups=[])),
                name="condition_groups_with_their_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=C.COUNTRIES, countries__len__gt=0)
                | (~Q(kind=C.COUNTRIES) & Q(countries=[])),
                name="condition_countries_with_their_kind",
            ),
            models.CheckConstraint(
                condition=(Q(kind=C.WINDOW) & ~Q(starts_at=None, ends_at=None))
                | (~Q(kind=C.WINDOW) & Q(starts_at=None, ends_at=None)),
                name="condition_window_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="condition_window_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Effect(StatedAmount):
    """Something a promotion gives."""

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=16, choices=EffectKind.choices)
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="100 is free of charge."
    )
    buy_quantity = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Buy so many; or: the cheapest of so many."
    )
    get_quantity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Get so many.")
    gift_variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EffectKind.values), name="effect_kind_known"),
            models.CheckConstraint(
                condition=_amount_only([E.AMOUNT, E.FIXED_PRICE, E.DELIVERY_AMOUNT]),
                name="effect_amount_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_PERCENT, percent__isnull=False, percent__gt=0, percent__lte=100)
                | (~Q(kind__in=_PERCENT) & Q(percent=None)),
                name="effect_percent_with_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=E.BUY_GET, buy_quantity__isnull=False, buy_quantity__gt=0)
                & Q(get_quantity__isnull=False, get_quantity__gt=0)
                | Q(kind=E.CHEAPEST_FREE, buy_quantity__isnull=False, buy_quantity__gt=1, get_quantity=None)
                | (~Q(kind__in=[E.BUY_GET, E.CHEAPEST_FREE]) & Q(buy_quantity=None, get_quantity=None)),
                name="effect_quantities_with_their_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=E.GIFT, gift_variant__isnull=False)
                | (~Q(kind=E.GIFT) & Q(gift_variant=None)),
                name="effect_gift_with_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CouponCode(models.Model):
    """A code that opens a promotion. `used` is kept only while there is a limit."""

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=40, unique=True, help_text="Case and spaces do not matter.")
    max_uses = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    used = models.PositiveIntegerField(default=0, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty: with its promotion.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="coupon_code_normalised"),
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(used__lte=F("max_uses")), name="coupon_within_its_uses"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PromotionUse(models.Model):
    """That an order used a promotion, with or without a code. Given back, it stays and counts no more.

    `customer` is a digest of the e-mail address. `slot` numbers a customer's uses from 1 to the limit, so
    that the unique row is the limit; without a limit it is empty.
    """

    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="uses")
    code = models.ForeignKey(CouponCode, on_delete=models.PROTECT, null=True, blank=True, related_name="uses")
    customer = models.CharField(max_length=64)
    slot = models.PositiveSmallIntegerField(null=True)
    reference = models.CharField(max_length=60, help_text="The order, for example order:STARS42.")
    spent_minor = models.BigIntegerField(default=0, help_text="Taken out of the budget, in its currency.")
    at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "reference"],
                condition=Q(given_back_at=None),
                name="promotion_use_once_per_order",
            ),
            models.UniqueConstraint(
                fields=["promotion", "customer", "slot"], name="promotion_use_once_per_customer_slot"
            ),
            models.CheckConstraint(condition=Q(slot=None) | Q(slot__gt=0), name="promotion_use_slot_counts"),
            models.CheckConstraint(
                condition=Q(given_back_at=None) | Q(slot=None), name="promotion_use_given_back_frees_slot"
            ),
            models.CheckConstraint(condition=Q(spent_minor__gte=0), name="promotion_use_spent_not_negative"),
            models.CheckConstraint(
                condition=Q(customer__regex="^[0-9a-f]{64}$"), name="promotion_use_customer_is_a_digest"
            ),
        ]
        indexes = [models.Index(fields=["reference"], name="promotion_use_reference")]

    def __str__(self) -> str:
        return f"{self.promotion_id} by {self.reference}"
