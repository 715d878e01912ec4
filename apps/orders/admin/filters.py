from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.orders import selectors
from apps.orders.models import Order
from apps.orders.states import OrderStatus, PaymentStatus


class ToDoFilter(admin.SimpleListFilter):
    """The views that the order desk works from."""

    title = "view"
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("ship", "To ship"),
            ("held", "On hold"),
            ("unpaid", "Unpaid"),
            ("way", "On its way"),
            ("all", "All, with unfinished ones"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> QuerySet[Order]:
        unpaid = [PaymentStatus.UNPAID, PaymentStatus.PENDING, PaymentStatus.PART_PAID]
        placed = queryset.filter(placed_at__isnull=False)
        views = {
            "ship": selectors.to_ship(queryset),
            "held": selectors.on_hold(queryset),
            "unpaid": queryset.filter(payment_status__in=unpaid).exclude(
                status__in=[OrderStatus.FAILED, OrderStatus.EXPIRED]
            ),
            "way": queryset.filter(status__in=[OrderStatus.SHIPPED, OrderStatus.PART_SHIPPED]),
            "all": queryset,
        }
        if self.value() in views:
            return views[self.value() or "all"]
        # A single order is opened whatever its state; only the list hides attempts that came to nothing.
        return queryset if request.resolver_match and "object_id" in request.resolver_match.kwargs else placed
