"""Every change of stock. Rows are locked in primary key order, once per transaction, before they are checked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from apps.catalog import services as catalog
from apps.core.compiled import CompiledInsert, CompiledQuery
from apps.core.faults import is_on
from apps.inventory import selectors
from apps.inventory.errors import HoldLapsed, InsufficientStock
from apps.inventory.models import Hold, Stock, StockMovement

Kind = StockMovement.Kind


@cache
def _stock_of(count: int, *, is_locking: bool) -> CompiledQuery:
    """Return the statement that reads the stock rows of so many variants, in primary key order."""

    def build(**variants: int) -> QuerySet[Stock]:
        rows = Stock.objects.filter(variant__in=list(variants.values())).order_by("pk")
        if is_locking:
            rows = rows.select_for_update(of=("self",))
        return rows.select_related("location")

    return CompiledQuery(build, **{f"variant_{n}": 16091130 + n for n in range(count)})


def _locked(variant_ids: Collection[int]) -> list[Stock]:
    """Lock the stock rows of variants in one statement, in primary key order."""
    if not variant_ids:
        return []
    statement = _stock_of(len(variant_ids), is_locking=is_on("stock_lock"))
    rows = statement.objects(**{f"variant_{n}": pk for n, pk in enumerate(variant_ids)})
    # Locations are tried in their own order, but locked in key order.
    return sorted(rows, key=lambda s: (s.location.priority, s.pk))


class _Held(NamedTuple):
    stock_id: int
    owner: UUID
    quantity: int
    first_held_at: datetime
    expires_at: datetime


_HOLDS = """
SELECT stock_id, owner, quantity, first_held_at, expires_at FROM inventory_hold
 WHERE (stock_id = ANY(%(stocks)s) AND expires_at > %(now)s) OR owner = %(owner)s
"""


def _holds(stocks: list[Stock], owner: UUID, now: datetime) -> tuple[list[_Held], dict[int, int]]:
    """Read what an owner holds, ended or not, and how much others hold of each stock row."""
    own: list[_Held] = []
    others: dict[int, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, {"owner": owner, "stocks": [s.pk for s in stocks], "now": now})
        for held in map(_Held._make, cursor.fetchall()):
            if held.owner == owner:
                own.append(held)
            else:
                others[held.stock_id] += held.quantity
    return own, others


_USE_UP = """
WITH used AS (DELETE FROM inventory_hold WHERE owner = %(owner)s)
SELECT stock_id, sum(quantity) FROM inventory_hold
 WHERE stock_id = ANY(%(stocks)s) AND expires_at > %(now)s AND owner IS DISTINCT FROM %(owner)s
 GROUP BY stock_id
