"""Gift cards that an order sold: issued once it is paid, and delivered by e-mail."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.giftcards import services as giftcards
from apps.giftcards.services import Issued
from apps.orders import emails
from apps.orders.models import Order, OrderLine, Shipment
from apps.orders.services.fulfilment import hand_over
from apps.orders.services.states import Cause, lock_order, recompute

_CAUSE = Cause("system", "Gift cards sent by e-mail")


@transaction.atomic
def issue_gift_cards(*, order_id: int, now: datetime | None = None) -> list[Issued]:
    """Issue the gift cards that a paid order sold, write an e-mail with each code, and note them as delivered.

    Each card is over what its unit cost, in the order's currency. A second call finds nothing left to issue.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    lines = {line.pk: line for line in order.lines.all()}
    wanted = {pk: line.open_qty for pk, line in lines.items() if line.is_gift_card and line.open_qty}
    if not wanted or not order.stands or not order.is_paid or order.is_held:
        return []
    cards = [card for pk in wanted for card in _issue(order, lines[pk], now)]
    shipment = Shipment.objects.create(order=order, carrier="Email", shipped_at=now)
    hand_over(shipment, lines, wanted, _CAUSE, now=now)
    shipment.delivered_at = now
    shipment.save(update_fields=["delivered_at"])
    recompute(order, _CAUSE, now=now, lines=list(lines.values()))
    return cards


def _issue(order: Order, line: OrderLine, now: datetime) -> list[Issued]:
    cards = [
        giftcards.issue(
            amount=line.unit,
            actor=f"order {order.code}",
            issued_for=f"{line.reference}/{number}",
            expires_on=_last_day(now),
            recipient_email=order.email,
            message=line.personal_text,
            now=now,
        )
        for number in range(line.shipped_qty + 1, line.shipped_qty + line.open_qty + 1)
    ]
    for card in cards:
        emails.write_gift_card(order, card)
    return cards


def _last_day(now: datetime) -> date:
    """The end of the year so many years from now, as limitation periods run (BGB sections 195 and 199)."""
    return date(timezone.localdate(now).year + int(settings.GIFT_CARD_YEARS), 12, 31)
