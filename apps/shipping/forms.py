from typing import Any

from django import forms

from apps.accounts.visitor import country_name, is_country
from apps.core.forms import kept_rows
from apps.shipping.models import Zone, ZoneArea
from apps.shipping.rules import compact


class ZoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """A zone: each country is known and stands in one zone only."""

    class Meta:
        model = Zone
        fields = ["name", "countries", "position"]

    def clean_countries(self) -> list[str]:
        codes = list(dict.fromkeys(code.strip().upper() for code in self.cleaned_data["countries"]))
        unknown = [code for code in codes if not is_country(code)]
        if unknown:
            raise forms.ValidationError(f"There is no country {', '.join(unknown)}.")
        for other in Zone.objects.filter(countries__overlap=codes).exclude(pk=self.instance.pk):
            shared = ", ".join(country_name(code) for code in codes if code in other.countries)
            raise forms.ValidationError(f"{shared}: already in zone {other}.")
        return codes


class AreaForm(forms.ModelForm):  # type: ignore[type-arg]
    """Part of a country: postcodes as people write them, a prefix without its second end."""

    class Meta:
        model = ZoneArea
        fields = ["name", "country", "region", "first_postcode", "last_postcode"]

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).upper()
        if code and not is_country(code):
            raise forms.ValidationError(f"There is no country {code}.")
        return code

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first = compact(cleaned.get("first_postcode", ""))
        last = compact(cleaned.get("last_postcode", "")) or first
        return {**cleaned, "first_postcode": first, "last_postcode": last}


class AreaFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The areas of a zone: no postcode stands in two of them. The database asks the same of all zones."""

    def clean(self) -> None:
        super().clean()
        above: list[ZoneArea] = []
        for form in kept_rows(self):
            if any(form.instance.overlaps(area) for area in above):
                form.add_error("first_postcode", "Another area of this zone has some of these postcodes.")
            above.append(form.instance)
