"""What the order desk can do with an order, each with its form, its preview and its service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from apps.inventory import selectors as stock
from apps.orders import services
from apps.orders.forms import CHANGES
from apps.orders.models import Order
from apps.orders.services import Wish
from apps.orders.states import FulfilmentStatus, OrderStatus

_text = UnfoldAdminTextInputWidget


class OrderForm(forms.Form):
    """A form about an order, which it may look at for its fields."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, order: Order, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.order = order


class PlainForm(OrderForm):
    reason = forms.CharField(
        required=False, max_length=200, widget=_text, help_text="Stands in the timeline."
    )


class PackForm(PlainForm):
    """Says which state of the order the packer has in hand: its customer may change it meanwhile."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, order: Order, **kwargs: Any) -> None:
        super().__init__(data, order=order, **kwargs)
        self.fields["revision"].initial = order.revision


class ShipForm(OrderForm):
    """One parcel: all that is open, unless fewer units are typed."""

    tracking_number = forms.CharField(max_length=60, widget=_text, help_text="From the carrier's label.")
    carrier = forms.CharField(
        required=False, max_length=80, widget=_text, help_text="Empty: the one of the order."
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, order: Order, **kwargs: Any) -> None:
        super().__init__(data, order=order, **kwargs)
        self.open = [line for line in order.lines.all() if line.open_qty and not line.is_gift_card]
        self.promised = stock.allocated_at(line.reference for line in self.open)
        if len(self.promised) > 1:
            self._ask_where()
        for line in self.open:
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=f"{line.title}, units in this parcel",
                required=False,
                min_value=0,
                max_value=line.open_qty,
                widget=_text,
                help_text=f"{line.open_qty} are open. Empty: all of them.",
            )

    def _ask_where(self) -> None:
        names = {place.pk: place.name for place in stock.locations()}
        self.fields["location"] = forms.TypedChoiceField(
            choices=[(pk, names[pk]) for pk in self.promised],
            coerce=int,
            widget=UnfoldAdminSelectWidget,
            help_text="The goods lie in several places; one parcel leaves from one of them.",
        )

    def quantities(self) -> dict[int, int]:
        """Return line ids to the units that go into this parcel: of what is not typed, all that its place has."""
        typed = {line.pk: self.cleaned_data.get(f"units_{line.pk}") for line in self.open}
        here = self.promised.get(self.cleaned_data.get("location") or 0)
        all_of = {
            line.pk: line.open_qty if here is None else here.get(line.reference, 0) for line in self.open
        }
        return {pk: all_of[pk] if units is None else units for pk, units in typed.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(self.quantities().values()):
            raise forms.ValidationError("Put at least one unit into the parcel.")
        return {
            **cleaned,
            "location": cleaned.get("location"),
            "quantities": self.quantities() if not self.errors else {},
        }


class ShipUnpaidForm(ShipForm):
    reason = forms.CharField(
        max_length=200, widget=_text, help_text="Who allowed it. Stands in the timeline."
    )


class ReasonForm(OrderForm):
    reason = forms.CharField(max_length=200, widget=_text, help_text="Stands in the timeline.")


class HoldForm(OrderForm):
    reason = forms.CharField(
        max_length=200, widget=_text, help_text="Stands in the timeline; only staff read it."
    )
    ask = forms.CharField(
        label="What the customer has to do",
        required=False,
        max_length=500,
        widget=UnfoldAdminTextareaWidget,
        help_text="Goes to the customer by mail as you write it. Empty: no mail.",
    )


class NoteForm(OrderForm):
    text = forms.CharField(
        max_length=300, widget=UnfoldAdminTextareaWidget, help_text="Only staff can read it."
    )


@dataclass(frozen=True)
class Look:
    """What an action would do, in words, and the amount (minor units) that it is about."""

    text: str
    minor: int


@dataclass(frozen=True)
class Action:
    """One thing to be done. With a `preview` it is looked at first, and `seen_minor` is what was shown."""

    label: str
    done: str
    form: Callable[..., forms.Form]
    effect: Callable[[Order], str]
    run: Callable[[Order, str, dict[str, Any]], object]
    fits: Callable[[Order], bool]
    preview: Callable[[Order, dict[str, Any]], Look] | None = None


def _can_pack(order: Order) -> bool:
    return (
        order.status == OrderStatus.PLACED
        and order.fulfilment_status == FulfilmentStatus.OPEN
        and order.is_paid
        and not order.is_held
    )


def _can_ship(order: Order) -> bool:
    is_open = any(line.open_qty for line in order.lines.all())
    return order.stands and order.is_paid and not order.is_held and is_open


def _units(order: Order) -> str:
    count = sum(line.open_qty for line in order.lines.all())
    return "1 unit" if count == 1 else f"{count} units"


ACTIONS: dict[str, Action] = {
    "pack": Action(
        label="Mark packed",
        done="marked as packed.",
        form=PackForm,
        effect=lambda order: f"{_units(order)} stand packed. The customer sees it on the order page.",
        run=lambda order, actor, data: services.mark_packed(
            order_id=order.pk, actor=actor, reason=data["reason"], revision=data["revision"]
        ),
        fits=_can_pack,
    ),
    "ship": Action(
        label="Ship with tracking number",
        done="shipped. The customer's mail is on its way.",
        form=ShipForm,
        effect=lambda order: (
            f"Up to {_units(order)} leave the stock in one parcel, and {order.email} gets a mail. The rest stays open."
        ),
        run=lambda order, actor, data: services.ship_order(
            order_id=order.pk,
            actor=actor,
            tracking_number=data["tracking_number"],
            carrier=data["carrier"],
            quantities=data["quantities"],
            location_id=data["location"],
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
            quantities=data["quantities"],
            location_id=data["location"],
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
        fits=lambda order: (
            order.status in (OrderStatus.PLACED, OrderStatus.PART_SHIPPED, OrderStatus.DELIVERED)
            and order.goods_are_here
        ),
    ),
    "hold": Action(
        label="Put on hold",
        done="on hold.",
        form=HoldForm,
        effect=lambda order: "Nothing of this order is packed or shipped until somebody releases it.",
        run=lambda order, actor, data: services.hold_order(
            order_id=order.pk, actor=actor, reason=data["reason"], ask=data["ask"]
        ),
        fits=lambda order: (
            order.status in (OrderStatus.PLACED, OrderStatus.PART_SHIPPED) and not order.is_held
        ),
    ),
    "release": Action(
        label="Release",
        done="released.",
        form=ReasonForm,
        effect=lambda order: f"On hold: {order.hold_reason}",
        run=lambda order, actor, data: services.release_order(
            order_id=order.pk, actor=actor, reason=data["reason"]
        ),
        fits=lambda order: order.is_held,
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


# ---- changes, with their money -----------------------------------------------------------------------------


def style(form: forms.Form) -> None:
    """Dress the fields of a form that was made for the shop's pages as those of the staff area."""
    for field in form.fields.values():
        if isinstance(field, forms.ChoiceField):
            chosen = UnfoldAdminSelectWidget()
            chosen.choices = field.choices
            field.widget = chosen
        elif not isinstance(field.widget, forms.HiddenInput | forms.CheckboxInput):
            field.widget = _text()


