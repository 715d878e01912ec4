"""What a packer types."""

from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.warehouse.rules import Details

_text = UnfoldAdminTextInputWidget


class KilogramsField(forms.DecimalField):
    """A weight as scales show it, with a point or a comma."""

    def to_python(self, value: Any) -> Any:
        """Read the number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class ParcelForm(forms.Form):
    """What is written on a parcel. Everything may still be missing while it is packed."""

    weight = KilogramsField(
        label="Weight, kg",
        required=False,
        min_value=Decimal("0.001"),
        max_value=Decimal(1000),
        max_digits=7,
        decimal_places=3,
        widget=_text({"inputmode": "decimal", "autocomplete": "off"}),
        help_text="With its packing.",
        error_messages={"invalid": "Type the weight in kilograms, as 2.350."},
    )
    tracking_number = forms.CharField(
        required=False,
        max_length=60,
        widget=_text({"autocomplete": "off"}),
        help_text="From the carrier’s label, if it has one.",
    )
    carrier = forms.CharField(
        required=False,
        max_length=80,
        widget=_text({"autocomplete": "off"}),
        help_text="Empty: the one of the order.",
    )

    @classmethod
    def of(cls, details: Details) -> "ParcelForm":
        """Return a form that shows what is kept."""
        weight = None if details.weight_g is None else Decimal(details.weight_g) / 1000
        shown = {"weight": weight, "tracking_number": details.tracking_number, "carrier": details.carrier}
        return cls(initial=shown)

    def details(self) -> Details:
        """Return what was typed, once it is valid."""
        typed = self.cleaned_data
        weight = typed["weight"]
        return Details(
            weight_g=None if weight is None else int(weight * 1000),
            carrier=typed["carrier"],
            tracking_number=typed["tracking_number"],
        )


class ScanForm(forms.Form):
    """An item number or GTIN, from a scanner that types it and presses Enter, or from the keyboard."""

    code = forms.CharField(
        label="Item number or bar code",
        required=False,
        max_length=60,
        widget=_text({"autocomplete": "off", "spellcheck": "false", "data-select": ""}),
        help_text="Scan, or type and press Enter: one unit each.",
    )
