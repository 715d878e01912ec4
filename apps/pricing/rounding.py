"""How a basket's tax is rounded: by line, by rate, or by rate with the gross kept. Pure calculation.

Every mode starts from lines that are rounded one by one. The two others compare the sums of each rate with
what one calculation for the whole rate gives, as invoices by EN 16931 (BR-CO-17) must, and spread the
difference over the lines, one minor unit each, from the dearest down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.currency.money import Money
from apps.pricing.rules import Taxed, gross_of, net_of

LINE, SUM_BY_NET, KEEP_GROSS = "line", "sum_by_net", "keep_gross"
MODES = (LINE, SUM_BY_NET, KEEP_GROSS)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a basket, rounded by itself. Parts of one rate and treatment are summed together."""

    amount: Taxed
    percent: Decimal
    treatment: str = "taxed"


@dataclass(frozen=True, slots=True)
class Rounded:
    """A line after rounding, and by how much its gross and its net were moved."""

    amount: Taxed
    rounding_correction: Money
    net_correction: Money


def round_parts(parts: Sequence[Part], mode: str) -> list[Rounded]:
    """Round the lines of one basket in a mode; the answer keeps their order. All are of one currency.

    `line` leaves them as they are. `sum_by_net` makes each rate's gross round(net x (1 + rate)) by moving
    gross amounts. `keep_gross` moves nets only; where no net in whole minor units gives the gross, the gross
    falls by one unit, never rises, and `rounding_correction` says so. Raises ValueError for another mode.
    """
    if mode not in MODES:
        raise ValueError(f"{mode!r} is no way to round; use {', '.join(MODES)}.")
    pairs = [(part.amount.gross.minor, part.amount.net.minor) for part in parts]
    moved = list(pairs)
    for indexes in _groups(parts) if mode != LINE else []:
        group = [pairs[index] for index in indexes]
        for index, pair in zip(indexes, _moved(group, parts[indexes[0]].percent, mode), strict=True):
            moved[index] = pair
    return [_rounded(part, *pair) for part, pair in zip(parts, moved, strict=True)]


def exact_below(gross: int, percent: Decimal) -> tuple[int, int]:
    """Return (gross, net) for the highest gross, at most the given one, that a whole net reaches.

    99.99 at 19 % has none: 84.02 gives 99.98 and 84.03 gives 100.00. The answer is at most one unit lower.
    """
    net = net_of(gross, percent)
    if gross_of(net, percent) > gross:
        net -= 1
    return gross_of(net, percent), net


def _groups(parts: Sequence[Part]) -> list[list[int]]:
    """Return the positions of each rate's lines, the dearest first."""
    groups: dict[tuple[Decimal, str], list[int]] = {}
    for index, part in enumerate(parts):
        groups.setdefault((part.percent, part.treatment), []).append(index)
    for indexes in groups.values():
        indexes.sort(key=lambda index: (-parts[index].amount.gross.minor, -parts[index].amount.net.minor))
    return list(groups.values())


def _moved(group: list[tuple[int, int]], percent: Decimal, mode: str) -> list[tuple[int, int]]:
    gross, net = sum(pair[0] for pair in group), sum(pair[1] for pair in group)
    if mode == SUM_BY_NET:
        return _spread(group, gross_by=gross_of(net, percent) - gross, net_by=0)
    exact_gross, exact_net = exact_below(gross, percent)
    # A falling net first makes room for a falling gross.
    if exact_net < net:
        group = _spread(group, gross_by=0, net_by=exact_net - net)
        return _spread(group, gross_by=exact_gross - gross, net_by=0)
    group = _spread(group, gross_by=exact_gross - gross, net_by=0)
    return _spread(group, gross_by=0, net_by=exact_net - net)


def _spread(group: list[tuple[int, int]], *, gross_by: int, net_by: int) -> list[tuple[int, int]]:
    """Move one unit per line until the difference is gone; a line whose net or tax would fall below 0 waits."""
    left = abs(gross_by or net_by)
    gross_step, net_step = _sign(gross_by), _sign(net_by)
    result = []
    for gross, net in group:
        if left and 0 <= net + net_step <= gross + gross_step:
            result.append((gross + gross_step, net + net_step))
            left -= 1
        else:
            result.append((gross, net))
    return result


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _rounded(part: Part, gross: int, net: int) -> Rounded:
    before, currency = part.amount, part.amount.gross.currency
    if (gross, net) == (before.gross.minor, before.net.minor):
        return Rounded(before, Money.zero(currency), Money.zero(currency))
    after = Taxed(Money(gross, currency), Money(net, currency))
    return Rounded(after, after.gross - before.gross, after.net - before.net)
