"""What an effect takes off: how much in all, and over which lines it is spread."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.promotions.rules.terms import Effect, EffectKind
from apps.promotions.rules.till import DELIVERY, Till

WHOLE = 10_000  # 100 % in hundredths of a percent


@dataclass(frozen=True, slots=True)
class Cut:
    """A total to take off, and how it weighs on lines; no line gives more than its weight."""

    total: int
    indices: list[int]
    weights: list[int]


def percent_of(minor: int, hundredths: int) -> int:
    """Return a percentage of a non-negative amount, rounded half up to the minor unit."""
    return (minor * hundredths + WHOLE // 2) // WHOLE


def cut(effect: Effect, stated: int, till: Till, lines: list[int]) -> Cut:
    """Return what an effect takes off these lines (or off the delivery) as they stand now.

    `stated` is the effect's amount in the basket's currency. The total never exceeds what is left.
    """
    found = _CUTS[effect.kind](effect, stated, till, lines)
    return Cut(min(found.total, sum(found.weights)), found.indices, found.weights)


def _percent(effect: Effect, _stated: int, till: Till, lines: list[int]) -> Cut:
    weights = [till.left[i] for i in lines]
    return Cut(percent_of(sum(weights), effect.percent_hundredths), lines, weights)


def _amount(_effect: Effect, stated: int, till: Till, lines: list[int]) -> Cut:
    return Cut(stated, lines, [till.left[i] for i in lines])


def _fixed_price(_effect: Effect, stated: int, till: Till, lines: list[int]) -> Cut:
    weights = [max(0, till.left[i] - stated * till.lines[i].quantity) for i in lines]
    return Cut(sum(weights), lines, weights)


def _buy_get(effect: Effect, _stated: int, till: Till, lines: list[int]) -> Cut:
    return _cheapest(till, lines, effect.buy + effect.get, effect.get, effect.percent_hundredths)


def _cheapest_free(effect: Effect, _stated: int, till: Till, lines: list[int]) -> Cut:
    return _cheapest(till, lines, effect.buy, 1, WHOLE)


def _cheapest(till: Till, lines: list[int], group: int, get: int, hundredths: int) -> Cut:
    """Reduce the cheapest units of all lines together: `get` of every whole group."""
    units = []  # (value of a unit, line, how many): what is left of a line in whole minor units per unit
    for position, i in enumerate(lines):
        quantity = till.lines[i].quantity
        value, dearer = divmod(till.left[i], quantity)
        units += [(value, position, quantity - dearer), (value + 1, position, dearer)]
    wanted = sum(count for _, _, count in units) // group * get
    weights = [0] * len(lines)
    for value, position, count in sorted(units):
        taken = min(wanted, count)
        weights[position] += taken * value
        wanted -= taken
    return Cut(percent_of(sum(weights), hundredths), lines, weights)


def _delivery_percent(effect: Effect, _stated: int, till: Till, _lines: list[int]) -> Cut:
    left = till.delivery_left or 0
    return Cut(percent_of(left, effect.percent_hundredths), [DELIVERY], [left])


def _delivery_amount(_effect: Effect, stated: int, till: Till, _lines: list[int]) -> Cut:
    return Cut(stated, [DELIVERY], [till.delivery_left or 0])


_CUTS: dict[str, Callable[[Effect, int, Till, list[int]], Cut]] = {
    EffectKind.PERCENT: _percent,
    EffectKind.AMOUNT: _amount,
    EffectKind.FIXED_PRICE: _fixed_price,
    EffectKind.BUY_GET: _buy_get,
    EffectKind.CHEAPEST_FREE: _cheapest_free,
    EffectKind.DELIVERY_PERCENT: _delivery_percent,
    EffectKind.DELIVERY_AMOUNT: _delivery_amount,
}
DELIVERY_KINDS = frozenset({EffectKind.DELIVERY_PERCENT.value, EffectKind.DELIVERY_AMOUNT.value})