def _change_form(kind: str) -> Callable[..., forms.Form]:
    def build(data: Mapping[str, Any] | None = None, *, order: Order) -> forms.Form:
        form = CHANGES[kind][1].of(order, data)
        form.fields["reason"] = forms.CharField(max_length=200, help_text="Stands in the timeline.")
        style(form)
        return form

    return build


def _wish(kind: str, order: Order, data: dict[str, Any]) -> Wish:
    form = CHANGES[kind][1].of(order, None)
    form.cleaned_data = data
    return form.wish()


def _look(kind: str) -> Callable[[Order, dict[str, Any]], Look]:
    def look(order: Order, data: dict[str, Any]) -> Look:
        plan = services.preview_change(order_id=order.pk, wish=_wish(kind, order, data), by_staff=True)
        money = "Nothing is to be paid."
        if plan.pay:
            money = f"The customer pays {plan.pay} more on the order's page; until then nothing changes."
        elif plan.back:
            money = f"{plan.back} go back to the customer."
        return Look(f"{plan.summary}. {money}", plan.balance_minor)

    return look


def _change(kind: str) -> Callable[[Order, str, dict[str, Any]], object]:
    def change(order: Order, actor: str, data: dict[str, Any]) -> object:
        return services.confirm_change(
            order_id=order.pk,
            wish=_wish(kind, order, data),
            expected=order.money(data["seen_minor"]),
            actor=actor,
            reason=data["reason"],
            by_staff=True,
        )

    return change


def _can_change(order: Order) -> bool:
    return order.status == OrderStatus.PLACED and order.is_paid


def _can_cancel_items(order: Order) -> bool:
    return order.is_placed and order.is_paid and any(line.open_qty for line in order.lines.all())


ACTIONS |= {
    f"change-{kind}": Action(
        label=label,
        done="changed. What costs more waits for the customer's payment on the order's page.",
        form=_change_form(kind),
        effect=lambda order: "The next page says what is to be paid or goes back, before anything is done.",
        run=_change(kind),
        fits=_can_cancel_items if kind == "cancel" else _can_change,
        preview=_look(kind),
    )
    for kind, (label, _) in CHANGES.items()
}


def available(order: Order) -> list[tuple[str, Action]]:
    """Return what can be done with an order as it stands."""
    prefetch_related_objects([order], "lines", "shipments")
    return [(name, action) for name, action in ACTIONS.items() if action.fits(order)]
