"""What a placed order cost, written from what was copied into it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django import template

from apps.currency.money import Money
from apps.orders.models import Order, OrderLine

register = template.Library()


@dataclass(frozen=True, slots=True)
class TaxShare:
    """What one tax rate took in an order."""

    percent: Decimal
    tax: Money


@register.simple_tag
def taxes_of(order: Order, lines: Iterable[OrderLine]) -> list[TaxShare]:
    """Return the tax of an order per rate, highest rate first; nothing for exports."""
    sums: dict[Decimal, int] = {}
    parts = [(line.tax_percent, line.line_gross_minor - line.line_net_minor) for line in lines]
    parts.append((order.delivery_tax_percent, order.delivery_gross_minor - order.delivery_net_minor))
    for percent, minor in parts:
        sums[percent] = sums.get(percent, 0) + minor
    return [
        TaxShare(percent, order.money(minor))
        for percent, minor in sorted(sums.items(), reverse=True)
        if minor
    ]


@register.filter
def refunded(order: Order) -> Money:
    """Return what went back to the customer."""
    return order.money(order.refunded_minor)


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What one promotion took off an order."""

    label: str
    code: str
    amount: Money


@register.filter
def taken_off(order: Order) -> list[TakenOff]:
    """Return what each promotion took off, as it was copied into the order."""
    return [
        TakenOff(off["label"], off["code"], order.money(off["goods_minor"] + off["delivery_minor"]))
        for off in order.discounts
        if off["goods_minor"] + off["delivery_minor"]
    ]
