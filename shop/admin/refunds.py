"""Money back, on the staff's page of an order: by units, delivery and goodwill, looked at before it is done."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.currency.money import Money, exponent
from apps.orders.admin.actions import ACTIONS, Action, Look, OrderForm
from apps.orders.models import Order, OrderLine
from apps.payments import selectors, services
from apps.payments.errors import NothingToRefund, RefundTooHigh
from apps.payments.models import Repayment


class RefundForm(OrderForm):
    """How many units of each line, how much of the delivery, and what out of goodwill."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, order: Order, **kwargs: Any) -> None:
        super().__init__(data, order=order, **kwargs)
        self.lines = list(order.lines.all())
        for line in self.lines:
            self._ask_about(line)
        places = exponent(order.currency)
        left = order.money(order.delivery_gross_minor - order.delivery_refunded_minor)
        self.fields["delivery"] = self._amount("Delivery", f"Up to {left}.", places)
        self.fields["goodwill"] = self._amount("Goodwill", "An amount for nothing in particular.", places)
        self.fields["reason"] = forms.CharField(
            max_length=200,
            widget=UnfoldAdminTextInputWidget,
            help_text="The customer's mail does not show it.",
        )

    def _ask_about(self, line: OrderLine) -> None:
        left = line.quantity - line.refunded_qty
        if left:
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=f"{line.title}, units",
                required=False,
                min_value=0,
                max_value=left,
                widget=UnfoldAdminTextInputWidget,
                help_text=f"{left} of {line.quantity} have not gone back yet, {line.total} for all.",
            )
        if line.shipped_qty > line.returned_qty:
            self.fields[f"restock_{line.pk}"] = forms.BooleanField(
                label=f"{line.title} goes back to stock", required=False
            )

    @staticmethod
    def _amount(label: str, hint: str, places: int) -> forms.DecimalField:
        return forms.DecimalField(
            label=label,
            required=False,
            min_value=0,
            max_digits=12,
            decimal_places=places,
            widget=UnfoldAdminTextInputWidget,
            help_text=hint,
        )


def _wish(order: Order, data: dict[str, Any]) -> dict[str, Any]:
    """Read what was typed as the arguments of the service."""
    keys = [line.pk for line in order.lines.all()]
    units = {pk: data.get(f"units_{pk}") or 0 for pk in keys}
    return {
        "units": units,
        "delivery_minor": _minor(order, data["delivery"]),
        "goodwill_minor": _minor(order, data["goodwill"]),
        "restock": {pk: units[pk] for pk in keys if data.get(f"restock_{pk}")},
    }


def _minor(order: Order, amount: Decimal | None) -> int:
    return Money.of(amount, order.currency).minor if amount else 0


def _look(order: Order, data: dict[str, Any]) -> Look:
    wish = _wish(order, data)
    back_to_stock = wish.pop("restock")
    parts = services.parts_of(order, **wish)
    minor = sum(part.gross_minor for part in parts)
    if not minor:
        raise NothingToRefund
    left = selectors.left_to_refund(order)
    if minor > left:
        raise RefundTooHigh(order.money(left))
    said = [
        f"{f'{part.units} × ' if part.units else ''}{part.title}: {order.money(part.gross_minor)}"
        for part in parts
    ]
    stock = f" {sum(back_to_stock.values())} go back to stock." if back_to_stock else ""
    return Look(f"{order.money(minor)} go back to the customer ({'; '.join(said)}).{stock}", minor)


def _refund(order: Order, actor: str, data: dict[str, Any]) -> object:
    is_goodwill = not any(value for name, value in data.items() if name.startswith("units_"))
    return services.refund_lines(
        order_id=order.pk,
        **_wish(order, data),
        reason=data["reason"],
        actor=actor,
        kind=Repayment.Kind.GOODWILL if is_goodwill else Repayment.Kind.RETURN,
        expected_minor=data["seen_minor"],
    )


class RetryForm(OrderForm):
    """Asks nothing: what failed is sent once more."""


def _retry(order: Order, actor: str, data: dict[str, Any]) -> object:
    return [services.retry_refund(refund_id=row.pk, actor=actor) for row in selectors.failed_refunds(order)]


def _failed(order: Order) -> str:
    failed = selectors.failed_refunds(order)
    return "; ".join(f"{row.amount} to {row.payment.method} failed: {row.message}" for row in failed)


ACTIONS |= {
    "refund": Action(
        label="Refund",
        done="the money is on its way back. The customer gets a mail.",
        form=RefundForm,
        effect=lambda order: (
            f"{order.money(selectors.left_to_refund(order))} of what was paid are left. "
            "The next page says what goes back, before anything is done."
        ),
        run=_refund,
        fits=lambda order: order.charged_minor > order.refunded_minor and not order.is_cancelled,
        preview=_look,
    ),
    "retry-refund": Action(
        label="Send failed refunds again",
        done="sent again.",
        form=RetryForm,
        effect=_failed,
        run=_retry,
        fits=lambda order: bool(selectors.failed_refunds(order)),
    ),
}
