from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldBooleanWidget

from apps.currency.feeds.ecb import MAX_BYTES


class FetchForm(forms.Form):
    """Adding rates, if need be against the shop's doubts."""

    force = forms.BooleanField(
        required=False,
        widget=UnfoldBooleanWidget,
        label="Believe changes of more than 20 %",
        help_text="After you have looked them up elsewhere.",
    )


class RatesFileForm(FetchForm):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="The daily, 90-day or historical XML file of the European Central Bank, up to 20 MB.",
    )
    field_order = ("file", "force")

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
        return file
