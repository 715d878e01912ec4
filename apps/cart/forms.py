from django import forms
from django.conf import settings

from apps.promotions.rules import is_code, normalise_code

QUANTITY_MESSAGE = "Enter a whole number from 1 to 99."


class AddForm(forms.Form):
    """What "Add to basket" posts. Prices never come from the browser."""

    product = forms.IntegerField(min_value=1, max_value=2**62)
    variant = forms.IntegerField(
        min_value=1, max_value=2**62, required=False, help_text="Posted where there are no options to choose."
    )
    quantity = forms.IntegerField(
        min_value=1,
        max_value=settings.CART_MAX_QUANTITY,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), QUANTITY_MESSAGE),
    )
    personal_text = forms.CharField(required=False, max_length=60)


class QuantityForm(forms.Form):
    """What a line of the basket posts: a typed quantity, and one of the buttons beside it."""

    line = forms.IntegerField(min_value=1, max_value=2**62)
    quantity = forms.IntegerField(
        min_value=0,
        max_value=settings.CART_MAX_QUANTITY,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter a whole number from 0 to 99."
        ),
    )
    step = forms.ChoiceField(
        required=False, choices=[("1", "one more"), ("-1", "one fewer"), ("remove", "remove")]
    )

    def wanted(self) -> int:
        """The quantity that typed number and button together ask for."""
        step = self.cleaned_data["step"]
        if step == "remove":
            return 0
        quantity = int(self.cleaned_data["quantity"]) + (int(step) if step else 0)
        return max(0, min(int(settings.CART_MAX_QUANTITY), quantity))


class PutBackForm(forms.Form):
    """What the Undo button posts after a removal."""

    variant = forms.IntegerField(min_value=1, max_value=2**62)
    quantity = forms.IntegerField(min_value=1, max_value=settings.CART_MAX_QUANTITY)
    personal_text = forms.CharField(required=False, max_length=60)


class CouponForm(forms.Form):
    """A code as somebody typed it."""

    code = forms.CharField(
        max_length=40,
        error_messages={
            "required": "Enter a code",
            "max_length": "A code has at most 40 characters",
        },
    )

    def clean_code(self) -> str:
        code = normalise_code(self.cleaned_data["code"])
        if not is_code(code):
            raise forms.ValidationError("A code is made of letters, digits and hyphens")
        return code
