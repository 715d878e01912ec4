"""The content of an invoice (Directive 2006/112/EC art. 226), copied from an order as it was sold."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.documents.contents.parties import buyer, recipient, seller
from apps.documents.rules import Category, Kind, category_of, percent_text, restate, tax_groups
from apps.orders.models import Order, OrderLine
from apps.pricing.selectors import REVERSE_CHARGE_NOTE

VERSION = 1  # of the form of the data; the file of an old document is made by the old rules


def invoice_content(
    order: Order, lines: Sequence[OrderLine], *, number: str, issued_on: date
) -> dict[str, Any]:
    """Return everything that an order's invoice says. Amounts are minor units of the order's currency."""
    items = [line_content(order, line) for line in lines]
    parts = [*items, delivery_content(order)]
    paid = _payments(order)
    return {
        **head(order, Kind.INVOICE, number=number, issued_on=issued_on),
        "tax_point_on": _tax_point(order),
        "supply": None if order.charged_minor else _supply(order),
        "lines": items,
        "delivery": parts[-1],
        **sums(order, parts),
        "payments": paid,
        "paid_minor": order.charged_minor,
        "due_minor": max(0, order.total_gross_minor - order.charged_minor),
    }


def head(order: Order, kind: Kind, *, number: str, issued_on: date) -> dict[str, Any]:
    """What every document begins with."""
    return {
        "version": VERSION,
        "kind": kind.value,
        "number": number,
        "issued_on": issued_on.isoformat(),
        "language": order.language,
        "currency": order.currency,
        "rounding": order.rounding,
        "order": {"code": order.code, "placed_on": _day(order.placed_at)},
        "seller": seller(),
        "buyer": buyer(order),
        "delivery_to": recipient(order),
        "notes": list(order.tax_notes),
        "corrects": None,
        "reason": "",
    }


def line_content(order: Order, line: OrderLine) -> dict[str, Any]:
    """One line as it was sold. What promotions took is gross, as the shopper saw it."""
    return {
        "order_line": line.pk,
        "name": line.title,
        "sku": line.sku,
        "options": line.options,
        "personal_text": line.personal_text,
        "quantity": line.quantity,
        "unit_net_minor": line.unit_before_net_minor,
        "before_net_minor": line.line_before_net_minor,
        "before_gross_minor": line.line_before_gross_minor,
        "discounts": list(line.discounts),
        "net_minor": line.line_net_minor,
        "gross_minor": line.line_gross_minor,
        **_taxed(order, line.tax_percent, is_voucher=line.is_gift_card),
    }


def delivery_content(order: Order) -> dict[str, Any]:
    """The delivery, with what promotions took off it."""
    off = [{"label": d["label"], "code": d["code"], "minor": d["delivery_minor"]} for d in order.discounts]
    return {
        "name": f"Delivery, {order.delivery_name}",
        "before_gross_minor": order.delivery_before.minor,
        "discounts": [share for share in off if share["minor"]],
        "net_minor": order.delivery_net_minor,
        "gross_minor": order.delivery_gross_minor,
        **_taxed(order, order.delivery_tax_percent),
    }


def _taxed(order: Order, percent: Decimal, *, is_voucher: bool = False) -> dict[str, str]:
    return {
        "percent": percent_text(percent),
        "category": str(Category.EXEMPT if is_voucher else category(order, percent)),
    }


def category(order: Order, percent: Decimal) -> Category:
    """Return why something in an order is taxed as it is; gift cards are not."""
    return category_of(
        percent, is_export=order.is_export, is_reverse_charge=REVERSE_CHARGE_NOTE in order.tax_notes
    )


def sums(order: Order, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return totals, tax by rate, and the tax in the home currency at the order's own rate."""
    parts = list(parts)
    net = sum(part["net_minor"] for part in parts)
    gross = sum(part["gross_minor"] for part in parts)
    return {
        "taxes": [asdict(group) for group in tax_groups(parts) if group.net_minor or group.tax_minor],
        "net_minor": net,
        "tax_minor": gross - net,
        "gross_minor": gross,
        "restated": _restated(order, gross - net),
    }


def _restated(order: Order, tax_minor: int) -> dict[str, Any] | None:
    """A foreign currency needs the tax in the home currency too (Directive 2006/112/EC art. 230)."""
    base = settings.BASE_CURRENCY
    if order.currency == base or not tax_minor:
        return None
    return {
        "currency": base,
        "tax_minor": restate(tax_minor, currency=order.currency, base=base, rate=order.rate),
        "rate": percent_text(order.rate),
        "source": order.rate_source,
        "rate_date": order.rate_date.isoformat(),
    }


def _payments(order: Order) -> list[dict[str, Any]]:
    by_card = min(order.gift_card_minor, order.charged_minor)
    paid = [("Paid by gift card", by_card), ("Paid with the order", order.charged_minor - by_card)]
    return [{"label": label, "minor": minor} for label, minor in paid if minor]


def _tax_point(order: Order) -> str | None:
    """Tax on what is paid before delivery is due with the payment (Directive 2006/112/EC art. 65)."""
    return _day(order.placed_at) if order.charged_minor else None


def _supply(order: Order) -> dict[str, str]:
    """When the goods are to arrive: the date of supply of what is not paid yet (art. 226, point 7)."""
    return {"first": order.promised_first.isoformat(), "last": order.promised_last.isoformat()}


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat()
