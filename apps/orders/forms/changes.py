"""Forms with which a placed order is changed. Each says what it wishes; services decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from apps.orders import selectors as orders
from apps.orders.forms.checkout import AddressFields, check_postcode
from apps.orders.models import Order, OrderLine
from apps.orders.services import (
    Cancel,
    Readdress,
    Redeliver,
    Swap,
    SwapChoice,
    delivery_choices,
    delivery_price,
    swap_choices,
)
from apps.shipping import addresses
from apps.shipping import selectors as shipping
from apps.shipping.rules import in_words


class SeenForm(forms.Form):
    """The amount that stood in the preview, in minor units; below zero it goes back. It only ever compares."""

    expected = forms.IntegerField(min_value=-(10**12), max_value=10**12)


class CancelForm(forms.Form):
    """How many units of each line are not wanted any more."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, lines: Sequence[OrderLine], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.lines = [line for line in lines if line.open_qty]
        for line in self.lines:
            self.fields[f"units_{line.pk}"] = self._units(line)

    @property
    def offers_something(self) -> bool:
        return bool(self.lines)

    @classmethod
    def of(cls, order: Order, data: Any) -> "CancelForm":
        return cls(data, lines=orders.lines_of(order))

    @staticmethod
    def _units(line: OrderLine) -> forms.IntegerField:
        most = line.open_qty
        wrong = f"Choose between 0 and {most}"
        return forms.IntegerField(
            label=line.title,
            required=False,
            min_value=0,
            max_value=most,
            initial=0,
            help_text=f"{most} to be packed, {line.unit} each before discounts.",
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned[f"units_{line.pk}"] for line in self.lines):
            raise forms.ValidationError("Choose how many you want to cancel")
        return cleaned

    def wish(self) -> Cancel:
        return Cancel({line.pk: self.cleaned_data[f"units_{line.pk}"] or 0 for line in self.lines})


class SwapForm(forms.Form):
    """Which line is to be of which other variant, and how many units of it."""

    to = forms.ChoiceField(
        label="Swap for",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you want instead",
            "invalid_choice": "This item cannot be chosen any more. Choose another one",
        },
    )
    units = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=999,
        initial=1,
        error_messages={"required": "Enter how many", "invalid": "Enter a number, like 1"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offers: Sequence[tuple[OrderLine, Sequence[SwapChoice]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.lines = {line.pk: line for line, _ in offers}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (f"{line.pk}:{choice.facts.id}", f"{line.title} for {choice.facts.title}, {choice.unit} each")
            for line, choices in offers
            for choice in choices
        ]

    @property
    def offers_something(self) -> bool:
        return bool(self.fields["to"].choices)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, order: Order, data: Any) -> "SwapForm":
        now = timezone.now()
        lines = [line for line in orders.lines_of(order) if line.open_qty]
        return cls(data, offers=[(line, swap_choices(order, line, now=now)) for line in lines])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        line = self.lines.get(int(cleaned["to"].partition(":")[0])) if cleaned.get("to") else None
        if line is not None and cleaned.get("units", 0) > line.open_qty:
            self.add_error("units", f"Of {line.title} there are {line.open_qty}")
        return cleaned

    def wish(self) -> Swap:
        line, _, variant = self.cleaned_data["to"].partition(":")
        return Swap(int(line), self.cleaned_data["units"], int(variant))


class AddressForm(forms.Form):
    """A corrected delivery address. The country stays: prices and taxes were made for it."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, order: Order, **kwargs: Any) -> None:
        initial = {**order.delivery_address, "note": order.note}
        super().__init__(data, initial=initial, **kwargs)
        self.country, self.rules = order.country, addresses.rules_for(order.country)
        heavy = shipping.Consignment(order.weight_g).is_heavy
        self.fields.update(AddressFields(self.rules, section="shipping", ask_phone=heavy).build())
        self.fields["note"] = forms.CharField(label="Note for the driver", required=False, max_length=200)

    offers_something = True

    @classmethod
    def of(cls, order: Order, data: Any) -> "AddressForm":
        return cls(data, order=order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check_postcode(self, "", self.country)
        return cleaned

    def wish(self) -> Readdress:
        known = {name: str(self.cleaned_data.get(name, "")) for name in addresses.FIELDS}
        kept = {name: value for name, value in known.items() if value or name in self.initial}
        return Readdress({**kept, "country": self.country}, self.cleaned_data["note"])


class RedeliverForm(forms.Form):
    """Another way to travel."""

    method = forms.ChoiceField(
        label="How should it arrive?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how the parcel should arrive",
            "invalid_choice": "Choose one of the delivery options on the page",
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, methods: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["method"].choices = list(methods)  # type: ignore[attr-defined]

    @property
    def offers_something(self) -> bool:
        return bool(self.fields["method"].choices)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, order: Order, data: Any) -> "RedeliverForm":
        quotes = [q for q in delivery_choices(order, now=timezone.now()) if q.code != order.delivery_code]
        return cls(
            data,
            methods=[
                (q.code, f"{q.name}, {delivery_price(order, q)}: {in_words(q.promise)}, by {q.carrier}")
                for q in quotes
            ],
        )

    def wish(self) -> Redeliver:
        return Redeliver(self.cleaned_data["method"])


ChangeForm = CancelForm | SwapForm | AddressForm | RedeliverForm
CHANGES: dict[str, tuple[str, type[ChangeForm]]] = {
    "cancel": ("Cancel items", CancelForm),
    "swap": ("Swap an item", SwapForm),
    "address": ("Correct the address", AddressForm),
    "delivery": ("Change the delivery", RedeliverForm),
}
