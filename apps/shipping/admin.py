from django.contrib import admin
from unfold.admin import TabularInline

from apps.core.admin import ShopAdmin
from apps.shipping.models import Method, Rate, Zone


class RateInline(TabularInline):  # type: ignore[misc]
    model = Rate
    extra = 0
    fields = ["zone", "up_to_weight_g", "currency", "price_minor", "transit_days_min", "transit_days_max"]


@admin.register(Method)
class MethodAdmin(ShopAdmin):
    list_display = ["name", "code", "carrier", "is_active", "position"]
    inlines = [RateInline]


@admin.register(Zone)
class ZoneAdmin(ShopAdmin):
    list_display = ["name", "countries", "position"]
