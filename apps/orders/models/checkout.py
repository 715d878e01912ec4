from django.db import models

from apps.core.models import Timestamped


class Checkout(Timestamped):
    """What a shopper has told us on the way to an order, step by step. One per basket."""

    cart = models.OneToOneField("cart.Cart", on_delete=models.CASCADE, related_name="checkout")
    email = models.EmailField(blank=True)
    delivery = models.JSONField(default=dict, help_text="Delivery address as typed.")
    billing = models.JSONField(
        default=dict, blank=True, help_text="Billing address; empty: same as delivery."
    )
    vat_id = models.CharField(
        "VAT number",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="Of a business; compact.",
    )
    method = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    gift_card = models.ForeignKey(
        "giftcards.GiftCard", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    failure = models.CharField(max_length=200, blank=True, help_text="Why the last payment did not happen.")
    failure_seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When a page told the shopper of the failure."
    )

    def __str__(self) -> str:
        return f"checkout of basket {self.cart_id}"

    @property
    def has_address(self) -> bool:
        return bool(self.email and self.delivery.get("name"))

    @property
    def has_method(self) -> bool:
        return bool(self.method)

    @property
    def country(self) -> str:
        return str(self.delivery.get("country", ""))
