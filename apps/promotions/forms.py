"""What staff type about promotions: amounts in major units, lists by commas, fields that fit their kind."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextInputWidget,
)

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money
from apps.promotions import selectors
from apps.promotions.models import Condition, CouponCode, Effect, Promotion, StatedAmount
from apps.promotions.rules import ConditionKind, EffectKind, is_code, normalise_code

_STATED = re.compile(r"\s*([A-Za-z]{3})\s*([0-9]+(?:\.[0-9]+)?)\s*")
_MOST = Decimal(1_000_000)


def _parse_amounts(text: str) -> dict[str, int]:
    """Read "USD 110.00, GBP 85" into minor units by currency."""
    found: dict[str, int] = {}
    for part in filter(str.strip, text.split(",")):
        match = _STATED.fullmatch(part)
        if match is None:
            raise ValidationError("Write amounts like USD 110.00, GBP 85.00.")
        try:
            money = Money.of(match[2], match[1].upper())
        except UnknownCurrency as error:
            raise ValidationError(f"The shop does not know the currency {match[1]}.") from error
        found[money.currency] = money.minor
    return found


class WordsField(forms.CharField):
    """A list of words, separated by commas."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [word.strip() for word in text.split(",") if word.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for word in value:
            super().run_validators(word)


class StatedAmountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a kind, with an amount in the base currency and by wish in others."""

    amount = forms.DecimalField(
        required=False,
        min_value=Decimal(0),
        max_value=_MOST,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text=f"In {settings.BASE_CURRENCY}.",
    )
    in_others = forms.CharField(
        required=False,
        label="in other currencies",
        widget=UnfoldAdminTextInputWidget,
        help_text="For example USD 110.00, GBP 85.00. What is not stated is converted.",
    )
    needs: Mapping[str, tuple[str, ...]] = {}
    allows: Mapping[str, tuple[str, ...]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: StatedAmount = self.instance
        if row.amount_minor is not None:
            others = [Money(minor, currency) for currency, minor in sorted(row.other_amounts.items())]
            stated = Money(row.amount_minor, row.currency)
            self.initial["amount"] = stated.amount
            self.initial["in_others"] = ", ".join(f"{m.currency} {m.amount}" for m in others)
            self.fields["amount"].help_text = f"In {row.currency}."

    def clean_in_others(self) -> dict[str, int]:
        return _parse_amounts(self.cleaned_data["in_others"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind = values.get("kind", "")
        needs = self.needs.get(kind, ())
        allowed = {*needs, *self.allows.get(kind, ())}
        for name in self._typed():
            is_filled = bool(values.get(name)) or (name == "amount" and values.get(name) is not None)
            if name in needs and not is_filled and name not in self.errors:
                self.add_error(name, "This kind needs it.")
            elif is_filled and name not in allowed:
                self.add_error(name, "This kind does not use it; leave it empty.")
        self._write_amount(values)
        return values

    def _typed(self) -> set[str]:
        every = [*self.needs.values(), *self.allows.values()]
        return {name for names in every for name in names if name in self.fields}

    def _write_amount(self, values: Mapping[str, Any]) -> None:
        row: StatedAmount = self.instance
        amount = values.get("amount")
        currency = row.currency or settings.BASE_CURRENCY
        row.amount_minor = Money.of(amount, currency).minor if amount is not None else None
        row.currency = currency if amount is not None else ""
        row.other_amounts = values.get("in_others") or {}


class ConditionForm(StatedAmountForm):
    groups = WordsField(required=False, max_length=60, help_text="Names, separated by commas.")
    countries = WordsField(required=False, max_length=2, help_text="Two letters each: DE, AT.")
    needs = {
        ConditionKind.PRODUCTS: ("products",),
        ConditionKind.CATEGORIES: ("categories",),
        ConditionKind.BRANDS: ("brands",),
        ConditionKind.AMOUNT: ("amount",),
        ConditionKind.QUANTITY: ("quantity",),
        ConditionKind.GROUPS: ("groups",),
        ConditionKind.COUNTRIES: ("countries",),
    }
    allows = {
        ConditionKind.AMOUNT: ("in_others", "counts_everything"),
        ConditionKind.QUANTITY: ("counts_everything",),
        ConditionKind.WINDOW: ("starts_at", "ends_at"),
    }

    class Meta:
        model = Condition
        fields = ["kind", "products", "categories", "brands", "quantity", "counts_everything", "groups",
                  "countries", "starts_at", "ends_at"]  # fmt: skip

    def clean_countries(self) -> list[str]:
        countries = [country.upper() for country in self.cleaned_data["countries"]]
        if not all(re.fullmatch("[A-Z]{2}", country) for country in countries):
            raise ValidationError("Countries are two letters each, for example DE, AT.")
        return countries

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("starts_at"), values.get("ends_at")
        if values.get("kind") == ConditionKind.WINDOW and not start and not end:
            self.add_error("starts_at", "A window has a start or an end.")
        if start and end and end <= start:
            self.add_error("ends_at", "The end comes after the start.")
        return values


class ConditionFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        kinds: set[str] = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            kind = values.get("kind")
            if not kind or values.get("DELETE") or kind == ConditionKind.WINDOW:
                continue
            if kind in kinds:
                form.add_error("kind", "This kind stands here already; one condition takes several values.")
            kinds.add(kind)


class EffectForm(StatedAmountForm):
    needs = {
        EffectKind.PERCENT: ("percent",),
        EffectKind.AMOUNT: ("amount",),
        EffectKind.FIXED_PRICE: ("amount",),
        EffectKind.BUY_GET: ("buy_quantity", "get_quantity", "percent"),
        EffectKind.CHEAPEST_FREE: ("buy_quantity",),
        EffectKind.DELIVERY_PERCENT: ("percent",),
        EffectKind.DELIVERY_AMOUNT: ("amount",),
        EffectKind.GIFT: ("gift_variant",),
    }
    allows = {
        EffectKind.AMOUNT: ("in_others",),
        EffectKind.FIXED_PRICE: ("in_others",),
        EffectKind.DELIVERY_AMOUNT: ("in_others",),
    }

    class Meta:
        model = Effect
        fields = ["kind", "percent", "buy_quantity", "get_quantity", "gift_variant", "position"]

    def clean_percent(self) -> Decimal | None:
        percent: Decimal | None = self.cleaned_data["percent"]
        if percent is not None and not 0 < percent <= 100:
            raise ValidationError("More than 0 and at most 100.")
        return percent

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("kind") == EffectKind.CHEAPEST_FREE and values.get("buy_quantity") == 1:
            self.add_error("buy_quantity", "The cheapest of one would be everything.")
        return values


class PromotionForm(forms.ModelForm):  # type: ignore[type-arg]
    budget = forms.DecimalField(
        required=False,
        min_value=Decimal("0.01"),
        max_value=_MOST,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text=f"All it may take off, in {settings.BASE_CURRENCY}. Empty: no limit.",
    )

    class Meta:
        model = Promotion
        fields = ["name", "label", "status", "starts_at", "ends_at", "priority", "is_exclusive", "stops_further",
                  "needs_coupon", "max_uses", "max_uses_per_customer"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        promotion: Promotion = self.instance
        if promotion.budget_minor is not None and "budget" in self.fields:
            self.initial["budget"] = Money(promotion.budget_minor, promotion.budget_currency).amount
            self.fields["budget"].help_text = f"All it may take off, in {promotion.budget_currency}."

    def clean_max_uses(self) -> int | None:
        most: int | None = self.cleaned_data["max_uses"]
        if self.instance.pk and most is not None:
            used = selectors.use_count(self.instance.pk)
            if used > most:
                raise ValidationError(f"It was used {used} times already.")
        return most

    def clean_max_uses_per_customer(self) -> int | None:
        most: int | None = self.cleaned_data["max_uses_per_customer"]
        if most == 0:
            raise ValidationError("At least one, or empty for no limit.")
        return most

    def clean_budget(self) -> Decimal | None:
        amount: Decimal | None = self.cleaned_data["budget"]
        promotion: Promotion = self.instance
        currency = promotion.budget_currency or settings.BASE_CURRENCY
        minor = Money.of(amount, currency).minor if amount is not None else None
        if minor is not None and minor < promotion.spent_minor:
            raise ValidationError(f"{Money(promotion.spent_minor, currency)} of it are spent already.")
        promotion.budget_minor = minor
        promotion.budget_currency = currency if minor is not None else ""
        return amount


class CouponCodeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CouponCode
        fields = ["promotion", "code", "max_uses", "expires_at"]

    def clean_code(self) -> str:
        code = normalise_code(self.cleaned_data["code"])
        if not is_code(code):
            raise ValidationError("A code has 3 to 40 letters, digits and hyphens.")
        return code

    def clean_max_uses(self) -> int | None:
        most: int | None = self.cleaned_data["max_uses"]
        if self.instance.pk and most is not None:
            used = self.instance.uses.filter(given_back_at=None).count()
            if used > most:
                raise ValidationError(f"It was used {used} times already.")
        return most


class GenerateForm(forms.Form):
    """How many codes of which kind to make."""

    count = forms.IntegerField(
        label="How many", min_value=1, max_value=50_000, widget=UnfoldAdminIntegerFieldWidget
    )
    starts_with = forms.CharField(
        required=False, max_length=30, widget=UnfoldAdminTextInputWidget, help_text="For example LYRA-."
    )
    max_uses = forms.IntegerField(
        label="Uses per code",
        required=False,
        min_value=1,
        initial=1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text="Empty: no limit.",
    )
    expires_at = forms.SplitDateTimeField(
        label="Until",
        required=False,
        widget=UnfoldAdminSplitDateTimeWidget,
        help_text="Empty: with its promotion.",
    )
