"""Reads of payments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from apps.orders.models import Order
from apps.payments.feeds import Entry
from apps.payments.models import (
    GIFT_CARD,
    TRANSFER,
    BankReceipt,
    Payment,
    PaymentEvent,
    Refund,
    Repayment,
    TestCharge,
)


def payment_by_key(key: UUID) -> Payment | None:
    return Payment.objects.select_related("order").filter(key=key).first()


def open_payment_of_cart(cart_id: int) -> Payment | None:
    """Return the payment that keeps a basket busy, or None."""
    payments = Payment.objects.filter(order__cart=cart_id).select_related("order").order_by("-pk")
    ours = (payment for payment in payments if payment.provider != GIFT_CARD)
    return next((payment for payment in ours if not payment.is_final), None)


def test_charge(secret: UUID) -> TestCharge | None:
    return TestCharge.objects.filter(secret=secret).first()


def left_of(payments: QuerySet[Payment]) -> dict[int, int]:
    """Return what each payment could still give back, in minor units: what it took less what was lost in disputes
    and what goes or went back.

    With locked rows the sums are read after the locks were taken.
    """
    keys = [payment.pk for payment in payments]
    events = PaymentEvent.objects.filter(payment__in=keys).order_by()
    charges, lost = (events.filter(type=kind) for kind in ("CHARGE", "DISPUTE"))
    backs = Refund.objects.filter(payment__in=keys).exclude(status=Refund.Status.FAILED).order_by()
    charged = dict(charges.values_list("payment").annotate(n=Sum("amount_minor")))
    disputed = dict(lost.values_list("payment").annotate(n=Sum("amount_minor")))
    back = dict(backs.values_list("payment").annotate(n=Sum("amount_minor")))
    return {pk: charged.get(pk, 0) - disputed.get(pk, 0) - back.get(pk, 0) for pk in keys}


def left_to_refund(order: Order) -> int:
    """Return what all payments of an order could still give back, in minor units."""
    return sum(left_of(order.payments.filter(status=Payment.Status.CHARGED)).values())


def failed_refunds(order: Order) -> list[Refund]:
    """Return the refunds of an order that failed and were not sent again."""
    failed = Refund.objects.filter(payment__order=order, status=Refund.Status.FAILED, retry=None)
    return list(failed.select_related("payment").order_by("pk"))


def repayments_of(order: Order) -> list[Repayment]:
    """Return the decisions to give money back for an order, with their lines, the oldest first."""
    return list(order.repayments.prefetch_related("lines", "refunds__payment"))


# ---- what staff have to look at ------------------------------------------------------------------------------


def needing_attention(payments: QuerySet[Payment], *, now: datetime | None = None) -> QuerySet[Payment]:
    """Narrow payments to those that wait for staff.

    They contradict themselves, wait for a refund by hand, belong to an order that was paid too much or only
    in part until its term, or keep money of an order that has ended.
    """
    refund_to_send = Refund.objects.filter(status=Refund.Status.SENT, payment__provider=TRANSFER)
    paid_too_much = Q(order__payment_status="OVERPAID", status=Payment.Status.CHARGED)
    part_paid = Q(
        order__payment_status="PART_PAID",
        order__pay_by__lt=now or timezone.now(),
        provider=TRANSFER,
        status=Payment.Status.CHARGED,
    )
    ended = Q(
        order__status__in=["EXPIRED", "FAILED", "CANCELLED"],
        order__charged_minor__gt=F("order__refunded_minor"),
        events__type="CHARGE",
    )
    found = payments.filter(
        Q(needs_review=True) | Q(refunds__in=refund_to_send) | paid_too_much | part_paid | ended
    )
    return payments.filter(pk__in=found.order_by().values("pk"))


# ---- bank statements -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Matched:
    """A row of a bank statement with the order that its text names, or why it has none."""

    entry: Entry
    order: Order | None
    says: str


_WORD = re.compile(r"[A-Z0-9]+")


def matched(entries: Iterable[Entry]) -> list[Matched]:
    """Find the order that each incoming row of a statement names; two that are named are none.

    Banks break long texts, so two words beside each other may be one code.
    """
    rows = [(entry, _candidates(entry.text)) for entry in entries if entry.amount.minor > 0]
    wanted = {word for _, words in rows for word in words}
    by_transfer = Order.objects.filter(payments__provider=TRANSFER, code__in=wanted).distinct()
    orders = {order.code: order for order in by_transfer}
    references = [entry.reference for entry, _ in rows]
    known = set(BankReceipt.objects.filter(reference__in=references).values_list("reference", flat=True))
    return [_matched(entry, [orders[w] for w in words if w in orders], known) for entry, words in rows]


def _candidates(text: str) -> list[str]:
    words = _WORD.findall(text.upper())
    pairs = [first + second for first, second in pairwise(words)]
    return [word for word in dict.fromkeys([*words, *pairs]) if 7 <= len(word) <= 16]


def _matched(entry: Entry, found: list[Order], known: set[str]) -> Matched:
    if len(found) != 1:
        says = "names several orders" if found else "names no order that is paid by transfer"
        return Matched(entry, None, says)
    order = found[0]
    if entry.reference in known:
        return Matched(entry, order, "booked already")
    if not order.stands:
        return Matched(entry, order, f"the order is {order.get_status_display()}")
    owed = order.still_owed
    if entry.amount.currency != order.currency:
        return Matched(entry, None, f"in another currency than the order ({order.currency})")
    if entry.amount == owed:
        return Matched(entry, order, "exactly what is owed")
    return Matched(entry, order, f"{owed} are owed")
