"""Promotions in words: why one does nothing, and what one is."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from apps.currency.money import Money, exponent, format_money
from apps.promotions.rules.effects import DELIVERY_KINDS, WHOLE
from apps.promotions.rules.terms import Amounts, Coupon, Effect, EffectKind, Reason, Rejection, Rule

_SENTENCES = {
    Reason.UNKNOWN_CODE: "This code is not valid.",
    Reason.CODE_EXPIRED: "This code has expired.",
    Reason.SECOND_CODE: "Only one code of “{label}” can be used in an order.",
    Reason.NOT_RUNNING: "{subject} cannot be used at the moment.",
    Reason.USED_UP: "{subject} has been used up.",
    Reason.CUSTOMER_LIMIT: "{subject} was used with this e-mail address before.",
    Reason.GROUP: "{subject} is for certain customers only.",
    Reason.COUNTRY: "{subject} does not count for this country of delivery.",
    Reason.NOT_FIRST_ORDER: "{subject} is for a first order only.",
    Reason.NOTHING_ELIGIBLE: "{subject} is for {goods}; there is nothing of it in the basket.",
    Reason.MINIMUM_AMOUNT: "{subject} needs {needed}, add {missing}.",
    Reason.MINIMUM_QUANTITY: "{subject} needs {needed}, add {missing}.",
    Reason.NO_RATE: "{subject} cannot be worked out in {needed} at the moment.",
    Reason.STOPPED: "{subject} cannot be combined with “{by}”.",
    Reason.EXCLUDED: "{subject} cannot be combined with “{by}”.",
    Reason.NO_EFFECT: "{subject} takes nothing off this basket.",
}


def amount(minor: int, currency: str) -> str:
    return format_money(Money(minor, currency))


def reject(
    rule: Rule | None,
    coupon: Coupon | None,
    reason: Reason,
    *,
    needed: str = "",
    missing: str = "",
    by: Rule | None = None,
) -> Rejection:
    """Say no in one sentence, about the code if one was typed in, else about the promotion."""
    label = rule.label if rule else ""
    sentence = _SENTENCES[reason].format(
        subject="This code" if coupon else f"“{label}”",
        label=label,
        goods=_goods(rule) if rule else "",
        needed=needed,
        missing=missing,
        by=by.label if by else "",
    )
    promotion_id = rule.promotion_id if rule else coupon.promotion_id if coupon else None
    code = coupon.code if coupon else ""
    return Rejection(promotion_id, label, code, reason, sentence, by.promotion_id if by else None)


# ---- what a promotion is -----------------------------------------------------------------------------


def describe(rule: Rule, now: datetime) -> str:
    """Return a promotion as one sentence of English for staff.

    "10 % off eyepieces of Lyra from €100, once per customer, until 30 November." A year is named if it is
    not the current one.
    """
    gives = " and ".join(_effect(effect, rule) for effect in rule.effects) or "nothing yet"
    if _has_scope(rule) and all(_is_beside_goods(effect) for effect in rule.effects):
        gives += f" with {_goods(rule)}"
    parts = [gives + _minimum(rule), *_limits(rule), *_times(rule, now)]
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _plain(money: Money) -> str:
    """Write a whole amount without its zeros: €100."""
    places = exponent(money.currency)
    return format_money(money).removesuffix("." + "0" * places) if places else format_money(money)


def _stated(amounts: Amounts | None) -> str:
    return _plain(amounts.stated[0]) if amounts else "nothing"


def _percent(effect: Effect) -> str:
    whole, rest = divmod(effect.percent_hundredths, 100)
    return f"{whole}{f'.{rest:02d}'.rstrip('0') if rest else ''} %"


def _either(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _has_scope(rule: Rule) -> bool:
    return bool(rule.products or rule.categories or rule.brands)


def _goods(rule: Rule) -> str:
    goods = ""
    if rule.product_names:
        goods = _either([f"“{name}”" for name in rule.product_names], "or")
    if rule.category_names:
        goods += (" in " if goods else "") + _either(rule.category_names, "and")
    if rule.brand_names:
        goods = f"{goods or 'everything'} of {_either(rule.brand_names, 'or')}"
    return goods or "everything that can be reduced"


def _is_beside_goods(effect: Effect) -> bool:
    return effect.kind in DELIVERY_KINDS or effect.kind == EffectKind.GIFT


def _effect(effect: Effect, rule: Rule) -> str:
    return _EFFECTS[effect.kind](effect, _goods(rule) if _has_scope(rule) else "everything")


def _buy_get(effect: Effect, goods: str) -> str:
    is_free = effect.percent_hundredths == WHOLE
    return f"buy {effect.buy} of {goods}, get {effect.get} {'free' if is_free else f'with {_percent(effect)} off'}"


def _delivery_percent(effect: Effect, _goods: str) -> str:
    return "free delivery" if effect.percent_hundredths == WHOLE else f"{_percent(effect)} off delivery"


_EFFECTS: dict[str, Callable[[Effect, str], str]] = {
    EffectKind.PERCENT: lambda e, goods: f"{_percent(e)} off {goods}",
    EffectKind.AMOUNT: lambda e, goods: f"{_stated(e.amounts)} off {goods}",
    EffectKind.FIXED_PRICE: lambda e, goods: f"{goods} for {_stated(e.amounts)} each",
    EffectKind.BUY_GET: _buy_get,
    EffectKind.CHEAPEST_FREE: lambda e, goods: f"the cheapest of every {e.buy} of {goods} free",
    EffectKind.DELIVERY_PERCENT: _delivery_percent,
    EffectKind.DELIVERY_AMOUNT: lambda e, _: f"{_stated(e.amounts)} off delivery",
    EffectKind.GIFT: lambda e, _: f"“{e.gift_name}” as a gift",
}


def _minimum(rule: Rule) -> str:
    words = ""
    if rule.minimum_amount:
        words += f" from {_stated(rule.minimum_amount)}" + " in all" * rule.minimum_amount_of_all
    if rule.minimum_quantity:
        joined = " and" if words else ""
        words += f"{joined} from {rule.minimum_quantity} items" + " in all" * rule.minimum_quantity_of_all
    return words


def _limits(rule: Rule) -> list[str]:
    times = rule.max_uses_per_customer
    return [
        "with a code" if rule.needs_coupon else "",
        f"for {_either(sorted(rule.groups), 'or')}" if rule.groups else "",
        f"to {_either(sorted(rule.countries), 'or')}" if rule.countries else "",
        "on a first order" if rule.is_first_order_only else "",
        "" if times is None else "once per customer" if times == 1 else f"{times} times per customer",
        "with nothing else" if rule.is_exclusive else "",
    ]


def _times(rule: Rule, now: datetime) -> list[str]:
    starts = f"starting {_day(rule.starts_at, now)}" if rule.starts_at and rule.starts_at > now else ""
    # The end is the first moment that no longer counts: midnight ends the day before.
    ends = f"until {_day(rule.ends_at - timedelta(microseconds=1), now)}" if rule.ends_at else ""
    return [starts, ends, "at certain times" if rule.windows else ""]


def _day(moment: datetime, now: datetime) -> str:
    day = timezone.localdate(moment)
    year = "" if day.year == timezone.localdate(now).year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"
