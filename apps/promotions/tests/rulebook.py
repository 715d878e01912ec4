"""Lines, promotions and circumstances for tests of the pure rules."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from apps.currency.money import Money
from apps.promotions.rules import Amounts, Context, Coupon, Effect, EffectKind, Line, Rule

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def line(key: Any, unit: int, quantity: int = 1, **fields: Any) -> Line:
    values = {"product_id": 1, "variant_id": 1, "category_ids": frozenset({10, 1}), "brand_id": 5}
    return Line(key=key, quantity=quantity, unit_minor=unit, currency="EUR", **{**values, **fields})


def here(**fields: Any) -> Context:
    return replace(Context(currency="EUR", country="DE", now=NOW), **fields)


def rule(pk: int, *effects: Effect, **fields: Any) -> Rule:
    return Rule(promotion_id=pk, label=fields.pop("label", f"Promotion {pk}"), effects=effects, **fields)


def euros(amount: str) -> Amounts:
    return Amounts((Money.of(amount, "EUR"),))


def percent(value: str) -> Effect:
    return Effect(EffectKind.PERCENT, percent_hundredths=int(Decimal(value) * 100))


def off(amount: str) -> Effect:
    return Effect(EffectKind.AMOUNT, amounts=euros(amount))


def code(text: str, promotion_id: int | None, refusal: str = "") -> Coupon:
    return Coupon(text, promotion_id, code_id=promotion_id, refusal=refusal)
