from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline, ShopAdmin, actor_of, log
from apps.core.errors import ShopError
from apps.inventory import services
from apps.inventory.forms import MovementForm
from apps.inventory.models import Stock, StockLocation, StockMovement
from apps.inventory.selectors import LOW_STOCK


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("low", f"fewer than {LOW_STOCK} free"),
            ("out", "nothing free"),
            ("allocated", "allocated to orders"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Stock]) -> QuerySet[Stock]:
        free = queryset.annotate(free=F("on_hand") - F("allocated") - F("safety"))
        chosen = {
            "low": free.filter(free__lt=LOW_STOCK, is_tracked=True),
            "out": free.filter(free__lte=0, is_tracked=True),
            "allocated": free.filter(allocated__gt=0),
        }
        return chosen.get(self.value() or "", queryset)


class MovementInline(ReadOnlyInline):
    model = StockMovement
    fields = ["at", "kind", "on_hand_change", "allocated_change", "reference", "actor", "reason"]
    readonly_fields = fields
    max_num = 50


@admin.register(Stock)
class StockAdmin(SimpleHistoryAdmin, ShopAdmin):  # type: ignore[misc]
    """Stock rows. Numbers change by movements: receive, or count."""

    list_display = [
        "item",
        "location",
        "shelf",
        "on_hand",
        "allocated",
        "free",
        "allows_backorder",
        "expected_on",
        "moves",
    ]
    list_filter = [StateFilter, "location", "allows_backorder"]
    list_select_related = ["variant", "location"]
    search_fields = ["variant__sku", "variant__title", "variant__gtin", "shelf"]
    autocomplete_fields = ["variant"]
    fields = ["variant", "location", "shelf", "is_tracked", "on_hand", "allocated", "safety", "allows_backorder",
              "backorder_limit", "expected_on"]  # fmt: skip
    readonly_fields = ["on_hand", "allocated"]
    inlines = [MovementInline]

    @admin.display(description="Item", ordering="variant__title")
    def item(self, stock: Stock) -> str:
        return str(stock.variant)

    @admin.display(description="Free")
    def free(self, stock: Stock) -> int | str:
        return max(0, stock.on_hand - stock.allocated - stock.safety) if stock.is_tracked else "unlimited"

    @admin.display(description="Move")
    def moves(self, stock: Stock) -> SafeString:
        return format_html(
            '<a class="underline" href="{}">Receive</a> · <a class="underline" href="{}">Count</a>',
            reverse("admin:inventory_stock_move", args=[stock.pk, "receive"]),
            reverse("admin:inventory_stock_move", args=[stock.pk, "count"]),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Stock | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move)
        return [path("<int:pk>/move/<slug:kind>/", view, name="inventory_stock_move"), *super().get_urls()]

    def move(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Receive goods or correct a count, with a reason."""
        stock = Stock.objects.select_related("variant", "location").filter(pk=pk).first()
        if (
            stock is None
            or kind not in ("receive", "count")
            or not self.has_change_permission(request, stock)
        ):
            raise Http404
        form = MovementForm(request.POST or None)
        if form.is_valid() and self._moved(request, stock, kind, form):
            return HttpResponseRedirect(reverse("admin:inventory_stock_changelist"))
        title = "Receive goods" if kind == "receive" else "Correct the count"
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": title,
            "subject": stock.variant,
            "opts": self.opts,
            "now": f"{stock.on_hand} on hand, {stock.allocated} allocated",
        }
        return render(request, "admin/act.html", context)

    def _moved(self, request: HttpRequest, stock: Stock, kind: str, form: MovementForm) -> bool:
        quantity, reason = form.cleaned_data["quantity"], form.cleaned_data["reason"]
        try:
            if kind == "receive":
                services.receive(quantities={stock.pk: quantity}, actor=actor_of(request), reason=reason)
            else:
                services.count(stock_id=stock.pk, on_hand=quantity, actor=actor_of(request), reason=reason)
        except ShopError as refusal:
            form.add_error("quantity", refusal.message)
            return False
        before = stock.on_hand
        stock.refresh_from_db(fields=["on_hand"])
        values = [("on hand", str(before), str(stock.on_hand))]
        log(request, stock, values=values, reason=reason)
        self.message_user(request, f"{stock.variant}: done.", messages.SUCCESS)
        return True


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    list_display = [
        "at",
        "stock",
        "kind",
        "on_hand_change",
        "allocated_change",
        "reference",
        "actor",
        "reason",
    ]
    list_filter = ["kind"]
    list_select_related = ["stock"]
    search_fields = ["reference", "stock__variant__sku"]
    date_hierarchy = "at"


@admin.register(StockLocation)
class StockLocationAdmin(ShopAdmin):
    list_display = ["name", "code", "country", "priority"]