"""


def _use_up_holds(stocks: list[Stock], owner: UUID | None, now: datetime) -> dict[int, int]:
    """Delete what an owner holds and return how much others hold of each stock row."""
    with connection.cursor() as cursor:
        cursor.execute(_USE_UP, {"owner": owner, "stocks": [s.pk for s in stocks], "now": now})
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class _Share:
    stock: Stock
    quantity: int


def _share_out(
    stocks: list[Stock], wanted: Mapping[int, int], held: dict[int, int]
) -> dict[int, list[_Share]]:
    """Decide which stock row gives how many units of each variant; raises InsufficientStock.

    What lies free is taken first, location by location; back-orders fill the rest.
    """
    by_variant: dict[int, list[Stock]] = defaultdict(list)
    for stock in stocks:
        by_variant[stock.variant_id].append(stock)
    shares: dict[int, list[_Share]] = {}
    short: dict[int, int] = {}
    for variant_id, quantity in wanted.items():
        taken = _take(by_variant[variant_id], quantity, held)
        given = sum(share.quantity for share in taken)
        if given < quantity:
            short[variant_id] = given
        shares[variant_id] = taken
    if short:
        raise InsufficientStock(short)
    return shares


def _take(stocks: list[Stock], quantity: int, held: dict[int, int]) -> list[_Share]:
    taken: dict[int, int] = defaultdict(int)
    for room in (_free, _free_with_backorder):
        for stock in stocks:
            left = quantity - sum(taken.values())
            capacity = room(stock, held.get(stock.pk, 0), left + taken[stock.pk])
            taken[stock.pk] += max(0, min(left, capacity - taken[stock.pk]))
    return [_Share(stock, taken[stock.pk]) for stock in stocks if taken[stock.pk]]


def _free(stock: Stock, held: int, wanted: int) -> int:
    if not stock.is_tracked:
        return wanted
    return max(0, stock.on_hand - stock.allocated - stock.safety - held)


def _free_with_backorder(stock: Stock, held: int, wanted: int) -> int:
    if not stock.is_tracked or (stock.allows_backorder and stock.backorder_limit is None):
        return wanted
    extra = (stock.backorder_limit or 0) if stock.allows_backorder else 0
    return max(0, stock.on_hand - stock.allocated - stock.safety - held + extra)


# ---- holds ---------------------------------------------------------------------------------------

_NEW_HOLDS = CompiledInsert(Hold)


@transaction.atomic(savepoint=False)
def hold(*, owner: UUID, wanted: Mapping[int, int], ttl: timedelta, now: datetime | None = None) -> datetime:
    """Keep units (variant id to quantity) aside for an owner, replacing what the owner held; return the expiry.

    Called at each real checkout step: the expiry moves to now + ttl, but never beyond the first hold
    + 11 x ttl (HOLD_MAX_EXTENSIONS). Raises InsufficientStock, and HoldLapsed when that end is reached.
    """
    now = now or timezone.now()
    stocks = _locked(wanted)
    own, others = _holds(stocks, owner, now)
    # A pause longer than a hold starts a new series.
    recent = [h.first_held_at for h in own if h.expires_at > now - timedelta(hours=1)]
    first_held_at = min(recent, default=now)
    expires_at = min(now + ttl, first_held_at + int(settings.HOLD_MAX_EXTENSIONS) * ttl)
    if expires_at <= now:
        raise HoldLapsed
    shares = _share_out(stocks, wanted, others)
    if own:
        Hold.objects.filter(owner=owner).delete()
    held = [
        Hold(
            stock=s.stock,
            owner=owner,
            quantity=s.quantity,
            first_held_at=first_held_at,
            expires_at=expires_at,
        )
        for group in shares.values()
        for s in group
    ]
    _NEW_HOLDS.save(*held)
    return expires_at


_EXTEND = """
UPDATE inventory_hold h SET expires_at = least(%(until)s, h.first_held_at + make_interval(secs => %(longest)s))
  FROM inventory_stock s
 WHERE s.id = h.stock_id AND h.owner = %(owner)s
   AND h.expires_at > %(now)s AND h.first_held_at + make_interval(secs => %(longest)s) > %(now)s
