from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from apps.catalog import services
from apps.catalog.forms import PictureForm
from apps.catalog.models import (
    Attribute,
    AttributeBucket,
    AttributeChoice,
    Brand,
    Category,
    CategoryFacet,
    CategorySort,
    Picture,
    Product,
    PromotedLink,
)
from apps.core.admin import ShopAdmin


class _Inline(TabularInline):  # type: ignore[misc]
    extra = 0


class FacetInline(_Inline):
    model = CategoryFacet
    autocomplete_fields = ["attribute"]


class SortInline(_Inline):
    model = CategorySort
    autocomplete_fields = ["attribute"]


class PromotedInline(_Inline):
    model = PromotedLink


class CategoryPictureInline(_Inline):
    model = Picture
    form = PictureForm
    fields = ["photo", "alt", "position"]


@admin.register(Category)
class CategoryAdmin(ShopAdmin):
    list_display = ["indented", "path", "is_published", "position"]
    search_fields = ["name", "path"]
    ordering = ["path"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FacetInline, SortInline, PromotedInline, CategoryPictureInline]

    @admin.display(description="Name", ordering="path")
    def indented(self, category: Category) -> str:
        return "— " * category.path.count("/") + category.name

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        services.save_category(category=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.publish_category(category=form.instance)


class ChoiceInline(_Inline):
    model = AttributeChoice


class BucketInline(_Inline):
    model = AttributeBucket


@admin.register(Attribute)
class AttributeAdmin(ShopAdmin):
    list_display = ["name", "code", "kind", "unit", "group"]
    list_filter = ["kind", "group"]
    search_fields = ["name", "code"]
    inlines = [ChoiceInline, BucketInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.publish_attribute(attribute=form.instance)


@admin.register(Brand)
class BrandAdmin(ShopAdmin):
    list_display = ["name", "maker_name", "maker_email"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Brand, form: Any, change: bool) -> None:
        obj.save()
        services.publish(product_ids=Product.objects.filter(brand=obj).values_list("pk", flat=True))
