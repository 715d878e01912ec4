"""Whether a promotion may apply, and in which words it may not."""

from apps.promotions.rules import words
from apps.promotions.rules.terms import Context, Coupon, Reason, Rejection, Rule
from apps.promotions.rules.till import Till


def refusal(
    rule: Rule, coupon: Coupon | None, till: Till, context: Context, scope: list[int]
) -> Rejection | None:
    """Return why a promotion gives nothing, or None if it may apply.

    Amounts and quantities are those of the basket before any promotion, so a basket that has reached a
    minimum keeps it whatever else applies.
    """
    reason = _about_the_customer(rule, context)
    if reason is None and not scope:
        reason = Reason.NOTHING_ELIGIBLE
    if reason is not None:
        return words.reject(rule, coupon, reason)
    return _too_few(rule, coupon, till, scope) or _too_little(rule, coupon, till, context, scope)


def _about_the_customer(rule: Rule, context: Context) -> Reason | None:
    limit = rule.max_uses_per_customer
    facts = (
        (not rule.runs_at(context.now), Reason.NOT_RUNNING),
        (rule.is_used_up, Reason.USED_UP),
        (limit is not None and context.uses.get(rule.promotion_id, 0) >= limit, Reason.CUSTOMER_LIMIT),
        (rule.groups and not rule.groups & context.customer_groups, Reason.GROUP),
        (rule.countries and context.country not in rule.countries, Reason.COUNTRY),
        (rule.is_first_order_only and not context.is_first_order, Reason.NOT_FIRST_ORDER),
    )
    return next((reason for is_so, reason in facts if is_so), None)


def _too_few(rule: Rule, coupon: Coupon | None, till: Till, scope: list[int]) -> Rejection | None:
    counted = till.discountable if rule.minimum_quantity_of_all else scope
    missing = rule.minimum_quantity - sum(till.lines[i].quantity for i in counted)
    if missing <= 0:
        return None
    needed = f"{rule.minimum_quantity} items"
    return words.reject(rule, coupon, Reason.MINIMUM_QUANTITY, needed=needed, missing=str(missing))


def _too_little(
    rule: Rule, coupon: Coupon | None, till: Till, context: Context, scope: list[int]
) -> Rejection | None:
    if rule.minimum_amount is None:
        return None
    needed = rule.minimum_amount.into(context)
    if needed is None:
        return words.reject(rule, coupon, Reason.NO_RATE, needed=context.currency)
    counted = till.discountable if rule.minimum_amount_of_all else scope
    missing = needed - sum(till.listed[i] for i in counted)
    if missing <= 0:
        return None
    return words.reject(
        rule,
        coupon,
        Reason.MINIMUM_AMOUNT,
        needed=words.amount(needed, context.currency),
        missing=words.amount(missing, context.currency),
    )
