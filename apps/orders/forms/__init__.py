"""Forms of the checkout and of the order pages. They validate; services save."""

from apps.orders.forms.changes import CHANGES, ChangeForm, SeenForm
from apps.orders.forms.checkout import (
    AddressFields,
    ContactForm,
    DeliveryForm,
    EmailForm,
    EmailInput,
    TrackForm,
    WithdrawalForm,
    check_postcode,
    email_field,
)

__all__ = [
    "CHANGES",
    "AddressFields",
    "ChangeForm",
    "ContactForm",
    "DeliveryForm",
    "EmailForm",
    "EmailInput",
    "SeenForm",
    "TrackForm",
    "WithdrawalForm",
    "check_postcode",
    "email_field",
]
