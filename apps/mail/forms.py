import uuid

from django import forms


class ResendForm(forms.Form):
    """Sends a message again once, however often the form is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
