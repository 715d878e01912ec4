"""The start page of the staff area: what needs doing, each number a list to work from."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from apps.books import selectors as books
from apps.inventory.models import Stock
from apps.inventory.selectors import LOW_STOCK
from apps.mail.models import Message as Mail
from apps.orders import selectors as orders
from apps.orders.models import Order, Withdrawal
from apps.orders.states import OrderStatus, PaymentStatus
from apps.outbox.models import Message as OutboxMessage
from apps.payments.models import Payment, Refund
from apps.payments.selectors import needing_attention
from apps.shipping.models import CarrierProblem
from apps.tracking.selectors import late_parcels

AWAITED = [PaymentStatus.UNPAID, PaymentStatus.PENDING, PaymentStatus.PART_PAID]


class Task(NamedTuple):
    """What is to be done: a title, how often, and the address of the list."""

    title: str
    number: int
    url: str


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add today's work to the admin's start page."""
    tasks = [*_orders(), *_money(), *_parcels(), *_shelves_and_mails()]
    return context | {"tasks": tasks, "findings": books.open_discrepancies(), "checked": books.newest_run()}


def _task(title: str, rows: QuerySet[Any], view: str = "") -> Task:
    """Count rows, and lead to the list of their kind: `view` is the part of its address behind the mark."""
    options = rows.model._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return Task(title, rows.count(), f"{address}?{view}" if view else address)


def _orders() -> Iterator[Task]:
    every = Order.objects.all()
    placed_today = orders.secured(every).filter(placed_at__date=timezone.localdate())
    yield _task("Orders to ship", orders.to_ship(every), "view=ship")
    yield _task("Orders on hold", orders.on_hold(every), "view=held")
    yield _task("Placed today", placed_today)


def _money() -> Iterator[Task]:
    under_way = Order.objects.filter(payment_status=PaymentStatus.PENDING, placed_at=None)
    transfers = Order.objects.filter(status=OrderStatus.PLACED, pay_by__isnull=False)
    failed = Refund.objects.filter(status=Refund.Status.FAILED, retry=None)
    payments = reverse("admin:payments_payment_changelist")
    yield _task("Payments under way", under_way, "view=unpaid")
    yield _task("Payments that need attention", needing_attention(Payment.objects.all()), "view=attention")
    yield _task("Orders waiting for a transfer", transfers.filter(payment_status__in=AWAITED), "view=unpaid")
    yield Task("Refunds that failed", failed.count(), f"{payments}?refunds__status__exact=FAILED")


def _parcels() -> Iterator[Task]:
    since = timezone.now() - timedelta(days=settings.WITHDRAWAL_DAYS)
    yield _task("Parcels that are late", late_parcels(), "state=open")
    yield _task("Carriers in trouble", CarrierProblem.objects.filter(solved_at=None), "solved_at__isempty=1")
    yield _task(
        f"Withdrawals, last {settings.WITHDRAWAL_DAYS} days",
        Withdrawal.objects.filter(received_at__gte=since),
    )


def _shelves_and_mails() -> Iterator[Task]:
    low = Stock.objects.filter(is_tracked=True, on_hand__lt=F("allocated") + F("safety") + LOW_STOCK)
    held_up = OutboxMessage.objects.filter(done_at=None, dead_at=None, failures__gt=0)
    given_up = OutboxMessage.objects.filter(dead_at__isnull=False)
    yield _task("Low on stock", low, "state=low")
    yield _task("E-mails kept here", Mail.objects.filter(sent_at=None))
    yield _task("E-mails and work held up", held_up, "state=stuck")
    yield _task("Work given up", given_up, "dead_at__isempty=0")
