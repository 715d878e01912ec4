"""Checkout and orders as the API takes and shows them."""

from typing import Any

from rest_framework import serializers

from apps.orders import selectors as orders
from apps.orders.models import Order
from apps.payments.models import Payment
from apps.shipping import selectors as shipping
from apps.shipping.addresses import MAX_LENGTH, postcode_problem, rules_for
from shop.api.serializers import StrictSerializer, money


class AddressInput(StrictSerializer):
    """An address as typed; which fields are needed depends on the country."""

    name = serializers.CharField(max_length=MAX_LENGTH["name"])
    company = serializers.CharField(
        max_length=MAX_LENGTH["company"], required=False, default="", allow_blank=True
    )
    line1 = serializers.CharField(max_length=MAX_LENGTH["line1"])
    line2 = serializers.CharField(
        max_length=MAX_LENGTH["line2"], required=False, default="", allow_blank=True
    )
    postcode = serializers.CharField(
        max_length=MAX_LENGTH["postcode"], required=False, default="", allow_blank=True
    )
    city = serializers.CharField(max_length=MAX_LENGTH["city"], required=False, default="", allow_blank=True)
    area = serializers.CharField(max_length=MAX_LENGTH["area"], required=False, default="", allow_blank=True)
    country = serializers.CharField(min_length=2, max_length=2)
    phone = serializers.CharField(
        max_length=MAX_LENGTH["phone"], required=False, default="", allow_blank=True
    )

    def validate_country(self, country: str) -> str:
        if not shipping.is_served(country):
            raise serializers.ValidationError("We do not deliver to this country.")
        return country

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        rules = rules_for(attrs["country"])
        missing = {
            name: ["This country's addresses need it."] for name in rules.required if not attrs.get(name)
        }
        if attrs["area"] and rules.areas and attrs["area"] not in dict(rules.areas):
            missing["area"] = [f"Use one of: {', '.join(code for code, _ in rules.areas)}."]
        if missing:
            raise serializers.ValidationError(missing)
        problem = (
            postcode_problem(attrs["country"], attrs["postcode"], attrs["area"])
            if attrs["postcode"]
            else None
        )
        if problem:
            raise serializers.ValidationError({"postcode": [f"{problem}."]})
        return attrs


class CheckoutInput(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    delivery = AddressInput()
    billing = AddressInput(required=False, allow_null=True, default=None)
    method = serializers.CharField(max_length=40)
    note = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    gift_card = serializers.CharField(
        max_length=60,
        required=False,
        default="",
        allow_blank=True,
        help_text="Code of a card that is to pay.",
    )


class OrderInput(StrictSerializer):
    """The total that the buyer agreed to, and the way to pay. Amounts only compare, they never set a price."""

    expected_total = serializers.IntegerField(min_value=0, max_value=10**12)
    currency = serializers.CharField(min_length=3, max_length=3)
    way = serializers.CharField(max_length=60)


def how_to_pay_of(order: Order) -> dict[str, Any] | None:
    """Write what a bank has to know about the transfer that an order waits for, or None."""
    told = orders.how_to_pay(order)
    if told is None:
        return None
    return {
        "amount": money(told.amount),
        "pay_by": told.pay_by.isoformat(),
        "reference": told.reference,
        "holder": told.holder,
        "iban": told.iban.replace(" ", ""),
        "bic": told.bic,
    }


def order_of(order: Order, payment: Payment | None = None) -> dict[str, Any]:
    """Write an order; its link is the key to its page."""
    return {
        "code": order.code,
        "link": orders.link_path(order) if order.is_placed else None,
        "status": order.status,
        "payment_status": order.payment_status,
        "fulfilment_status": order.fulfilment_status,
        "total": money(order.total),
        "goods": money(order.goods),
        "delivery": money(order.delivery),
        "discount": money(order.money(order.discount_minor)),
        "by_gift_card": money(order.by_gift_card),
        "tax": money(order.tax),
        "promised_first": order.promised_first.isoformat(),
        "promised_last": order.promised_last.isoformat(),
        "lines": [
            {
                "sku": line.sku,
                "title": line.title,
                "quantity": line.quantity,
                "shipped": line.shipped_qty,
                "cancelled": line.cancelled_qty,
                "total": money(order.money(line.line_gross_minor)),
            }
            for line in orders.lines_of(order)
        ],
        "how_to_pay": how_to_pay_of(order),
        "payment": {"status": payment.status, "action_url": payment.action_url} if payment else None,
    }
