"""Applies promotions to a basket."""

from collections.abc import Iterable, Sequence

from apps.currency.money import allocate
from apps.promotions.rules import words
from apps.promotions.rules.conditions import refusal
from apps.promotions.rules.effects import DELIVERY_KINDS, Cut, cut
from apps.promotions.rules.terms import (
    Applied,
    Context,
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
)
from apps.promotions.rules.till import DELIVERY, Till


def apply(lines: Sequence[Line], promotions: Iterable[Rule], context: Context) -> Result:
    """Return what promotions take off a basket, line by line, what they add, and why others do nothing.

    Promotions apply by priority, the lower number first, then by id. Each sees the lines as the ones before
    it left them: a percentage after another one is of the reduced amounts. A percentage is rounded half up
    once, at the promotion's total; every total is capped at what is left, then spread over its lines by the
    largest remainder (ties to the earlier line), so shares add up exactly and no line falls below zero.

    An exclusive promotion takes only lines that no earlier one has touched, and nothing later applies to
    them; the delivery counts as a line of its own. The first promotion with `stops_further` that gives
    something is the last. All amounts are minor units of the context's currency; a line in another one
    raises CurrencyMismatch.
    """
    till = Till(lines, context)
    result = Result(shares={line.key: [] for line in lines})
    rules = sorted(promotions, key=lambda rule: (rule.priority, rule.promotion_id))
    coupons = _coupons(rules, context, result)
    stopper: Rule | None = None
    for rule in rules:
        coupon = coupons.get(rule.promotion_id)
        if rule.needs_coupon and coupon is None:
            continue
        rejection = _try(rule, coupon, till, context, result, stopper)
        if rejection is not None:
            result.rejected.append(rejection)
        elif rule.stops_further:
            stopper = rule
    return result


def _coupons(rules: list[Rule], context: Context, result: Result) -> dict[int, Coupon]:
    """Return the code to use for each promotion, and reject every other one."""
    known = {rule.promotion_id: rule for rule in rules}
    chosen: dict[int, Coupon] = {}
    for coupon in sorted(context.coupons, key=lambda c: c.code):
        rule = known.get(coupon.promotion_id) if coupon.promotion_id is not None else None
        reason = coupon.refusal or (Reason.NOT_RUNNING if rule is None else "")
        if not reason and coupon.promotion_id in chosen:
            reason = Reason.SECOND_CODE
        if reason or rule is None:
            result.rejected.append(words.reject(rule, coupon, Reason(reason)))
        else:
            chosen[rule.promotion_id] = coupon
    return chosen


def _try(
    rule: Rule, coupon: Coupon | None, till: Till, context: Context, result: Result, stopper: Rule | None
) -> Rejection | None:
    """Apply one promotion to the till and write it into the result, or return why not."""
    if stopper is not None:
        return words.reject(rule, coupon, Reason.STOPPED, by=stopper)
    scope = till.scope_of(rule)
    rejection = refusal(rule, coupon, till, context, scope)
    if rejection is not None:
        return rejection
    stated = [effect.amounts.into(context) if effect.amounts else 0 for effect in rule.effects]
    budget = rule.budget_left.into(context) if rule.budget_left else None
    if None in stated or (rule.budget_left is not None and budget is None):
        return words.reject(rule, coupon, Reason.NO_RATE, needed=context.currency)
    return _Giver(rule, coupon, till, result, scope, budget).give([amount or 0 for amount in stated])


class _Giver:
    """One promotion on its way through the till."""

    def __init__(
        self,
        rule: Rule,
        coupon: Coupon | None,
        till: Till,
        result: Result,
        scope: list[int],
        budget: int | None,
    ) -> None:
        self.rule, self.coupon, self.till, self.result = rule, coupon, till, result
        self.code = coupon.code if coupon else ""
        self.scope, self.budget = scope, budget
        self.minor = 0
        self.has_given = False
        self.by: Rule | None = None

    def give(self, stated: list[int]) -> Rejection | None:
        if self.budget is not None and self.budget <= 0:
            return words.reject(self.rule, self.coupon, Reason.USED_UP)
        touched: set[int] = set()
        for effect, amount in zip(self.rule.effects, stated, strict=True):
            touched.update(self._effect(effect, amount))
        if not self.has_given:
            reason = Reason.EXCLUDED if self.by else Reason.NO_EFFECT
            return words.reject(self.rule, self.coupon, reason, by=self.by)
        self.till.touch(self.rule, touched)
        code_id = self.coupon.code_id if self.coupon else None
        self.result.applied.append(
            Applied(self.rule.promotion_id, self.rule.label, self.code, code_id, self.minor)
        )
        return None

    def _effect(self, effect: Effect, amount: int) -> list[int]:
        """Let one effect work and return the lines that it worked on."""
        if effect.kind == EffectKind.GIFT:
            self._gift(effect)
            return []
        is_delivery = effect.kind in DELIVERY_KINDS
        lines = self._open([DELIVERY] if is_delivery else self.scope)
        if not lines:
            return []
        if is_delivery and self.till.delivery_left is None:
            self.has_given = True  # promised; the amount follows once a delivery is chosen
            return lines
        return lines if self._take(cut(effect, amount, self.till, lines)) else []

    def _open(self, indices: list[int]) -> list[int]:
        found = []
        for index in indices:
            blocker = self.till.blocker(self.rule, index)
            if blocker is None:
                found.append(index)
            else:
                self.by = self.by or blocker
        return found

    def _take(self, off: Cut) -> bool:
        total = off.total if self.budget is None else min(off.total, self.budget - self.minor)
        if total <= 0:
            return False
        for index, minor in zip(off.indices, allocate(total, off.weights), strict=True):
            if minor:
                self.till.take(index, minor)
                self._share(index, minor)
        self.minor += total
        self.has_given = True
        return True

    def _share(self, index: int, minor: int) -> None:
        is_delivery = index == DELIVERY
        shares = self.result.delivery if is_delivery else self.result.shares[self.till.lines[index].key]
        shares.append(Share(self.rule.promotion_id, self.rule.label, self.code, minor))

    def _gift(self, effect: Effect) -> None:
        if effect.gift_variant_id is not None:
            self.has_given = True
            self.result.gifts.append(
                Gift(self.rule.promotion_id, self.rule.label, self.code, effect.gift_variant_id)
            )
