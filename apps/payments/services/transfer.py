"""Bank transfers as staff see them: money found on the account, and money sent back by hand."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone

from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.orders import services as orders
from apps.payments import feeds, selectors
from apps.payments.errors import (
    NoSuchAmount,
    NotByTransfer,
    NotOverpaid,
    OtherCurrency,
    RefundNotByHand,
)
from apps.payments.models import TRANSFER, BankReceipt, Payment, PaymentEvent, Refund
from apps.payments.services import giftcards, late
from apps.payments.services.ledger import (
    charged_for,
    contradict,
    enter,
    locked,
    overpaid_for,
    refunded_for,
    write_refund,
)

Type = PaymentEvent.Type


class Booking(Enum):
    """What became of money that staff wrote down."""

    COUNTED = "counted"
    KNOWN = "known already"
    LATE = "too late, goes back"
    CONTRADICTS = "contradicts what is known"


# ---- money that came in ----------------------------------------------------------------------------------


@transaction.atomic
def receive(
    *,
    order_id: int,
    amount: Money,
    bank_reference: str,
    received_on: date,
    actor: str,
    note: str = "",
    now: datetime | None = None,
) -> Booking:
    """Write down money that came to the shop's account for an order, and let the order follow.

    A bank reference counts once: the same order and amount again change nothing, anything else under it is
    kept as a contradiction for staff. Less than the total leaves the order partly paid, more marks it
    overpaid; for an order that has ended it is late money. Raises NotByTransfer for an order that was to be
    paid otherwise, OtherCurrency, NoSuchAmount for nothing.
    """
    if amount.minor <= 0:
        raise NoSuchAmount
    payment = _locked_transfer_of(order_id, amount)
    now = now or timezone.now()  # after the wait for the lock, so that the timeline is in order
    receipt, is_new = BankReceipt.objects.get_or_create(
        reference=bank_reference,
        defaults={
            "payment": payment,
            "amount_minor": amount.minor,
            "received_on": received_on,
            "note": note[:200],
            "actor": actor,
            "at": now,
        },
    )
    if not is_new:
        return _again(receipt, payment, amount)
    enter(payment, Type.CHARGE, reference=bank_reference, amount_minor=amount.minor, message=note)
    text = f"{amount} came by bank transfer on {received_on:%d.%m.%Y}, reference {bank_reference}"
    orders.note_payment(order=payment.order, text=text, actor=actor, reason=note, now=now)
    if not payment.order.stands:
        return Booking.COUNTED if late.take(payment=payment, amount=amount, now=now) else Booking.LATE
    _count(payment, receipt, actor, now)
    return Booking.COUNTED


def _locked_transfer_of(order_id: int, amount: Money) -> Payment:
    order = orders.lock_order(order_id=order_id)
    mine = Payment.objects.filter(order=order, provider=TRANSFER).order_by("-pk")
    payment = mine.select_for_update(of=("self",)).first()
    if payment is None:
        raise NotByTransfer
    if amount.currency != payment.currency:
        raise OtherCurrency(payment.currency)
    payment.order = order
    return payment


def _again(receipt: BankReceipt, payment: Payment, amount: Money) -> Booking:
    if receipt.payment_id == payment.pk and receipt.amount_minor == amount.minor:
        return Booking.KNOWN
    before = receipt.payment.amount.currency
    why = f"Bank entry {receipt.reference} of {amount} is booked as {Money(receipt.amount_minor, before)}"
    if receipt.payment_id != payment.pk:
        why += f" of order {receipt.payment.order.code}"
    contradict(payment, reference=receipt.reference, minor=amount.minor, why=why)
    return Booking.CONTRADICTS


def _count(payment: Payment, receipt: BankReceipt, actor: str, now: datetime) -> None:
    order = payment.order
    giftcards.settle(order)
    charged = charged_for(order)
    if charged >= order.total_gross_minor and not order.is_paid:
        orders.postpone(order=order, paid_at=now)
    payment.status = Payment.Status.CHARGED
    payment.save(update_fields=["status", "updated_at"])
    orders.record_payment(
        order=order,
        charged_minor=charged,
        refunded_minor=refunded_for(order),
        is_pending=False,
        actor=actor,
        reason=f"Bank transfer {receipt.reference}",
    )
    came = Money(receipt.amount_minor, payment.currency)
    orders.announce_receipt(order=order, receipt_id=receipt.pk, amount=came)


# ---- bank statements ---------------------------------------------------------------------------------------


@dataclass
class Imported:
    """What became of the rows of a bank statement."""

    counted: int = 0
    known: int = 0
    late: int = 0
    problems: list[str] = field(default_factory=list)


def import_statement(*, content: bytes, actor: str, now: datetime | None = None) -> Imported:
    """Write down every incoming row of a bank statement that names an order; each row is its own transaction.

    The same file again changes nothing. Rows that name no order are left to staff. Raises StatementUnreadable
    for a file that is no statement, and then nothing was written.
    """
    done = Imported()
    for row in selectors.matched(feeds.read_statement(content)):
        if row.order is None:
            continue
        try:
            booking = receive(
                order_id=row.order.pk,
                amount=row.entry.amount,
                bank_reference=row.entry.reference,
                received_on=row.entry.day,
                actor=actor,
                note=row.entry.text,
                now=now,
            )
        except ShopError as refusal:
            done.problems.append(f"Row {row.entry.number}, {row.order.code}: {refusal.message}")
            continue
        _tell(done, booking, row)
    return done


def _tell(done: Imported, booking: Booking, row: selectors.Matched) -> None:
    done.counted += booking is Booking.COUNTED
    done.known += booking is Booking.KNOWN
    done.late += booking is Booking.LATE
    if booking is Booking.CONTRADICTS:
        code = row.order.code if row.order else ""
        done.problems.append(f"Row {row.entry.number}, {code}: contradicts what is known of it.")


# ---- money that goes back ------------------------------------------------------------------------------------


@transaction.atomic
def refund_difference(*, order_id: int, actor: str) -> Refund:
    """Send back what an order was paid too much. Raises NotOverpaid if that is nothing, also a second time."""
    order = orders.lock_order(order_id=order_id)
    excess = overpaid_for(order)
    payments = order.payments.order_by("-pk").select_for_update(of=("self",))
    for payment in payments if excess > 0 and order.stands else []:
        refund = write_refund(payment, reason="Paid too much", actor=actor, amount_minor=excess)
        if refund is not None:
            return refund
    raise NotOverpaid


@transaction.atomic
def finish_refund(*, refund_id: int, bank_reference: str, actor: str) -> Refund:
    """Note that staff have sent a refund by bank transfer; a second time changes nothing.

    Raises RefundNotByHand for a refund that a provider makes.
    """
    payment = locked(Refund.objects.values_list("payment", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if payment.provider != TRANSFER:
        raise RefundNotByHand
    if refund.status == Refund.Status.DONE:
        return refund
    refund.status = Refund.Status.DONE
    refund.message = f"Sent as {bank_reference}"
    refund.save()
    # A bank reference may be used by several refunds of one day; the refund itself is what counts once.
    reference = f"{bank_reference[:60]}/{refund.pk}"
    enter(payment, Type.REFUND, reference=reference, amount_minor=refund.amount_minor)
    orders.record_payment(
        order=payment.order,
        charged_minor=charged_for(payment.order),
        refunded_minor=refunded_for(payment.order),
        is_pending=False,
        actor=actor,
        reason=refund.reason,
    )
    return refund


@transaction.atomic
def close_review(*, payment_id: int, note: str, actor: str) -> Payment:
    """Note that staff have looked at a payment and what they found; it needs no attention any more."""
    payment = locked(payment_id)
    payment.needs_review = False
    payment.save(update_fields=["needs_review", "updated_at"])
    orders.note_payment(order=payment.order, text="Payment looked at", actor=actor, reason=note)
    return payment
