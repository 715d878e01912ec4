"""Returns on the pages of orders."""

from collections.abc import Iterable
from typing import Any

from django import template

from apps.orders.models import Order
from apps.orders.selectors import link_path
from apps.returns import selectors
from apps.returns.models import Return

register = template.Library()


@register.inclusion_tag("returns/_of_order.html", takes_context=True)
def returns_of(context: dict[str, Any], order: Order) -> dict[str, Any]:
    """Print the returns of an order, and what it was made in exchange for."""
    found = selectors.of_order(order)
    return {
        "returns": [row for row in found if row.order_id == order.pk],
        "instead_of": next((row for row in found if row.order_id != order.pk), None),
        "order": order,
        "link": context["link"],
        "is_known": context["is_known"],
    }


@register.simple_tag
def returns_in(orders: Iterable[Order]) -> dict[int, list[Return]]:
    """Return the returns of a customer's orders by order id, in one statement, and none if nothing was sent."""
    sent = [order.pk for order in orders if selectors.was_sent(order)]
    return selectors.of_orders(sent) if sent else {}


@register.filter
def returned_of(returns: dict[int, list[Return]], order: Order) -> list[Return]:
    return returns.get(order.pk, [])


@register.simple_tag
def can_return(order: Order) -> bool:
    """Tell whether an order's page offers a return."""
    return selectors.can_be_asked_for(order)


@register.simple_tag
def return_until(order: Order) -> Any:
    """Return the last day for a return of an order; None while parcels are on their way."""
    return selectors.last_day_of(order)


@register.filter
def link_of(order: Order) -> str:
    return link_path(order)
