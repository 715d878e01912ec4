"""What staff are asked for at each step of a return."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.currency.money import Money, exponent
from apps.orders import services as orders
from apps.returns.models import Return
from apps.returns.services.deciding import Arrival

_text = UnfoldAdminTextInputWidget


class StepForm(forms.Form):
    """A form about a return, which it may look at for its fields."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, found: Return, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.found = found
        self.lines = list(found.lines.select_related("line__order"))


class ReasonForm(StepForm):
    reason = forms.CharField(max_length=300, widget=_text)


class PlainForm(StepForm):
    reason = forms.CharField(
        required=False, max_length=300, widget=_text, help_text="Stands in the timeline."
    )


class ApproveForm(PlainForm):
    """How many units of each line may come back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.lines:
            said = f"{line.get_reason_display()}. {line.words}".strip()
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=f"{line.line.title}, units",
                min_value=0,
                max_value=line.asked_units,
                initial=line.asked_units,
                widget=_text,
                help_text=f"{line.asked_units} were asked for. {said}",
            )

    def units(self) -> dict[int, int]:
        return {line.pk: self.cleaned_data[f"units_{line.pk}"] for line in self.lines}


class ReceiveForm(StepForm):
    """What came, how it looks, and whether it goes back to the shelf."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.lines:
            title = line.line.title
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=f"{title}, units that came",
                min_value=0,
                max_value=line.units,
                initial=line.units,
                widget=_text,
            )
            self.fields[f"restock_{line.pk}"] = forms.BooleanField(
                label=f"{title} goes back to stock", required=False
            )
            self.fields[f"condition_{line.pk}"] = forms.CharField(
                label=f"{title}, condition", required=False, max_length=300, widget=_text
            )

    def arrivals(self) -> dict[int, Arrival]:
        said = self.cleaned_data
        return {
            line.pk: Arrival(
                said[f"units_{line.pk}"], said[f"restock_{line.pk}"], said[f"condition_{line.pk}"]
            )
            for line in self.lines
        }


class RefundForm(PlainForm):
    """Which part of the delivery goes back along with the goods."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = self.found.order
        left = order.money(order.delivery_gross_minor - order.delivery_refunded_minor)
        self.fields["delivery"] = forms.DecimalField(
            required=False,
            min_value=0,
            max_digits=12,
            decimal_places=exponent(order.currency),
            initial=order.money(min(self.found.delivery_minor, left.minor)).amount,
            widget=_text,
            help_text=f"Up to {left}. Of a withdrawal from the whole order the standard delivery goes back.",
        )

    def delivery_minor(self) -> int:
        amount: Decimal | None = self.cleaned_data["delivery"]
        return Money.of(amount, self.found.order.currency).minor if amount else 0


class ExchangeForm(StepForm):
    """Which other variant the customer gets for which line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        choices = [
            (
                f"{line.pk}:{choice.facts.id}",
                f"{line.line.title} for {choice.facts.title}, {choice.unit} each",
            )
            for line in self.lines
            for choice in orders.swap_choices(self.found.order, line.line, now=now)
        ]
        wished = [f"{line.pk}:{line.wanted_id}" for line in self.lines if line.wanted_id]
        chosen = UnfoldAdminSelectWidget()
        self.fields["to"] = forms.ChoiceField(
            label="Exchange", choices=choices, widget=chosen, initial=next(iter(wished), None)
        )

    def choice(self) -> tuple[int, int]:
        """Return the chosen return line and variant, by their keys."""
        line, _, variant = self.cleaned_data["to"].partition(":")
        return int(line), int(variant)
