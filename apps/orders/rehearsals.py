"""Past orders as promotions rehearse on them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Min, QuerySet
from django.db.models.functions import Lower

from apps.catalog.models import Category
from apps.currency import rules as currency_rules
from apps.currency.money import Money
from apps.currency.rules import Ending, UsedRate
from apps.orders.models import Order, OrderLine
from apps.orders.states import OrderStatus
from apps.promotions import rules as promotions
from apps.promotions import selectors as promotion_selectors
from apps.promotions.models import PromotionUse
from apps.promotions.rules import Context, Convert, Coupon, Line, RehearsalOrder, Report, Rule

MOST_ORDERS = 5_000  # a page has to come back within seconds


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a promotion would have done to past orders, and the lines that the report names."""

    report: Report
    lines: dict[tuple[str, Hashable], OrderLine]
    costs: dict[Hashable, int]
    is_cut: bool  # there were more orders than MOST_ORDERS; the newest count


def rehearse(*, promotion_id: int, days: int, now: datetime) -> Rehearsal:
    """Return what a promotion, also a draft, would have done to the orders placed in the last days.

    Cancelled orders are left out. Prices are those before promotions, delivery is what was paid for it; the
    customer's group, the goods' categories and costs are today's. Promotions that ran at the moment of an
    order count as they stand now and as not used up, those with a code where the order used it. A line's
    cost is compared with tax, at the order's own rate. Needs the same number of statements for any number
    of orders. Raises Promotion.DoesNotExist.
    """
    draft = promotion_selectors.rule_of(promotion_id)
    start = now - timedelta(days=days)
    orders = list(_placed(start, now)[: MOST_ORDERS + 1])
    is_cut, orders = len(orders) > MOST_ORDERS, orders[:MOST_ORDERS]
    rules = [
        replace(rule, is_used_up=False, budget_left=None)
        for rule in promotion_selectors.rules_between(start, now)
    ]
    reader = _Reader(orders, rules)
    report = promotions.rehearse(draft, [reader.rehearsal_of(order) for order in orders])
    wanted = {*report.under_cost, *report.at_zero}
    lines: dict[tuple[str, Hashable], OrderLine] = {
        (order.code, line.pk): line
        for order in orders
        for line in order.lines.all()
        if (order.code, line.pk) in wanted
    }
    return Rehearsal(report, lines, {key: reader.costs[key] for _, key in report.under_cost}, is_cut)


def _placed(start: datetime, end: datetime) -> QuerySet[Order]:
    """Placed orders of a time, newest first."""
    placed = Order.objects.filter(placed_at__gt=start, placed_at__lte=end)
    placed = placed.exclude(status__in=[OrderStatus.CANCELLED, OrderStatus.EXPIRED]).order_by(
        "-placed_at", "-pk"
    )
    return placed.select_related("user").prefetch_related("lines__variant__product")


class _Reader:
    """Turns orders into what rehearsals take, with everything read that they share."""

    def __init__(self, orders: list[Order], rules: list[Rule]) -> None:
        self.rules = rules
        self.categories = _with_ancestors()
        self.coupons = _coupons(orders)
        self.first_at = _first_at(orders)
        self.costs: dict[Hashable, int] = {}

    def rehearsal_of(self, order: Order) -> RehearsalOrder:
        if order.placed_at is None:
            raise ValueError("Only placed orders can be rehearsed on.")
        convert = _converter(order)
        costs: dict[Hashable, int] = {
            line.pk: cost for line in order.lines.all() if (cost := _cost(line, convert)) is not None
        }
        self.costs |= costs
        return RehearsalOrder(
            reference=order.code,
            lines=[self._line(order, line) for line in order.lines.all()],
            context=Context(
                currency=order.currency,
                country=order.country,
                now=order.placed_at,
                customer_groups=_groups(order),
                is_first_order=self.first_at.get(order.email.lower(), order.placed_at) == order.placed_at,
                coupons=frozenset(self.coupons.get(order.code, ())),
                delivery_minor=order.delivery_before.minor,
                convert=convert,
            ),
            rules=[rule for rule in self.rules if rule.runs_at(order.placed_at)],
            costs=costs,
        )

    def _line(self, order: Order, line: OrderLine) -> Line:
        """Goods that the catalogue has deleted belong to no product, category or brand."""
        product = line.variant.product if line.variant else None
        return Line(
            key=line.pk,
            product_id=product.pk if product else 0,
            variant_id=line.variant_id or 0,
            category_ids=self.categories.get(product.category_id, frozenset()) if product else frozenset(),
            brand_id=product.brand_id if product else 0,
            quantity=line.quantity,
            unit_minor=line.unit_before_gross_minor,
            currency=order.currency,
        )


def _groups(order: Order) -> frozenset[str]:
    group = order.user.customer_group if order.user else ""
    return frozenset({group} if group else ())


def _with_ancestors() -> dict[int, frozenset[int]]:
    """Return for each category its id and those above it."""
    by_path = dict(Category.objects.values_list("path", "pk"))
    return {
        pk: frozenset(by_path[part] for part in _path_and_above(path) if part in by_path)
        for path, pk in by_path.items()
    }


def _path_and_above(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _first_at(orders: list[Order]) -> dict[str, datetime]:
    """Return when each address of these orders, in small letters, placed its first order ever."""
    placed = Order.objects.filter(placed_at__isnull=False).annotate(address=Lower("email")).order_by()
    placed = placed.exclude(status=OrderStatus.EXPIRED)
    mine = placed.filter(address__in={order.email.lower() for order in orders})
    return dict(mine.values_list("address").annotate(first_at=Min("placed_at")))


def _coupons(orders: list[Order]) -> dict[str, list[Coupon]]:
    """Return the codes that orders used, by the order's code."""
    references = {f"order:{order.code}": order.code for order in orders}
    uses = PromotionUse.objects.filter(reference__in=references, code__isnull=False, given_back_at=None)
    found: dict[str, list[Coupon]] = {}
    for use in uses.select_related("code").order_by("pk"):
        if use.code is not None:
            coupon = Coupon(use.code.code, use.promotion_id, use.code.pk)
            found.setdefault(references[use.reference], []).append(coupon)
    return found


def _converter(order: Order) -> Convert:
    """Convert what is stated in the base currency, or the order's, with the rate that the order keeps."""
    rate = UsedRate(order.currency, order.rate, order.rate_source, order.rate_date, settings.BASE_CURRENCY)

    def convert(money: Money, currency: str) -> Money | None:
        if money.currency == currency:
            return money
        if money.currency != rate.base or currency != rate.currency:
            return None
        return currency_rules.convert(money, rate, Ending.NONE)

    return convert


def _cost(line: OrderLine, convert: Convert) -> int | None:
    """Return what all units of a line cost the shop, in the order's currency with the line's tax."""
    if line.variant is None or line.variant.cost_minor is None:
        return None
    cost = Money(line.variant.cost_minor, settings.BASE_CURRENCY) * line.quantity
    converted = convert(cost, line.order.currency)
    return None if converted is None else converted.share(1 + line.tax_percent / Decimal(100)).minor
