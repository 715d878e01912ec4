"""The state of a basket while promotions apply to it one after the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from apps.currency.errors import CurrencyMismatch
from apps.promotions.rules.terms import Context, Line, Rule

DELIVERY = -1  # stands for the delivery where lines are numbered


class Till:
    """What is left of each line, and which promotions have touched it. Lines are numbered as they came."""

    def __init__(self, lines: Sequence[Line], context: Context) -> None:
        for line in lines:
            if line.currency != context.currency:
                raise CurrencyMismatch(first=context.currency, second=line.currency)
        self.lines = lines
        self.listed = [line.unit_minor * line.quantity for line in lines]
        self.left = list(self.listed)
        self.delivery_left = context.delivery_minor
        self._touched: dict[int, Rule] = {}
        self._closed: dict[int, Rule] = {}
        self._index(lines)

    def _index(self, lines: Sequence[Line]) -> None:
        self.discountable = [i for i, line in enumerate(lines) if line.is_discountable]
        self._by_product: dict[int, set[int]] = defaultdict(set)
        self._by_brand: dict[int, set[int]] = defaultdict(set)
        self._by_category: dict[int, set[int]] = defaultdict(set)
        for i in self.discountable:
            self._by_product[lines[i].product_id].add(i)
            self._by_brand[lines[i].brand_id].add(i)
            for category_id in lines[i].category_ids:
                self._by_category[category_id].add(i)

    def scope_of(self, rule: Rule) -> list[int]:
        """Return the lines that a promotion is about, in their order."""
        wanted = (
            (rule.products, self._by_product),
            (rule.categories, self._by_category),
            (rule.brands, self._by_brand),
        )
        found: set[int] | None = None
        for ids, index in wanted:
            if ids:
                matching = {i for id_ in index.keys() & ids for i in index[id_]}
                found = matching if found is None else found & matching
        return self.discountable if found is None else sorted(found)

    def blocker(self, rule: Rule, index: int) -> Rule | None:
        """Return the promotion that keeps this one off a line: an exclusive one, or any if this one is."""
        return self._closed.get(index) or (self._touched.get(index) if rule.is_exclusive else None)

    def touch(self, rule: Rule, indices: Iterable[int]) -> None:
        """Note that a promotion has applied to lines; an exclusive one closes them."""
        for index in indices:
            self._touched.setdefault(index, rule)
            if rule.is_exclusive:
                self._closed[index] = rule

    def take(self, index: int, minor: int) -> None:
        if index == DELIVERY:
            self.delivery_left = (self.delivery_left or 0) - minor
        else:
            self.left[index] -= minor
