from hashlib import sha256
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from apps.cart.models import Cart
from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline, actor_of, log
from apps.core.errors import ShopError
from apps.orders.admin.actions import ACTIONS, Action, available
from apps.orders.admin.filters import ToDoFilter
from apps.orders.admin.phone import PhoneOrders
from apps.orders.models import Order, OrderEvent, OrderLine, Shipment
from apps.orders.selectors import link_path
from apps.shipping.addresses import lines_of

_ORDER_COLOURS = {
    "placed": "info",
    "partly shipped": "warning",
    "shipped": "info",
    "delivered": "success",
    "cancelled": "danger",
    "payment failed": "danger",
    "expired": "danger",
    "waiting for payment": "warning",
}
_PAYMENT_COLOURS = {"paid": "success", "unpaid": "danger", "partly paid": "warning", "payment under way": "warning",
                    "overpaid": "danger", "refunded": "info", "partly refunded": "info"}  # fmt: skip
_FULFILMENT_COLOURS = {"to be packed": "warning", "packed": "info", "shipped": "info", "partly shipped": "warning",
                       "delivered": "success", "on hold": "danger"}  # fmt: skip


def _address(address: dict[str, str]) -> str:
    phone = [address["phone"]] if address.get("phone") else []
    return ", ".join(lines_of(address) + phone)


def _standing(order: Order) -> list[tuple[str, str]]:
    """What the audit list compares before and after something was done to an order."""
    names = ("status", "payment_status", "fulfilment_status", "hold_reason")
    return [(name.replace("_", " "), str(getattr(order, name))) for name in names]


class LineInline(ReadOnlyInline):
    model = OrderLine
    fields = ["title", "sku", "options", "personal_text", "quantity", "shipped_qty", "cancelled_qty", "refunded_qty",
              "unit_price", "tax_percent", "line_price", "how"]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderLine]:
        return super().get_queryset(request).select_related("order")  # type: ignore[no-any-return]

    @admin.display(description="Unit")
    def unit_price(self, line: OrderLine) -> str:
        return str(line.unit)

    @admin.display(description="Total")
    def line_price(self, line: OrderLine) -> str:
        return str(line.total)

    @admin.display(description="how this price was made")
    def how(self, line: OrderLine) -> str:
        return " ".join(line.trace)


class ShipmentInline(ReadOnlyInline):
    model = Shipment
    fields = ["carrier", "tracking_number", "shipped_at", "delivered_at"]
    readonly_fields = fields


