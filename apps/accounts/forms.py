from django import forms

from apps.accounts.visitor import SCHEMES, is_country


class SchemeForm(forms.Form):
    """Which colours the pages have."""

    scheme = forms.ChoiceField(choices=[(scheme, scheme) for scheme in SCHEMES])
    next = forms.CharField(required=False, max_length=500)


class CountryForm(forms.Form):
    """Where goods go, for prices and dates before an address is known."""

    country = forms.CharField(max_length=2)
    next = forms.CharField(required=False, max_length=500)

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if not is_country(country):
            raise forms.ValidationError("Choose a country from the list.")
        return country
