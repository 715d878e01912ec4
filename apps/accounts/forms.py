from django import forms

from apps.accounts.visitor import SCHEMES, is_country
from apps.currency import selectors as currencies


class SchemeForm(forms.Form):
    """Which colours the pages have."""

    scheme = forms.ChoiceField(choices=[(scheme, scheme) for scheme in SCHEMES])
    next = forms.CharField(required=False, max_length=500)


class CountryForm(forms.Form):
    """Where goods go, for prices and dates before an address is known, and the currency of all prices."""

    country = forms.CharField(max_length=2)
    currency = forms.CharField(max_length=3, required=False)  # empty: as the country suggests
    next = forms.CharField(required=False, max_length=500)

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if not is_country(country):
            raise forms.ValidationError("Choose a country from the list.")
        return country

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code and all(code != choice.code for choice in currencies.offered()):
            raise forms.ValidationError("Choose a currency from the list.")
        return code
