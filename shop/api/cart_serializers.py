"""Baskets as the API shows them."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from apps.cart.selectors import Basket, BasketLine
from apps.currency.money import Money
from apps.promotions.rules import is_code, normalise_code
from shop.api.serializers import StrictSerializer, money


class LineInput(StrictSerializer):
    variant = serializers.IntegerField(min_value=1, max_value=2**62)
    quantity = serializers.IntegerField(min_value=1, max_value=settings.CART_MAX_QUANTITY)
    personal_text = serializers.CharField(required=False, default="", allow_blank=True, max_length=60)


class CodeInput(StrictSerializer):
    code = serializers.CharField(max_length=40)

    def validate_code(self, typed: str) -> str:
        code = normalise_code(typed)
        if not is_code(code):
            raise serializers.ValidationError("A code is made of letters, digits and hyphens.")
        return code


class QuantityInput(StrictSerializer):
    quantity = serializers.IntegerField(min_value=0, max_value=settings.CART_MAX_QUANTITY)


def line_of(row: BasketLine) -> dict[str, Any]:
    """Write a line: what it is, how many, what it costs, and whether it can be ordered."""
    return {
        "id": row.line.pk,
        "variant": row.line.variant_id,
        "sku": row.facts.sku if row.facts else "",
        "title": row.title,
        "options": row.facts.options if row.facts else "",
        "personal_text": row.line.personal_text,
        "quantity": row.line.quantity,
        "unit_price": money(row.priced.unit.gross) if row.priced else None,
        "previous_unit_price": money(row.previous),
        "line_total": money(row.priced.line.gross) if row.priced else None,
        "can_be_ordered": row.can_be_ordered,
        "available": row.stock.sellable,
    }


def basket_of(basket: Basket) -> dict[str, Any]:
    """Write a basket with its amounts and the ways to deliver it."""
    priced = basket.priced
    return {
        "currency": priced.currency,
        "country": basket.country,
        "item_count": basket.item_count,
        "lines": [line_of(row) for row in basket.lines],
        "gifts": [
            {"sku": gift.facts.sku, "title": gift.facts.title, "label": gift.label}
            for gift in basket.gifts
            if gift.is_available
        ],
        "codes": [
            {"code": used.code, "label": used.label, "off": money(Money(used.minor, priced.currency))}
            for used in basket.applied_codes
        ],
        "codes_without_effect": [
            {"code": refused.code, "reason": refused.sentence} for refused in basket.rejected_codes
        ],
        "discount": money(priced.discount),
        "goods": money(priced.goods.gross),
        "delivery": money(priced.delivery.gross) if priced.delivery else None,
        "total": money(priced.total.gross),
        "taxes": [
            {"percent": str(tax.percent.normalize()), "tax": money(tax.tax), "gross": money(tax.gross)}
            for tax in priced.taxes
        ],
        "is_export": priced.is_export,
        "can_be_ordered": basket.can_be_ordered,
        "methods": [
            {
                "code": quote.code,
                "name": quote.name,
                "carrier": quote.carrier,
                "price": money(quote.price),
                "surcharges": [{"name": name, "price": money(price)} for name, price in quote.charges],
                "parcels": len(quote.parcels),
                "first_day": quote.promise.first.isoformat(),
                "last_day": quote.promise.last.isoformat(),
            }
            for quote in basket.quotes
        ],
        "method": basket.quote.code if basket.quote else None,
    }