RETURNING s.variant_id, h.quantity
"""


def extend_hold(*, owner: UUID, wanted: Mapping[int, int], ttl: timedelta, now: datetime) -> bool:
    """Let an owner's running hold run longer, as `hold` does, if it is of exactly these units.

    What is held is the owner's already, so no stock row is locked. Returns False if `hold` has to decide.
    """
    longest = int(settings.HOLD_MAX_EXTENSIONS) * ttl.total_seconds()
    held: dict[int, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(_EXTEND, {"owner": owner, "now": now, "until": now + ttl, "longest": longest})
        for variant_id, quantity in cursor.fetchall():
            held[variant_id] += quantity
    return bool(held) and held == dict(wanted)


@transaction.atomic(savepoint=False)
def drop_holds(*, owner: UUID) -> None:
    """Give back everything an owner held."""
    Hold.objects.filter(owner=owner).delete()


def tidy_holds(*, now: datetime | None = None) -> int:
    """Delete holds that ended more than a day ago and return how many. They count for nothing already."""
    deleted, _ = Hold.objects.filter(expires_at__lt=(now or timezone.now()) - timedelta(days=1)).delete()
    return deleted


# ---- allocation ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Demand:
    """What one order line needs."""

    reference: str  # "order-line:42"
    variant_id: int
    quantity: int


@transaction.atomic(savepoint=False)
def allocate(*, demands: list[Demand], owner: UUID | None, actor: str, now: datetime | None = None) -> None:
    """Promise units to order lines and use up the owner's holds.

    All lines of a variant count together. Raises InsufficientStock, and then nothing is allocated.
    """
    now = now or timezone.now()
    wanted: dict[int, int] = defaultdict(int)
    for demand in demands:
        wanted[demand.variant_id] += demand.quantity
    stocks = _locked(wanted)
    shares = _share_out(stocks, wanted, _use_up_holds(stocks, owner, now))
    _move(_per_demand(demands, shares), Kind.ALLOCATED, actor, now)


def _per_demand(demands: list[Demand], shares: dict[int, list[_Share]]) -> list[tuple[Stock, str, int, int]]:
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


_MOVE = """
WITH written AS (
    INSERT INTO inventory_stockmovement
        (stock_id, kind, on_hand_change, allocated_change, reference, actor, reason, at)
    SELECT stock, %(kind)s, on_hand, allocated, reference, %(actor)s, %(reason)s, %(now)s
      FROM unnest(%(stocks)s::bigint[], %(on_hand)s::int[], %(allocated)s::int[], %(references)s::text[])
        AS change (stock, on_hand, allocated, reference)
    RETURNING stock_id, on_hand_change, allocated_change
)
UPDATE inventory_stock s SET on_hand = s.on_hand + w.on_hand, allocated = s.allocated + w.allocated
  FROM (SELECT stock_id, sum(on_hand_change) AS on_hand, sum(allocated_change) AS allocated
          FROM written GROUP BY stock_id) w
 WHERE w.stock_id = s.id
