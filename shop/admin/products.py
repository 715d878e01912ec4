"""Products on one page: texts, options, variants with price and stock, specifications, pictures."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import StackedInline, TabularInline
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from apps.catalog import services as catalog
from apps.catalog.forms import PictureForm
from apps.catalog.models import AttributeValue, Option, OptionValue, Picture, Product, Variant, VariantOption
from apps.core.admin import ShopAdmin, actor_of
from apps.core.forms import DistinctRowsFormSet
from apps.currency.money import Money, exponent
from apps.inventory import selectors as inventory
from apps.pricing import selectors as pricing_selectors
from apps.pricing import services as pricing


class VariantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A variant with its base currency price beside it."""

    price = forms.DecimalField(
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1_000_000),
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text=f"{settings.BASE_CURRENCY}, tax included",
    )
    is_reduced = forms.BooleanField(required=False, label="reduced")
    cost = forms.DecimalField(
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1_000_000),
        decimal_places=exponent(settings.BASE_CURRENCY),
        widget=UnfoldAdminDecimalFieldWidget,
        help_text=f"{settings.BASE_CURRENCY}, what one costs the shop, without tax",
    )

    class Meta:
        model = Variant
        fields = ["sku", "gtin", "title", "is_active", "weight_g", "parcels", "length_mm", "width_mm", "height_mm",
                  "hs_code", "origin", "position"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            found = pricing_selectors.prices_in_force([self.instance.pk], currency=settings.BASE_CURRENCY)
            if self.instance.pk in found:
                price, _, is_reduced = found[self.instance.pk]
                self.initial = {**self.initial, "price": price.amount, "is_reduced": is_reduced}
        if self.instance.cost_minor is not None:
            self.initial["cost"] = Money(self.instance.cost_minor, settings.BASE_CURRENCY).amount

    def clean(self) -> dict[str, Any] | None:
        cost = self.cleaned_data.get("cost")
        self.instance.cost_minor = None if cost is None else Money.of(cost, settings.BASE_CURRENCY).minor
        return super().clean()

    def clean_gtin(self) -> str | None:
        return self.cleaned_data["gtin"] or None


class VariantInline(StackedInline):  # type: ignore[misc]
    model = Variant
    form = VariantForm
    extra = 0
    fields = [("sku", "gtin", "title", "is_active"), ("price", "is_reduced", "cost", "stock_level"),
              ("weight_g", "parcels", "position"), ("length_mm", "width_mm", "height_mm"),
              ("hs_code", "origin")]  # fmt: skip
    readonly_fields = ["stock_level"]

    @admin.display(description="Stock")
    def stock_level(self, variant: Variant) -> str:
        if not variant.pk:
            return "—"
        state = inventory.availability([variant.pk])[variant.pk]
        return f"{state.in_stock} free" if state.is_in_stock else "sold out"


class OptionInline(TabularInline):  # type: ignore[misc]
    model = Option
    extra = 0
    show_change_link = True


class AttributeValueInline(TabularInline):  # type: ignore[misc]
    model = AttributeValue
    formset = DistinctRowsFormSet
    extra = 0
    verbose_name_plural = "specifications"
    fields = ["attribute", "variant", "number", "boolean", "choice", "text"]
    autocomplete_fields = ["attribute", "variant"]


class PictureInline(TabularInline):  # type: ignore[misc]
    model = Picture
    form = PictureForm
    extra = 0
    fields = ["preview", "photo", "variant", "kind", "alt", "caption", "position"]
    readonly_fields = ["preview"]
    autocomplete_fields = ["variant"]

    @admin.display(description="Picture")
    def preview(self, picture: Picture) -> SafeString | str:
        if not picture.pk:
            return ""
        return format_html('<img src="{}" alt="" width="96" height="96">', picture.url)


@admin.register(Product)
class ProductAdmin(SimpleHistoryAdmin, ShopAdmin):  # type: ignore[misc]
    list_display = [
        "name",
        "brand",
        "category",
        "variant_count",
        "published_at",
        "unpublished_at",
        "popularity",
    ]
    list_filter = ["category", "brand", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["brand", "category"]
    search_fields = ["name", "slug", "variants__sku", "variants__gtin", "variants__title"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["brand", "category", "successor"]
    inlines = [VariantInline, OptionInline, AttributeValueInline, PictureInline]
    fieldsets = [
        (None, {"fields": [("brand", "category"), ("name", "slug"), "pitch", "description", "in_the_box"]}),
        ("On sale", {"fields": [("published_at", "unpublished_at"), ("badge", "popularity"),
                                ("tax_class", "is_gift_card"), ("hs_code", "origin"), "successor"]}),
        ("More", {"fields": ["warning", "keywords", "personal_text", ("seo_title", "seo_description")]}),
    ]  # fmt: skip

    @admin.display(description="Variants")
    def variant_count(self, product: Product) -> int:
        return len(product.variants.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("variants")

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Products are taken off sale, not deleted: orders, reviews and stock keep pointing at them."""
        return False

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        catalog.save_product(product=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is Variant:
                self._save_prices(request, formset)
        catalog.publish(product_ids=[form.instance.pk])

    def _save_prices(self, request: HttpRequest, formset: Any) -> None:
        for form in formset.forms:
            price = form.cleaned_data.get("price") if form.is_valid() else None
            if form.instance.pk and price is not None and {"price", "is_reduced"} & set(form.changed_data):
                pricing.set_prices(
                    prices={form.instance.pk: Money.of(price, settings.BASE_CURRENCY)},
                    is_reduced=form.cleaned_data["is_reduced"],
                    actor=actor_of(request),
                )


@admin.register(Variant)
class VariantAdmin(ShopAdmin):
    """Which values of its product's options a variant has."""

    list_display = ["title", "sku", "product", "is_active", "is_available"]
    list_filter = ["is_active", "is_available"]
    list_select_related = ["product__brand"]
    search_fields = ["title", "sku", "gtin"]
    fields = ["title", "sku", "product"]
    readonly_fields = ["title", "sku", "product"]

    class _OptionInline(TabularInline):  # type: ignore[misc]
        model = VariantOption
        extra = 0

    inlines = [_OptionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Variant | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        catalog.publish(product_ids=[form.instance.product_id])


@admin.register(Option)
class OptionAdmin(ShopAdmin):
    """The values of an option."""

    list_display = ["name", "product", "has_own_card"]
    list_select_related = ["product__brand"]
    search_fields = ["name", "product__name"]

    class _ValueInline(TabularInline):  # type: ignore[misc]
        model = OptionValue
        extra = 0

    inlines = [_ValueInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        catalog.publish(product_ids=[form.instance.product_id])
