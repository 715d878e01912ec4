from collections.abc import Mapping
from typing import Any

from django import forms

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money


class PaymentForm(forms.Form):
    """Step 3: the way to pay, and the total that the shopper saw. Money fields only ever compare."""

    way = forms.CharField(max_length=60, error_messages={"required": "Choose how you want to pay"})
    expected_total = forms.IntegerField(min_value=0, max_value=10**12)
    expected_currency = forms.CharField(max_length=3)

    def __init__(self, data: Mapping[str, Any] | None = None, *, ways: list[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.ways = ways

    def clean_way(self) -> str:
        way = str(self.cleaned_data["way"])
        if way not in self.ways:
            raise forms.ValidationError("Choose one of the ways to pay on the page")
        return way

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["expected"] = Money(cleaned["expected_total"], cleaned["expected_currency"])
        except (KeyError, UnknownCurrency):
            cleaned["expected"] = None
        return cleaned


class GiftCardForm(forms.Form):
    """The code of a gift card as somebody typed it."""

    code = forms.CharField(
        max_length=60,
        error_messages={"required": "Enter the code of the card", "max_length": "A code has 16 characters"},
    )
