from django import forms


class ConfirmForm(forms.Form):
    """A second press, so that nothing happens by accident."""
