"""Promotions as rules to calculate with, codes as they were typed in, and who has used what."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from apps.catalog.models import Category
from apps.core.memo import memo
from apps.currency.money import Money
from apps.promotions import rules
from apps.promotions.models import Condition, CouponCode, Effect, Promotion, PromotionUse, StatedAmount
from apps.promotions.rules import Amounts, ConditionKind, Coupon, Reason, Rule, Status

# ---- rules -------------------------------------------------------------------------------------------


def active_rules(now: datetime, *, fresh: bool = False) -> list[Rule]:
    """Return the promotions that run at a moment, in seven statements however many there are.

    Pages live with a copy up to 15 s old; placing an order asks for a fresh one.
    """
    found = _active.fresh() if fresh else _active()
    return [rule for rule in found if rule.runs_at(now)]


@memo(seconds=15)
def _active() -> list[Rule]:
    ended = Q(ends_at__lte=timezone.now())
    return _rules(Promotion.objects.filter(status=Status.ACTIVE).exclude(ended))


def rules_between(start: datetime, end: datetime) -> list[Rule]:
    """Return the promotions that are no drafts and whose time touches a span, for rehearsals of past orders.

    They are as they stand now; whether one ran at the moment of an order, `Rule.runs_at` tells.
    """
    begun = Q(starts_at=None) | Q(starts_at__lt=end)
    not_ended = Q(ends_at=None) | Q(ends_at__gt=start)
    return _rules(Promotion.objects.filter(begun, not_ended).exclude(status=Status.DRAFT))


def rule_of(promotion_id: int) -> Rule:
    """Return one promotion, also a draft, as a rule. Raises Promotion.DoesNotExist."""
    found = _rules(Promotion.objects.filter(pk=promotion_id))
    if not found:
        raise Promotion.DoesNotExist
    return found[0]


def description(promotion_id: int) -> str:
    """Return a promotion in one sentence of English, for staff."""
    return rules.describe(rule_of(promotion_id), timezone.now())


def _rules(promotions: QuerySet[Promotion]) -> list[Rule]:
    effects = Prefetch("effects", Effect.objects.select_related("gift_variant"))
    lists = [f"conditions__{name}" for name in ("products", "categories", "brands")]
    found = list(promotions.prefetch_related(effects, "conditions", *lists))
    paths = dict(Category.objects.values_list("path", "pk")) if found else {}
    return [_rule(promotion, paths) for promotion in found]


def _rule(promotion: Promotion, paths: dict[str, int]) -> Rule:
    conditions = list(promotion.conditions.all())
    by_kind = {condition.kind: condition for condition in conditions}
    products = _of(by_kind, ConditionKind.PRODUCTS)
    categories = _of(by_kind, ConditionKind.CATEGORIES)
    brands = _of(by_kind, ConditionKind.BRANDS)
    amount = _of(by_kind, ConditionKind.AMOUNT)
    quantity = _of(by_kind, ConditionKind.QUANTITY)
    chosen = list(categories.categories.all()) if categories.pk else []
    budget = None
    if promotion.budget_minor is not None:
        left = Money(promotion.budget_minor - promotion.spent_minor, promotion.budget_currency)
        budget = Amounts((left,))
    return Rule(
        promotion_id=promotion.pk,
        label=promotion.label,
        effects=tuple(_effect(effect) for effect in promotion.effects.all()),
        priority=promotion.priority,
        is_exclusive=promotion.is_exclusive,
        stops_further=promotion.stops_further,
        needs_coupon=promotion.needs_coupon,
        starts_at=promotion.starts_at,
        ends_at=promotion.ends_at,
        max_uses_per_customer=promotion.max_uses_per_customer,
        is_used_up=promotion.max_uses is not None and promotion.used >= promotion.max_uses,
        budget_left=budget,
        products=_ids(products, "products"),
        categories=_with_descendants(chosen, paths),
        brands=_ids(brands, "brands"),
        product_names=_names(products, "products", "name"),
        category_names=tuple(category.noun_plural for category in chosen),
        brand_names=_names(brands, "brands", "name"),
        minimum_amount=_amounts(amount),
        minimum_amount_of_all=amount.counts_everything,
        minimum_quantity=quantity.quantity or 0,
        minimum_quantity_of_all=quantity.counts_everything,
        groups=frozenset(_of(by_kind, ConditionKind.GROUPS).groups),
        countries=frozenset(_of(by_kind, ConditionKind.COUNTRIES).countries),
        is_first_order_only=ConditionKind.FIRST_ORDER in by_kind,
        windows=tuple((c.starts_at, c.ends_at) for c in conditions if c.kind == ConditionKind.WINDOW),
    )


def _of(by_kind: dict[str, Condition], kind: ConditionKind) -> Condition:
    """Return the condition of a kind, or one that demands nothing."""
    return by_kind.get(kind) or Condition(kind=kind)


def _ids(condition: Condition, name: str) -> frozenset[int]:
    return frozenset(row.pk for row in getattr(condition, name).all()) if condition.pk else frozenset()


def _names(condition: Condition, name: str, field: str) -> tuple[str, ...]:
    return tuple(getattr(row, field) for row in getattr(condition, name).all()) if condition.pk else ()


def _with_descendants(chosen: list[Category], paths: dict[str, int]) -> frozenset[int]:
    tops = tuple(f"{category.path}/" for category in chosen)
    below = [pk for path, pk in paths.items() if path.startswith(tops)] if tops else []
    return frozenset([category.pk for category in chosen] + below)


def _amounts(row: StatedAmount) -> Amounts | None:
    if row.amount_minor is None:
        return None
    others = [Money(minor, currency) for currency, minor in sorted(row.other_amounts.items())]
    return Amounts((Money(row.amount_minor, row.currency), *others))


def _effect(effect: Effect) -> rules.Effect:
    return rules.Effect(
        kind=effect.kind,
        percent_hundredths=int(effect.percent * 100) if effect.percent is not None else 0,
        amounts=_amounts(effect),
        buy=effect.buy_quantity or 0,
        get=effect.get_quantity or 0,
        gift_variant_id=effect.gift_variant_id,
        gift_name=effect.gift_variant.title if effect.gift_variant else "",
    )


# ---- codes ---------------------------------------------------------------------------------------------


def coupon(code: str, now: datetime) -> Coupon:
    """Return what a typed code is good for. A code that nobody made, or that is over, says so in `refusal`."""
    return next(iter(coupons([code], now)))


def coupons(codes: Iterable[str], now: datetime) -> frozenset[Coupon]:
    """Return what typed codes are good for, in one statement."""
    typed = {rules.normalise_code(code) for code in codes}
    found = {row.code: row for row in CouponCode.objects.filter(code__in=typed)} if typed else {}
    return frozenset(_coupon(code, found.get(code), now) for code in typed)


def _coupon(code: str, row: CouponCode | None, now: datetime) -> Coupon:
    if row is None:
        return Coupon(code, None, refusal=Reason.UNKNOWN_CODE)
    refusal = ""
    if row.expires_at is not None and row.expires_at <= now:
        refusal = Reason.CODE_EXPIRED
    elif row.max_uses is not None and row.used >= row.max_uses:
        refusal = Reason.USED_UP
    return Coupon(code, row.promotion_id, row.pk, refusal)


# ---- uses ------------------------------------------------------------------------------------------------


def uses_of(email: str) -> dict[int, int]:
    """Return how often the owner of an e-mail address has used each promotion that limits it."""
    mine = PromotionUse.objects.filter(customer=rules.customer_key(email), given_back_at=None)
    counted = mine.filter(promotion__max_uses_per_customer__isnull=False).order_by()
    return dict(counted.values_list("promotion").annotate(Count("pk")))


def use_count(promotion_id: int) -> int:
    """Return how many orders use a promotion."""
    return PromotionUse.objects.filter(promotion=promotion_id, given_back_at=None).count()
