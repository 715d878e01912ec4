"""What the order desk can do with an order, each with its form, its preview and its service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from apps.orders import services
from apps.orders.models import Order
from apps.orders.states import FulfilmentStatus, OrderStatus

_text = UnfoldAdminTextInputWidget


class PlainForm(forms.Form):
    reason = forms.CharField(
        required=False, max_length=200, widget=_text, help_text="Stands in the timeline."
    )


class ShipForm(forms.Form):
    tracking_number = forms.CharField(max_length=60, widget=_text, help_text="From the carrier's label.")
    carrier = forms.CharField(
        required=False, max_length=80, widget=_text, help_text="Empty: the one of the order."
    )


class ShipUnpaidForm(ShipForm):
    reason = forms.CharField(
        max_length=200, widget=_text, help_text="Who allowed it. Stands in the timeline."
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=200, widget=_text, help_text="Stands in the timeline.")


class NoteForm(forms.Form):
    text = forms.CharField(
        max_length=300, widget=UnfoldAdminTextareaWidget, help_text="Only staff can read it."
    )


@dataclass(frozen=True)
class Action:
    label: str
    done: str
    form: type[forms.Form]
    effect: Callable[[Order], str]
    run: Callable[[Order, str, dict[str, Any]], object]
    fits: Callable[[Order], bool]


def _can_pack(order: Order) -> bool:
    return (
        order.status == OrderStatus.PLACED
        and order.fulfilment_status == FulfilmentStatus.OPEN
        and order.is_paid
    )


def _can_ship(order: Order) -> bool:
    return order.stands and order.is_paid and any(line.open_qty for line in order.lines.all())


def _units(order: Order) -> str:
    count = sum(line.open_qty for line in order.lines.all())
    return "1 unit" if count == 1 else f"{count} units"


ACTIONS: dict[str, Action] = {
    "pack": Action(
        label="Mark packed",
        done="marked as packed.",
        form=PlainForm,
        effect=lambda order: f"{_units(order)} stand packed. The customer sees it on the order page.",
        run=lambda order, actor, data: services.mark_packed(
            order_id=order.pk, actor=actor, reason=data["reason"]
        ),
        fits=_can_pack,
    ),
    "ship": Action(
        label="Ship with tracking number",
        done="shipped. The customer's mail is on its way.",
        form=ShipForm,
        effect=lambda order: f"{_units(order)} leave the stock in one parcel, and {order.email} gets a mail.",
        run=lambda order, actor, data: services.ship_order(
            order_id=order.pk, actor=actor, tracking_number=data["tracking_number"], carrier=data["carrier"]
        ),
        fits=_can_ship,
    ),
    "ship-unpaid": Action(
        label="Ship although it is not paid",
        done="shipped before it was paid. The customer's mail is on its way.",
        form=ShipUnpaidForm,
        effect=lambda order: (
            f"{order.still_owed} are owed. {_units(order)} leave the stock all the same, and {order.email} gets a mail."
        ),
        run=lambda order, actor, data: services.ship_order(
            order_id=order.pk,
            actor=actor,
            tracking_number=data["tracking_number"],
            carrier=data["carrier"],
            reason=data["reason"],
            even_unpaid=True,
        ),
        fits=lambda order: order.waits_for_money and any(line.open_qty for line in order.lines.all()),
    ),
    "deliver": Action(
        label="Mark delivered",
        done="marked as delivered.",
        form=PlainForm,
        effect=lambda order: "Every parcel of this order has arrived.",
        run=lambda order, actor, data: services.mark_delivered(
            order_id=order.pk, actor=actor, reason=data["reason"]
        ),
        fits=lambda order: any(shipment.delivered_at is None for shipment in order.shipments.all()),
    ),
    "cancel": Action(
        label="Cancel",
        done="cancelled. The money goes back by itself.",
        form=ReasonForm,
        effect=lambda order: (
            f"{_units(order)} go back to stock, {order.money(order.charged_minor)} go back to the customer, "
            f"and {order.email} gets a mail."
        ),
        run=lambda order, actor, data: services.cancel_order(
            order_id=order.pk, actor=actor, reason=data["reason"]
        ),
        fits=lambda order: order.status == OrderStatus.PLACED,
    ),
    "note": Action(
        label="Write a note",
        done="note written.",
        form=NoteForm,
        effect=lambda order: "The note joins the timeline. The customer does not see it.",
        run=lambda order, actor, data: services.add_note(order_id=order.pk, actor=actor, text=data["text"]),
        fits=lambda order: True,
    ),
}


def available(order: Order) -> list[tuple[str, Action]]:
    """Return what can be done with an order as it stands."""
    return [(name, action) for name, action in ACTIONS.items() if action.fits(order)]
