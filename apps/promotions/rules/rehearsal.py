"""What a draft would have done to past orders."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from apps.promotions.rules.engine import apply
from apps.promotions.rules.terms import Context, Line, Result, Rule


@dataclass(frozen=True, slots=True)
class RehearsalOrder:
    """A past order: its lines at their prices before promotions, and the promotions of its day.

    `costs` says what all units of a line cost the shop, on the same basis as its price (both with tax or
    both without); a line without an entry is not judged.
    """

    reference: str
    lines: Sequence[Line]
    context: Context
    rules: Sequence[Rule] = ()
    costs: Mapping[Hashable, int] = field(default_factory=dict)


@dataclass(slots=True)
class Totals:
    """Sums in minor units of one currency, over all rehearsed orders in it. Delivery is included."""

    revenue_before: int = 0
    revenue_after: int = 0
    discount: int = 0  # the draft's own

    @property
    def difference(self) -> int:
        return self.revenue_after - self.revenue_before


@dataclass(slots=True)
class Conflict:
    """Another promotion that met the draft, and in how many orders it did so in which way."""

    promotion_id: int
    label: str
    blocks: int = 0  # it kept the draft from applying
    gives_way: int = 0  # it gave less beside the draft than alone
    adds_up: int = 0  # both reduced the same line


@dataclass(slots=True)
class Report:
    """The outcome of a rehearsal. Lines are pairs of (order reference, line key).

    `paid` says what would have been paid for each line that is named, in minor units of its order's currency.
    """

    orders: int = 0
    touched: int = 0
    totals: dict[str, Totals] = field(default_factory=lambda: defaultdict(Totals))
    conflicts: list[Conflict] = field(default_factory=list)
    under_cost: list[tuple[str, Hashable]] = field(default_factory=list)
    at_zero: list[tuple[str, Hashable]] = field(default_factory=list)
    paid: dict[tuple[str, Hashable], int] = field(default_factory=dict)


def rehearse(promotion: Rule, orders: Iterable[RehearsalOrder]) -> Report:
    """Return what a draft would have done to past orders, beside the promotions that were active then.

    The draft counts as if every customer had had its code, used it within its limits, and at any date; its
    conditions about goods and customers hold. Revenue is what goods and delivery cost after promotions.
    """
    draft = replace(
        promotion, needs_coupon=False, starts_at=None, ends_at=None, windows=(), is_used_up=False,
        max_uses_per_customer=None,
    )  # fmt: skip
    report = Report()
    conflicts: dict[int, Conflict] = {}
    for order in orders:
        _rehearse_one(draft, order, report, conflicts)
    report.conflicts = sorted(conflicts.values(), key=lambda c: c.promotion_id)
    return report


def _rehearse_one(draft: Rule, order: RehearsalOrder, report: Report, conflicts: dict[int, Conflict]) -> None:
    others = [rule for rule in order.rules if rule.promotion_id != draft.promotion_id]
    before = apply(order.lines, others, order.context)
    after = apply(order.lines, [*others, draft], order.context)
    listed = sum(line.unit_minor * line.quantity for line in order.lines) + (
        order.context.delivery_minor or 0
    )
    totals = report.totals[order.context.currency]
    totals.revenue_before += listed - before.off_goods - before.off_delivery
    totals.revenue_after += listed - after.off_goods - after.off_delivery
    own = [applied for applied in after.applied if applied.promotion_id == draft.promotion_id]
    totals.discount += sum(applied.minor for applied in own)
    report.orders += 1
    report.touched += bool(own)
    _note_conflicts(draft, before, after, others, conflicts)
    _note_lines(draft, order, after, report)


def _note_conflicts(
    draft: Rule, before: Result, after: Result, others: list[Rule], conflicts: dict[int, Conflict]
) -> None:
    blocked_by = {r.by for r in after.rejected if r.promotion_id == draft.promotion_id}
    gave = {applied.promotion_id: applied.minor for applied in before.applied}
    gives = {applied.promotion_id: applied.minor for applied in after.applied}
    together = _on_the_same_line(draft, after)
    for rule in others:
        pk = rule.promotion_id
        blocks = pk in blocked_by
        gives_way = pk in gave and (pk not in gives or gives[pk] < gave[pk])
        adds_up = pk in together
        if blocks or gives_way or adds_up:
            conflict = conflicts.setdefault(pk, Conflict(pk, rule.label))
            conflict.blocks += blocks
            conflict.gives_way += gives_way
            conflict.adds_up += adds_up


def _on_the_same_line(draft: Rule, after: Result) -> set[int]:
    found: set[int] = set()
    for shares in (*after.shares.values(), after.delivery):
        ids = {share.promotion_id for share in shares}
        if draft.promotion_id in ids:
            found |= ids - {draft.promotion_id}
    return found


def _note_lines(draft: Rule, order: RehearsalOrder, after: Result, report: Report) -> None:
    """Note the lines that the draft helped to bring under their cost, or to zero."""
    for line in order.lines:
        shares = after.shares[line.key]
        if all(share.promotion_id != draft.promotion_id for share in shares):
            continue
        paid = line.unit_minor * line.quantity - sum(share.minor for share in shares)
        name = (order.reference, line.key)
        if paid == 0:
            report.at_zero.append(name)
        if paid < order.costs.get(line.key, 0):
            report.under_cost.append(name)
        if paid == 0 or paid < order.costs.get(line.key, 0):
            report.paid[name] = paid
