import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from apps.currency.errors import UnknownCurrency
from apps.currency.money import exponent

_MOST = Decimal(10_000)


class OnceForm(forms.Form):
    """A form that does its work once, however often it is sent: its key is the movement's reference."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def reference(self) -> str:
        return f"staff:{self.cleaned_data['key']}"


class IssueForm(OnceForm):
    amount = forms.DecimalField(
        min_value=Decimal("0.01"), max_value=_MOST, widget=UnfoldAdminDecimalFieldWidget
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    expires_on = forms.DateField(
        label="Last day", required=False, widget=UnfoldAdminDateWidget, help_text="Empty: never expires."
    )
    recipient_name = forms.CharField(
        label="Recipient", required=False, max_length=100, widget=UnfoldAdminTextInputWidget
    )
    recipient_email = forms.EmailField(
        label="Recipient's e-mail", required=False, widget=UnfoldAdminTextInputWidget
    )
    message = forms.CharField(required=False, max_length=500, widget=UnfoldAdminTextareaWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = settings.BASE_CURRENCY

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        try:
            exponent(currency)
        except UnknownCurrency as error:
            raise ValidationError(error.message) from error
        return currency


class VoidForm(OnceForm):
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


class AdjustForm(VoidForm):
    amount = forms.DecimalField(
        min_value=-_MOST,
        max_value=_MOST,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="In the card's currency; negative takes something off.",
    )

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError("More or less than nothing.")
        return amount
