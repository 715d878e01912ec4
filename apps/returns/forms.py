"""Forms with which a shopper asks for a return. They validate; services decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from apps.core import photos
from apps.core.errors import ShopError
from apps.orders.services import SwapChoice
from apps.returns.models import ReturnLine
from apps.returns.selectors import Offer
from apps.returns.services import Wish

MOST_BYTES = 8 * 1024 * 1024


class ReturnForm(forms.Form):
    """How many units of each line come back, why, and what is wanted instead."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offers: Sequence[tuple[Offer, Sequence[SwapChoice]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.offers = offers
        for offer, choices in offers:
            self._ask_about(offer, choices)

    def _ask_about(self, offer: Offer, choices: Sequence[SwapChoice]) -> None:
        line, most = offer.line, offer.units
        wrong = f"Choose between 0 and {most}"
        self.fields[f"units_{line.pk}"] = forms.IntegerField(
            label="How many come back",
            required=False,
            min_value=0,
            max_value=most,
            initial=0,
            help_text=f"Up to {most}.",
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )
        self.fields[f"reason_{line.pk}"] = forms.ChoiceField(
            label="Why", required=False, choices=[("", "Choose a reason"), *ReturnLine.Reason.choices]
        )
        self.fields[f"words_{line.pk}"] = forms.CharField(
            label="What we should know", required=False, max_length=500, widget=forms.Textarea({"rows": 2})
        )
        if choices:
            others = [(choice.facts.id, f"{choice.facts.title}, {choice.unit}") for choice in choices]
            self.fields[f"wanted_{line.pk}"] = forms.TypedChoiceField(
                label="Exchange for",
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", "No exchange, the money back"), *others],
            )

    @property
    def groups(self) -> list[tuple[Offer, list[BoundField]]]:
        """Each line with its fields, as the page prints them."""
        names = ("units", "reason", "words", "wanted")
        return [
            (
                offer,
                [
                    self[f"{name}_{offer.line.pk}"]
                    for name in names
                    if f"{name}_{offer.line.pk}" in self.fields
                ],
            )
            for offer, _ in self.offers
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [offer for offer, _ in self.offers if cleaned.get(f"units_{offer.line.pk}")]
        for offer in chosen:
            if not cleaned.get(f"reason_{offer.line.pk}") and f"reason_{offer.line.pk}" not in self.errors:
                self.add_error(f"reason_{offer.line.pk}", "Choose a reason")
        if not chosen and not self.errors:
            raise forms.ValidationError("Choose what you want to return, and how many of it")
        return cleaned

    @property
    def chosen(self) -> list[Offer]:
        return [offer for offer, _ in self.offers if self.cleaned_data[f"units_{offer.line.pk}"]]

    @property
    def units(self) -> dict[int, int]:
        return {offer.line.pk: self.cleaned_data[f"units_{offer.line.pk}"] for offer in self.chosen}

    def wishes(self, pictures: Mapping[str, Any]) -> list[Wish]:
        """Return what is wished, with the photographs that came with it by the names of `PhotoForm`."""
        said = self.cleaned_data
        return [
            Wish(
                offer.line.pk,
                said[f"units_{offer.line.pk}"],
                said[f"reason_{offer.line.pk}"],
                said[f"words_{offer.line.pk}"],
                pictures.get(f"photo_{offer.line.pk}"),
                said.get(f"wanted_{offer.line.pk}"),
            )
            for offer in self.chosen
        ]


class PhotoForm(forms.Form):
    """The amount that was shown, and a photograph of each line that comes back, if one helps."""

    expected = forms.IntegerField(min_value=0, max_value=10**12, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for offer in offers:
            self.fields[f"photo_{offer.line.pk}"] = forms.FileField(
                label=f"Photo of {offer.line.title}",
                required=False,
                widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
                help_text="JPEG, PNG or WebP, up to 8 MB. Helps us where something is broken.",
                error_messages={"empty": "This file is empty. Choose another one"},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, upload in list(cleaned.items()):
            if isinstance(upload, UploadedFile):
                self._clean_photo(name, upload, cleaned)
        return cleaned

    def _clean_photo(self, name: str, upload: "UploadedFile[bytes]", cleaned: dict[str, Any]) -> None:
        try:
            cleaned[name] = photos.clean(upload, max_bytes=MOST_BYTES)
        except ShopError as refusal:
            self.add_error(name, refusal.message)
