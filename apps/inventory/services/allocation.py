"""Units promised to order lines, given back, exchanged, and sent out of the house."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from apps.inventory.errors import InsufficientStock
from apps.inventory.models import Stock, StockMovement
from apps.inventory.services.holds import use_up_holds
from apps.inventory.services.rows import Share, locked, move, share_out

Kind = StockMovement.Kind


@dataclass(frozen=True)
class Demand:
    """What one order line needs."""

    reference: str  # "order-line:42"
    variant_id: int
    quantity: int


@transaction.atomic(savepoint=False)
def allocate(
    *,
    demands: list[Demand],
    owner: UUID | None,
    actor: str,
    country: str = "",
    now: datetime | None = None,
) -> None:
    """Promise units to order lines that go to a country, and use up the owner's holds.

    Which location gives them is decided by `rules.share_out`. All lines of a variant count together. Raises
    InsufficientStock, and then nothing is allocated.
    """
    now = now or timezone.now()
    wanted: dict[int, int] = defaultdict(int)
    for demand in demands:
        wanted[demand.variant_id] += demand.quantity
    stocks = locked(wanted)
    shares = share_out(stocks, wanted, use_up_holds(stocks, owner, now), country)
    move(_per_demand(demands, shares), Kind.ALLOCATED, actor, now)


def _per_demand(demands: list[Demand], shares: dict[int, list[Share]]) -> list[tuple[Stock, str, int, int]]:
    """Split the shares of variants over the lines that asked: (stock, reference, on hand, allocated) changes."""
    left = {pk: [[share.stock, share.quantity] for share in group] for pk, group in shares.items()}
    changes: list[tuple[Stock, str, int, int]] = []
    for demand in demands:
        needed = demand.quantity
        for slot in left[demand.variant_id]:
            stock, free = slot
            taken = min(needed, free)  # type: ignore[call-overload]
            if taken:
                changes.append((stock, demand.reference, 0, taken))  # type: ignore[arg-type]
                slot[1] -= taken
                needed -= taken
    return changes


def _outstanding(references: Iterable[str], location_id: int | None = None) -> list[tuple[int, str, int]]:
    """What is still allocated to references, everywhere or at a location, as (stock id, reference, quantity)."""
    rows = StockMovement.objects.filter(reference__in=list(references)).order_by()
    if location_id is not None:
        rows = rows.filter(stock__location=location_id)
    sums = rows.values_list("stock", "reference").annotate(left=Sum("allocated_change"))
    return [(stock_id, reference, left) for stock_id, reference, left in sums if left > 0]


def _take_back(
    quantities: Mapping[str, int],
    kind: str,
    *,
    ship: bool,
    actor: str,
    reason: str,
    location_id: int | None = None,
) -> dict[str, int]:
    """Reduce what is allocated to references by up to so many units; return how many each gave.

    What is to be shipped has to lie there.
    """
    now = timezone.now()
    stock_ids = {stock_id for stock_id, _, _ in _outstanding(quantities, location_id)}
    rows = Stock.objects.filter(pk__in=stock_ids).order_by("pk").select_for_update(of=("self",))
    stocks = {stock.pk: stock for stock in rows}
    there = {pk: stock.on_hand for pk, stock in stocks.items() if ship and stock.is_tracked}
    given: dict[str, int] = defaultdict(int)
    changes = []
    for stock_id, reference, left in sorted(_outstanding(quantities, location_id)):
        taken = min(left, quantities[reference] - given[reference], there.get(stock_id, left))
        if taken > 0:
            given[reference] += taken
            out = taken if stock_id in there else 0
            changes.append((stocks[stock_id], reference, -out, -taken))
            if out:
                there[stock_id] -= out
    move(changes, kind, actor, now, reason)
    return dict(given)


@transaction.atomic(savepoint=False)
def release(*, quantities: Mapping[str, int], actor: str, reason: str) -> dict[str, int]:
    """Free units that order lines (reference to quantity) no longer need; return what each freed.

    Running it twice frees nothing the second time.
    """
    return _take_back(quantities, Kind.RELEASED, ship=False, actor=actor, reason=reason)


@transaction.atomic(savepoint=False)
def exchange(
    *, freed: Mapping[str, int], demands: list[Demand], actor: str, reason: str, country: str = ""
) -> None:
    """Free units of order lines (reference to quantity) and promise others, all stock locked once before.

    Raises InsufficientStock, and then nothing has changed.
    """
    stocks = {stock_id for stock_id, _, _ in _outstanding(freed)}
    touched = Q(pk__in=stocks) | Q(variant__in={demand.variant_id for demand in demands})
    list(Stock.objects.filter(touched).order_by("pk").select_for_update(of=("self",)))
    release(quantities=freed, actor=actor, reason=reason)
    if demands:
        allocate(demands=demands, owner=None, actor=actor, country=country)


@transaction.atomic
def ship(
    *, quantities: Mapping[str, int], actor: str, reason: str = "", location_id: int | None = None
) -> None:
    """Take units out of the house, or out of one location: allocation and stock on hand fall together.

    Raises InsufficientStock when fewer are allocated or on hand there than are to be shipped.
    """
    given = _take_back(
        quantities, Kind.SHIPPED, ship=True, actor=actor, reason=reason, location_id=location_id
    )
    missing = {ref: given.get(ref, 0) for ref, quantity in quantities.items() if given.get(ref, 0) < quantity}
    if missing:
        raise InsufficientStock({0: sum(missing.values())})