class EventInline(ReadOnlyInline):
    model = OrderEvent
    verbose_name_plural = "timeline"
    fields = ["at", "what", "actor", "reason"]
    readonly_fields = fields

    @admin.display(description="What")
    def what(self, event: OrderEvent) -> str:
        if event.new:
            return f"{event.field.replace('_', ' ')}: {event.old} → {event.new}".lower()
        return f"{event.get_kind_display()}: {event.text}"


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """Orders are read here; everything done to them is one of the actions, which call the services."""

    list_display = [
        "code",
        "placed_at",
        "customer",
        "country",
        "total",
        "status_badge",
        "payment_badge",
        "goods_badge",
    ]
    list_filter = [ToDoFilter, "status", "payment_status", "fulfilment_status", "country"]
    search_fields = ["code", "email", "delivery_address__name", "lines__sku", "delivery_address__phone"]
    date_hierarchy = "created_at"
    list_per_page = 50
    ordering = ["-created_at"]
    inlines = [LineInline, ShipmentInline, EventInline]
    fieldsets = [
        (None, {"fields": ["what_next", ("code", "placed_at"), ("status", "payment_status", "fulfilment_status"),
                           ("held_at", "hold_reason"), ("email", "customer_page"), ("taken_by", "note")]}),
        ("Money", {"fields": [("goods", "delivery", "total"), ("tax", "charged", "refunded"),
                              ("currency", "is_export")]}),
        ("Delivery", {"fields": [("goes_to", "billed_to"), ("delivery_name", "delivery_carrier"),
                                 ("promised_first", "promised_last"), ("weight_g", "parcels"), "delivery_details"]}),
    ]  # fmt: skip
    readonly_fields = [
        "what_next",
        "customer_page",
        "taken_by",
        "goes_to",
        "billed_to",
        "goods",
        "delivery",
        "total",
        "tax",
        "charged",
        "refunded",
    ]

    @admin.display(description="Customer")
    def customer(self, order: Order) -> str:
        return str(order.delivery_address["name"])

    @admin.display(description="Goes to")
    def goes_to(self, order: Order) -> str:
        return _address(order.delivery_address)

    @admin.display(description="Billed to")
    def billed_to(self, order: Order) -> str:
        return _address(order.billing_address)

    @display(description="Order", label=_ORDER_COLOURS)  # type: ignore[untyped-decorator]
    def status_badge(self, order: Order) -> str:
        return order.get_status_display()

    @display(description="Payment", label=_PAYMENT_COLOURS)  # type: ignore[untyped-decorator]
    def payment_badge(self, order: Order) -> str:
        return order.get_payment_status_display()

    @display(description="Goods", label=_FULFILMENT_COLOURS)  # type: ignore[untyped-decorator]
    def goods_badge(self, order: Order) -> str:
        if order.is_held and not order.is_cancelled:
            return "on hold"
        return order.get_fulfilment_status_display()

    @admin.display(description="Charged")
    def charged(self, order: Order) -> str:
        return str(order.money(order.charged_minor))

    @admin.display(description="Refunded")
    def refunded(self, order: Order) -> str:
        return str(order.money(order.refunded_minor))

    @admin.display(description="Customer's page")
    def customer_page(self, order: Order) -> SafeString | str:
        if not order.is_placed:
            return "none before the order is placed"
        return format_html(
            '<a class="underline" href="{}">Open as the customer sees it</a>', link_path(order)
        )

    @admin.display(description="Taken by phone by")
    def taken_by(self, order: Order) -> str:
        cart = order.cart
        if cart is None or cart.origin != Cart.Origin.STAFF:
            return "nobody: the customer ordered in the shop"
        return str(cart.made_by or "somebody who has left")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        return super().get_queryset(request).select_related("cart__made_by")  # type: ignore[no-any-return]

    @admin.display(description="What you can do")
    def what_next(self, order: Order) -> SafeString:
        links = [(self._action_url(order, name), action.label) for name, action in available(order)]
        return format_html_join(
            " ",
            '<a class="inline-block rounded border px-3 py-2 font-semibold" href="{}">{}</a>',
            links,
        )

    @staticmethod
    def _action_url(order: Order, name: str) -> str:
        return reverse("admin:orders_order_act", args=[order.pk, name])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act)
        own = path("<int:pk>/do/<slug:name>/", view, name="orders_order_act")
        return [*PhoneOrders(self.admin_site, self.opts).urls(), own, *super().get_urls()]

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask what an action needs to know, show its effect, and do it."""
        order = Order.objects.filter(pk=pk).first()
        action = ACTIONS.get(name)
        if order is None or action is None or not request.user.has_perm("orders.change_order"):
            raise Http404
        form = action.form(request.POST or None, order=order)
        back = reverse("admin:orders_order_change", args=[pk])
        seen: dict[str, str] = {}
        if request.method == "POST" and form.is_valid():
            seen = self._look(request, order, action, form)
            if not seen and form.is_valid() and self._done(request, order, action, form):
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": action.label,
            "subject": order,
            "now": action.effect(order),
            "opts": self.opts,
            "back": back,
            **seen,
        }
        return render(request, "admin/act.html", context)

    @staticmethod
    def _look(request: HttpRequest, order: Order, action: Action, form: Any) -> dict[str, str]:
        """Say what the action would do; nothing if exactly this was shown before, or if it has no preview."""
        if action.preview is None:
            return {}
        try:
            look = action.preview(order, form.cleaned_data)
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return {}
        typed = repr(sorted((name, str(value)) for name, value in form.cleaned_data.items()))
        token = f"{look.minor}:{sha256(typed.encode()).hexdigest()[:16]}"
        if request.POST.get("seen") != token:
            return {"preview": look.text, "seen": token}
        form.cleaned_data["seen_minor"] = look.minor
        return {}

    def _done(self, request: HttpRequest, order: Order, action: Action, form: Any) -> bool:
        before, events = _standing(order), order.events.count()
        try:
            action.run(order, actor_of(request), form.cleaned_data)
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return False
        order.refresh_from_db()
        self._log(request, order, action, before, events, form.cleaned_data)
        self.message_user(request, f"{order.code}: {action.done}", messages.SUCCESS)
        return True

    @staticmethod
    def _log(
        request: HttpRequest,
        order: Order,
        action: Action,
        before: list[tuple[str, str]],
        events: int,
        given: dict[str, Any],
    ) -> None:
        """Tell the audit list what came of an action; the same thing done twice came to nothing."""
        values = [(name, old, new) for (name, old), (_, new) in zip(before, _standing(order), strict=True)]
        why = next((given[name] for name in ("reason", "text", "tracking_number") if given.get(name)), "")
        if order.events.count() != events:
            log(request, order, values=values, reason=f"{action.label}: {why}" if why else action.label)
