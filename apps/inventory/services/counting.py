"""What lies there: received, counted, and the catalogue's copy of it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from apps.catalog import services as catalog
from apps.inventory import selectors
from apps.inventory.errors import InsufficientStock
from apps.inventory.models import Stock, StockMovement
from apps.inventory.services.rows import move

Kind = StockMovement.Kind


@transaction.atomic
def receive(
    *, quantities: Mapping[int, int], actor: str, reason: str = "", kind: str = Kind.RECEIVED
) -> None:
    """Add units that came in (stock id to quantity), or came back."""
    stocks = list(Stock.objects.filter(pk__in=quantities).order_by("pk").select_for_update(of=("self",)))
    changes = [(stock, "", quantities[stock.pk], 0) for stock in stocks if quantities[stock.pk]]
    move(changes, kind, actor, timezone.now(), reason)
    _refresh({stock.variant_id for stock in stocks})


@transaction.atomic
def count(*, stock_id: int, on_hand: int, actor: str, reason: str) -> Stock:
    """Set what lies there after a stock-take. Raises InsufficientStock if more is allocated than was found."""
    stock = Stock.objects.select_for_update(of=("self",)).get(pk=stock_id)
    if stock.is_tracked and not stock.allows_backorder and on_hand < stock.allocated:
        raise InsufficientStock({stock.variant_id: on_hand})
    if on_hand != stock.on_hand:
        move([(stock, "", on_hand - stock.on_hand, 0)], Kind.ADJUSTED, actor, timezone.now(), reason)
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
