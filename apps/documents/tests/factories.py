"""Orders to write documents about: some as rows, some only as values."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from apps.catalog.models import Variant
from apps.orders.models import Order, OrderLine
from apps.orders.services import mark_placed
from apps.orders.tests.factories import ADDRESS, a_draft

AT = datetime.fromisoformat("2026-11-21T09:30:00+00:00")


def a_placed_order(*variants: Variant, quantity: int = 1, paid: bool = True) -> Order:
    """A placed order with its row, lines and goods; paid in full, or to be paid by transfer."""
    order = a_draft(*variants, quantity=quantity)
    mark_placed(
        order=order, charged_minor=order.total_gross_minor if paid else 0, actor="bank", reason="Paid"
    )
    order.refresh_from_db()
    return order


def an_order(
    amounts: Iterable[tuple[int, int, str, int]] = ((11900, 10000, "19", 1),),
    *,
    delivery: tuple[int, int, str] = (690, 580, "19"),
    currency: str = "EUR",
    **values: Any,
) -> tuple[Order, list[OrderLine]]:
    """An order as a value: lines as (gross, net, percent, quantity), delivery as (gross, net, percent)."""
    sold = list(amounts)
    order = Order(
        **{
            **_FACTS,
            "currency": currency,
            "goods_gross_minor": sum(line[0] for line in sold),
            "goods_net_minor": sum(line[1] for line in sold),
            "delivery_gross_minor": delivery[0],
            "delivery_net_minor": delivery[1],
            "delivery_tax_percent": Decimal(delivery[2]),
            "total_gross_minor": sum(line[0] for line in sold) + delivery[0],
            "total_net_minor": sum(line[1] for line in sold) + delivery[1],
            **values,
        }
    )
    if "charged_minor" not in values:
        order.charged_minor = order.total_gross_minor
    return order, [_line(order, number, *line) for number, line in enumerate(sold, start=1)]


def _line(order: Order, number: int, gross: int, net: int, percent: str, quantity: int) -> OrderLine:
    return OrderLine(
        pk=number,
        order=order,
        position=number,
        title=f"Newtonian {number}",
        sku=f"NT-{number:03}",
        options="Tube: white" if number % 2 else "",
        weight_g=4200,
        tax_percent=Decimal(percent),
        unit_before_gross_minor=gross // quantity,
        unit_before_net_minor=net // quantity,
        unit_gross_minor=gross // quantity,
        unit_net_minor=net // quantity,
        line_before_gross_minor=gross // quantity * quantity,
        line_before_net_minor=net,
        line_gross_minor=gross,
        line_net_minor=net,
        quantity=quantity,
    )


_FACTS: dict[str, Any] = {
    "code": "W7KHTPC",
    "email": "ines.keller@example.org",
    "language": "en",
    "country": "DE",
    "rate": Decimal(1),
    "rate_source": "base",
    "rate_date": date(2026, 11, 21),
    "delivery_code": "standard",
    "delivery_name": "Standard",
    "delivery_carrier": "Heliopost",
    "promised_first": date(2026, 11, 24),
    "promised_last": date(2026, 11, 25),
    "weight_g": 4200,
    "delivery_address": ADDRESS,
    "billing_address": ADDRESS,
    "created_at": AT,
    "placed_at": AT,
    "link_expires_at": AT + timedelta(days=400),
}


def many_orders(count: int) -> list[Order]:
    """Placed orders as rows, with a line each, made in bulk."""
    values = [an_order(code=f"N{number:06}", status="PLACED") for number in range(count)]
    orders = Order.objects.bulk_create(order for order, _ in values)
    lines = [line for _, lines in values for line in lines]
    for line in lines:
        line.pk, line.order_id = None, line.order.pk
    OrderLine.objects.bulk_create(lines)
    return orders
