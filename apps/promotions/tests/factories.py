"""Builds promotions through the same services that staff use."""

import itertools
from typing import Any

from apps.promotions import services
from apps.promotions.models import Condition, CouponCode, Effect, Promotion
from apps.promotions.rules import Applied, Status

_number = itertools.count(1)


def a_promotion(label: str = "Autumn nights", **fields: Any) -> Promotion:
    """An active promotion of ten percent off, unless `effect` says otherwise."""
    effect = fields.pop("effect", {"kind": "PERCENT", "percent": 10})
    values = {"name": f"{label} {next(_number)}", "label": label, "status": Status.ACTIVE}
    promotion = services.save_promotion(promotion=Promotion(**{**values, **fields}))
    if effect:
        Effect.objects.create(promotion=promotion, **effect)
    return promotion


def a_condition(promotion: Promotion, kind: str, **fields: Any) -> Condition:
    lists = {name: fields.pop(name) for name in ("products", "categories", "brands") if name in fields}
    condition = Condition.objects.create(promotion=promotion, kind=kind, **fields)
    for name, rows in lists.items():
        getattr(condition, name).set(rows)
    return condition


def a_code(promotion: Promotion, code: str = "STARS", **fields: Any) -> CouponCode:
    return services.save_code(coupon=CouponCode(promotion=promotion, code=code, **fields))


def applied(promotion: Promotion, code: CouponCode | None = None, minor: int = 1000) -> Applied:
    """What the calculation would say of a promotion that took something off."""
    return Applied(promotion.pk, promotion.label, code.code if code else "", code.pk if code else None, minor)
