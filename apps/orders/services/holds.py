"""Orders that wait for somebody to look at them before anything leaves the house."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from apps.orders import risk
from apps.orders.errors import CannotBeHeld, NotHeld
from apps.orders.models import Order, OrderEvent
from apps.orders.risk import Facts, Limits, Signal
from apps.orders.services.states import lock_order, send_gift_cards
from apps.orders.states import OrderStatus
from apps.outbox import services as outbox

ON_HOLD_TOPIC = "orders.send_on_hold"
TRIES_WITHIN = timedelta(hours=1)
NAMES_WITHIN = timedelta(days=30)
_MOVING = (OrderStatus.PLACED, OrderStatus.PART_SHIPPED)


@transaction.atomic
def hold_order(
    *, order_id: int, reason: str, actor: str, ask: str = "", now: datetime | None = None
) -> Order:
    """Keep a placed order from being packed or shipped until it is released; held twice, the new reason counts.

    With `ask`, what the customer has to do, the customer gets it by mail. Raises CannotBeHeld.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    if order.status not in _MOVING:
        raise CannotBeHeld
    event = _event(
        order, old="held" if order.is_held else "free", new="held", reason=reason, actor=actor, now=now
    )
    event.text = "On hold" if not ask else "On hold; the customer is asked for something"
    event.save()
    order.held_at = order.held_at or now
    order.hold_reason = reason[:300]
    order.save(update_fields=["held_at", "hold_reason"])
    if ask:
        outbox.publish(topic=ON_HOLD_TOPIC, order_id=order.pk, event_id=event.pk, ask=ask)
    return order


@transaction.atomic
def release_order(*, order_id: int, reason: str, actor: str, now: datetime | None = None) -> Order:
    """Let a held order go its way again. Raises NotHeld."""
    order = lock_order(order_id=order_id)
    if not order.is_held:
        raise NotHeld
    event = _event(order, old="held", new="free", reason=reason, actor=actor, now=now or timezone.now())
    event.text = "Released"
    event.save()
    order.held_at, order.hold_reason = None, ""
    order.save(update_fields=["held_at", "hold_reason"])
    send_gift_cards(order)
    return order


def _event(order: Order, *, old: str, new: str, reason: str, actor: str, now: datetime) -> OrderEvent:
    return OrderEvent(
        order=order, kind=OrderEvent.Kind.HOLD, field="hold", old=old, new=new, actor=actor,
        reason=reason[:300], at=now,
    )  # fmt: skip


@transaction.atomic
def review_order(*, order_id: int, now: datetime | None = None) -> list[Signal]:
    """Look at a new order for signals of fraud, and hold it when they weigh RISK_HOLD_POINTS or more.

    What is found below that stands in the timeline as a note. Nothing is found in an order that has moved on.
    Gift cards that it sold go out after that, unless it is held.
    """
    now = now or timezone.now()
    order = lock_order(order_id=order_id)
    if order.status != OrderStatus.PLACED or order.is_held:
        return []
    found = _look_at(order, now) if settings.RISK_HOLD_POINTS else []
    order.refresh_from_db(fields=["held_at"])
    send_gift_cards(order)
    return found


def _look_at(order: Order, now: datetime) -> list[Signal]:
    found = risk.signals(_facts(order), _limits())
    total = risk.points(found)
    reason = f"Risk {total} of {settings.RISK_HOLD_POINTS}: {risk.in_words(found)}"
    if total >= settings.RISK_HOLD_POINTS:
        hold_order(order_id=order.pk, reason=reason, actor="system", now=now)
    elif found:
        OrderEvent.objects.create(
            order=order, kind=OrderEvent.Kind.NOTE, text=reason[:300], actor="system", at=now
        )
    return found


def _limits() -> Limits:
    return Limits(
        declined_tries=settings.RISK_DECLINED_TRIES,
        quantity=settings.RISK_UNUSUAL_QUANTITY,
        value=Decimal(settings.RISK_UNUSUAL_VALUE),
        names=settings.RISK_NAMES_PER_EMAIL,
        mail_domains=frozenset(domain.lower() for domain in settings.RISK_MAIL_DOMAINS),
    )


def _facts(order: Order) -> Facts:
    return Facts(
        email=order.email,
        delivery_country=str(order.delivery_address["country"]),
        billing_country=str(order.billing_address["country"]),
        declined_tries=_declined_tries(order),
        quantity=order.lines.aggregate(most=Max("quantity"))["most"] or 0,
        value=order.total.amount / order.rate,
        names=_names(order),
    )


def _declined_tries(order: Order) -> int:
    """Attempts in the hour before by the same e-mail, account or street: each is an order whose payment failed."""
    address = order.delivery_address
    same = Q(email__iexact=order.email) | Q(
        delivery_address__line1=address.get("line1", ""),
        delivery_address__postcode=address.get("postcode", ""),
    )
    if order.user_id:
        same |= Q(user=order.user_id)
    return Order.objects.filter(same, failed_at__gte=order.created_at - TRIES_WITHIN).count()


def _names(order: Order) -> int:
    since = order.created_at - NAMES_WITHIN
    mine = Order.objects.filter(email__iexact=order.email, placed_at__gte=since)
    names = mine.values_list("delivery_address__name", flat=True)
    return len({" ".join(str(name).casefold().split()) for name in names})
