"""The start page of the staff area: what needs doing, each number a list to work from."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from apps.books import selectors as books
from apps.inventory.models import Stock
from apps.inventory.selectors import LOW_STOCK
from apps.mail.models import Message as Mail
from apps.orders.models import Order, Withdrawal
from apps.orders.states import FulfilmentStatus, OrderStatus, PaymentStatus
from apps.outbox.models import Message as OutboxMessage
from apps.payments.models import Payment, Refund
from apps.payments.selectors import needing_attention
from apps.shipping.models import CarrierProblem
from apps.tracking.selectors import late_parcels


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add today's work to the admin's start page."""
    today = timezone.localdate()
    orders = reverse("admin:orders_order_changelist")
    held = Order.objects.filter(held_at__isnull=False).exclude(status=OrderStatus.CANCELLED)
    to_ship = [FulfilmentStatus.OPEN, FulfilmentStatus.PACKED, FulfilmentStatus.PART_SHIPPED]
    # What was cancelled in part was given back in part; the rest is still to be sent.
    secured = [
        PaymentStatus.PAID,
        PaymentStatus.AUTHORISED,
        PaymentStatus.OVERPAID,
        PaymentStatus.PART_REFUNDED,
    ]
    placed = Order.objects.filter(placed_at__isnull=False, payment_status__in=secured).exclude(
        status=OrderStatus.EXPIRED
    )
    recent = Withdrawal.objects.filter(
        received_at__gte=timezone.now() - timedelta(days=settings.WITHDRAWAL_DAYS)
    )
    low = Stock.objects.filter(is_tracked=True, on_hand__lt=F("allocated") + F("safety") + LOW_STOCK)
    stuck = OutboxMessage.objects.filter(dead_at__isnull=False)
    attention = needing_attention(Payment.objects.all())
    transfers = Order.objects.filter(status=OrderStatus.PLACED, pay_by__isnull=False).filter(
        payment_status__in=[PaymentStatus.UNPAID, PaymentStatus.PENDING, PaymentStatus.PART_PAID]
    )
    held_up = OutboxMessage.objects.filter(done_at=None, dead_at=None, failures__gt=0)
    under_way = Order.objects.filter(payment_status=PaymentStatus.PENDING, placed_at=None)
    tasks = [
        (
            "Orders to ship",
            placed.filter(fulfilment_status__in=to_ship, held_at=None).count(),
            f"{orders}?view=ship",
        ),
        ("Orders on hold", held.count(), f"{orders}?view=held"),
        ("Placed today", placed.filter(placed_at__date=today).count(), orders),
        ("Payments under way", under_way.count(), f"{orders}?view=unpaid"),
        (
            "Payments that need attention",
            attention.count(),
            reverse("admin:payments_payment_changelist") + "?view=attention",
        ),
        ("Orders waiting for a transfer", transfers.count(), f"{orders}?view=unpaid"),
        (
            "Refunds that failed",
            Refund.objects.filter(status=Refund.Status.FAILED, retry=None).count(),
            reverse("admin:payments_payment_changelist") + "?refunds__status__exact=FAILED",
        ),
        (
            "Parcels that are late",
            late_parcels().count(),
            reverse("admin:tracking_latenotice_changelist") + "?state=open",
        ),
        (
            "Carriers in trouble",
            CarrierProblem.objects.filter(solved_at=None).count(),
            reverse("admin:shipping_carrierproblem_changelist") + "?solved_at__isempty=1",
        ),
        ("Withdrawals, last 14 days", recent.count(), reverse("admin:orders_withdrawal_changelist")),
        ("Low on stock", low.count(), reverse("admin:inventory_stock_changelist") + "?state=low"),
        (
            "E-mails kept here",
            Mail.objects.filter(sent_at=None).count(),
            reverse("admin:mail_message_changelist"),
        ),
        (
            "E-mails and work held up",
            held_up.count(),
            reverse("admin:outbox_message_changelist") + "?state=stuck",
        ),
        ("Work given up", stuck.count(), reverse("admin:outbox_message_changelist") + "?dead_at__isempty=0"),
    ]
    return context | {"tasks": tasks, "findings": books.open_discrepancies(), "checked": books.newest_run()}
