from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from apps.catalog.models import Picture
from apps.core import photos
from apps.core.errors import ShopError


class PictureForm(forms.ModelForm):  # type: ignore[type-arg]
    """A photograph with the words that stand for it."""

    class Meta:
        model = Picture
        fields = ["photo", "variant", "kind", "alt", "caption", "position"]

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if not isinstance(photo, UploadedFile):
            return photo
        try:
            return photos.clean(photo)
        except ShopError as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("photo") and not self.instance.plate and "photo" not in self.errors:
            self.add_error("photo", "Choose a photograph.")
        return cleaned
