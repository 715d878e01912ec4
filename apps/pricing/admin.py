from django.contrib import admin
from unfold.admin import ModelAdmin

from apps.core.admin import ReadOnlyAdmin
from apps.pricing.models import Price, TaxClass, TaxRate


@admin.register(Price)
class PriceAdmin(ReadOnlyAdmin):
    """The price history. Prices are changed on the product's page, where they are added to it."""

    list_display = ["variant", "amount_minor", "currency", "starts_at", "is_reduced", "actor"]
    list_filter = ["currency", "is_reduced"]
    list_select_related = ["variant"]
    search_fields = ["variant__sku", "variant__title"]
    date_hierarchy = "starts_at"


@admin.register(TaxClass)
class TaxClassAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["name", "code"]


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["country", "tax_class", "percent", "valid_from", "valid_until", "source"]
    list_filter = ["tax_class", "country"]
    list_select_related = ["tax_class"]
    search_fields = ["country"]
