from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from unfold.admin import TabularInline

from apps.core.admin import OneAtATimeMixin, ReadOnlyAdmin, ShopAdmin
from apps.core.forms import DistinctRowsFormSet
from apps.shipping import selectors, services
from apps.shipping.forms import AreaForm, AreaFormSet, ZoneForm
from apps.shipping.models import (
    CarrierProblem,
    Method,
    PickupPoint,
    Rate,
    Surcharge,
    TransitFigure,
    Zone,
    ZoneArea,
)

UNSIZED_SHOWN = 200


class _DeliveryRules(ShopAdmin):
    """Rows that the delivery tables of every page are made of."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.delivery_rules_changed()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        services.delivery_rules_changed()


class RateInline(TabularInline):  # type: ignore[misc]
    model = Rate
    formset = DistinctRowsFormSet
    extra = 0
    fields = [
        "zone",
        "up_to_weight_g",
        "up_to_volume_cm3",
        "from_value_minor",
        "currency",
        "price_minor",
        "free_from_minor",
        "transit_days_min",
        "transit_days_max",
    ]


class PickupPointInline(TabularInline):  # type: ignore[misc]
    model = PickupPoint
    extra = 0


@admin.register(Method)
class MethodAdmin(_DeliveryRules):
    list_display = ["name", "code", "carrier", "kind", "connection", "is_active", "position"]
    autocomplete_fields = ["excluded_products"]
    filter_horizontal = ["excluded_categories"]
    inlines = [RateInline, PickupPointInline]


class ZoneAreaInline(TabularInline):  # type: ignore[misc]
    model = ZoneArea
    form = AreaForm
    formset = AreaFormSet
    extra = 0


@admin.register(Zone)
class ZoneAdmin(OneAtATimeMixin, _DeliveryRules):
    form = ZoneForm
    list_display = ["name", "countries", "position"]
    inlines = [ZoneAreaInline]

    def get_urls(self) -> list[URLPattern]:
        gaps = path("gaps/", self.admin_site.admin_view(self.gaps), name="shipping_zone_gaps")
        return [gaps, *super().get_urls()]

    def gaps(self, request: HttpRequest) -> HttpResponse:
        """Show the places that nothing goes to, and the goods whose size is missing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Gaps in delivery",
            "gaps": selectors.gaps(),
            "unsized": selectors.unsized_variants()[:UNSIZED_SHOWN],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/delivery_gaps.html", context)


@admin.register(Surcharge)
class SurchargeAdmin(_DeliveryRules):
    list_display = ["name", "method", "zone", "place", "price_minor", "currency", "is_active"]
    list_select_related = ["method", "zone"]


@admin.register(TransitFigure)
class TransitFigureAdmin(ReadOnlyAdmin):
    list_display = ["method_code", "country", "region", "samples", "counts", "computed_at"]
    list_filter = ["method_code"]
    search_fields = ["country"]


@admin.register(CarrierProblem)
class CarrierProblemAdmin(ReadOnlyAdmin):
    """What went wrong with carriers while the shop sold on at the tables' prices."""

    list_display = ["carrier", "kind", "text", "times", "first_at", "last_at", "solved_at"]
    list_filter = ["carrier", "kind", ("solved_at", EmptyFieldListFilter)]
    actions = ["solve"]

    def has_solve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shipping.change_carrierproblem")

    @admin.action(description="Mark as solved", permissions=["solve"])
    def solve(self, request: HttpRequest, queryset: QuerySet[CarrierProblem]) -> None:
        """Close troubles that staff have looked at."""
        solved = services.solve_problems(problem_ids=list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{solved} marked as solved.")
