"""Forms of the checkout and of the order pages. They validate; services save."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import EmailValidator

from apps.pricing.errors import InvalidVatId
from apps.pricing.selectors import compact_vat_id
from apps.shipping import addresses
from apps.shipping import selectors as shipping
from apps.shipping.addresses import MAX_LENGTH, AddressRules

EMAIL_MESSAGE = "Enter an email address with an @ and a domain, like name@example.org"


class EmailInput(forms.EmailInput):
    """An e-mail field as people type it: no capital letters, no spell check."""

    def __init__(self, **attrs: str) -> None:
        super().__init__({"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none", **attrs})


def email_field(**kwargs: Any) -> forms.EmailField:
    field = forms.EmailField(max_length=254, widget=EmailInput(), **kwargs)
    field.error_messages["required"] = EMAIL_MESSAGE
    field.validators = [EmailValidator(message=EMAIL_MESSAGE), *field.validators[1:]]
    return field


class AddressFields:
    """Builds the fields of an address for a country: the ones its people use, with their names."""

    def __init__(
        self, rules: AddressRules, *, section: str, prefix: str = "", ask_phone: bool = False
    ) -> None:
        self.rules, self.section, self.prefix, self.ask_phone = rules, section, prefix, ask_phone

    def build(self) -> dict[str, forms.Field]:
        rules = self.rules
        fields: dict[str, forms.Field] = {
            "name": self._text("Full name", "name", missing="Enter your full name"),
            "line1": self._text(
                "Street and house number", "address-line1", missing="Enter a street and house number"
            ),
            "line2": self._text("Flat, floor, building", "address-line2", required=False),
            "company": self._text("Company", "organization", required=False),
        }
        if rules.has_postcode:
            needed = "postcode" in rules.required
            like = f", like {rules.postcode_example}" if rules.postcode_example else ""
            label = rules.postcode_label
            article = "an" if label[0] in "AEIOU" else "a"
            said = label if label != "Postcode" else "postcode"
            postcode = self._text(
                label, "postal-code", required=needed, missing=f"Enter {article} {said}{like}"
            )
            if rules.postcode_is_numeric:
                postcode.widget.attrs["inputmode"] = "numeric"
            fields["postcode"] = postcode
        missing = f"Enter a {rules.city_label.lower()}"
        fields["city"] = self._text(
            rules.city_label, "address-level2", required="city" in rules.required, missing=missing
        )
        if rules.asks_for_area:
            fields["area"] = self._area()
        if self.ask_phone:
            fields["phone"] = self._text(
                "Phone number", "tel", missing="Enter a phone number the carrier can call"
            )
            fields["phone"].widget.input_type = "tel"
        return {f"{self.prefix}{name}": field for name, field in fields.items()}

    def _text(self, label: str, token: str, *, required: bool = True, missing: str = "") -> forms.CharField:
        name = {"address-line1": "line1", "address-line2": "line2", "postal-code": "postcode", "tel": "phone",
                "organization": "company", "address-level2": "city"}.get(token, token)  # fmt: skip
        length = MAX_LENGTH[name]
        field = forms.CharField(label=label, required=required, max_length=length)
        field.widget.attrs["autocomplete"] = f"{self.section} {token}"
        field.error_messages["required"] = missing
        field.error_messages["max_length"] = f"{label} can have at most {length} characters"
        return field

    def _area(self) -> forms.ChoiceField:
        label = self.rules.area_label
        choices = [("", f"Choose a {label.lower()}"), *self.rules.areas]
        field = forms.ChoiceField(label=label, choices=choices)
        field.widget.attrs["autocomplete"] = f"{self.section} address-level1"
        field.error_messages["required"] = f"Choose a {label.lower()}"
        field.error_messages["invalid_choice"] = f"Choose a {label.lower()} from the list"
        return field


def check_postcode(form: forms.Form, prefix: str, country: str) -> None:
    """Add an error to a form whose postcode does not fit its country or area."""
    postcode = form.cleaned_data.get(f"{prefix}postcode", "")
    if postcode:
        problem = addresses.postcode_problem(country, postcode, form.cleaned_data.get(f"{prefix}area", ""))
        if problem:
            form.add_error(f"{prefix}postcode", problem)


class ContactForm(forms.Form):
    """Step 1: e-mail, country, and the address fields that the country asks for."""

    email = email_field(label="Email", help_text="For the order confirmation and tracking.")
    country = forms.ChoiceField(label="Country")
    vat_id = forms.CharField(
        label="VAT number",
        required=False,
        max_length=30,
        help_text="For businesses. In another country of the EU you then pay without VAT.",
        error_messages={"max_length": "A VAT number can have at most 30 characters"},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, country: str, ask_phone: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.rules = addresses.rules_for(country)
        served = shipping.countries()
        self.fields["country"].choices = served  # type: ignore[attr-defined]
        self.fields["country"].widget.attrs["autocomplete"] = "shipping country"
        self.fields["country"].error_messages["invalid_choice"] = "Choose a country from the list"
        self.fields.update(AddressFields(self.rules, section="shipping", ask_phone=ask_phone).build())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("country"):
            check_postcode(self, "", cleaned["country"])
        if cleaned.get("vat_id"):
            self._check_vat_id(cleaned)
        return cleaned

    def _check_vat_id(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["vat_id"] = compact_vat_id(cleaned["vat_id"], country=cleaned.get("country", ""))
        except InvalidVatId as wrong:
            self.add_error("vat_id", wrong.message)

    def address(self) -> dict[str, str]:
        """The delivery address as typed."""
        return {name: str(self.cleaned_data.get(name, "")) for name in addresses.FIELDS}


class DeliveryForm(forms.Form):
    """Step 2: the way it arrives, a note for the driver, and the billing address if it is another."""

    method = forms.CharField(
        max_length=40, error_messages={"required": "Choose how the parcel should arrive"}
    )
    note = forms.CharField(label="Note for the driver", required=False, max_length=200)
    same = forms.BooleanField(label="Same as the delivery address", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, country: str, methods: list[str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.country = country
        self.methods = methods
        self.fields["note"].widget.attrs["autocomplete"] = "off"
        self.fields.update(
            AddressFields(addresses.rules_for(country), section="billing", prefix="bill_").build()
        )
        if data is not None and data.get("same"):
            self._ignore_billing()

    def _ignore_billing(self) -> None:
        for name, field in self.fields.items():
            if name.startswith("bill_"):
                field.required = False

    def clean_method(self) -> str:
        method = str(self.cleaned_data["method"])
        if method not in self.methods:
            raise forms.ValidationError("Choose one of the delivery options on the page")
        return method

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("same"):
            check_postcode(self, "bill_", self.country)
        return cleaned

    def billing(self) -> dict[str, str] | None:
        """The billing address as typed, or None when it is the delivery address."""
        if self.cleaned_data["same"]:
            return None
        typed = {name: str(self.cleaned_data.get(f"bill_{name}", "")) for name in addresses.FIELDS}
        return {**typed, "country": self.country}


class TrackForm(forms.Form):
    """Find an order without its link."""

    code = forms.CharField(
        label="Order number",
        max_length=20,
        error_messages={"required": "Enter the order number from your email"},
    )
    email = email_field(label="Email")


class EmailForm(forms.Form):
    """Prove to know the e-mail address of an order."""

    email = email_field(label="Email")


class WithdrawalForm(forms.Form):
    """A statement of withdrawal asks for no more than the law needs."""

    name = forms.CharField(
        label="Full name", max_length=120, error_messages={"required": "Enter your full name"}
    )
    order_code = forms.CharField(
        label="Order number",
        max_length=40,
        error_messages={"required": "Enter the order number from your email"},
    )
    email = email_field(label="Email", help_text="We send the receipt of your withdrawal there.")
    items = forms.CharField(
        label="Which items", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Leave empty to withdraw from the whole order.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["order_code"].widget.attrs.update(autocomplete="off", autocapitalize="characters")
