"""How the amounts of an order's lines are shared among their units. Pure calculation on minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.currency.money import allocate, round_half_up


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back for one thing: units of a line, delivery, a difference. Kinds are those of refund lines."""

    kind: str
    line_id: int | None
    title: str
    units: int
    gross_minor: int
    net_minor: int
    tax_percent: str | None  # None: a mixture


def share(amount: int, quantity: int, units: int) -> int:
    """Return what so many of a line's units cost together: round(amount x units / quantity), half up.

    The last unit takes the rest, so all units together cost the amount exactly.
    """
    return round_half_up(Decimal(amount * units) / quantity) if units else 0


def refundable(paid: int, quantity: int, n_so_far: int, n_more: int) -> int:
    """Return what goes back for the next units of a line of which money for `n_so_far` went back before.

    `paid` is the line's amount, with tax, without, or its tax: each is shared in the same way, so whatever
    the order of returns, all parts add up to what was paid.
    """
    if not 0 <= n_so_far <= n_so_far + n_more <= quantity:
        raise ValueError(f"{n_so_far} + {n_more} units of a line of {quantity}")
    return share(paid, quantity, n_so_far + n_more) - share(paid, quantity, n_so_far)


def refundable_part(paid: int, whole: int, so_far: int, more: int) -> int:
    """Return which part of `paid` goes back with `more` of a whole amount of which `so_far` went back before.

    For amounts that have no units, such as the net of a delivery of which a part of the gross goes back.
    """
    return share(paid, whole, so_far + more) - share(paid, whole, so_far) if whole else 0


def kept_discount(before: int, was_before: int, was_off: int) -> int:
    """Return what promotions take off an amount that replaces another: the same share of it, but never more."""
    if not was_before:
        return 0
    return max(0, min(was_off, before * was_off // was_before, before))


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Share an amount out in proportion to weights, by largest remainder; nothing if they weigh nothing."""
    return allocate(total, weights) if sum(weights) else [0 for _ in weights]
