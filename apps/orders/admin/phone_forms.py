"""Forms of the pages for orders by phone. They validate; services save."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES, UnfoldAdminTextInputWidget

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money
from apps.orders.forms import ContactForm


def in_theme(form: forms.Form) -> None:
    """Give the controls of a form the look of the staff area."""
    for field in form.fields.values():
        classes = SELECT_CLASSES if isinstance(field.widget, forms.Select) else INPUT_CLASSES
        field.widget.attrs["class"] = " ".join(classes)


class AddForm(forms.Form):
    variant = forms.IntegerField(min_value=1)
    quantity = forms.IntegerField(min_value=1, max_value=999)
    personal_text = forms.CharField(required=False, max_length=60)


class QuantityForm(forms.Form):
    line = forms.IntegerField(min_value=1)
    quantity = forms.IntegerField(min_value=0, max_value=999)


class CustomerForm(ContactForm):
    """Who is on the phone: the same fields and rules as in the checkout."""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        in_theme(self)


class TravelForm(forms.Form):
    """How the goods travel."""

    method = forms.ChoiceField(label="Delivery method")
    note = forms.CharField(label="Note for the driver", required=False, max_length=200)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, ways: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["method"].choices = ways  # type: ignore[attr-defined]
        in_theme(self)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Promotion code", max_length=40, widget=UnfoldAdminTextInputWidget({"autocomplete": "off"})
    )


class SendForm(forms.Form):
    """Mails the link once, however often the form is sent, and only for the total that was seen."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    expected_total = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    expected_currency = forms.CharField(widget=forms.HiddenInput, max_length=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["expected"] = Money(cleaned["expected_total"], cleaned["expected_currency"])
        except (KeyError, UnknownCurrency):
            raise forms.ValidationError(
                "The total that you saw is missing. Look at it and press again."
            ) from None
        return cleaned
