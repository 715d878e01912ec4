from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import TabularInline

from apps.core.admin import OneAtATimeMixin, ReadOnlyAdmin, ShopAdmin, actor_of
from apps.currency.money import Money
from apps.pricing import services
from apps.pricing.forms import NewPriceForm, TaxRateForm
from apps.pricing.models import (
    Price,
    PriceList,
    TaxArea,
    TaxClass,
    TaxRate,
    TaxZone,
    TaxZoneMember,
    VatCheck,
)


@admin.display(description="Price", ordering="amount_minor")
def amount(price: Price) -> str:
    return str(Money(price.amount_minor, price.currency))


@admin.register(Price)
class PriceAdmin(ReadOnlyAdmin):
    """The price history. Prices are added on the product's page or in a price list, and never changed."""

    list_display = [
        "variant",
        amount,
        "min_quantity",
        "price_list",
        "starts_at",
        "ends_at",
        "is_reduced",
        "actor",
        "history",
    ]
    list_filter = ["currency", "is_reduced"]
    list_select_related = ["variant", "price_list"]
    search_fields = ["variant__sku", "variant__title", "price_list__name"]
    date_hierarchy = "starts_at"

    @admin.display(description="History")
    def history(self, price: Price) -> SafeString:
        """Link to everything the variant ever cost."""
        return format_html('<a href="?variant__id__exact={}">this item</a>', price.variant_id)


class PriceInline(TabularInline):  # type: ignore[misc]
    """The prices of a list: those that are there are shown, new ones are added."""

    model = Price
    form = NewPriceForm
    extra = 1
    per_page = 50
    can_delete = False
    autocomplete_fields = ["variant"]
    fields = ["variant", "currency", "amount", "min_quantity", "starts_at", "ends_at", "is_reduced"]

    @admin.display(description="Amount")
    def amount(self, price: Price) -> str:
        return amount(price)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Price]:
        rows: QuerySet[Price] = super().get_queryset(request)
        return rows.select_related("variant").order_by("variant__sku", "min_quantity", "-starts_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PriceList)
class PriceListAdmin(ShopAdmin):
    """Who pays other prices, and which. Switch a list off instead of deleting it: its prices are history."""

    list_display = ["name", "customer_group", "currency", "priority", "is_active", "starts_at", "ends_at"]
    list_filter = ["is_active", "customer_group"]
    search_fields = ["name", "customer_group"]
    fields = [("name", "is_active"), ("customer_group", "currency", "priority"), ("starts_at", "ends_at")]
    inlines = [PriceInline]

    def has_delete_permission(self, request: HttpRequest, obj: PriceList | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PriceList, form: Any, change: bool) -> None:
        services.save_price_list(price_list=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if row.instance.pk is None and row.has_changed():
                new = row.cleaned_data
                services.set_prices(
                    prices={new["variant"].pk: new["price"]},
                    starts_at=new["starts_at"],
                    ends_at=new["ends_at"],
                    is_reduced=new["is_reduced"],
                    price_list=form.instance.pk,
                    min_quantity=new["min_quantity"],
                    actor=actor_of(request),
                )


@admin.register(TaxClass)
class TaxClassAdmin(ShopAdmin):
    list_display = ["name", "code"]


@admin.register(TaxRate)
class TaxRateAdmin(OneAtATimeMixin, ShopAdmin):
    """Rates by day. A new rate is a new row and ends the one before; only what has not begun is deleted."""

    form = TaxRateForm
    list_display = ["place", "tax_class", "percent", "valid_from", "valid_until", "source"]
    list_filter = ["tax_class", "country"]
    list_select_related = ["tax_class"]
    search_fields = ["country", "region"]

    def get_readonly_fields(self, request: HttpRequest, obj: TaxRate | None = None) -> list[str]:
        return ["tax_class", "country", "region", "percent", "valid_from"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: TaxRate | None = None) -> bool:
        may = bool(super().has_delete_permission(request, obj))
        return may and obj is not None and obj.valid_from > timezone.localdate()

    def save_model(self, request: HttpRequest, obj: TaxRate, form: Any, change: bool) -> None:
        if change:
            services.amend_tax_rate(rate=obj, source=obj.source, valid_until=obj.valid_until)
            return
        obj.pk = services.add_tax_rate(**form.cleaned_data).pk

    def delete_model(self, request: HttpRequest, obj: TaxRate) -> None:
        super().delete_model(request, obj)
        services.tax_rules_changed()


class _TaxRules(ShopAdmin):
    """Rows that the tax tables of every page are made of."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.tax_rules_changed()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        services.tax_rules_changed()


class TaxZoneMemberInline(TabularInline):  # type: ignore[misc]
    model = TaxZoneMember
    extra = 1


@admin.register(TaxZone)
class TaxZoneAdmin(_TaxRules):
    list_display = ["name", "code", "treatment", "shows_gross", "note"]
    inlines = [TaxZoneMemberInline]


@admin.register(TaxArea)
class TaxAreaAdmin(_TaxRules):
    list_display = ["name", "code", "country", "region", "postcode_prefix"]
    list_filter = ["country"]
    search_fields = ["name", "code", "postcode_prefix"]


@admin.register(VatCheck)
class VatCheckAdmin(ReadOnlyAdmin):
    list_display = ["number", "result", "name", "consultation_number", "reason", "at"]
    list_filter = ["result"]
    search_fields = ["number", "name"]
    date_hierarchy = "at"
