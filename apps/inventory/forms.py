from django import forms
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget


class MovementForm(forms.Form):
    """A delivery that came in, or a stock-take."""

    quantity = forms.IntegerField(min_value=0, max_value=1_000_000, widget=UnfoldAdminIntegerFieldWidget)
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)
