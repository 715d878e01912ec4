"""Promotions as pure calculation: what they need, what they give, and how that is said.

`apply` is the one entrance. Everything works on integers of minor units; nothing here reads the database.
"""

from apps.promotions.rules.codes import customer_key, is_code, normalise_code, random_codes
from apps.promotions.rules.engine import apply
from apps.promotions.rules.rehearsal import Conflict, RehearsalOrder, Report, Totals, rehearse
from apps.promotions.rules.terms import (
    Amounts,
    Applied,
    ConditionKind,
    Context,
    Convert,
    Coupon,
    Effect,
    EffectKind,
    Gift,
    Line,
    Reason,
    Rejection,
    Result,
    Rule,
    Share,
    Status,
    same_currency_only,
)
from apps.promotions.rules.words import describe

__all__ = [
    "Amounts",
    "Applied",
    "ConditionKind",
    "Conflict",
    "Context",
    "Convert",
    "Coupon",
    "Effect",
    "EffectKind",
    "Gift",
    "Line",
    "Reason",
    "RehearsalOrder",
    "Rejection",
    "Report",
    "Result",
    "Rule",
    "Share",
    "Status",
    "Totals",
    "apply",
    "customer_key",
    "describe",
    "is_code",
    "normalise_code",
    "random_codes",
    "rehearse",
    "same_currency_only",
]
