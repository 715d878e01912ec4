"""Units kept aside for those who are checking out."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from apps.core.compiled import CompiledInsert
from apps.inventory.errors import HoldLapsed
from apps.inventory.models import Hold, Stock
from apps.inventory.services.rows import locked, share_out

_NEW_HOLDS = CompiledInsert(Hold)


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


def use_up_holds(stocks: list[Stock], owner: UUID | None, now: datetime) -> dict[int, int]:
    """Delete what an owner holds and return how much others hold of each stock row."""
    with connection.cursor() as cursor:
        cursor.execute(_USE_UP, {"owner": owner, "stocks": [s.pk for s in stocks], "now": now})
        return dict(cursor.fetchall())


@transaction.atomic(savepoint=False)
def hold(*, owner: UUID, wanted: Mapping[int, int], ttl: timedelta, now: datetime | None = None) -> datetime:
    """Keep units (variant id to quantity) aside for an owner, replacing what the owner held; return the expiry.

    Called at each real checkout step: the expiry moves to now + ttl, but never beyond the first hold
    + 11 x ttl (HOLD_MAX_EXTENSIONS). Raises InsufficientStock, and HoldLapsed when that end is reached.
    """
    now = now or timezone.now()
    stocks = locked(wanted)
    own, others = _holds(stocks, owner, now)
    # A pause longer than a hold starts a new series.
    recent = [h.first_held_at for h in own if h.expires_at > now - timedelta(hours=1)]
    first_held_at = min(recent, default=now)
    expires_at = min(now + ttl, first_held_at + int(settings.HOLD_MAX_EXTENSIONS) * ttl)
    if expires_at <= now:
        raise HoldLapsed
    shares = share_out(stocks, wanted, others)
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
