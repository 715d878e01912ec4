from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.currency.money import Money
from apps.orders.states import FulfilmentStatus, OrderStatus, PaymentStatus


class Order(models.Model):
    """A promise between the shop and a shopper. Everything it says was copied when it was made.

    It begins as a draft in the moment before the payment, and is placed once the money is sure. Totals are
    read from here, never worked out again from the catalogue.
    """

    code = models.CharField(max_length=16, unique=True, help_text="Random, easy to read aloud, says nothing.")
    cart = models.OneToOneField(
        "cart.Cart",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="order",
        help_text="One order each.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="orders"
    )
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    country = models.CharField(max_length=2, help_text="Where the goods go.")
    vat_id = models.CharField("VAT number", max_length=20, blank=True)

    currency = models.CharField(max_length=3)
    rate = models.DecimalField(
        "exchange rate",
        max_digits=20,
        decimal_places=10,
        default=Decimal(1),
        help_text="Units of the order's currency for one of the base currency.",
    )
    rate_source = models.CharField(max_length=80, default="base")
    rate_date = models.DateField()
    rounding = models.CharField(
        max_length=20, default="line", help_text="How tax was rounded; see docs/money.md."
    )

    goods_gross_minor = models.BigIntegerField()
    goods_net_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField(
        default=0, help_text="What promotions took off goods and delivery."
    )
    discounts = models.JSONField(
        default=list,
        blank=True,
        help_text="Of each promotion: label, code, and what it took off goods and delivery.",
    )
    delivery_gross_minor = models.BigIntegerField()
    delivery_net_minor = models.BigIntegerField()
    total_gross_minor = models.BigIntegerField()
    total_net_minor = models.BigIntegerField()
    charged_minor = models.BigIntegerField(default=0, help_text="Sum of what payments took.")
    refunded_minor = models.BigIntegerField(default=0)
    authorised_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="What a bank promised and has not paid out yet."
    )
    released_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="What a bank promised and was never charged."
    )
    gift_card_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Which part a gift card pays, or was to pay."
    )
    sold_cards_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Which part of the goods is gift cards; no gift card pays for it."
    )
    lowered_minor = models.BigIntegerField(
        default=0,
        db_default=0,
        help_text="What changes took off the total after it was paid; it goes back as refunds.",
    )
    delivery_refunded_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Which part of the delivery was decided to go back."
    )
    has_changes = models.BooleanField(
        default=False, db_default=False, help_text="Changes were asked for since the order."
    )
    revision = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How often what is to be packed has changed since the order."
    )
    is_export = models.BooleanField(default=False, help_text="Left the tax union untaxed.")
    tax_notes = models.JSONField(
        default=list, blank=True, help_text="Why no tax was charged, as invoices must say it."
    )

    delivery_code = models.CharField(max_length=40)
    delivery_name = models.CharField(max_length=80)
    delivery_carrier = models.CharField(max_length=80)
    delivery_tax_class = models.CharField(max_length=30)
    delivery_tax_percent = models.DecimalField(max_digits=6, decimal_places=3)
    delivery_details = models.JSONField(
        default=dict,
        blank=True,
        db_default={},
        help_text="Method, zone, surcharges, parcels, pick-up point, days of transit, and goods for customs.",
    )
    promised_first = models.DateField()
    promised_last = models.DateField()
    weight_g = models.PositiveIntegerField()
    parcels = models.PositiveSmallIntegerField(default=1)
    note = models.CharField("note for the driver", max_length=200, blank=True)
    # As they were typed for this order: nothing else ever points at them, so they are values, not rows.
    delivery_address = models.JSONField(help_text="Name, lines, postcode, city, country, phone.")
    billing_address = models.JSONField()

    status = models.CharField(max_length=14, choices=OrderStatus.choices, default=OrderStatus.DRAFT)
    payment_status = models.CharField(
        max_length=14, choices=PaymentStatus.choices, default=PaymentStatus.UNPAID
    )
    fulfilment_status = models.CharField(
        max_length=14, choices=FulfilmentStatus.choices, default=FulfilmentStatus.OPEN
    )

    created_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    pay_by = models.DateTimeField(
        null=True, blank=True, help_text="Until when the money has to arrive; empty: it was sure at once."
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    shrunk_at = models.DateTimeField(
        null=True, blank=True, help_text="When the personal data of an expired order went."
    )
    held_at = models.DateTimeField(
        "on hold since", null=True, blank=True, help_text="Nothing is packed or shipped meanwhile."
    )
    hold_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    link_version = models.PositiveIntegerField(default=1, help_text="Raising it makes old links useless.")
    link_expires_at = models.DateTimeField()
    terms_version = models.CharField(
        max_length=40, blank=True, help_text="Which terms were shown at the order."
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="order_status_known"),
            models.CheckConstraint(
                condition=Q(payment_status__in=PaymentStatus.values), name="order_payment_known"
            ),
            models.CheckConstraint(
                condition=Q(fulfilment_status__in=FulfilmentStatus.values), name="order_fulfilment_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    total_gross_minor=F("goods_gross_minor") + F("delivery_gross_minor"),
                    total_net_minor=F("goods_net_minor") + F("delivery_net_minor"),
                ),
                name="order_total_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(goods_net_minor__gte=0, delivery_net_minor__gte=0, discount_minor__gte=0)
                & Q(goods_gross_minor__gte=F("goods_net_minor"))
                & Q(delivery_gross_minor__gte=F("delivery_net_minor")),
                name="order_amounts_possible",
            ),
            models.CheckConstraint(
                condition=Q(
                    charged_minor__gte=0, refunded_minor__gte=0, refunded_minor__lte=F("charged_minor")
                ),
                name="order_refunds_within_charges",
            ),
            models.CheckConstraint(
                condition=Q(authorised_minor__gte=0, released_minor__gte=0),
                name="order_authorisation_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    lowered_minor__gte=0,
                    delivery_refunded_minor__gte=0,
                    delivery_refunded_minor__lte=F("delivery_gross_minor"),
                ),
                name="order_money_back_possible",
            ),
            models.CheckConstraint(
                condition=Q(
                    delivery_address__has_keys=["name", "country"],
                    billing_address__has_keys=["name", "country"],
                ),
                name="order_addresses_named",
            ),
            models.CheckConstraint(
                condition=Q(promised_last__gte=F("promised_first")), name="order_promise_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "FAILED", "EXPIRED"]) | Q(placed_at__isnull=False),
                name="order_placed_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, hold_reason="")
                | (Q(held_at__isnull=False, placed_at__isnull=False) & ~Q(hold_reason="")),
                name="order_held_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-placed_at"], name="order_newest"),
            models.Index(fields=["user", "-created_at"], name="order_of_user"),
            models.Index(fields=["status", "fulfilment_status"], name="order_to_do"),
            models.Index(
                fields=["pay_by"],
                condition=Q(status="PLACED", payment_status__in=["UNPAID", "PENDING", "PART_PAID"]),
                name="order_waits_for_money",
            ),
            models.Index(
                fields=["expired_at"], condition=Q(status="EXPIRED", shrunk_at=None), name="order_to_shrink"
            ),
            models.Index(fields=["failed_at"], condition=Q(failed_at__isnull=False), name="order_failed"),
            models.Index(fields=["held_at"], condition=Q(held_at__isnull=False), name="order_held"),
        ]

    def __str__(self) -> str:
        return self.code

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def total(self) -> Money:
        return self.money(self.total_gross_minor)

    @property
    def goods(self) -> Money:
        return self.money(self.goods_gross_minor)

    @property
    def delivery(self) -> Money:
        return self.money(self.delivery_gross_minor)

    @property
    def reference(self) -> str:
        """How other apps' tables name this order."""
        return f"order:{self.code}"

    @property
    def goods_before(self) -> Money:
        """The goods before promotions."""
        return self.money(self.goods_gross_minor + sum(off["goods_minor"] for off in self.discounts))

    @property
    def delivery_before(self) -> Money:
        """The delivery before promotions."""
        return self.money(self.delivery_gross_minor + sum(off["delivery_minor"] for off in self.discounts))

    @property
    def tax(self) -> Money:
        return self.money(self.total_gross_minor - self.total_net_minor)

    @property
    def by_gift_card(self) -> Money:
        return self.money(self.gift_card_minor)

    @property
    def payable_by_gift_card(self) -> Money:
        return self.money(self.total_gross_minor - self.sold_cards_minor)

    @property
    def still_owed(self) -> Money:
        """What has to be paid yet. A gift card is put to one side and counts as paid with the first other money."""
        paid = self.charged_minor or self.gift_card_minor
        return self.money(max(0, self.to_be_charged_minor - paid - self.released_minor))

    @property
    def to_be_charged_minor(self) -> int:
        """What payments take in all: the total, and what changes took off it after it was paid."""
        return self.total_gross_minor + self.lowered_minor

    @property
    def charged(self) -> Money:
        return self.money(self.charged_minor)

    @property
    def overpaid(self) -> Money:
        """What was paid beyond the total and is still here."""
        return self.money(max(0, self.charged_minor - self.refunded_minor - self.to_be_charged_minor))

    @property
    def waits_for_money(self) -> bool:
        return self.pay_by is not None and self.status == OrderStatus.PLACED and self.still_owed.minor > 0

    @property
    def is_digital(self) -> bool:
        """Whether everything in it comes by e-mail."""
        return not self.weight_g

    @property
    def is_placed(self) -> bool:
        return self.placed_at is not None

    @property
    def is_draft(self) -> bool:
        return self.status == OrderStatus.DRAFT

    @property
    def is_paid(self) -> bool:
        """Whether the money is sure: charged, or promised by a bank until the parcel leaves."""
        if self.payment_status == PaymentStatus.PART_REFUNDED:
            return self.charged_minor >= self.to_be_charged_minor - self.released_minor
        return self.payment_status in (PaymentStatus.PAID, PaymentStatus.OVERPAID, PaymentStatus.AUTHORISED)

    @property
    def is_held(self) -> bool:
        return self.held_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.status == OrderStatus.CANCELLED

    @property
    def is_expired(self) -> bool:
        return self.status == OrderStatus.EXPIRED

    @property
    def stands(self) -> bool:
        """Whether it was placed and neither cancelled nor expired since."""
        return self.is_placed and not self.is_cancelled and not self.is_expired

    @property
    def is_open_for_changes(self) -> bool:
        """Whether its shopper may still change it: it is placed, and nobody has begun to pack it."""
        return self.status == OrderStatus.PLACED and self.fulfilment_status == FulfilmentStatus.OPEN

    @property
    def has_left(self) -> bool:
        return self.status not in (
            OrderStatus.DRAFT,
            OrderStatus.PLACED,
            OrderStatus.CANCELLED,
            OrderStatus.EXPIRED,
            OrderStatus.FAILED,
        )

    @property
    def delivery_method(self) -> str:
        """The code of the method it travels by; orders from before it was kept know that of their quote."""
        return str(self.delivery_details.get("method") or self.delivery_code)

    @property
    def goods_are_here(self) -> bool:
        """Whether nothing has left the house but gift cards, which come by e-mail."""
        return not any(line.shipped_qty and not line.is_gift_card for line in self.lines.all())

    @property
    def is_returned(self) -> bool:
        return self.status == OrderStatus.RETURNED

    @property
    def is_delivered(self) -> bool:
        return self.status == OrderStatus.DELIVERED