"""


def _move(
    changes: list[tuple[Stock, str, int, int]], kind: str, actor: str, now: datetime, reason: str = ""
) -> None:
    """Write movements of locked stock rows and change the rows by them, in one statement."""
    if not changes:
        return
    stocks, references, on_hand, allocated = (list(column) for column in zip(*changes, strict=True))
    values: dict[str, Any] = {"kind": kind, "actor": actor, "reason": reason, "now": now}
    values |= {"stocks": [s.pk for s in stocks], "references": references}
    values |= {"on_hand": on_hand, "allocated": allocated}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, values)
    for stock, _, more_on_hand, more_allocated in changes:
        stock.on_hand += more_on_hand
        stock.allocated += more_allocated


def _outstanding(references: Iterable[str]) -> list[tuple[int, str, int]]:
    """What is still allocated to references, as (stock id, reference, quantity)."""
    rows = StockMovement.objects.filter(reference__in=list(references)).order_by()
    sums = rows.values_list("stock", "reference").annotate(left=Sum("allocated_change"))
    return [(stock_id, reference, left) for stock_id, reference, left in sums if left > 0]


def _take_back(
    quantities: Mapping[str, int], kind: str, *, ship: bool, actor: str, reason: str
) -> dict[str, int]:
    """Reduce what is allocated to references by up to so many units; return how many each gave."""
    now = timezone.now()
    stock_ids = {stock_id for stock_id, _, _ in _outstanding(quantities)}
    rows = Stock.objects.filter(pk__in=stock_ids).order_by("pk").select_for_update(of=("self",))
    stocks = {stock.pk: stock for stock in rows}
    given: dict[str, int] = defaultdict(int)
    changes = []
    for stock_id, reference, left in sorted(_outstanding(quantities)):
        taken = min(left, quantities[reference] - given[reference])
        if taken > 0:
            given[reference] += taken
            tracked = stocks[stock_id].is_tracked
            changes.append((stocks[stock_id], reference, -taken if ship and tracked else 0, -taken))
    _move(changes, kind, actor, now, reason)
    return dict(given)


@transaction.atomic(savepoint=False)
def release(*, quantities: Mapping[str, int], actor: str, reason: str) -> dict[str, int]:
    """Free units that order lines (reference to quantity) no longer need; return what each freed.

    Running it twice frees nothing the second time.
    """
    return _take_back(quantities, Kind.RELEASED, ship=False, actor=actor, reason=reason)


@transaction.atomic(savepoint=False)
def exchange(*, freed: Mapping[str, int], demands: list[Demand], actor: str, reason: str) -> None:
    """Free units of order lines (reference to quantity) and promise others, all stock locked once before.

    Raises InsufficientStock, and then nothing has changed.
    """
    stocks = {stock_id for stock_id, _, _ in _outstanding(freed)}
    touched = Q(pk__in=stocks) | Q(variant__in={demand.variant_id for demand in demands})
    list(Stock.objects.filter(touched).order_by("pk").select_for_update(of=("self",)))
    release(quantities=freed, actor=actor, reason=reason)
    if demands:
        allocate(demands=demands, owner=None, actor=actor)


@transaction.atomic
def ship(*, quantities: Mapping[str, int], actor: str, reason: str = "") -> None:
    """Take units out of the house: allocation and stock on hand fall together.

    Raises InsufficientStock when fewer are allocated or on hand than are to be shipped.
    """
    given = _take_back(quantities, Kind.SHIPPED, ship=True, actor=actor, reason=reason)
    missing = {ref: given.get(ref, 0) for ref, quantity in quantities.items() if given.get(ref, 0) < quantity}
    if missing:
        raise InsufficientStock({0: sum(missing.values())})


# ---- counting -----------------------------------------------------------------------------------------


@transaction.atomic
def receive(
    *, quantities: Mapping[int, int], actor: str, reason: str = "", kind: str = Kind.RECEIVED
) -> None:
    """Add units that came in (stock id to quantity), or came back."""
    stocks = list(Stock.objects.filter(pk__in=quantities).order_by("pk").select_for_update(of=("self",)))
    changes = [(stock, "", quantities[stock.pk], 0) for stock in stocks if quantities[stock.pk]]
    _move(changes, kind, actor, timezone.now(), reason)
    _refresh({stock.variant_id for stock in stocks})


@transaction.atomic
def count(*, stock_id: int, on_hand: int, actor: str, reason: str) -> Stock:
    """Set what lies there after a stock-take. Raises InsufficientStock if more is allocated than was found."""
    stock = Stock.objects.select_for_update(of=("self",)).get(pk=stock_id)
    if stock.is_tracked and not stock.allows_backorder and on_hand < stock.allocated:
        raise InsufficientStock({stock.variant_id: on_hand})
    if on_hand != stock.on_hand:
        _move([(stock, "", on_hand - stock.on_hand, 0)], Kind.ADJUSTED, actor, timezone.now(), reason)
    _refresh([stock.variant_id])
    return stock


def _refresh(variant_ids: Iterable[int]) -> None:
    free = selectors.availability(variant_ids)
    catalog.record_availability(available={pk: state.can_be_bought for pk, state in free.items()})


def refresh_availability() -> int:
    """Bring the catalogue's copy of "can be bought" up to date and return how many variants changed.

    Lists filter by that copy; it is at most two minutes old and never decides a sale.
    """
    changed = 0
    ids = list(Stock.objects.order_by("variant").values_list("variant", flat=True).distinct())
    for start in range(0, len(ids), 2000):
        free = selectors.availability(ids[start : start + 2000])
        states = {pk: state.can_be_bought for pk, state in free.items()}
        stale = selectors.stale_availability(states)
        if stale:
            changed += catalog.record_availability(available=stale)
    return changed
