from typing import Any

from django import forms

from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.models import Price, TaxRate


class NewPriceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A price to be added to a list, in major units with home tax; it starts now unless it says when."""

    amount = forms.DecimalField(min_value=0, max_value=10_000_000, max_digits=12, decimal_places=3)

    class Meta:
        model = Price
        fields = ["variant", "currency", "min_quantity", "starts_at", "ends_at", "is_reduced"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "starts_at" in self.fields:  # not in rows that are only shown
            self.fields["starts_at"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"amount", "currency"} <= cleaned.keys():
            try:
                cleaned["price"] = Money.of(cleaned["amount"], cleaned["currency"].upper())
            except ShopError as refusal:
                self.add_error("currency", refusal.message)
        return cleaned


class TaxRateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new rate, or the source and last day of one that is there."""

    class Meta:
        model = TaxRate
        fields = ["tax_class", "country", "region", "percent", "valid_from", "valid_until", "source"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in {"country", "region"} & cleaned.keys():
            cleaned[name] = cleaned[name].upper()
        begins, ends = cleaned.get("valid_from", self.instance.valid_from), cleaned.get("valid_until")
        if begins is not None and ends is not None and ends < begins:
            self.add_error("valid_until", "The last day is before the first one.")
        if self.instance.pk is None and {"tax_class", "country", "region", "valid_from"} <= cleaned.keys():
            place = {name: cleaned[name] for name in ("tax_class", "country", "region", "valid_from")}
            if conflict := selectors.rate_conflict(**place):
                self.add_error("valid_from", f"Another rate begins on {conflict.valid_from:%-d %B %Y}.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the overlap of a new rate to `clean`: the service ends the rate before it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if self.instance.pk else excluded | {"region"}