class OrderLine(models.Model):
    """What was sold, copied in full. ordered = open + shipped + cancelled, and returned <= shipped."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.SET_NULL, null=True, related_name="order_lines"
    )
    product_name = models.CharField(max_length=140)
    title = models.CharField(max_length=140)
    brand = models.CharField(max_length=80)
    sku = models.CharField(max_length=40)
    options = models.CharField(max_length=300, blank=True)
    personal_text = models.CharField(max_length=60, blank=True)
    image_url = models.CharField(max_length=220, blank=True)
    weight_g = models.PositiveIntegerField()

    is_gift_card = models.BooleanField(
        default=False, db_default=False, help_text="Each unit is a card whose code goes out by e-mail."
    )

    tax_class = models.CharField(max_length=30)
    tax_name = models.CharField(max_length=80)
    tax_percent = models.DecimalField(max_digits=6, decimal_places=3)
    unit_before_gross_minor = models.BigIntegerField(help_text="Before discounts.")
    unit_before_net_minor = models.BigIntegerField()
    unit_gross_minor = models.BigIntegerField()
    unit_net_minor = models.BigIntegerField()
    line_before_gross_minor = models.BigIntegerField()
    line_before_net_minor = models.BigIntegerField()
    line_gross_minor = models.BigIntegerField()
    line_net_minor = models.BigIntegerField()
    discounts = models.JSONField(
        default=list, blank=True, help_text="Of each promotion: label, code, and what it took off the line."
    )
    trace = models.JSONField(default=list, blank=True, help_text="How the price was made, step by step.")
    rounding_correction_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="By how much the rounding mode moved the line's gross."
    )

    quantity = models.PositiveIntegerField()
    allocated_qty = models.PositiveIntegerField(default=0)
    shipped_qty = models.PositiveIntegerField(default=0)
    cancelled_qty = models.PositiveIntegerField(default=0)
    returned_qty = models.PositiveIntegerField(default=0)
    refunded_qty = models.PositiveIntegerField(
        default=0, db_default=0, help_text="For how many units the money was decided to go back."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="order_line_quantity_1_to_999"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("shipped_qty") + F("cancelled_qty") + F("allocated_qty")),
                name="order_line_quantities_add_up",
            ),
            models.CheckConstraint(
                condition=Q(returned_qty__lte=F("shipped_qty")), name="order_line_returned_within_shipped"
            ),
            models.CheckConstraint(
                condition=Q(refunded_qty__lte=F("quantity")), name="order_line_refunded_within_ordered"
            ),
            models.CheckConstraint(
                condition=Q(
                    line_before_gross_minor=F("unit_before_gross_minor") * F("quantity"),
                    line_gross_minor__lte=F("line_before_gross_minor") + F("rounding_correction_minor"),
                    line_gross_minor__gte=F("line_net_minor"),
                    line_net_minor__gte=0,
                ),
                name="order_line_amounts_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.title}"

    @property
    def reference(self) -> str:
        """What stock movements of this line are filed under."""
        return f"order-line:{self.pk}"

    @property
    def gtin(self) -> str:
        """The bar code of its item; "" if it has none."""
        return (self.variant.gtin or "") if self.variant else ""

    @property
    def open_qty(self) -> int:
        return self.quantity - self.shipped_qty - self.cancelled_qty

    @property
    def unit(self) -> Money:
        return self.order.money(self.unit_gross_minor)

    @property
    def total(self) -> Money:
        return self.order.money(self.line_gross_minor)
