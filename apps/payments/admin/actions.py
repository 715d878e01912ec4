"""What staff can do with a payment, each with its form, its preview and its service."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminDecimalFieldWidget, UnfoldAdminTextInputWidget

from apps.currency.money import Money
from apps.payments import services
from apps.payments.errors import NoSuchAmount
from apps.payments.models import TRANSFER, Payment, Refund
from apps.payments.services import Booking

_text = UnfoldAdminTextInputWidget
_reference = "As the bank names the entry. The same one counts once."


class ReceiptForm(forms.Form):
    amount = forms.DecimalField(
        min_value=Decimal("0.001"), max_digits=12, decimal_places=3, widget=UnfoldAdminDecimalFieldWidget
    )
    received_on = forms.DateField(widget=UnfoldAdminDateWidget, help_text="The bank's booking day.")
    bank_reference = forms.CharField(max_length=60, widget=_text, help_text=_reference)
    note = forms.CharField(required=False, max_length=200, widget=_text)

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come")
        return day


class SentForm(forms.Form):
    bank_reference = forms.CharField(max_length=60, widget=_text, help_text="Of the transfer you made.")


class NoteForm(forms.Form):
    note = forms.CharField(max_length=200, widget=_text, help_text="What you found. Stands in the timeline.")


@dataclass(frozen=True)
class Action:
    label: str
    form: type[forms.Form]
    effect: Callable[[Payment], str]
    run: Callable[[Payment, str, dict[str, Any]], str]  # returns what was done, in words
    fits: Callable[[Payment], bool]


_BOOKED = {
    Booking.COUNTED: "counted.",
    Booking.KNOWN: "was written down before; nothing changed.",
    Booking.LATE: "came too late. It is on record and goes back.",
    Booking.CONTRADICTS: "contradicts what is known under this reference. It is kept for review.",
}


def _record(payment: Payment, actor: str, data: dict[str, Any]) -> str:
    amount = Money.of(data["amount"], payment.currency)
    if amount.amount != data["amount"]:
        raise NoSuchAmount
    booking = services.receive(
        order_id=payment.order_id,
        amount=amount,
        bank_reference=data["bank_reference"],
        received_on=data["received_on"],
        note=data["note"],
        actor=actor,
    )
    return f"{amount} {_BOOKED[booking]}"


def _refund_to_send(payment: Payment) -> Refund | None:
    return payment.refunds.filter(status=Refund.Status.SENT).order_by("pk").first()


def _goes_back(payment: Payment) -> str:
    refund = _refund_to_send(payment)
    if refund is None:
        return "Nothing waits to be sent back."
    amount = Money(refund.amount_minor, payment.currency)
    return f"You have sent {amount} back to the account it came from ({refund.reason.lower()})."


def _sent(payment: Payment, actor: str, data: dict[str, Any]) -> str:
    refund = _refund_to_send(payment)
    if refund is None:
        return "nothing waited to be sent back."
    services.finish_refund(refund_id=refund.pk, bank_reference=data["bank_reference"], actor=actor)
    return "refund noted as sent."


def _difference(payment: Payment, actor: str, data: dict[str, Any]) -> str:
    refund = services.refund_difference(order_id=payment.order_id, actor=actor)
    by_hand = refund.payment.provider == TRANSFER
    return "refund written; send the money and note it here." if by_hand else "the difference goes back."


def _looked_at(payment: Payment, actor: str, data: dict[str, Any]) -> str:
    services.close_review(payment_id=payment.pk, note=data["note"], actor=actor)
    return "looked at."


ACTIONS: dict[str, Action] = {
    "receive": Action(
        label="Record a transfer",
        form=ReceiptForm,
        effect=lambda payment: (
            f"{payment.order.still_owed} are owed. The order follows what you write, and {payment.order.email} "
            "gets a mail."
        ),
        run=_record,
        fits=lambda payment: payment.provider == TRANSFER,
    ),
    "difference": Action(
        label="Refund the difference",
        form=forms.Form,
        effect=lambda payment: f"{payment.order.overpaid} were paid too much and go back.",
        run=_difference,
        fits=lambda payment: payment.order.stands and payment.order.overpaid.minor > 0,
    ),
    "sent": Action(
        label="Refund sent",
        form=SentForm,
        effect=_goes_back,
        run=_sent,
        fits=lambda payment: payment.provider == TRANSFER and _refund_to_send(payment) is not None,
    ),
    "looked-at": Action(
        label="Looked at",
        form=NoteForm,
        effect=lambda payment: f"{payment.message} After this it needs no attention any more.",
        run=_looked_at,
        fits=lambda payment: payment.needs_review,
    ),
}


def available(payment: Payment) -> list[tuple[str, Action]]:
    """Return what can be done with a payment as it stands."""
    return [(name, action) for name, action in ACTIONS.items() if action.fits(payment)]
