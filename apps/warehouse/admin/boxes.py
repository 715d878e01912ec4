from django.contrib import admin
from django.urls import URLPattern

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline
from apps.warehouse.admin.pages import Warehouse
from apps.warehouse.models import Box, BoxLine


class BoxLineInline(ReadOnlyInline):
    model = BoxLine
    fields = ["line", "quantity"]
    readonly_fields = fields


@admin.register(Box)
class BoxAdmin(ReadOnlyAdmin):
    """Boxes that were packed or are being packed, and by whom. The work is done on the warehouse's pages."""

    list_display = ["order", "location", "opened_by", "opened_at", "weight_g", "has_left"]
    list_filter = ["location", ("shipment", admin.EmptyFieldListFilter)]
    list_select_related = ["order", "location"]
    search_fields = ["order__code", "tracking_number", "opened_by"]
    date_hierarchy = "opened_at"
    list_per_page = 50
    inlines = [BoxLineInline]
    fields = [("order", "location"), ("opened_by", "opened_at"), ("weight_g", "carrier", "tracking_number"),
              ("shipment", "revision")]  # fmt: skip

    @admin.display(description="Has left", boolean=True)
    def has_left(self, box: Box) -> bool:
        return box.shipment_id is not None

    def get_urls(self) -> list[URLPattern]:
        return [*Warehouse(self.admin_site, self.opts).urls(), *super().get_urls()]
